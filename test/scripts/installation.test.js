const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const mockCache = fs.mkdtempSync(path.join(os.tmpdir(), 'installation-'));
jest.mock('../../scripts/lib/process', () => ({ npm: jest.fn() }));

/** @typedef {{ args: string[], cwd: string, env: NodeJS.ProcessEnv }} Call */

const DRIVER = 'node_modules/sqlite3/build/Release/node_sqlite3.node';
const ownMajor = Number(process.versions.node.split('.')[0]);
const settings = { ...process.env };

/** @type {Call[]} */
let calls;
beforeEach(() => {
	jest.resetModules();
	calls = [];
	for (const name of Object.keys(process.env)) if (/proxy/i.test(name)) delete process.env[name];
	process.env.XDG_CACHE_HOME = mockCache;
});
afterEach(() => {
	process.env = { ...settings };
	jest.restoreAllMocks();
	fs.rmSync(mockCache, { recursive: true });
});

/** Installs n8n with an npm that only notes what it is called for, and writes the binary of the driver. */
async function install(/** @type {string} */ version) {
	const { npm } = require('../../scripts/lib/process');
	jest.mocked(npm).mockImplementation(async (args, { cwd = '', env = {} } = {}) => {
		if (args[0] === 'ci') {
			calls.push({ args, cwd, env });
			const binary = path.join(cwd, DRIVER);
			fs.mkdirSync(path.dirname(binary), { recursive: true });
			if (args.includes('--ignore-scripts=false')) fs.writeFileSync(binary, 'binary');
		}
		return { code: 0, stdout: 'https://registry.example/', stderr: '' };
	});
	const { installN8n } = require('../../scripts/lib/installation');
	return await installN8n(() => {}, version, ownMajor);
}
const ofDriver = () => calls.filter(({ args }) => args.includes('--ignore-scripts=false'));

describe('An installation of n8n', () => {
	it('is that of its lock file, runs no script, and has the binary of its database driver', async () => {
		jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
		const { version, folder, node } = await install('2.41.1');
		expect([version, node]).toEqual(['2.41.1', process.execPath]);
		const [{ args }] = calls.filter(({ cwd }) => cwd === folder);
		expect(args.slice(0, 2)).toEqual(['ci', '--ignore-scripts']);
		const lock = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
		expect(lock.packages['node_modules/n8n']).toMatchObject({
			version: '2.41.1',
			resolved: 'https://registry.example/n8n/-/n8n-2.41.1.tgz',
		});
		expect(fs.readFileSync(path.join(folder, DRIVER), 'utf8')).toBe('binary');
	});

	it('has one driver for all versions, which is not compiled again', async () => {
		jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
		await install('2.41.1');
		const { folder } = await install('1.123.81');
		expect(ofDriver()).toHaveLength(1);
		expect(fs.readFileSync(path.join(folder, DRIVER), 'utf8')).toBe('binary');
	});

	it('compiles the driver at once where GitHub is silent', async () => {
		jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('timeout'));
		await install('2.41.1');
		expect(ofDriver()[0].env).toMatchObject({ npm_config_build_from_source: 'true' });
	});

	it.each([
		['GitHub answers', {}],
		['there is a proxy, which npm knows', { HTTPS_PROXY: 'http://proxy.example' }],
	])('lets npm load the driver where %s', async (_, environment) => {
		Object.assign(process.env, environment);
		const silent = 'HTTPS_PROXY' in environment;
		const answer = silent ? Promise.reject(new Error('timeout')) : Promise.resolve(new Response());
		answer.catch(() => {});
		jest.spyOn(globalThis, 'fetch').mockReturnValue(answer);
		await install('2.41.1');
		expect(ofDriver()[0].env).not.toHaveProperty('npm_config_build_from_source');
	});
});
