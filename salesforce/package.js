// The metadata of the Salesforce object: its sources, and the same in metadata format, which an org accepts.
//
// Salesforce's own converter, @salesforce/source-deploy-retrieve, has 209 packages (72 MB) and no longer loads on
// Node.js 20. This package needs two of its functions: to put the parts of an object into one file, and to list all files.
const fs = require('node:fs');
const path = require('node:path');

const { sourceApiVersion } = require('./sfdx-project.json');

const SOURCE_ROOT = 'force-app/main/default/';
const ENDING = '-meta.xml';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Where the build puts the package. */
const ZIP = 'dist/salesforce/call-analysis.zip';

/** Folders of a package, and the type of what is in them; those within an object's folder come into its file. */
const TYPES = new Map([
	['compactLayouts', 'CompactLayout'],
	['fields', 'CustomField'],
	['listViews', 'ListView'],
	['objects', 'CustomObject'],
	['layouts', 'Layout'],
	['permissionsets', 'PermissionSet'],
	['reportTypes', 'ReportType'],
	['reports', 'Report'],
	['tabs', 'CustomTab'],
	['validationRules', 'ValidationRule'],
]);

/** @typedef {{ path: string, text: string }} PackageFile the path from the package's root, with forward slashes */

/**
 * The sources in force-app/.
 *
 * @returns {PackageFile[]} sorted by path, which is relative to salesforce/; lines end with a line feed on every system
 */
function readSources() {
	return fs
		.readdirSync(path.join(__dirname, 'force-app'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
		.map((file) => ({
			path: path.relative(__dirname, file).split(path.sep).join('/'),
			text: fs.readFileSync(file, 'utf8').replace(/\r\n/g, '\n'),
		}))
		.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** @type {(file: PackageFile) => string} */
function insideOf({ path: name, text }) {
	const root = /^<\?xml[^>]*\?>\n<(\w+) xmlns="[^"]*">\n([^]*)<\/\1>\n$/.exec(text);
	if (!root)
		throw new Error(`salesforce/${name} is not one element with the XML declaration before it`);
	return root[2];
}

/** Lines that begin within a text, as those of a formula, stay as they are. @type {(text: string) => string} */
const indented = (text) => text.replace(/^(?= *<)/gm, '    ');

/**
 * The file of an object: its own elements, then its parts.
 *
 * @param {PackageFile} object
 * @param {PackageFile[]} parts
 */
function objectFile(object, parts) {
	const elements = parts.map((part) => {
		const element = part.path.split('/').at(-2);
		return `    <${element}>\n${indented(insideOf(part))}    </${element}>\n`;
	});
	return `${HEAD}<CustomObject xmlns="${NAMESPACE}">\n${insideOf(object)}${elements.join('')}</CustomObject>\n`;
}

/**
 * The list of everything, as an org wants it.
 *
 * @param {PackageFile[]} sources without the root folder in their paths
 * @param {string} version of the API, such as 59.0
 */
function listOf(sources, version) {
	/** @type {Map<string, string[]>} */
	const members = new Map();
	for (const { path: name } of sources) {
		const [first, second, ...more] = name.slice(0, -ENDING.length).split('/');
		const part = first === 'objects' && more.length === 2;
		const type = TYPES.get(part ? more[0] : first);
		if (!type) throw new Error(`salesforce/${SOURCE_ROOT}${name} is of no known type`);
		const own = (part ? more[1] : [second, ...more].join('/')).replace(/\.\w+$/, '');
		const fullName = part ? `${second}.${own}` : first === 'objects' ? second : own;
		members.set(type, [...(members.get(type) ?? []), fullName]);
	}
	const types = [...members].sort(([one], [other]) => (one < other ? -1 : 1));
	const elements = types.map(([type, names]) => {
		const lines = names.sort().map((name) => `        <members>${name}</members>\n`);
		return `    <types>\n${lines.join('')}        <name>${type}</name>\n    </types>\n`;
	});
	return (
		`${HEAD}<Package xmlns="${NAMESPACE}">\n${elements.join('')}` +
		`    <version>${version}</version>\n</Package>\n`
	);
}

/**
 * The package in metadata format, as it is in the zip and as a deploy takes it: package.xml beside the folders.
 *
 * @returns {PackageFile[]} in the order of their paths
 */
function packageFiles() {
	const sources = readSources().map((file) => ({
		...file,
		path: file.path.slice(SOURCE_ROOT.length),
	}));
	const files = [{ path: 'package.xml', text: listOf(sources, sourceApiVersion) }];
	for (const source of sources) {
		const parents = source.path.split('/');
		if (parents[0] !== 'objects') {
			// Of the files that have a suffix, only a folder's keeps the ending.
			const name = source.path.slice(0, -ENDING.length);
			const isFolder = name.endsWith('.reportFolder');
			const to = isFolder ? name.replace(/\.reportFolder$/, ENDING) : name;
			files.push({ path: to, text: source.text });
		} else if (parents.length === 3) {
			const parts = sources.filter(
				({ path: name }) =>
					name.startsWith(`objects/${parents[1]}/`) && name.split('/').length === 4,
			);
			files.push({ path: `objects/${parents[1]}.object`, text: objectFile(source, parts) });
		}
	}
	return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * The package as a zip: the same bytes for the same sources, wherever and whenever it is made.
 *
 * @returns {Uint8Array}
 */
function packageZip() {
	const { strToU8, zipSync } = require('fflate');
	// The earliest date that a zip can hold, in local time as zips have it.
	const mtime = new Date(1980, 0, 1);
	const entries = packageFiles().map((file) => [file.path, strToU8(file.text)]);
	// Stored, not deflated: npm compresses the whole package anyway, and better.
	return zipSync(Object.fromEntries(entries), { level: 0, mtime });
}

module.exports = { packageFiles, packageZip, readSources, ZIP };
