// One recording an execution: how soon its record is there, and what that took.
const { milliseconds, perRecording, seconds, table } = require('../document');
const { atMost } = require('../goals');
const { FAR, FAR_AWAY, farAway } = require('../subject/distance');
const { Recordings } = require('../subject/recordings');
const { lagsOf, tryOut } = require('../subject/trial');
const { GUIDE, tryGuide } = require('../ways/guideWay');
const { waysToWait } = require('../ways/waysToWait');

/**
 * How many recordings, what their analyses take (evenly spread), and the time between two starts; all in seconds. Callbacks
 * come a second apart. What a poll adds depends on what an analysis takes.
 */
const ALL = {
	callback: { size: 10, shortest: 2, longest: 7, apart: 0.5 },
	polling: { size: 20, shortest: 5, longest: 25, apart: 0.25 },
};
const ONCE = { size: 1, shortest: 0, longest: 1, apart: 0 };
/** Recordings of the guide's program, which takes one after the other; for its time is what is looked at here. */
const GUIDED = { size: 4, shortest: 5, longest: 25 };
/** What the ways begin with: what n8n compiles on first use is no part of a recording. */
const WARM_UP = {
	callback: ONCE,
	polling: { size: 1, shortest: 0, longest: 0, apart: 0 },
};

/**
 * @typedef {import('../part').Way} Way
 * @typedef {Awaited<ReturnType<typeof measureWay>>} One
 * @param {import('../subject/subject').Subject} subject
 * @param {Recordings} recordings
 * @param {Way} way
 * @param {typeof ONCE} extent
 */
async function measureWay(subject, recordings, way, extent) {
	const batches = recordings.make(extent.size, extent).map((address) => [address]);
	const { result: trial, ...costs } = await subject.costsOf(
		async () => await tryOut(recordings, way.start, batches, extent.apart),
	);
	if (trial.missing > 0) throw new Error(`Records of ${way.name} did not come`);
	return {
		...lagsOf(trial.lags),
		requests: trial.requests,
		apiCalls: costs.apiCalls / extent.size,
		cpu: costs.cpu / extent.size,
	};
}

/** Measures ways one after the other, by their IDs. */
async function measureWays(
	/** @type {import('../part').Bench} */ bench,
	/** @type {Way[]} */ ways,
	/** @type {string} */ where,
) {
	const subject = await bench.subject();
	const recordings = new Recordings(bench.sandbox);
	const extents = bench.least ? WARM_UP : ALL;
	/** @type {Map<string, One>} */
	const measured = new Map();
	for (const way of ways) {
		bench.say(`${way.name}: one recording at a time${where}`);
		measured.set(way.id, await measureWay(subject, recordings, way, extents[way.waits]));
	}
	return measured;
}

/** @type {(name: string, one: One) => string[]} */
const rowOf = (name, { typical, worst, requests, apiCalls, cpu }) => [
	name,
	`${seconds(typical)} (${seconds(worst)})`,
	perRecording(requests),
	perRecording(apiCalls),
	milliseconds(cpu),
];

/** @type {(near: Map<string, One>, empty: { cpu: number, wall: number }) => import('../part').Goal[]} */
function goalsOf(near, empty) {
	const execution = `an execution of n8n that does nothing: ${seconds(empty.wall)}`;
	const goals = [];
	const trigger = near.get('trigger');
	if (trigger) {
		const what = 'Submit + Trigger: one callback to its record';
		goals.push(atMost(what, 200, trigger.typical, seconds, execution));
	}
	const wait = near.get('submit-and-wait');
	if (wait) {
		const what = 'Submit and Wait: one callback to its record';
		goals.push(atMost(what, 300, wait.typical, seconds, execution));
	}
	const polling = near.get('polling');
	if (polling) {
		const what = 'Get Result: one result to its record, analyses of 5 to 25 s';
		goals.push(
			atMost(what, 2000, polling.typical, seconds, 'half the time between two polls'),
			atMost(
				'Get Result: requests to Descriptor.AI for each recording',
				4,
				polling.requests,
				perRecording,
				'2: submit, result',
			),
		);
	}
	return goals;
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const subject = await bench.subject();
	const ways = await waysToWait(bench);
	const empty = await subject.emptyExecution();
	const recordings = new Recordings(bench.sandbox);
	for (const way of ways) await measureWay(subject, recordings, way, WARM_UP[way.waits]);

	// Beside the others: it needs next to nothing of the machine.
	const guiding = tryGuide(bench, bench.least ? ONCE : GUIDED);
	const near = await measureWays(bench, ways, '');
	const guide = await guiding;
	const withCallback = ways.filter(({ waits }) => waits === 'callback');
	const far = await farAway(
		bench.sandbox,
		async () => await measureWays(bench, withCallback, ', far away'),
	);

	const head = [
		'Way',
		'Result to record: median (max)',
		'Requests',
		'Salesforce API calls',
		'CPU of n8n (ms)',
	];
	const rowsOf = (/** @type {Map<string, One>} */ measured) =>
		ways.flatMap(({ id, name }) => {
			const one = measured.get(id);
			return one ? [rowOf(name, one)] : [];
		});
	const lags = lagsOf(guide.lags);
	const lag = `${seconds(lags.typical)} (${seconds(lags.worst)})`;
	const guideRow = [GUIDE, lag, perRecording(guide.requests), '1.0', ''];
	const limit = `An execution of n8n that does nothing: ${seconds(empty.wall)}, ${milliseconds(empty.cpu)} ms of CPU.`;
	const farLimit = `The result and the record: ${seconds(FAR.descriptor + FAR.salesforce)}.`;
	return {
		tables: [
			`${limit}\n\n${table(head, [...rowsOf(near), guideRow])}`,
			`${FAR_AWAY} ${farLimit}\n\n${table(head, rowsOf(far))}`,
		].join('\n\n'),
		goals: goalsOf(near, empty),
	};
}

module.exports = { measure };
