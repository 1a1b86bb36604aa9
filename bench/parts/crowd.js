// Many executions that wait at the same time, one for each recording: what n8n holds meanwhile.
const { setTimeout: pause } = require('node:timers/promises');

const { until } = require('../../scripts/lib/process');
const { count, megabytes, table, tellMissing } = require('../document');
const { Recordings } = require('../subject/recordings');
const { waysToWait } = require('../ways/waysToWait');

/**
 * How many executions, and what their analyses take in seconds: long enough for n8n to submit all before the first is
 * ready.
 */
const ALL = { executions: 50, shortest: 12, longest: 13 };
const LEAST = { executions: 1, shortest: 6, longest: 7 };
/** How long before the first analysis is ready n8n is no longer looked at, in seconds. */
const MARGIN = 3;
/** What an execution each is measured of: what is waited for decides, not who made the workflow. */
const WAYS = ['submit-and-wait', 'polling', 'wait-by-hand'];
/** How many executions are started at the same moment. */
const AT_ONCE = 10;

/**
 * Measures in an n8n that has just been started, because a process seldom gives memory back.
 *
 * @param {import('../subject/subject').Subject} subject
 * @param {Recordings} recordings
 * @param {import('../part').Way} way
 * @param {typeof ALL} extent
 */
async function measureWay(subject, recordings, way, extent) {
	const { executions, shortest, longest } = extent;
	await subject.restart();
	const [first] = recordings.make(1, { shortest: 0, longest: 1 });
	await way.start([first]);
	await until(async () => recordings.outcomes([first]).length === 1, {
		seconds: 60,
		what: `The first record of ${way.name}`,
	});
	await subject.atRest();
	const before = (await subject.request('/collect')).memory;
	const waitingBefore = await subject.count('waiting');

	const addresses = recordings.make(executions, extent);
	const toStart = [...addresses];
	const startInTurn = async () => {
		for (let next = toStart.shift(); next; next = toStart.shift()) await way.start([next]);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, startInTurn));
	const runs = way.status === 'running' ? executions : 0;
	const allWait = async () =>
		recordings.submitted(addresses) === executions && (await subject.count('running')) === runs;
	await until(allWait, { seconds: shortest, what: `Submitting the recordings of ${way.name}` });
	const end = recordings.firstReady(addresses) - MARGIN * 1000;
	if (Date.now() > end) throw new Error(`This machine is too slow: ${way.name} took too long.`);
	// n8n needs the least that is seen; what it holds beyond that is garbage.
	let { memory } = await subject.request('/collect');
	const running = await subject.count('running');
	const waiting = (await subject.count('waiting')) - waitingBefore;
	while (Date.now() + 1000 < end) {
		await pause(1000);
		memory = Math.min(memory, (await subject.request('/collect')).memory);
	}
	await recordings.allSaved(addresses, 2 * longest);
	const outcomes = recordings.outcomes(addresses);
	return {
		running,
		waiting,
		/** MB for each execution, over what n8n holds when nothing waits. */
		memory: (memory - before) / executions,
		held: memory,
		missing: executions - outcomes.length,
	};
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const extent = bench.least ? LEAST : ALL;
	const { executions } = extent;
	const recordings = new Recordings(bench.sandbox);
	const subject = await bench.subject();
	const rows = [];
	for (const way of await waysToWait(bench)) {
		if (!WAYS.includes(way.id)) continue;
		bench.say(`${way.name}: ${executions} executions that wait`);
		const { running, waiting, memory, held, missing } = await measureWay(
			subject,
			recordings,
			way,
			extent,
		);
		rows.push([
			way.name,
			`${running} / ${waiting}${tellMissing(missing)}`,
			megabytes(held),
			`${memory.toFixed(2)} MB`,
		]);
	}
	const head = [
		`Way, ${count(executions)} executions`,
		'That run / wait',
		'Memory of n8n',
		'For each execution',
	];
	return { tables: table(head, rows), goals: [] };
}

module.exports = { measure };
