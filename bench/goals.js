// What the package is to reach, beside what was measured.
const { table } = require('./document');

/** @typedef {import('./part').Goal} Goal */

/**
 * A goal that is a most.
 *
 * @param {string} what
 * @param {number} most
 * @param {number} measured in the same unit
 * @param {(value: number) => string} show
 * @param {string} least the physical limit
 * @returns {Goal}
 */
const atMost = (what, most, measured, show, least) => ({
	what,
	goal: show(most),
	measured: show(measured),
	isMet: measured <= most,
	least,
});

/** @type {(goals: Goal[]) => string} */
const goalTable = (goals) =>
	table(
		['Goal', 'At most', 'Measured', 'Met', 'Physical limit'],
		goals.map(({ what, goal, measured, isMet, least }) => [
			what,
			goal,
			measured,
			isMet ? 'yes' : '**no**',
			least,
		]),
	);

module.exports = { atMost, goalTable };
