const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The project, which the mocks below read when they are called. */
const mockRoot = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
jest.mock('../../scripts/lib/packages', () => ({ root: mockRoot }));
jest.mock('../../scripts/lib/process', () => ({ npm: jest.fn() }));

const { packOnce } = require('../../scripts/lib/packed');
const { npm } = require('../../scripts/lib/process');

/** What npm was called for. @type {string[]} */
let called;
beforeEach(() => {
	called = [];
	jest.mocked(npm).mockImplementation(async ([command, option]) => {
		called.push(command);
		if (command === 'pack') {
			const folder = option.replace('--pack-destination=', '');
			fs.writeFileSync(path.join(folder, 'package.tgz'), String(called.length));
		}
		return { code: 0, stdout: 'notes\npackage.tgz\n', stderr: '' };
	});
	for (const folder of ['nodes/inner', 'docs']) {
		fs.mkdirSync(path.join(mockRoot, folder), { recursive: true });
	}
	put('nodes/inner/a.ts', 'first');
	put('package.json', '{}');
});
afterEach(() => fs.rmSync(path.join(mockRoot, '.cache'), { recursive: true }));
afterAll(() => fs.rmSync(mockRoot, { recursive: true }));

const put = (/** @type {string} */ file, /** @type {string} */ text) =>
	fs.writeFileSync(path.join(mockRoot, file), text);
const pack = async () => await packOnce(() => {});

describe('The package', () => {
	it('is built and packed, and not again while its sources are the same', async () => {
		const tarball = await pack();
		expect(fs.existsSync(tarball)).toBe(true);
		put('docs/page.md', 'It is in no package.');
		expect(await pack()).toBe(tarball);
		expect(called).toEqual(['run', 'pack']);
	});

	it.each(['nodes/inner/a.ts', 'nodes/inner/added.ts', 'package.json'])(
		'is packed anew when %s is another, and takes the place of the one before',
		async (file) => {
			const before = await pack();
			put(file, 'second');
			const after = await pack();
			expect(called).toEqual(['run', 'pack', 'run', 'pack']);
			expect([before, after].map((tarball) => fs.existsSync(tarball))).toEqual([false, true]);
			fs.rmSync(path.join(mockRoot, file));
		},
	);

	it('that was not packed to the end is not used', async () => {
		jest.mocked(npm).mockRejectedValueOnce(new Error('Stopped'));
		await expect(pack()).rejects.toThrow('Stopped');
		await pack();
		expect(called).toEqual(['run', 'pack']);
	});
});
