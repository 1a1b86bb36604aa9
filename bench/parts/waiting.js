// One recording an execution: how soon the record is there, and what it took.
const { setTimeout: pause } = require('node:timers/promises');

const { until } = require('../scripts/lib/process');
const { max, median } = require('./statistics');

/**
 * How many recordings are measured. Their analyses take from `shortest` to `longest` seconds, evenly spread over the 10
 * seconds between two polls, and an execution begins every `apart` seconds: no two of them are busy at the same moment.
 */
const RUNS = { count: 20, shortest: 3, longest: 13, apart: 0.5 };

/**
 * @param {import('./subject').Subject} subject
 * @param {import('./ways').Way} way
 */
async function measureSingle(subject, way) {
	const recordings = Array.from({ length: RUNS.count }, (_, i) =>
		subject.recording(RUNS.shortest + (i * (RUNS.longest - RUNS.shortest)) / RUNS.count),
	);
	for (const recording of recordings) {
		await subject.start(way, [recording]);
		await pause(RUNS.apart * 1000);
	}
	await until(async () => subject.outcomes(recordings).length === recordings.length, {
		seconds: RUNS.longest + 60,
		what: `The records of ${way.id}`,
	});
	await subject.atRest();

	const delays = subject.outcomes(recordings).map(({ ready, saved }) => saved - ready);
	return {
		/** From the ready result to the record, in ms. */
		delay: { median: median(delays), max: max(delays) },
		/** To Descriptor.AI, on average. */
		requests: subject.requests(recordings) / recordings.length,
	};
}

module.exports = { measureSingle, RUNS };
