// Callbacks that come together: which are lost, how long the records take, and what each costs n8n.
const { count, milliseconds, perRecording, seconds, table } = require('../document');
const { atMost } = require('../goals');
const { max, median } = require('../statistics');
const { Recordings } = require('../subject/recordings');
const { lagsOf, tryOut } = require('../subject/trial');
const { waysToWait } = require('../ways/waysToWait');

/** How many callbacks, in how many seconds. */
const BURST = { size: 300, seconds: 10 };
const LEAST = { size: 1, seconds: 0 };
/** How often a burst of the trigger is measured, which has goals; the others are beside it. */
const RUNS = 3;
const ENGINE = 'N8N_EXPRESSION_ENGINE';
/** When the first callback is sent after the first submit, in seconds: all are submitted by then. */
const LEAD = 4;

/**
 * @typedef {{ name: string, address: string }} Receiver
 * @typedef {object} Run
 * @property {number} lost callbacks without a record
 * @property {number} refused callbacks that were not answered with success
 * @property {number} typical from callback to record, median in ms
 * @property {number} worst
 * @property {number} cpu for each callback, in ms
 * @property {number} requests to Descriptor.AI for each, besides the submit
 * @property {number} apiCalls for each
 * @typedef {Run & Receiver & { burst: typeof BURST }} Line the medians of all runs; of what is lost, the most
 */

/** Submits without n8n, so that only the callbacks cost it something. */
async function submit(
	/** @type {import('../../sandbox').Sandbox} */ { descriptor },
	/** @type {string} */ uri,
	/** @type {string} */ webhook,
) {
	const response = await fetch(`${descriptor.url}/api/v1/offline/processing`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${descriptor.token}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({
			config: { insights: { summary: {}, 'agent-actions': {} }, webhook },
			audio: { uri },
			// The production workflow finds its record by it.
			call_data: { id: uri.replace(/\W+/g, '-') },
		}),
	});
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	await response.body?.cancel();
}

/** @type {(bench: import('../part').Bench, receiver: Receiver, burst: typeof BURST) => Promise<Run>} */
async function runOnce(bench, { address }, { size, seconds: spread }) {
	const subject = await bench.subject();
	const recordings = new Recordings(bench.sandbox);
	const longest = LEAD + spread;
	const addresses = recordings.make(size, { shortest: LEAD, longest });
	const start = async (/** @type {string[]} */ all) => {
		await Promise.all(all.map(async (uri) => await submit(bench.sandbox, uri, address)));
	};
	const { result: trial, ...costs } = await subject.costsOf(
		async () => await tryOut(recordings, start, [addresses]),
	);
	const refusals = recordings.refusals(addresses);
	if (trial.missing > 0 || refusals.length > 0) {
		const kinds = [...new Set(refusals)].join(', ');
		bench.say(`${trial.missing} lost, ${refusals.length} refused: ${kinds}`);
	}
	return {
		...lagsOf(trial.lags),
		lost: trial.missing,
		refused: refusals.length,
		cpu: costs.cpu / size,
		requests: trial.requests - 1,
		apiCalls: costs.apiCalls / size,
	};
}

/** @type {(bench: import('../part').Bench, receiver: Receiver, burst: typeof BURST, times?: number) => Promise<Line>} */
async function measureBurst(bench, receiver, burst, times = 1) {
	/** @type {Run[]} */
	const runs = [];
	for (let run = 0; run < times; run++) {
		const { size, seconds: spread } = burst;
		bench.say(`${receiver.name}: ${size} callbacks in ${spread} s, run ${run + 1}`);
		runs.push(await runOnce(bench, receiver, burst));
	}
	const middle = (/** @type {keyof Run} */ value) => median(runs.map((run) => run[value]));
	return {
		...receiver,
		burst,
		lost: max(runs.map(({ lost }) => lost)),
		refused: max(runs.map(({ refused }) => refused)),
		typical: middle('typical'),
		worst: middle('worst'),
		cpu: middle('cpu'),
		requests: middle('requests'),
		apiCalls: middle('apiCalls'),
	};
}

/** @type {(line: Line, empty: { cpu: number, wall: number }) => import('../part').Goal[]} */
function goalsOf(line, empty) {
	const what = `Trigger, ${line.burst.size} callbacks in ${line.burst.seconds} s`;
	return [
		atMost(`${what}: lost`, 0, line.lost, count, '0'),
		atMost(
			`${what}: callback to record, median`,
			1000,
			line.typical,
			seconds,
			`an execution that does nothing: ${seconds(empty.wall)}`,
		),
		atMost(
			`${what}: CPU of n8n for each`,
			40,
			line.cpu,
			(ms) => `${milliseconds(ms)} ms`,
			`an execution that does nothing, which up to 50 share: ${milliseconds(empty.cpu)} ms`,
		),
	];
}

/** The same with n8n's older engine of expressions: a setting that an administrator can make. @type {typeof measureBurst} */
async function withLegacyEngine(bench, receiver, burst) {
	const subject = await bench.subject();
	const { env } = subject.n8n;
	const line = { ...receiver, name: `${receiver.name}, \`${ENGINE}=legacy\`` };
	env[ENGINE] = 'legacy';
	await subject.restart();
	await measureBurst(bench, line, LEAST);
	const measured = await measureBurst(bench, line, burst);
	delete env[ENGINE];
	await subject.restart();
	return measured;
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const subject = await bench.subject();
	const empty = await subject.emptyExecution();
	const ways = await waysToWait(bench);
	const receivers = ways.flatMap(({ name, address }) => (address ? [{ name, address }] : []));
	const burst = bench.least ? LEAST : BURST;
	/** @type {Line[]} */
	const lines = [];
	for (const receiver of receivers) {
		// What n8n compiles on first use is no part of a callback.
		await measureBurst(bench, receiver, LEAST);
		const times = receiver === receivers[0] && !bench.least ? RUNS : 1;
		lines.push(await measureBurst(bench, receiver, burst, times));
	}
	const goals = bench.least ? [] : goalsOf(lines[0], empty);
	if (!bench.least) lines.push(await withLegacyEngine(bench, receivers[0], burst));
	const rows = lines.map((line) => [
		line.name,
		`${line.burst.size} in ${line.burst.seconds} s`,
		count(line.lost),
		count(line.refused),
		`${seconds(line.typical)} (${seconds(line.worst)})`,
		perRecording(line.requests),
		perRecording(line.apiCalls),
		milliseconds(line.cpu),
	]);
	const head = [
		'Workflow',
		'Callbacks',
		'Lost',
		'Not answered with success',
		'Callback to record: median (max)',
		'Requests for each',
		'Salesforce API calls for each',
		'CPU of n8n for each (ms)',
	];
	return { tables: table(head, rows), goals };
}

module.exports = { measure };
