const fs = require('node:fs');
const path = require('node:path');

const { readTemplates } = require('../../scripts/lib/templates');
const { headings, links, read, root, rows, section } = require('../support/pages');

const FOLDER = 'docs/templates';

const templates = readTemplates().map(({ file, template }) => {
	const name = path.basename(file, '.json');
	return { ...template, file, page: `${FOLDER}/${name}.md`, picture: `${name}.png` };
});

it('Every page is that of a template', () => {
	const pages = fs.readdirSync(path.join(root, FOLDER)).map((file) => `${FOLDER}/${file}`);
	expect(pages.sort()).toEqual(templates.map(({ page }) => page).sort());
});

describe.each(templates)('The page of $name', ({ name, file, page, picture }) => {
	const text = read(page);

	it('tells first what it does, then how it is set up, changed and paid for', () => {
		const titles = headings(text).map(({ title }) => title);
		expect(titles).toEqual([name, 'Set up', 'Change', 'Cost']);
	});

	it('leads to the workflow, and shows it', () => {
		expect(links(text)).toEqual(
			expect.arrayContaining([`../../workflows/${file}`, `../images/templates/${picture}`]),
		);
	});

	it('is in the index beside the workflows, under its name', () => {
		const row = rows(read('workflows/README.md')).find(([, cell]) => cell.includes(`[${name}]`));
		expect(row?.[1]).toContain(`(../${page})`);
	});
});

it('The changes of Calls to Salesforce begin with a node that it has', () => {
	const { nodes, page } = templates.find(({ file }) => file === 'calls-to-salesforce.json') ?? {};
	const changes = section(read(String(page)), 'Change')
		.trim()
		.split('\n');
	const named = changes.map((change) => /_([^_]+)_/.exec(change)?.[1]);
	expect(nodes?.map((node) => node.name)).toEqual(expect.arrayContaining(named));
});
