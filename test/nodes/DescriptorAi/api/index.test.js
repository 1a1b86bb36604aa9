const fs = require('node:fs');
const path = require('node:path');

const { root } = require('../../../support/pages');

const api = path.join(root, 'nodes', 'DescriptorAi', 'api');

const filesIn = (/** @type {string} */ folder) =>
	fs
		.readdirSync(path.join(root, folder), { recursive: true })
		.map((file) => path.join(root, folder, String(file)))
		.filter((file) => /\.[jt]s$/.test(file));

/** Where a file imports from, types included, as absolute paths. */
const importsOf = (/** @type {string} */ file) =>
	[...fs.readFileSync(file, 'utf8').matchAll(/(?:from |import\(|require\()'(\.[^']*)'/g)].map(
		([, target]) => path.resolve(path.dirname(file), target),
	);

it('Nothing outside api/ imports from a file in it but its index', () => {
	const tests = path.join(root, 'test', 'nodes', 'DescriptorAi', 'api');
	const imports = ['nodes', 'credentials', 'test', 'scripts', 'bench']
		.flatMap(filesIn)
		.filter((file) => ![api, tests].includes(path.dirname(file)))
		.flatMap((file) => importsOf(file).map((target) => ({ file, target })))
		.filter(({ target }) => target === api || path.dirname(target) === api);
	expect(imports.length).toBeGreaterThan(0);
	expect(imports.filter(({ target }) => ![api, path.join(api, 'index')].includes(target))).toEqual(
		[],
	);
});

it('All of nodes/ gets the time and random numbers from the clock', () => {
	const direct = filesIn('nodes').filter((file) =>
		/\bDate\.now\b|new Date\(\)|Math\.random/.test(fs.readFileSync(file, 'utf8')),
	);
	expect(direct).toEqual([path.join(api, 'clock.ts')]);
});
