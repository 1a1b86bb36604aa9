const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { root } = require('../../scripts/lib/packages');

/** Runs a program of node_modules in the project and reads its answer. */
function run(/** @type {string} */ program, /** @type {string[]} */ args) {
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[path.join(root, 'node_modules', program), ...args],
		{ cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
	);
	if (!stdout) throw new Error(stderr);
	return JSON.parse(stdout);
}

describe('Imports', () => {
	const folders = ['nodes', 'credentials', 'salesforce', 'sandbox', 'scripts', 'bench', 'test'];
	const args = ['--config', 'test/code/cruiser.cjs', '--output-type', 'json', ...folders];
	/** @type {{ modules: any[], summary: { violations: any[] } }} */
	const { modules, summary } = run('dependency-cruiser/bin/dependency-cruise.mjs', args);

	it('are all seen, those of types and in comments too', () => {
		const importsOf = (/** @type {string} */ file) =>
			modules
				.find(({ source }) => source === file)
				.dependencies.map((/** @type {any} */ to) => to.resolved);
		expect(importsOf('bench/parts/one.js')).toContain('bench/part.ts');
		expect(importsOf('sandbox/index.ts')).toContain('sandbox/descriptor/contract.ts');
	});

	it('make no circle, and run from test/ over bench/, scripts/ and sandbox/ to salesforce/', () => {
		const found = summary.violations.map(({ rule, from, to, cycle = [{ name: to }] }) =>
			[`${rule.name}: ${from}`, ...cycle.map((/** @type {any} */ step) => step.name)].join(' -> '),
		);
		expect(found).toEqual([]);
	});

	it('of nock are in tests that give the requests of their process back to others', () => {
		const importsOf = (/** @type {any} */ { dependencies }) =>
			dependencies.map((/** @type {any} */ to) => to.resolved);
		const found = modules
			.filter(({ source }) => /\.test\.[jt]s$/.test(source))
			.filter((module) => importsOf(module).some((/** @type {string} */ to) => /\/nock\//.test(to)))
			.filter((module) => !importsOf(module).includes('test/support/service.ts'))
			.map(({ source }) => source)
			.filter(
				(source) => !fs.readFileSync(path.join(root, source), 'utf8').includes('nock.restore()'),
			);
		expect(found).toEqual([]);
	});
});

it('Every file and every export is used in another file', () => {
	const args = [
		'--config',
		'test/code/knip.json',
		'--include',
		'files,exports,types',
		'--reporter',
		'json',
	];
	/** @type {{ issues: Array<Record<string, any>> }} */
	const { issues } = run('knip/bin/knip.js', args);
	const unused = issues.flatMap(({ file, files = [], exports = [], types = [] }) =>
		files.length > 0 ? [file] : [...exports, ...types].map(({ name }) => `${file} ${name}`),
	);
	expect(unused).toEqual([]);
});
