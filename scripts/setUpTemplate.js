// `npm run template:set-up`: puts the metadata of salesforce/ into the template that sets Salesforce up. A template is
// one file that a person imports, so it has to carry what it deploys.
const fs = require('node:fs');
const path = require('node:path');

const { packageFiles } = require('../salesforce/package');

// The reader is TypeScript.
require('tsx/cjs/api').register();
const { readMetadata } = require('../salesforce/checker');

const FILE = path.join(__dirname, '..', 'workflows', 'set-up-salesforce.json');
const NODE = 'Compare';
const PLACE = /(const components = \[\n)[^]*?(\n?\];)/;

/**
 * The code of the node that holds the metadata, with the metadata as it is now.
 *
 * @param {string} code
 * @returns {string} one component a line, so that a person can read what is deployed
 */
function withMetadata(code) {
	const { components } = readMetadata(packageFiles());
	const lines = components.map(({ type, fullName, body }) =>
		JSON.stringify({ type, fullName, body }),
	);
	if (!PLACE.test(code)) throw new Error(`"${NODE}" has no place for the metadata`);
	return code.replace(PLACE, (_, before, after) => before + lines.join(',\n') + after);
}

/** The template as it is in the folder, and the node in it that holds the metadata. */
function readTemplate() {
	const template = JSON.parse(fs.readFileSync(FILE, 'utf8'));
	const { parameters } = template.nodes.find((/** @type {any} */ { name }) => name === NODE);
	return { template, parameters };
}

if (require.main === module) {
	const { template, parameters } = readTemplate();
	parameters.jsCode = withMetadata(parameters.jsCode);
	fs.writeFileSync(FILE, `${JSON.stringify(template, null, '\t')}\n`);
	console.log(`${path.relative(process.cwd(), FILE)} carries the metadata of salesforce/.`);
}

module.exports = { readTemplate, withMetadata };
