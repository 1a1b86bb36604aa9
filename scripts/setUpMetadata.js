// `npm run metadata`: writes the metadata of salesforce/ as the node carries it, which reads no files when it runs.
const fs = require('node:fs');
const path = require('node:path');

const { packageParts } = require('../salesforce/package');
const { sourceApiVersion } = require('../salesforce/sfdx-project.json');

const FILE = path.join(
	__dirname,
	'..',
	'nodes',
	'DescriptorAi',
	'salesforce',
	'setUpMetadata.json',
);

/**
 * The content of the file: the API version, and the parts of the package without the white space between elements.
 *
 * @returns {string} JSON with one part a line, so that a change shows what has changed
 */
function setUpMetadata() {
	const parts = packageParts().map((part) =>
		JSON.stringify({ ...part, inside: part.inside.trim().replace(/>\s+</g, '><') }),
	);
	return `{"version":${JSON.stringify(sourceApiVersion)},"parts":[\n${parts.join(',\n')}\n]}\n`;
}

/** The content that the file has. */
const writtenMetadata = () => fs.readFileSync(FILE, 'utf8').replace(/\r\n/g, '\n');

if (require.main === module) {
	fs.writeFileSync(FILE, setUpMetadata());
	console.log(`${path.relative(process.cwd(), FILE)} carries the metadata of salesforce/.`);
}

module.exports = { setUpMetadata, writtenMetadata };
