// The templates of earlier releases that have changed since.
const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', 'workflows', 'earlierReleases');
const readJson = (/** @type {string[]} */ ...parts) =>
	JSON.parse(fs.readFileSync(path.join(folder, ...parts), 'utf8'));

/**
 * The templates of a release, with what they sent and saved when it was published.
 *
 * @param {string} version
 * @returns {Array<{ name: string, template: import('../../scripts/lib/templates').Template, made: unknown }>}
 */
function templatesOf(version) {
	const made = readJson(version, 'made.json');
	return fs
		.readdirSync(path.join(folder, version))
		.filter((file) => file !== 'made.json')
		.map((file) => ({
			name: `${version}/${file}`,
			template: readJson(version, file),
			made: made[file],
		}));
}

const readEarlierTemplates = () =>
	fs
		.readdirSync(folder, { withFileTypes: true })
		.flatMap((entry) => (entry.isDirectory() ? templatesOf(entry.name) : []));

module.exports = { readEarlierTemplates };
