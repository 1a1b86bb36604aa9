// The pages for people, as text: their headings, links, tables and blocks.
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** Every page that a person can come to from the README, by its path from the root. */
const PAGES = [
	'README.md',
	'SECURITY.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'bench/README.md',
	'docker/README.md',
	'salesforce/README.md',
	'sandbox/README.md',
	'test/faults/README.md',
	'workflows/README.md',
	...fs
		.readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file.replaceAll(path.sep, '/')}`),
];

const read = (/** @type {string} */ page) => fs.readFileSync(path.join(root, page), 'utf8');

/** Blocks between lines of three backticks; the language stands behind the first ones. */
const BLOCK = /^([ \t]*)```(\w*)\n([^]*?)^\1```$/gm;

/** The blocks of a text in a language, such as `json`. */
const blocks = (/** @type {string} */ text, /** @type {string} */ language) =>
	[...text.matchAll(BLOCK)].filter(([, , its]) => its === language).map(([, , , code]) => code);

const withoutBlocks = (/** @type {string} */ text) => text.replace(BLOCK, '');

/** The address of a heading within its page, as GitHub makes it. */
const anchorOf = (/** @type {string} */ heading) =>
	heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
		.replaceAll(' ', '-');

/** The headings of a text, with how many signs they begin with. */
const headings = (/** @type {string} */ text) =>
	[...withoutBlocks(text).matchAll(/^(#+) (.*)$/gm)].map(([, { length: level }, title]) => ({
		level,
		title,
		anchor: anchorOf(title),
	}));

/**
 * What stands below a heading, up to the next one of its level or above; empty if there is no such heading.
 *
 * @param {string} text
 * @param {string} title
 */
function section(text, title) {
	const [, level = '', rest = ''] = new RegExp(`^(#+) ${title}$\\n([^]*)`, 'm').exec(text) ?? [];
	const end = new RegExp(`^#{1,${Math.max(level.length, 1)}} `, 'm').exec(rest);
	return rest.slice(0, end?.index);
}

/** Where the links of a text lead, pictures too. */
const links = (/** @type {string} */ text) =>
	[...withoutBlocks(text).matchAll(/\]\(([^)\s]+)/g)].map(([, target]) => target);

/** The rows of all tables of a text, without the heads, as cells without the spaces around them. */
const rows = (/** @type {string} */ text) =>
	[...withoutBlocks(text).matchAll(/^\|.*\|\n\| *-.*\|\n((?:\|.*\|(?:\n|$))*)/gm)].flatMap(
		([, body]) =>
			body
				.trim()
				.split('\n')
				.map((row) =>
					row
						.split(/(?<!\\)\|/)
						.slice(1, -1)
						.map((cell) => cell.trim()),
				),
	);

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

module.exports = {
	PAGES,
	blocks,
	headings,
	links,
	linksOf,
	npmScripts,
	read,
	root,
	rows,
	section,
	withoutBlocks,
};
