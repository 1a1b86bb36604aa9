// The tables in test/faults/README.md: what was seen in the tests is what is published.
const fs = require('node:fs');
const path = require('node:path');

const FILE = path.join(__dirname, '..', 'faults', 'README.md');
const HEAD = ['Fault', 'Where', 'What the person sees', 'What is left'];

/**
 * What a fault does, as a person meets it: a row of a table.
 *
 * @typedef {object} Outcome
 * @property {string} fault what goes wrong, in a few words
 * @property {string} where the operation or the step of the workflow that meets it
 * @property {string} seen the text that the person reads, word for word, or what they see where nothing has to be read
 * @property {string} left where the result ID is, what was submitted, which records there are
 */

const row = (/** @type {string[]} */ cells) =>
	`| ${cells.map((text) => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, '<br>')).join(' | ')} |`;

/** Where the table of a side stands on the page. */
const placeOf = (/** @type {string} */ side) =>
	new RegExp(
		`(?<=## ${side}\n\n<!-- prettier-ignore-start -->\n)[^]*?(?=\n<!-- prettier-ignore-end -->)`,
	);

/**
 * Fails unless the published table of one side is what has just been seen. With `WRITE_DOCS` in the environment the
 * table is written instead.
 *
 * @param {string} side `Descriptor.AI` or `Salesforce`
 * @param {Outcome[]} outcomes
 */
function expectPublished(side, outcomes) {
	const page = fs.readFileSync(FILE, 'utf8');
	const rows = outcomes.map(({ fault, where, seen, left }) => row([fault, where, seen, left]));
	const table = [row(HEAD), row(HEAD.map(() => '---')), ...rows].join('\n');
	if (process.env.WRITE_DOCS)
		fs.writeFileSync(
			FILE,
			page.replace(placeOf(side), () => table),
		);
	else expect(placeOf(side).exec(page)?.[0]).toBe(table);
}

module.exports = { expectPublished };
