// The lock files of n8n and of its database driver: which packages npm installs for them, to the last one. With them, a
// new release of one of those hundreds changes neither the demo nor the tests.
const fs = require('node:fs');
const path = require('node:path');

const { slimLock, withAddresses } = require('./lockFormat');
const { npm } = require('./process');

/** @typedef {import('./lockFormat').Lock} Lock */

const LOCKS = path.join(__dirname, '..', 'locks');

/** The folders of the packages that npm installs on every machine. */
function neededEverywhere(/** @type {Lock} */ { packages }) {
	const needed = Object.entries(packages).filter(([, { os, optional }]) => !os && !optional);
	return needed.map(([place]) => place).filter(Boolean);
}

/** The version of n8n's database driver. */
const driverOf = (/** @type {Lock} */ { packages }) => packages['node_modules/sqlite3'].version;

/** Writes the package.json that stands beside the lock file of a package. */
function writePackageJson(
	/** @type {string} */ name,
	/** @type {string} */ version,
	/** @type {string} */ folder,
) {
	// n8n 1.x takes xlsx from a host outside the npm registry, which not every network reaches.
	const overrides = name === 'n8n' ? { xlsx: 'npm:xlsx@0.18.5' } : {};
	const settings = { private: true, dependencies: { [name]: version }, overrides };
	fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(settings));
}

const lockFile = (/** @type {string} */ name, /** @type {string} */ version) =>
	path.join(LOCKS, `${name}-${version}.json`);

/**
 * Has npm select the newest packages that a package works with. It installs nothing.
 *
 * @param {string} name
 * @param {string} version
 * @param {string} folder an empty one, to work in
 * @returns {Promise<string>} the text of the lock file
 */
async function makeLock(name, version, folder) {
	writePackageJson(name, version, folder);
	const flags = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
	await npm(['install', ...flags, '--loglevel=error'], { cwd: folder });
	return slimLock(JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')));
}

/**
 * Writes a lock file for `npm ci` on this machine.
 *
 * @param {string} folder where there is a package.json
 * @param {string} text of a lock file without addresses
 * @returns {Promise<Lock>}
 */
async function writeLock(folder, text) {
	const { stdout } = await npm(['config', 'get', 'registry'], { cwd: folder });
	const lock = withAddresses(JSON.parse(text), stdout.trim());
	fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
	return lock;
}

/**
 * Puts into a folder what `npm ci` reads, from the lock file of this repository; a version that has none gets its own.
 *
 * @param {string} name of a package
 * @param {string} version
 * @param {string} folder
 * @returns {Promise<Lock>}
 */
async function placeLock(name, version, folder) {
	const file = lockFile(name, version);
	const text = fs.existsSync(file)
		? fs.readFileSync(file, 'utf8')
		: await makeLock(name, version, folder);
	writePackageJson(name, version, folder);
	return await writeLock(folder, text);
}

module.exports = {
	LOCKS,
	driverOf,
	lockFile,
	makeLock,
	neededEverywhere,
	placeLock,
	writeLock,
};
