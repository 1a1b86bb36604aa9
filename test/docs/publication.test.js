const fs = require('node:fs');
const path = require('node:path');
const { parse } = require('yaml');

const { ADDRESS, FILES, LICENSE, rewritten } = require('../../scripts/addresses');
const { read, root } = require('../support/pages');

/** What is no part of the sources. */
const OTHER = ['.cache', '.git', 'coverage', 'dist', 'node_modules'];
const files = fs
	.readdirSync(root)
	.filter((entry) => !OTHER.includes(entry))
	.flatMap((entry) =>
		fs.statSync(path.join(root, entry)).isFile()
			? [entry]
			: fs
					.readdirSync(path.join(root, entry), { recursive: true, encoding: 'utf8' })
					.map((file) => path.posix.join(entry, file.replaceAll(path.sep, '/')))
					.filter((file) => fs.statSync(path.join(root, file)).isFile()),
	);

describe('The repository and the author in package.json', () => {
	it.each([...FILES, LICENSE])('are those in %s', (file) => {
		expect(read(file)).toBe(rewritten(file));
	});

	it('are written by `npm run addresses` into each file that names them', () => {
		expect(files.filter((file) => read(file).includes(ADDRESS)).sort()).toEqual([...FILES].sort());
	});
});

describe('The form for a fault', () => {
	/** @type {Array<{ id?: string, validations?: { required?: boolean } }>} */
	const fields = parse(read('.github/ISSUE_TEMPLATE/bug_report.yml')).body;

	it('asks for the versions, the operation, the template and the message', () => {
		const ids = fields.flatMap(({ id }) => id ?? []);
		const needed = ['package', 'n8n', 'operation', 'template', 'message'];
		expect(ids).toEqual(expect.arrayContaining(needed));
	});

	it('says first and last what to leave out', () => {
		for (const field of [fields[0], fields.at(-1)]) {
			expect(JSON.stringify(field)).toMatch(
				/access token.*words of a call.*addresses of recordings/,
			);
		}
	});
});
