// Many recordings that are waited for at the same time: what n8n holds meanwhile, and how it copes when all are ready.
const { until } = require('../scripts/lib/process');
const { max } = require('./statistics');

const RECORDINGS = 200;
/**
 * What the analyses take, in seconds: evenly spread over the 10 seconds between two polls, and long enough for n8n to
 * submit all before the first is ready.
 */
const PROCESSING = { shortest: 30, forEachExecution: 0.25, spread: 10 };
/** For how long n8n is looked at, at least, and how long before the first analysis is ready that ends; in seconds. */
const CALM = { length: 5, before: 3 };
/** How many executions are started at the same moment. */
const AT_ONCE = 10;

/**
 * Measures in an n8n that has just been started, because a process seldom gives memory back.
 *
 * @param {import('./subject').Subject} subject
 * @param {import('./ways').Way} way
 * @param {number} executions among which the recordings are shared out evenly
 */
async function measureCrowd(subject, way, executions) {
	await subject.n8n.stop();
	await subject.n8n.start();
	await subject.warmUp(way);
	const waitingBefore = await subject.count('waiting');
	const shortest = PROCESSING.shortest + PROCESSING.forEachExecution * executions;
	const longest = shortest + PROCESSING.spread;
	const recordings = Array.from({ length: RECORDINGS }, (_, i) =>
		subject.recording(shortest + (i * PROCESSING.spread) / RECORDINGS),
	);
	const each = RECORDINGS / executions;
	const toStart = Array.from({ length: executions }, (_, i) =>
		recordings.slice(i * each, (i + 1) * each),
	);
	const startInTurn = async () => {
		for (let next = toStart.shift(); next; next = toStart.shift()) await subject.start(way, next);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, startInTurn));
	const running = way.status === 'running' ? executions : 0;
	const allWait = async () =>
		subject.submitted(recordings) === RECORDINGS && (await subject.count('running')) === running;
	await until(allWait, { seconds: shortest, what: `Submitting the recordings of ${way.id}` });
	const calmUntil = subject.firstReady(recordings) - CALM.before * 1000;
	if (Date.now() + CALM.length * 1000 > calmUntil) {
		throw new Error(`This machine is too slow: ${way.id} took too long to submit.`);
	}
	const meanwhile = await subject.watch(() => Date.now() > calmUntil);

	// A recording whose callback is lost may never arrive: what is there in time is what counts.
	await until(async () => subject.outcomes(recordings).length === RECORDINGS, {
		seconds: 2 * longest,
		what: 'All records',
	}).catch(() => {});
	const outcomes = subject.outcomes(recordings);
	return {
		...meanwhile,
		/** Without those whose callback was lost, which wait for ever. */
		waiting: meanwhile.waiting - waitingBefore,
		/** To Descriptor.AI, on average. */
		requests: subject.requests(recordings) / RECORDINGS,
		saved: outcomes.length,
		/** From the last result that was ready to the last record, in ms. */
		delay: max(outcomes.map(({ saved }) => saved)) - max(outcomes.map(({ ready }) => ready)),
	};
}

module.exports = { RECORDINGS, measureCrowd };
