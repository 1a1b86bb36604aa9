const path = require('node:path');

const { FORMS } = require('../support/form');
const { headings, read, rows, section } = require('../support/pages');

const TOOL_PAGE = 'docs/ai-agents.md';

/**
 * One row of a table of fields.
 *
 * @typedef {{ labels: string[], required: string, preset: string, text: string, elsewhere?: string }} Row
 * `elsewhere` is the page that a row refers to instead of saying it again.
 */

/**
 * The rows of the tables of fields of a page.
 *
 * @returns {Row[]}
 */
const fieldRows = (/** @type {string} */ page) =>
	rows(section(read(page), 'Fields')).map(([labels, required, preset, text]) => {
		const [, target] = /^As in \[[^\]]*\]\(([^)#]+)/.exec(text) ?? [];
		return {
			labels: labels.split(', '),
			required,
			preset,
			text,
			...(target && { elsewhere: path.posix.join(path.dirname(page), target) }),
		};
	});

const sorted = (/** @type {string[]} */ labels) => [...labels].sort();

const onlyForTools = FORMS['docs/get-result.md'].filter(({ isForTools }) => isForTools);
const described = { ...FORMS, [TOOL_PAGE]: onlyForTools };

describe.each(Object.keys(FORMS))('%s', (page) => {
	it('tells what it does, its fields, an example of its output and its limits, in this order', () => {
		const titles = headings(read(page)).filter(({ level }) => level === 2);
		expect(titles.map(({ title }) => title)).toEqual([
			'What it does',
			'Fields',
			'Example output',
			'Limits',
		]);
	});
});

describe.each(Object.entries(described))('The fields on %s', (page, form) => {
	const table = fieldRows(page);

	it('are those of the form, with those inside of others', () => {
		expect(sorted(table.flatMap(({ labels }) => labels))).toEqual(
			sorted(form.map(({ label }) => label)),
		);
	});

	it('are required, and are at first, as in the form', () => {
		for (const { labels, required, preset, elsewhere } of table) {
			if (elsewhere) continue;
			const fields = form.filter(({ label }) => labels.includes(label));
			const shown = fields.map((field) => [field.required ? 'yes' : '', field.preset]);
			expect([labels, shown]).toEqual([labels, fields.map(() => [required, preset])]);
		}
	});

	it('have their entries named', () => {
		for (const { labels, text, elsewhere } of table) {
			if (elsewhere) continue;
			const choices = form.flatMap((field) => (labels.includes(field.label) ? field.choices : []));
			expect([labels, choices.filter((choice) => !text.includes(choice))]).toEqual([labels, []]);
		}
	});

	it('that are described elsewhere are there', () => {
		for (const { labels, elsewhere } of table) {
			if (!elsewhere) continue;
			const there = fieldRows(elsewhere).filter((row) => !row.elsewhere);
			expect(there.flatMap((row) => row.labels)).toEqual(expect.arrayContaining(labels));
		}
	});
});
