const fs = require('node:fs');
const path = require('node:path');

const { N8N_VERSIONS } = require('../../scripts/lib/installation');
const { slimLock, withAddresses } = require('../../scripts/lib/lockFormat');
const locks = require('../../scripts/lib/locks');

/** @typedef {import('../../scripts/lib/lockFormat').LockedPackage} LockedPackage */

const names = fs.readdirSync(locks.LOCKS);
const readLock = (/** @type {string} */ name) => {
	const text = fs.readFileSync(path.join(locks.LOCKS, name), 'utf8');
	/** @type {import('../../scripts/lib/locks').Lock} */
	const lock = JSON.parse(text);
	return { text, lock, packages: lock.packages };
};

/**
 * Where a package finds another that it needs: in its own folder, or in that of one around it.
 *
 * @param {Record<string, LockedPackage>} packages
 * @param {string} from
 * @param {string} name
 * @returns {string | undefined}
 */
function found(packages, from, name) {
	const place = path.posix.join(from, 'node_modules', name);
	if (place in packages) return place;
	if (from === '') return undefined;
	return found(packages, from.slice(0, Math.max(0, from.lastIndexOf('node_modules') - 1)), name);
}

describe('The lock files', () => {
	it('are those of the tested n8n, and of the database driver that all of them have', () => {
		const ofN8n = N8N_VERSIONS.map((version) => `n8n-${version}.json`);
		const drivers = ofN8n.map((name) => `sqlite3-${locks.driverOf(readLock(name).lock)}.json`);
		expect(names.sort()).toEqual([...ofN8n, ...new Set(drivers)].sort());
	});

	it.each(names)('%s is of exactly that version', (name) => {
		const [, wanted, version] = /^(.+?)-(\d.*)\.json$/.exec(name) ?? [];
		const { '': project, [`node_modules/${wanted}`]: installed } = readLock(name).packages;
		expect(project).toEqual({ dependencies: { [wanted]: version } });
		expect(installed.version).toBe(version);
	});

	it.each(names)('%s names no registry, and has the checksum of every package', (name) => {
		const { text, packages } = readLock(name);
		const { '': project, ...installed } = packages;
		expect(Object.values(installed).filter(({ integrity }) => !integrity)).toEqual([]);
		expect(text).not.toContain('"resolved"');
		// n8n 1 says where its xlsx was; installed is the one of the registry.
		const hosts = [...text.matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host);
		expect(hosts.filter((host) => host !== 'cdn.sheetjs.com')).toEqual([]);
	});

	it.each(names)('%s has all that its packages need, on every platform', (name) => {
		const { packages } = readLock(name);
		const missing = Object.entries(packages).flatMap(([place, entry]) =>
			Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
				.filter((needed) => !found(packages, place, needed))
				.map((needed) => `${place} needs ${needed}`),
		);
		expect(missing).toEqual([]);
	});
});

/** @param {Record<string, LockedPackage>} packages */
const lockOf = (packages) => ({ lockfileVersion: 3, requires: true, packages });
const INTEGRITY = 'sha512-AAAA';

describe('A slim lock file', () => {
	it('has a line for each package that is needed, with what npm ci reads', () => {
		const text = slimLock(
			lockOf({
				'': { version: '', dependencies: { a: '1.0.0' } },
				'node_modules/a': {
					version: '1.0.0',
					resolved: 'https://registry.example/a/-/a-1.0.0.tgz',
					integrity: INTEGRITY,
					...{ license: 'MIT', engines: { node: '>=20' }, bin: { a: 'a.js' } },
				},
				'node_modules/stray': { version: '1.0.0', integrity: INTEGRITY, extraneous: true },
			}),
		);
		expect(text.split('\n')).toHaveLength(5);
		expect(JSON.parse(text)).toEqual(
			lockOf({
				'': { version: '', dependencies: { a: '1.0.0' } },
				'node_modules/a': { version: '1.0.0', integrity: INTEGRITY, ...{ bin: { a: 'a.js' } } },
			}),
		);
	});
});

describe('The address of a package', () => {
	it.each([
		['node_modules/a', {}, 'a/-/a-1.0.0.tgz'],
		['node_modules/a/node_modules/@scope/b', {}, '@scope/b/-/b-1.0.0.tgz'],
		['node_modules/alias', { name: '@scope/c' }, '@scope/c/-/c-1.0.0.tgz'],
		['node_modules/built', { version: '1.0.0+build.5' }, 'built/-/built-1.0.0.tgz'],
	])('of %s is that of the registry in use', (place, fields, address) => {
		const entry = { version: '1.0.0', integrity: INTEGRITY, ...fields };
		for (const registry of ['https://registry.example/npm', 'https://registry.example/npm/']) {
			const { packages } = withAddresses(lockOf({ [place]: entry }), registry);
			expect(packages[place].resolved).toBe(`https://registry.example/npm/${address}`);
		}
	});

	it('is not there for a package that comes within another', () => {
		const lock = lockOf({ 'node_modules/a/node_modules/bundled': { version: '1.0.0' } });
		expect(withAddresses(lock, 'https://registry.example')).toEqual(lock);
	});
});

it('Packages for some platforms only are not waited for', () => {
	const lock = lockOf({
		'': { version: '' },
		'node_modules/a': { version: '1.0.0' },
		'node_modules/for-windows': { version: '1.0.0', os: ['win32'] },
		'node_modules/may-fail': { version: '1.0.0', optional: true },
	});
	expect(locks.neededEverywhere(lock)).toEqual(['node_modules/a']);
});
