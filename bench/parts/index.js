// The parts of the benchmark, in the order of the page.

/**
 * What a part measures with.
 *
 * @typedef {object} Bench
 * @property {import('../../sandbox').Sandbox} sandbox
 * @property {import('../subject/slowService').SlowService} slow
 * @property {string} node the Node.js that n8n runs on
 * @property {string} modules the folder with n8n's packages
 * @property {boolean} least whether everything is to be done once, with one recording, to see that it works
 * @property {string} [beside] another version, whose work on a result is measured too: a commit, tag or branch
 * @property {(line: string) => void} say told what is going on
 * @property {() => Promise<import('../subject/subject').Subject>} subject n8n, started when it is first asked for
 *
 * @typedef {object} Part
 * @property {string} name by which it is asked for
 * @property {string} heading of its section on the page
 * @property {(bench: Bench) => Promise<string>} measure returns Markdown: tables, and lines about them
 */

/** @type {Part[]} */
const PARTS = [
	{ name: 'waits', heading: 'One recording', measure: require('./waits').measure },
	{ name: 'backlog', heading: 'Many recordings', measure: require('./backlog').measure },
	{ name: 'crowd', heading: 'An execution each', measure: require('./crowd').measure },
	{ name: 'calls', heading: 'A call', measure: require('./calls').measure },
	{ name: 'sockets', heading: 'A slow service', measure: require('./sockets').measure },
	{ name: 'memory', heading: 'Long calls', measure: require('./memory').measure },
	{ name: 'package', heading: 'The package', measure: require('./package').measure },
	{ name: 'own', heading: 'The work on a result', measure: require('./own').measure },
];

module.exports = { PARTS };
