// The previews of each operation's output: n8n's editor shows their fields before the first run.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const FOLDER = 'nodes/DescriptorAi/__schema__';

/**
 * The part of JSON Schema that n8n's editor reads. If there are several types, it shows the first.
 *
 * @typedef {{ type: string | string[], properties?: Record<string, Schema>, items?: Schema }} Schema
 */

/**
 * Where n8n looks for the preview of an operation, from the root of the project or of its build.
 *
 * @param {number | number[]} version of the node, or its versions, of which new nodes take the highest
 * @param {string} resource
 * @param {string} operation
 */
function schemaFile(version, resource, operation) {
	const [major, minor = '0'] = String(Math.max(...[version].flat())).split('.');
	return `${FOLDER}/v${major}.${minor}.0/${resource}/${operation}.json`;
}

/**
 * Every preview that there is, by its path from the root of the project.
 *
 * @returns {Record<string, Schema>}
 */
function readSchemas() {
	const files = fs
		.readdirSync(path.join(root, FOLDER), { recursive: true })
		.map((file) => `${FOLDER}/${String(file).split(path.sep).join('/')}`)
		.filter((file) => file.endsWith('.json'));
	return Object.fromEntries(
		files.map((file) => [file, JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'))]),
	);
}

module.exports = { readSchemas, schemaFile };
