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

/**
 * The two deployments, and where the build puts them. A deployment is all or nothing, so what is needed does not depend
 * on what is only looked at: that comes apart, after it.
 */
const ZIPS = [
	{ path: 'dist/salesforce/call-analysis.zip', apart: false },
	{ path: 'dist/salesforce/call-analysis-reports.zip', apart: true },
];

/** Folders of a package, and the type of what is in them; those within an object's folder come into its file. */
const TYPES = new Map([
	['compactLayouts', 'CompactLayout'],
	['fields', 'CustomField'],
	['listViews', 'ListView'],
	['objects', 'CustomObject'],
	['applications', 'CustomApplication'],
	['dashboards', 'Dashboard'],
	['flexipages', 'FlexiPage'],
	['layouts', 'Layout'],
	['permissionsets', 'PermissionSet'],
	['reportTypes', 'ReportType'],
	['reports', 'Report'],
	['tabs', 'CustomTab'],
	['validationRules', 'ValidationRule'],
]);

/** The folders of the second deployment. */
const APART = ['applications', 'dashboards', 'flexipages', 'reports', 'reportTypes'];

/** What a permission set lets see of the second deployment. */
const OF_APART = /^ *<applicationVisibilities>[^]*?<\/applicationVisibilities>\n/gm;

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

/**
 * A part of the package.
 *
 * @typedef {object} Part
 * @property {string} type as the list of a package names it; a folder is listed among what is in it
 * @property {string} name as that list has it, with the object in front of what belongs to one
 * @property {string} file that holds it in metadata format
 * @property {string} root element that holds it in that file: the file's own, or one within that of its object
 * @property {string} inside of that element
 * @property {true} [apart] whether it belongs to the second deployment
 */

/**
 * The parts that the sources make, in the order of the sources' paths. A permission set that shows an app is there twice:
 * without it, and apart with all that it has.
 *
 * @returns {Part[]}
 */
function packageParts() {
	return readSources().flatMap(({ path: source, text }) => {
		const root = /^<\?xml[^>]*\?>\n<(\w+) xmlns="[^"]*">\n([^]*)<\/\1>\n$/.exec(text);
		if (!root)
			throw new Error(`salesforce/${source} is not one element with the XML declaration before it`);
		const place = source.slice(SOURCE_ROOT.length, -ENDING.length);
		const [first, second, ...more] = place.split('/');
		const isObject = first === 'objects';
		const isOfObject = isObject && more.length === 2;
		const type = TYPES.get(isOfObject ? more[0] : first);
		if (!type) throw new Error(`salesforce/${source} is of no known type`);
		const own = (isOfObject ? more[1] : [second, ...more].join('/')).replace(/\.\w+$/, '');
		// Of the files that have a suffix, only a folder's keeps the ending.
		const isFolder = root[1].endsWith('Folder');
		/** @type {Part} */
		const part = {
			type,
			name: isOfObject ? `${second}.${own}` : isObject ? second : own,
			file: isObject
				? `objects/${second}.object`
				: isFolder
					? place.replace(/\.\w+Folder$/, ENDING)
					: place,
			root: isOfObject ? more[0] : root[1],
			inside: root[2],
		};
		if (APART.includes(first)) return { ...part, apart: true };
		const inside = part.inside.replace(OF_APART, '');
		return inside === part.inside
			? part
			: [
					{ ...part, inside },
					{ ...part, apart: true },
				];
	});
}

/** Lines that begin within a text, as those of a formula, stay as they are. @type {(text: string) => string} */
const indented = (text) => text.replace(/^(?= *<)/gm, '    ');

/** A file with one element. @type {(root: string, inside: string) => string} */
const fileOf = (root, inside) => `${HEAD}<${root} xmlns="${NAMESPACE}">\n${inside}</${root}>\n`;

/**
 * The list of everything, as an org wants it.
 *
 * @param {Part[]} parts
 */
function listOf(parts) {
	/** @type {Map<string, string[]>} */
	const members = new Map();
	for (const { type, name } of parts) members.set(type, [...(members.get(type) ?? []), name]);
	const types = [...members].sort(([one], [other]) => (one < other ? -1 : 1));
	const elements = types.map(([type, names]) => {
		const lines = names.sort().map((name) => `        <members>${name}</members>\n`);
		return `    <types>\n${lines.join('')}        <name>${type}</name>\n    </types>\n`;
	});
	return fileOf('Package', `${elements.join('')}    <version>${sourceApiVersion}</version>\n`);
}

/**
 * A deployment in metadata format, as it is in its zip: package.xml beside the folders.
 *
 * @param {boolean} [apart] whether it is the second
 * @returns {PackageFile[]} in the order of their paths
 */
function packageFiles(apart = false) {
	const parts = packageParts().filter((part) => Boolean(part.apart) === apart);
	const files = [{ path: 'package.xml', text: listOf(parts) }];
	for (const { file, type, root, inside } of parts) {
		if (type === root || root.endsWith('Folder')) {
			const own = parts.filter((part) => part.file === file && part.root !== root);
			const elements = own.map(
				(part) => `    <${part.root}>\n${indented(part.inside)}    </${part.root}>\n`,
			);
			files.push({ path: file, text: fileOf(root, inside + elements.join('')) });
		}
	}
	return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * A deployment as a zip: the same bytes for the same sources, wherever and whenever it is made.
 *
 * @param {boolean} [apart] whether it is the second
 * @returns {Uint8Array}
 */
function packageZip(apart = false) {
	const { strToU8, zipSync } = require('fflate');
	// The earliest date that a zip can hold, in local time as zips have it.
	const mtime = new Date(1980, 0, 1);
	const entries = packageFiles(apart).map((file) => [file.path, strToU8(file.text)]);
	// Stored, not deflated: npm compresses the whole package anyway, and better.
	return zipSync(Object.fromEntries(entries), { level: 0, mtime });
}

module.exports = { packageFiles, packageParts, packageZip, readSources, ZIPS };
