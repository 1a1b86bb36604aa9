// The parts of the benchmark, in the order of the page.
const { measure: backlog } = require('./backlog');
const { measure: requests } = require('./requests');
const { measure: crowd } = require('./crowd');
const { measure: memory } = require('./memory');
const { measure: own } = require('./own');
const { measure: packageSize } = require('./package');
const { measure: sockets } = require('./sockets');
const { measure: waits } = require('./waits');

/** @type {import('../part').Part[]} */
const PARTS = [
	{ name: 'waits', heading: 'One recording', measure: waits },
	{ name: 'backlog', heading: 'Many recordings', measure: backlog },
	{ name: 'crowd', heading: 'An execution each', measure: crowd },
	{ name: 'requests', heading: 'A request', measure: requests },
	{ name: 'sockets', heading: 'A slow service', measure: sockets },
	{ name: 'memory', heading: 'Long calls', measure: memory },
	{ name: 'package', heading: 'The package', measure: packageSize },
	{ name: 'own', heading: 'The work on a result', measure: own },
];

module.exports = { PARTS };
