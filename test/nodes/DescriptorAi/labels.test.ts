import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { FORMS } from '../../support/form';

const FOLDER = path.join(__dirname, '../../../nodes/DescriptorAi');

/** The labels that the requests of `api/` refer to: it is below the form, and does not know its parameters. */
const OF_API = ['Insights Format', 'Timeout (Seconds)'];

/** A text in the code, with what it is given to if that has a name. */
interface Literal {
	text: string;
	/** The property of an object, such as `displayName`. */
	property: string;
	place: string;
}

function literalsIn(file: string): Literal[] {
	const code = readFileSync(path.join(FOLDER, file), 'utf8');
	const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
	const found: Literal[] = [];
	const visit = (node: ts.Node) => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
			const { parent } = node;
			const property = ts.isPropertyAssignment(parent) ? parent.name.getText() : '';
			found.push({ text: node.text, property, place: `${file}: ${node.text}` });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const literals = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.flatMap(literalsIn);
const labels = [
	...new Set(
		Object.values(FORMS)
			.flat()
			.map(({ label }) => label),
	),
];

describe('A label of the form', () => {
	it.each(labels)('%s is typed once', (label) => {
		const typed = literals.filter(
			({ text, property }) => text === label && property === 'displayName',
		);
		expect(typed.map(({ place }) => place)).toHaveLength(1);
	});

	it('is not typed again where an error names it', () => {
		const again = literals.filter(({ text, place }) =>
			labels.some(
				(label) =>
					!(place.startsWith('api') && OF_API.includes(label)) &&
					new RegExp(`\\B'${label.replace(/[()]/g, '\\$&')}'\\B`).test(text),
			),
		);
		expect(again.map(({ place }) => place)).toEqual([]);
	});

	it('is not typed again in other code', () => {
		// Entries of lists, headings of the report and fields of other services may be called the same.
		const again = literals.filter(
			({ text, property, place }) =>
				labels.includes(text) &&
				!['displayName', 'name'].includes(property) &&
				!/^(report|transcript)/.test(place),
		);
		expect(again.map(({ place }) => place)).toEqual([]);
	});
});
