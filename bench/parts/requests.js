// What a request to Descriptor.AI costs n8n, with this package, with HTTP Request, and without n8n.
const path = require('node:path');

const { run } = require('../../scripts/lib/process');
const { milliseconds, seconds, table } = require('../document');
const { median, slope } = require('../statistics');
const { codeOf, PLACES } = require('../subject/profile');
const { workflowOf } = require('../subject/workflow');
const { requestsOf } = require('../ways/requests');
const { addressOf, finishedResult } = require('../ways/results');

/** How many items, and how often: few items are soon done, and need more runs for a steady median. */
const ROUNDS = [
	{ size: 1, runs: 5 },
	{ size: 10, runs: 5 },
	{ size: 100, runs: 3 },
	{ size: 1000, runs: 3 },
];
const LEAST = [{ size: 1, runs: 1 }];
/** Items of the executions that are not counted, and of the one that is profiled. */
const WARM_UP = 100;
const PROFILED = 1000;

/** A workflow that does nothing: what n8n takes for an execution as such. */
const NOTHING = 'bench-nothing';
const nameOf = (/** @type {string} */ request, /** @type {number} */ way) =>
	`bench-${request}-${way}`;

/**
 * @typedef {import('../subject/subject').Subject} Subject
 * @typedef {import('../ways/requests').Item} Item
 * @typedef {{ cpu: number, wall: number }} Cost medians in milliseconds
 */

/**
 * What executions cost, for each round.
 *
 * @param {Subject} subject
 * @param {string} name of the workflow
 * @param {object} item
 * @param {typeof ROUNDS} rounds
 * @returns {Promise<Cost[]>}
 */
async function costsOf(subject, name, item, rounds) {
	for (let i = 0; i < 2; i++) await subject.trigger(name, Array(WARM_UP).fill(item));
	const costs = [];
	for (const { size, runs } of rounds) {
		const cpu = [];
		const wall = [];
		for (let i = 0; i < runs; i++) {
			const before = await subject.atRest();
			const begin = performance.now();
			await subject.trigger(name, Array(size).fill(item));
			wall.push(performance.now() - begin);
			cpu.push((await subject.atRest()).cpu - before.cpu);
		}
		costs.push({ cpu: median(cpu), wall: median(wall) });
	}
	return costs;
}

/** Whose code uses the CPU time of an execution, in percent. */
async function placesOf(
	/** @type {Subject} */ subject,
	/** @type {string} */ name,
	/** @type {object} */ item,
) {
	await subject.request('/profile/start');
	await subject.trigger(name, Array(PROFILED).fill(item));
	return codeOf(await subject.request('/profile/stop'));
}

/** An item with all that any of the requests needs, made from a short call. @returns {Promise<Item>} */
async function makeItem(/** @type {import('../../sandbox').Sandbox} */ sandbox) {
	const call = 'short-call';
	const config = { insights: { summary: {}, 'agent-actions': {} } };
	const { id, json } = await finishedResult(sandbox, call, config);
	return { audio_url: addressOf(call), result_id: id, result: JSON.parse(json) };
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
	await subject.add([
		workflowOf(NOTHING, [], { answers: 'lastNode' }),
		...requests.flatMap(({ id, steps }) =>
			Object.values(steps).map((step, way) =>
				workflowOf(nameOf(id, way), [step], { answers: 'lastNode' }),
			),
		),
	]);
	const nothing = await costsOf(subject, NOTHING, item, rounds);

	const growth = (/** @type {number[]} */ cpu) =>
		bench.least ? 'n/a' : milliseconds(slope(cpu.map((ms, i) => [rounds[i].size, ms])));
	const perItem = (/** @type {number[]} */ cpu) =>
		cpu.map((ms, i) => milliseconds(ms / rounds[i].size));
	const costRows = [];
	const placeRows = [];
	for (const request of requests) {
		const { [request.field]: value } = item;
		const needed = { [request.field]: value };
		for (const [way, name] of Object.keys(request.steps).entries()) {
			bench.say(`${request.name}: ${name}`);
			const workflow = nameOf(request.id, way);
			const costs = await costsOf(subject, workflow, needed, rounds);
			const cpu = costs.map((cost, i) => Math.max(0, cost.cpu - nothing[i].cpu));
			const wall = seconds(costs[costs.length - 1].wall);
			costRows.push([request.name, name, ...perItem(cpu), growth(cpu), wall]);
			if (bench.least) continue;
			const shares = await placesOf(subject, workflow, needed);
			placeRows.push([request.name, name, ...shares.map((share) => `${share.toFixed()} %`)]);
		}
		const bare = await bareFetch(bench, request, item, rounds);
		costRows.push([request.name, 'bare `fetch`, no n8n', ...perItem(bare), growth(bare), '']);
	}
	const failed = await subject.count('error');
	if (failed > 0) throw new Error(`${failed} executions failed, so their costs say nothing.`);

	const head = ['Request', 'With', ...rounds.map(({ size }) => `${size} at once`)];
	const costTable = table(
		[...head, 'Each further item', `Time for ${rounds[rounds.length - 1].size}`],
		costRows,
	);
	return [
		`CPU time for each item in milliseconds; an execution that does nothing takes ${milliseconds(nothing[0].cpu)} ms with one item, which is left out.\n\n${costTable}`,
		...(bench.least ? [] : [table(['Request', 'With', ...PLACES], placeRows)]),
	].join('\n\n');
}

module.exports = { measure };
