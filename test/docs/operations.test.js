const path = require('node:path');

const { FORMS } = require('../support/form');
const { headings, read, rows, section } = require('../support/pages');

const TOOL_PAGE = 'docs/ai-agents.md';

/**
 * One row of a table of parameters.
 *
 * @typedef {{ labels: string[], required: string, preset: string, text: string, elsewhere?: string }} Row
 * `elsewhere` is the page that a row refers to instead of saying it again.
 */

/**
 * The rows of the tables of parameters of a page.
 *
 * @returns {Row[]}
 */
const parameterRows = (/** @type {string} */ page) =>
	rows(section(read(page), 'Parameters')).map(([labels, required, preset, text]) => {
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
	it('tells what it does, its parameters, an example of its output and its limits, in this order', () => {
		const titles = headings(read(page)).filter(({ level }) => level === 2);
		expect(titles.map(({ title }) => title)).toEqual([
			'What it does',
			'Parameters',
			'Example output',
			'Limits',
		]);
	});
});

describe.each(Object.entries(described))('The parameters on %s', (page, form) => {
	const table = parameterRows(page);

	it('are those of the form, with those inside of others', () => {
		expect(sorted(table.flatMap(({ labels }) => labels))).toEqual(
			sorted(form.map(({ label }) => label)),
		);
	});

	it('are required, and are at first, as in the form', () => {
		for (const { labels, required, preset, elsewhere } of table) {
			if (elsewhere) continue;
			const parameters = form.filter(({ label }) => labels.includes(label));
			const shown = parameters.map((one) => [one.required ? 'yes' : '', one.preset]);
			expect([labels, shown]).toEqual([labels, parameters.map(() => [required, preset])]);
		}
	});

	it('have their entries named', () => {
		const texts = table.map(({ text }) => text).join('\n');
		const labels = table.filter(({ elsewhere }) => !elsewhere).flatMap((row) => row.labels);
		const choices = form
			.filter(({ label }) => labels.includes(label))
			.flatMap((one) => one.choices);
		expect(choices.filter((choice) => !texts.includes(choice))).toEqual([]);
	});

	it('that are described elsewhere are there', () => {
		for (const { labels, elsewhere } of table) {
			if (!elsewhere) continue;
			const there = parameterRows(elsewhere).filter((row) => !row.elsewhere);
			expect(there.flatMap((row) => row.labels)).toEqual(expect.arrayContaining(labels));
		}
	});
});
