const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const { FORMS } = require('../support/form');
const { root } = require('../support/pages');

const FOLDER = path.join(root, 'nodes/DescriptorAi');

/** The labels that the requests of `api/` refer to: it is below the form, and does not know its parameters. */
const OF_API = ['Insights Format', 'Timeout (Seconds)'];

/**
 * The texts in a file of the code. `property` is the property of an object that has the text as its value.
 *
 * @returns {{ text: string, property: string, place: string }[]}
 */
function literalsIn(/** @type {string} */ file) {
	const code = fs.readFileSync(path.join(FOLDER, file), 'utf8');
	const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
	/** @type {{ text: string, property: string, place: string }[]} */
	const found = [];
	(function visit(/** @type {ts.Node} */ node) {
		if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
			const { parent } = node;
			const property = ts.isPropertyAssignment(parent) ? parent.name.getText() : '';
			found.push({ text: node.text, property, place: `${file}: ${node.text}` });
		}
		ts.forEachChild(node, visit);
	})(source);
	return found;
}

const literals = fs
	.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.flatMap(literalsIn);
const labels = new Set(
	Object.values(FORMS)
		.flat()
		.map(({ label }) => label),
);

describe('A label of the form', () => {
	it.each([...labels])('%s is typed once', (label) => {
		const typed = literals.filter(
			({ text, property }) => text === label && property === 'displayName',
		);
		expect(typed).toHaveLength(1);
	});

	it('is not typed again where an error names it', () => {
		const again = literals.filter(({ text, place }) =>
			Array.from(text.matchAll(/\B'(\p{Lu}[^']*)'\B/gu), ([, name]) => name).some(
				(name) => labels.has(name) && !(place.startsWith('api') && OF_API.includes(name)),
			),
		);
		expect(again.map(({ place }) => place)).toEqual([]);
	});

	it('is not typed again in other code', () => {
		// Entries of lists, headings of the report and fields of other services may have the same names.
		const again = literals.filter(
			({ text, property, place }) =>
				labels.has(text) &&
				!['displayName', 'name'].includes(property) &&
				!/^(report|salesforce|sources|transcript)\b/.test(place),
		);
		expect(again.map(({ place }) => place)).toEqual([]);
	});
});
