// The templates of earlier releases that have changed since, and what they made when they were released.
const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', 'workflows', 'earlierReleases');
const MADE = 'made.json';

const readJson = (/** @type {string[]} */ ...parts) =>
	JSON.parse(fs.readFileSync(path.join(folder, ...parts), 'utf8'));

/**
 * `version` is the last release that had the template, and `made` what its own code made of it, see `whatIsMade`.
 *
 * @returns {Array<{ version: string, file: string, template: import('../../scripts/lib/templates').Template, made: unknown }>}
 */
function readEarlierTemplates() {
	return fs.readdirSync(folder).flatMap((version) =>
		fs
			.readdirSync(path.join(folder, version))
			.filter((file) => file !== MADE)
			.map((file) => ({
				version,
				file,
				template: readJson(version, file),
				made: readJson(version, MADE)[file],
			})),
	);
}

module.exports = { readEarlierTemplates };
