// Where Jest knows no durations, as in CI, it begins with the largest files. These are small and take minutes: begun last,
// they would leave all other workers idle.
const path = require('node:path');

const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = [
	'e2e/templates.test.ts',
	'e2e/waiting.test.ts',
	'faults/callbacks.test.ts',
	'browser/templates.test.ts',
].map(path.normalize);

module.exports = class LongestFirst extends Sequencer {
	/** @param {import('@jest/test-result').Test[]} tests */
	async sort(tests) {
		const isLong = (/** @type {import('@jest/test-result').Test} */ { path: file }) =>
			LONGEST.some((end) => file.endsWith(end));
		const sorted = await super.sort(tests);
		return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
	}
};
