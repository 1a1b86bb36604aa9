// Compares the package with the conversion by Salesforce's own library, for whoever has it: `npm install --no-save
// @salesforce/source-deploy-retrieve`, then `node salesforce/tools/compareWithSdr.js`.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { packageFiles } = require('../package');
const { sourceApiVersion } = require('../sfdx-project.json');

require('tsx/cjs/api').register();
const { readMetadata } = require('../checker');

const LIBRARY = '@salesforce/source-deploy-retrieve';

/** The files that the library makes of the sources. @returns {Promise<import('../package').PackageFile[]>} */
async function convert() {
	const { ComponentSet, MetadataConverter } = require(LIBRARY);
	const outputDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'call-analysis-'));
	const sources = ComponentSet.fromSource(path.join(__dirname, '..', 'force-app'));
	// Otherwise the library asks Salesforce for the newest version.
	sources.sourceApiVersion = sourceApiVersion;
	const target = { type: 'directory', outputDirectory, genUniqueDir: false };
	await new MetadataConverter().convert(sources, 'metadata', target);
	const files = fs
		.readdirSync(outputDirectory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
		.map((file) => ({
			path: path.relative(outputDirectory, file).split(path.sep).join('/'),
			text: fs.readFileSync(file, 'utf8'),
		}));
	fs.rmSync(outputDirectory, { recursive: true });
	return files;
}

/**
 * What files hold, by name, whatever the order in them.
 *
 * @param {import('../package').PackageFile[]} files
 * @returns {Map<string, string>}
 */
function contentsOf(files) {
	const { components, faults } = readMetadata(files);
	const contents = new Map(
		components.map(({ type, fullName, body }) => [`${type} ${fullName}`, JSON.stringify(body)]),
	);
	for (const { path: file, problem } of faults) contents.set(`Fault in ${file}`, problem);
	return contents;
}

async function main() {
	const theirs = contentsOf(await convert());
	// The second deployment has the permission sets again, whole.
	const ours = new Map([...contentsOf(packageFiles()), ...contentsOf(packageFiles(true))]);
	const names = new Set([...ours.keys(), ...theirs.keys()]);
	const others = [...names].filter((name) => ours.get(name) !== theirs.get(name));
	for (const name of others) {
		console.error(`${name}\n  here: ${ours.get(name)}\n  there: ${theirs.get(name)}`);
	}
	console.log(`${names.size} components, ${others.length} of them not the same.`);
	process.exitCode = others.length === 0 ? 0 : 1;
}

void main();
