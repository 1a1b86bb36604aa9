const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

jest.mock('../../scripts/lib/process', () => ({
	...jest.requireActual('../../scripts/lib/process'),
	npm: jest.fn(),
}));

const { installPackages } = require('../../scripts/lib/packages');
const { npm } = require('../../scripts/lib/process');

/** @type {string} */
let project;
beforeEach(() => {
	project = fs.mkdtempSync(path.join(os.tmpdir(), 'packages-'));
	const lock = {
		packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-AAAA' } },
	};
	put('package-lock.json', JSON.stringify(lock));
	put('package.json', '{}');
	put('.npmrc', 'ignore-scripts=true');
	// An installation that was stopped.
	put('node_modules/half/package.json', '{}');
});
afterEach(() => fs.rmSync(project, { recursive: true }));

const inProject = (/** @type {string} */ file) => path.join(project, file);
const read = (/** @type {string} */ file) => fs.readFileSync(inProject(file), 'utf8');
function put(/** @type {string} */ file, /** @type {string} */ text) {
	fs.mkdirSync(path.dirname(inProject(file)), { recursive: true });
	fs.writeFileSync(inProject(file), text);
}

it('The packages of the project come from its registry, and the lock file stays as it is', async () => {
	/** @type {string[]} */
	const used = [];
	jest.mocked(npm).mockImplementation(async ([command], { cwd = '' } = {}) => {
		if (command === 'ci') {
			const files = ['.npmrc', 'package-lock.json'];
			used.push(...files.map((file) => fs.readFileSync(path.join(cwd, file), 'utf8')));
			fs.mkdirSync(path.join(cwd, 'node_modules'));
			fs.writeFileSync(path.join(cwd, 'node_modules', '.package-lock.json'), 'complete');
		}
		return { code: 0, stdout: 'https://registry.example/\n', stderr: '' };
	});
	const before = read('package-lock.json');
	await installPackages(() => {}, project);
	expect(used[0]).toBe('ignore-scripts=true');
	expect(used[1]).toContain('"resolved":"https://registry.example/a/-/a-1.0.0.tgz"');
	expect(read('package-lock.json')).toBe(before);
	expect(fs.readdirSync(inProject('node_modules'))).toEqual(['.package-lock.json']);
	expect(fs.readdirSync(inProject('.cache'))).toEqual([]);

	jest.mocked(npm).mockClear();
	await installPackages(() => {}, project);
	expect(npm).not.toHaveBeenCalled();
});
