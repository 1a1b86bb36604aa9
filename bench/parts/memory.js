// What results of long calls take of n8n's memory.
const { megabytes, table } = require('../document');
const { workflowOf } = require('../subject/workflow');
const { requestsOf } = require('../ways/requests');
const { everything, finishedResult } = require('../ways/results');

/** How many results come at once. */
const SIZES = [1, 10];
const nameOf = (/** @type {number} */ way) => `bench-long-${way}`;

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const subject = await bench.subject();
	const long = bench.least ? 'short-call' : 'three-hour-call';
	const { id, json } = await finishedResult(bench.sandbox, long, await everything(bench.sandbox));
	const [request] = requestsOf(bench.sandbox.descriptor.url).filter(
		({ id }) => id === 'get-result',
	);
	const ways = Object.keys(request.steps);
	await subject.add(
		Object.values(request.steps).map((step, way) =>
			workflowOf(nameOf(way), [step], { answers: 'lastNode' }),
		),
	);
	const sizes = bench.least ? [1] : SIZES;
	const rows = [];
	for (const [way, name] of ways.entries()) {
		// A process seldom gives memory back, so each way has a new one.
		await subject.restart();
		await subject.trigger(nameOf(way), [{ result_id: id }]);
		await subject.atRest();
		const before = (await subject.request('/collect')).memory;
		bench.say(`Results of long calls: ${name}`);
		const peaks = [];
		for (const size of sizes) {
			const { memory } = await subject.request('/collect');
			await subject.trigger(nameOf(way), Array(size).fill({ result_id: id }));
			peaks.push((await subject.atRest()).peak - memory);
		}
		rows.push([name, ...[before, ...peaks].map(megabytes)]);
	}
	const size = (Buffer.byteLength(json) / 1e6).toFixed(2);
	const head = [
		'With',
		'n8n at rest',
		...sizes.map((size) => `In addition, at most, with ${size} at once`),
	];
	return {
		tables: `Resident memory of n8n’s main process; a result has ${size} MB.\n\n${table(head, rows)}`,
		goals: [],
	};
}

module.exports = { measure };
