// The parts of the benchmark, in the order of the page.
const { measure: burst } = require('./burst');
const { measure: crowd } = require('./crowd');
const { measure: many } = require('./many');
const { measure: memory } = require('./memory');
const { measure: one } = require('./one');
const { measure: slow } = require('./slow');

/** @type {import('../part').Part[]} */
const PARTS = [
	{ name: 'one', heading: 'One recording', measure: one },
	{ name: 'burst', heading: 'Bursts of callbacks', measure: burst },
	{ name: 'many', heading: 'Many recordings', measure: many },
	{ name: 'slow', heading: 'A slow service', measure: slow },
	{ name: 'crowd', heading: 'Executions that wait', measure: crowd },
	{ name: 'memory', heading: 'Long calls', measure: memory },
];

module.exports = { PARTS };
