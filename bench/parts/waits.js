// One recording an execution: how soon its record is there, what it took, and what happens without callbacks.
const { setTimeout: pause } = require('node:timers/promises');

const { until } = require('../../scripts/lib/process');
const { seconds, table } = require('../document');
const { max, median } = require('../statistics');
const { Recordings } = require('../subject/recordings');
const { waysToWait } = require('../ways/waysToWait');

/**
 * How many recordings are measured. Their analyses are evenly spread over the 10 seconds between two polls, and one
 * begins every `apart` seconds: no two of them are busy at the same moment.
 */
const ALL = { count: 20, shortest: 3, longest: 13, apart: 0.5 };
const LEAST = { count: 1, shortest: 0, longest: 1, apart: 0 };
/** Recordings without a callback: how many, what they take, and how long they are waited for; both in seconds. */
const LOST = { count: 3, shortest: 3, longest: 3, patience: 150 };

/**
 * @typedef {import('../ways/waysToWait').Way} Way
 * @param {Recordings} recordings
 * @param {Way} way
 * @param {typeof ALL} extent
 */
async function measureWay(recordings, way, extent) {
	const addresses = recordings.make(extent.count, extent);
	for (const address of addresses) {
		await way.start([address]);
		await pause(extent.apart * 1000);
	}
	await until(async () => recordings.outcomes(addresses).length === extent.count, {
		seconds: extent.longest + 60,
		what: `The records of ${way.name}`,
	});
	const delays = recordings.outcomes(addresses).map(({ ready, saved }) => saved - ready);
	return {
		/** From the ready result to the record, in ms. */
		delay: `${seconds(median(delays))} (${seconds(max(delays))})`,
		/** To Descriptor.AI, on average. */
		requests: (recordings.requests(addresses) / extent.count).toFixed(1),
	};
}

/** Starts recordings whose callback will not come. @returns {Promise<string[][]>} their addresses, for each way */
async function loseCallbacks(/** @type {Recordings} */ recordings, /** @type {Way[]} */ ways) {
	const lost = [];
	for (const way of ways) {
		const addresses = recordings.make(LOST.count, LOST, 'never');
		for (const address of addresses) await way.start([address]);
		lost.push(addresses);
	}
	return lost;
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const extent = bench.least ? LEAST : ALL;
	const recordings = new Recordings(bench.sandbox);
	const ways = await waysToWait(bench);
	for (const way of ways) await measureWay(recordings, way, LEAST);
	const since = Date.now();
	const lost = bench.least ? [] : await loseCallbacks(recordings, ways);
	/** @type {Array<Awaited<ReturnType<typeof measureWay>>>} */
	const measured = [];
	for (const way of ways) {
		bench.say(`${way.name}: one recording at a time`);
		measured.push(await measureWay(recordings, way, extent));
	}
	const found = () => lost.map((addresses) => recordings.outcomes(addresses));
	const areThere = async () => found().every(({ length }) => length === LOST.count);
	const left = Math.max(1, LOST.patience - (Date.now() - since) / 1000);
	if (lost.length > 0) bench.say('Recordings whose callback is lost');
	await until(areThere, { seconds: left, what: 'Records without a callback' }).catch(() => {});
	const delays = found().map((outcomes) =>
		outcomes.length < LOST.count
			? `not in ${LOST.patience} s`
			: seconds(median(outcomes.map(({ ready, saved }) => saved - ready))),
	);
	return table(
		['Way', 'Result to record: median (max)', 'Requests', 'Callback lost: record after'],
		ways.map(({ name }, i) => [name, measured[i].delay, measured[i].requests, delays[i] ?? 'n/a']),
	);
}

module.exports = { measure };
