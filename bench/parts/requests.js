// What a request to Descriptor.AI costs n8n, with this package, with HTTP Request, and without n8n.
const path = require('node:path');

const { run } = require('../../scripts/lib/process');
const { milliseconds, seconds, table } = require('../document');
const { median, slope } = require('../statistics');
const { workflowOf } = require('../subject/workflow');
const { requestsOf } = require('../ways/requests');
const { addressOf, finishedResult } = require('../ways/results');

/** How many items, and how often: one is soon done, and needs more runs for a steady median. */
const ROUNDS = [
	{ size: 1, runs: 5 },
	{ size: 100, runs: 3 },
	{ size: 1000, runs: 3 },
];
const LEAST = [{ size: 1, runs: 1 }];
/** Items of the execution that is not counted. */
const WARM_UP = 100;

const nameOf = (/** @type {string} */ request, /** @type {number} */ way) =>
	`bench-${request}-${way}`;

/**
 * @typedef {import('../subject/subject').Subject} Subject
 * @typedef {import('../ways/requests').Item} Item
 * @typedef {{ cpu: number, wall: number }} Cost medians in milliseconds
 */

/**
 * What executions cost beyond an empty one, for each round.
 *
 * @param {Subject} subject
 * @param {string} name of the workflow
 * @param {object} item
 * @param {typeof ROUNDS} rounds
 * @returns {Promise<Cost[]>}
 */
async function costsOf(subject, name, item, rounds) {
	const empty = await subject.emptyExecution();
	await subject.trigger(name, Array(WARM_UP).fill(item));
	const costs = [];
	for (const { size, runs } of rounds) {
		const all = [];
		for (let i = 0; i < runs; i++) {
			const execute = async () => await subject.trigger(name, Array(size).fill(item));
			all.push(await subject.costsOf(execute));
		}
		const cpu = median(all.map((one) => one.cpu)) - empty.cpu;
		costs.push({ cpu: Math.max(0, cpu), wall: median(all.map(({ wall }) => wall)) });
	}
	return costs;
}

/** An item with all that any of the requests needs, made from a short call. @returns {Promise<Item>} */
async function makeItem(/** @type {import('../../sandbox').Sandbox} */ sandbox) {
	const call = 'short-call';
	const config = { insights: { summary: {}, 'agent-actions': {} } };
	const { id } = await finishedResult(sandbox, call, config);
	return { audio_url: addressOf(call), result_id: id };
}

/**
 * The CPU time of bare requests, for each round.
 *
 * @param {import('../part').Bench} bench
 * @param {import('../ways/requests').Request} request
 * @param {Item} item
 * @param {typeof ROUNDS} rounds
 * @returns {Promise<number[]>} in milliseconds
 */
async function bareFetch({ node, sandbox: { descriptor } }, request, item, rounds) {
	const body = request.body(item);
	const task = {
		url: `${descriptor.url}/api/v1${request.path(item)}`,
		request: {
			method: request.method,
			headers: {
				authorization: `Bearer ${descriptor.token}`,
				...(body && { 'content-type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		},
		rounds,
	};
	const script = path.join(__dirname, '..', 'ways', 'bareFetch.js');
	return JSON.parse((await run(node, [script, JSON.stringify(task)])).stdout);
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const rounds = bench.least ? LEAST : ROUNDS;
	const requests = requestsOf(bench.sandbox.descriptor.url);
	const subject = await bench.subject();
	const item = await makeItem(bench.sandbox);
	await subject.add(
		requests.flatMap(({ id, steps }) =>
			Object.values(steps).map((step, way) =>
				workflowOf(nameOf(id, way), [step], { answers: 'lastNode' }),
			),
		),
	);
	const growth = (/** @type {number[]} */ cpu) =>
		bench.least ? '' : milliseconds(slope(cpu.map((ms, i) => [rounds[i].size, ms])));
	const perItem = (/** @type {number[]} */ cpu) =>
		cpu.map((ms, i) => milliseconds(ms / rounds[i].size));
	const rows = [];
	for (const request of requests) {
		const needed = { [request.field]: item[request.field] };
		for (const [way, name] of Object.keys(request.steps).entries()) {
			bench.say(`${request.name}: ${name}`);
			const costs = await costsOf(subject, nameOf(request.id, way), needed, rounds);
			const cpu = costs.map((cost) => cost.cpu);
			const wall = seconds(costs[costs.length - 1].wall);
			rows.push([request.name, name, ...perItem(cpu), growth(cpu), wall]);
		}
		const bare = await bareFetch(bench, request, item, rounds);
		rows.push([request.name, 'bare `fetch`, no n8n', ...perItem(bare), growth(bare), '']);
	}
	const failed = await subject.count('error');
	if (failed > 0) throw new Error(`${failed} executions failed, so their costs say nothing.`);

	const most = rounds[rounds.length - 1].size;
	const sizes = rounds.map(({ size }) => `CPU of n8n for each of ${size} (ms)`);
	const head = ['Request', 'With', ...sizes, 'Each further item (ms)', `Time for ${most}`];
	return { tables: table(head, rows), goals: [] };
}

module.exports = { measure };
