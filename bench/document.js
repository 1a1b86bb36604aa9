// The page with the results: what has been measured, as Markdown, and its place in docs/performance.md.
const fs = require('node:fs');
const path = require('node:path');

const FILE = path.join(__dirname, '..', 'docs', 'performance.md');

/**
 * A table.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
const table = (head, rows) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/**
 * Where the tables of a heading stand on the page: between the comments under it. The words around them stay.
 *
 * @param {string} heading
 * @returns {RegExp | null} what finds the place; `null` when there is none
 */
function placeOf(heading) {
	const place = new RegExp(
		`(?<=\n## ${heading}\n(?:(?!\n## )[^])*<!-- prettier-ignore-start -->\n)(?:(?!<!--)[^])*(?=<!-- prettier-ignore-end -->)`,
	);
	return place.test(fs.readFileSync(FILE, 'utf8')) ? place : null;
}

/**
 * Writes what was measured under a heading of the page.
 *
 * @param {string} heading
 * @param {string} measured
 * @throws {Error} when the page has no place for it
 */
function publish(heading, measured) {
	const place = placeOf(heading);
	if (place === null) throw new Error(`docs/performance.md has no place for "${heading}".`);
	const page = fs.readFileSync(FILE, 'utf8');
	fs.writeFileSync(
		FILE,
		page.replace(place, () => `${measured}\n`),
	);
}

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`;
const milliseconds = (/** @type {number} */ ms) => ms.toFixed(Math.abs(ms) < 10 ? 2 : 0);
const megabytes = (/** @type {number} */ mb) => `${mb.toFixed()} MB`;
const count = (/** @type {number} */ number) => number.toLocaleString('en');
const perRecording = (/** @type {number} */ number) => number.toFixed(1);

/** For the cell of a way that has lost callbacks; nothing where all records came. */
const tellMissing = (/** @type {number} */ missing) =>
	missing > 0 ? `, ${count(missing)} missing` : '';

module.exports = {
	count,
	megabytes,
	milliseconds,
	perRecording,
	placeOf,
	publish,
	seconds,
	table,
	tellMissing,
};
