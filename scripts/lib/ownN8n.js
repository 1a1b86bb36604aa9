// An n8n that is on this machine already, for a demo without an installation.
const fs = require('node:fs');
const path = require('node:path');

const { installNode, N8N_RELEASES, NODE_MAJOR } = require('./installation');

/** Whether a version is the same as another or newer, where both have the same major version. */
function isSince(/** @type {string} */ version, /** @type {string} */ oldest) {
	return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

/**
 * The n8n in a folder, and a Node.js that it runs on.
 *
 * @param {string} folder of the package n8n, such as /usr/lib/node_modules/n8n
 * @returns {Promise<import('./installation').Installation>}
 * @throws {Error} when there is none, or one that this package is not tested with
 */
async function ownN8n(folder) {
	const place = path.resolve(folder);
	const file = path.join(place, 'package.json');
	const { name, version } = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	if (name !== 'n8n' || path.basename(path.dirname(place)) !== 'node_modules') {
		throw new Error(
			`There is no installed n8n in ${place}. Name the folder "n8n" in a folder "node_modules": of a global installation, it is in the one that "npm root --global" prints.`,
		);
	}
	const release = N8N_RELEASES.find(
		(each) => parseInt(each.version) === parseInt(version) && isSince(version, each.version),
	);
	if (!release) {
		const tested = N8N_RELEASES.map((each) => each.version).join(' and ');
		throw new Error(
			`The n8n in ${place} is ${version}. This package works with ${tested}, and with what is newer in the same major version. Update it, or leave "--n8n" out.`,
		);
	}
	const own = Number(process.versions.node.split('.')[0]);
	const node = await installNode(release.nodeMajors.includes(own) ? own : NODE_MAJOR);
	return { version, folder: path.resolve(place, '..', '..'), node };
}

module.exports = { ownN8n };
