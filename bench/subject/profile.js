// Reads a CPU profile of V8: whose code used the time.

/**
 * @typedef {object} Profile as V8 writes it
 * @property {Array<{ id: number, callFrame: { functionName: string, url: string }, children?: number[] }>} nodes
 * @property {number[]} samples the node that ran, by time
 * @property {number[]} timeDeltas how long before that, in microseconds
 */

/** Whose code it is, by its address; the first that fits. */
const PATTERNS = /** @type {const} */ ([
	[
		'The node’s own code',
		/node_modules\/n8n-nodes-descriptor-ai\/|\/n8n-nodes-base\/dist\/nodes\/HttpRequest\//,
	],
	['n8n’s expressions', /expression|workflow-data-proxy|\/luxon\/|isolated-vm|tournament/],
	[
		'n8n’s and Node.js’s HTTP client',
		/\/(axios|follow-redirects|proxy-from-env|form-data)\/|@n8n\/backend-network|request-helper|node:(net|_http_(agent|client|outgoing|common)|url|dns|tls|internal\/(stream|url|dns))/,
	],
]);
const REST = 'The rest of n8n';
const PLACES = [...PATTERNS.map(([name]) => name), REST];

/** Time in which V8 is idle, and the time of the profiler itself. */
const NO_WORK = /^\((idle|program)\)$|^(startProfile|stopProfile)$/;

/**
 * The share of each place in the CPU time, in percent, in the order of `PLACES`. What V8 and Node.js do on behalf of a
 * function counts as that function's.
 */
function codeOf(/** @type {Profile} */ { nodes, samples, timeDeltas }) {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
	);
	const shares = PLACES.map(() => 0);
	samples.forEach((sample, i) => {
		let place = -1;
		for (let id = /** @type {number | undefined} */ (sample); id; id = parents.get(id)) {
			const { functionName, url } = byId.get(id)?.callFrame ?? { functionName: '', url: '' };
			if (NO_WORK.test(functionName)) return;
			if (place < 0) place = PATTERNS.findIndex(([, pattern]) => pattern.test(url));
		}
		shares[place < 0 ? shares.length - 1 : place] += timeDeltas[i];
	});
	const all = shares.reduce((a, b) => a + b, 0);
	return shares.map((share) => (100 * share) / all);
}

module.exports = { codeOf, PLACES };
