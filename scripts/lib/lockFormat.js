// The form of lock files in this repository: without addresses, and without what `npm ci` does not read.
const path = require('node:path');

/**
 * What a lock file says of a package, in npm's words; those that are read here.
 *
 * @typedef {object} LockedPackage
 * @property {string} version
 * @property {string} [name] where it is not that of the folder
 * @property {string} [integrity]
 * @property {string} [resolved] address of its file
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {boolean} [extraneous] whether nothing needs it
 * @property {boolean} [optional] whether npm may leave it out
 * @property {string[]} [os]
 */

/** @typedef {{ lockfileVersion: number, requires: boolean, packages: Record<string, LockedPackage> }} Lock */

/** What `npm ci` does without, and the addresses, which are those of one registry. */
const LEFT_OUT = ['deprecated', 'engines', 'funding', 'license', 'resolved', 'workspaces'];

/**
 * The text of a lock file with what `npm ci` needs, for all platforms: a line for each package.
 *
 * @param {Lock} lock as npm writes it
 */
function slimLock({ lockfileVersion, requires, packages }) {
	const lines = Object.entries(packages)
		.filter(([, { extraneous }]) => !extraneous)
		.map(([place, entry]) => {
			const kept = Object.entries(entry).filter(([key]) => !LEFT_OUT.includes(key));
			return `${JSON.stringify(place)}:${JSON.stringify(Object.fromEntries(kept))}`;
		});
	const head = JSON.stringify({ lockfileVersion, requires }).slice(0, -1);
	return `${head},"packages":{\n${lines.join(',\n')}\n}}\n`;
}

/**
 * Adds where the files of the packages are. Without that, npm asks the registry for all versions of each of them first.
 *
 * @param {Lock} lock
 * @param {string} registry its address
 * @returns {Lock}
 */
function withAddresses(lock, registry) {
	const packages = Object.entries(lock.packages).map(([place, entry]) => {
		if (!entry.integrity) return [place, entry];
		const name = entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 13);
		const file = `${path.posix.basename(name)}-${entry.version.replace(/\+.*/, '')}.tgz`;
		return [place, { ...entry, resolved: `${registry.replace(/\/$/, '')}/${name}/-/${file}` }];
	});
	return { ...lock, packages: Object.fromEntries(packages) };
}

module.exports = { slimLock, withAddresses };
