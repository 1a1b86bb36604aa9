const fs = require('node:fs');
const path = require('node:path');

const { read, root, rows, section } = require('../support/pages');

const nodes = path.join(root, 'nodes', 'DescriptorAi');
/** The folders of each row of the table, the lowest first. */
const order = rows(section(read('CONTRIBUTING.md'), 'How the node works')).map(([folders]) =>
	folders.split(', ').map((folder) => folder.replace(/`|\//g, '')),
);

/** Row of the folder that a file is in; files beside the folders are above all of them. */
const rowOf = (/** @type {string} */ file) => {
	const [folder] = path.relative(nodes, file).split(path.sep);
	const row = order.findIndex((folders) => folders.includes(folder));
	return { folder, row: row < 0 ? order.length : row };
};

describe('How the node works', () => {
	it('names every folder of code', () => {
		const folders = fs.readdirSync(nodes, { withFileTypes: true }).filter((e) => e.isDirectory());
		const named = folders.map(({ name }) => name).filter((name) => !name.startsWith('__'));
		expect(order.flat().sort()).toEqual(named.sort());
	});

	it.each(order.flat())('%s/ imports only from those above it', (folder) => {
		const files = fs.readdirSync(path.join(nodes, folder), { recursive: true }).map(String);
		const upwards = files
			.filter((file) => file.endsWith('.ts'))
			.flatMap((file) => {
				const full = path.join(nodes, folder, file);
				const own = rowOf(full);
				const imports = [...fs.readFileSync(full, 'utf8').matchAll(/from '(\.[^']+)'/g)];
				return imports
					.map(([, target]) => rowOf(path.resolve(path.dirname(full), target)))
					.filter((other) => other.folder !== own.folder && other.row >= own.row)
					.map((other) => `${file} imports from ${other.folder}`);
			});
		expect(upwards).toEqual([]);
	});
});
