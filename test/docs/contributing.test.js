const fs = require('node:fs');
const path = require('node:path');

const { blocks, read, root, rows, section } = require('../support/pages');

const page = read('CONTRIBUTING.md');
const nodes = path.join(root, 'nodes', 'DescriptorAi');
/** The rooms of each row of the table, the lowest first. */
const order = rows(section(page, 'How the node works')).map(([rooms]) =>
	rooms.split(', ').map((room) => room.replace(/`|\//g, '')),
);
const rooms = fs
	.readdirSync(nodes, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && !entry.name.startsWith('__'))
	.map(({ name }) => name);

/** The paths in the tree, from the root: each level is two spaces further in. */
function pathsOf(/** @type {string} */ tree) {
	/** @type {string[]} */
	const above = [];
	return [...tree.matchAll(/^( *)(\S+)/gm)].map(([, { length: indent }, name]) => {
		above.splice(indent / 2, Infinity, name);
		return above.join('');
	});
}

const tree = pathsOf(blocks(section(page, 'Where things are'), 'text').join('\n'));

describe('Where things are', () => {
	it.each(tree)('%s is there', (file) => expect(fs.existsSync(path.join(root, file))).toBe(true));

	it('names every room', () => {
		const named = tree.filter((file) => /^nodes\/DescriptorAi\/[^/]+\/$/.test(file));
		const folders = rooms.map((room) => `nodes/DescriptorAi/${room}/`);
		expect(named.sort()).toEqual(folders.sort());
	});

	it('has tests for every room', () => {
		const tested = fs.readdirSync(path.join(root, 'test', 'nodes', 'DescriptorAi'));
		expect(tested).toEqual(expect.arrayContaining(rooms));
	});
});

/** Row of the room that a file is in; files beside the rooms are above all of them. */
const rowOf = (/** @type {string} */ file) => {
	const [room] = path.relative(nodes, file).split(path.sep);
	const row = order.findIndex((those) => those.includes(room));
	return { room, row: row < 0 ? order.length : row };
};

describe('How the node works', () => {
	it('names every room', () => {
		expect(order.flat().sort()).toEqual([...rooms].sort());
	});

	it.each(order.flat())('%s/ imports only from those above it', (room) => {
		const files = fs.readdirSync(path.join(nodes, room), { recursive: true }).map(String);
		const upwards = files
			.filter((file) => file.endsWith('.ts'))
			.flatMap((file) => {
				const full = path.join(nodes, room, file);
				const own = rowOf(full);
				const imports = [...fs.readFileSync(full, 'utf8').matchAll(/from '(\.[^']+)'/g)];
				return imports
					.map(([, target]) => rowOf(path.resolve(path.dirname(full), target)))
					.filter((other) => other.room !== own.room && other.row >= own.row)
					.map((other) => `${file} imports from ${other.room}`);
			});
		expect(upwards).toEqual([]);
	});
});
