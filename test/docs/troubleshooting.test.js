const fs = require('node:fs');
const path = require('node:path');

const { DescriptorAiApi } = require('../../credentials/DescriptorAiApi.credentials');
const { properties } = require('../../nodes/DescriptorAi/operations');
const { FORMS } = require('../support/form');
const { HOLE, agree, messagesSeen, namesReferredTo, nodeMessages } = require('../support/messages');
const { read, root, rows } = require('../support/pages');

/** A beginning that has fewer signs than this would be that of many messages. */
const LEAST = 8;
/** What a person need not look up. */
const GOOD_NEWS = ['Connection successful'];

const page = read('docs/troubleshooting.md');
/** The messages of the first cells; in other cells, what stands like this is the name of something. */
const listed = rows(page).flatMap(([first]) =>
	[...first.matchAll(/(?<![\w*])_(.+?[^\\])_(?![\w*])/g)].map(([, text]) =>
		text.replaceAll('\\_', '_'),
	),
);
const found = nodeMessages().filter((text) => !GOOD_NEWS.includes(text));
const seen = messagesSeen(read('test/faults/README.md'));

/** What other programs say that the page is about: the templates, the scripts, and n8n and Salesforce in the tests. */
const elsewhere = ['workflows', 'scripts', 'test/faults/README.md', 'sandbox', 'test/browser']
	.flatMap((place) => {
		const full = path.join(root, place);
		if (fs.statSync(full).isFile()) return [place];
		const files = fs.readdirSync(full, { recursive: true });
		return files.map((file) => path.join(place, String(file)));
	})
	.filter((file) => /\.(json|js|ts|md)$/.test(file))
	.map(read);

/** Whether the parts of a message stand in a text, one after the other. */
function isIn(/** @type {string} */ text, /** @type {string} */ message) {
	let from = 0;
	for (const part of message.split(HOLE)) {
		const at = text.indexOf(part.trim(), from);
		if (at < 0) return false;
		from = at + part.length;
	}
	return true;
}

it('Each message says what is wrong without the words that n8n wants nobody to read', () => {
	expect(found.filter((text) => /\b(error|problem|failure|mistake)s?\b/i.test(text))).toEqual([]);
});

describe('A message', () => {
	const lists = properties.filter(({ name }) => name === 'resource' || name === 'operation');
	const entries = lists.flatMap(({ options = [] }) => options.map(({ name }) => name));
	const labels = [...lists, ...new DescriptorAiApi().properties].map((field) => field.displayName);
	const fields = Object.values(FORMS).flat();
	const names = new Set([
		...fields.flatMap(({ label, choices }) => [label, ...choices]),
		...labels,
		...entries,
	]);

	it.each(namesReferredTo())("that names '%s' means something in a form", (name) => {
		expect(names).toContain(name);
	});
});

describe('On the page, there', () => {
	it.each([...new Set([...found, ...seen])])('is: %s', (message) => {
		expect(listed.some((beginning) => agree(beginning, message))).toBe(true);
	});

	it.each(listed)('is nothing that nobody says: %s', (beginning) => {
		expect(beginning.replaceAll(HOLE, '').length).toBeGreaterThanOrEqual(LEAST);
		const isOurs = [...found, ...seen].some((message) => agree(beginning, message));
		expect(isOurs || elsewhere.some((text) => isIn(text, beginning))).toBe(true);
	});
});
