// What stands in the pages of this repository, for tests that look whether it is true.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** @param {string} file from the root of the repository */
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');

const isRule = (/** @type {string} */ line) => /^\|[\s|:-]+\|$/.test(line);

/**
 * The rows of all tables of a page, each as the texts of its cells.
 *
 * @param {string} file
 */
function rowsOf(file) {
	const lines = read(file).split('\n');
	const isRow = (/** @type {string} */ line, /** @type {number} */ index) =>
		line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? '');
	return lines.filter(isRow).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/**
 * The links of a page to other files of the repository. What stands in the title of a link is to stand in its file.
 *
 * @param {string} file
 * @returns {Array<{ target: string, words: string }>} the path from the root, and the title or nothing
 */
function linksOf(file) {
	const links = read(file).matchAll(/\]\(([^)\s#:]+)(?:#[^)\s]*)?(?: ['"]([^'"]+)['"])?\)/g);
	return [...links].map(([, link, words = '']) => ({
		target: path.posix.join(path.posix.dirname(file), link),
		words,
	}));
}

/**
 * The scripts of package.json that a text wants npm to run.
 *
 * @param {string} text
 */
const npmScripts = (text) =>
	[...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, name, test]) => name ?? test);

module.exports = { linksOf, npmScripts, read, root, rowsOf };
