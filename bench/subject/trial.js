// One trial of a way: recordings go in, records come out, and what it took.
const { setTimeout: pause } = require('node:timers/promises');

const { max, median } = require('../statistics');

/** For how long a record is waited for after the one before, besides what the longest analysis takes; in seconds. */
const PATIENCE = 60;

/**
 * @typedef {object} Trial
 * @property {number} wall from the start to the last record, in ms
 * @property {number[]} lags from each ready result to its record, in ms
 * @property {number} beyond from the end of the longest analysis to the last record, if it had begun at the start; in ms
 * @property {number} requests to Descriptor.AI for each recording
 * @property {number} missing records that did not come
 */

/**
 * Starts recordings and waits for their records.
 *
 * @param {import('./recordings').Recordings} recordings
 * @param {(recordings: string[]) => Promise<void>} start
 * @param {string[][]} batches addresses that are started together
 * @param {number} [apart] seconds between two starts
 * @returns {Promise<Trial>}
 */
async function tryOut(recordings, start, batches, apart = 0) {
	const addresses = batches.flat();
	const longest = recordings.longest(addresses);
	const begin = Date.now();
	for (const batch of batches) {
		await start(batch);
		await pause(apart * 1000);
	}
	await recordings.allSaved(addresses, longest / 1000 + PATIENCE);
	const outcomes = recordings.outcomes(addresses);
	const wall = max(outcomes.map(({ saved }) => saved)) - begin;
	return {
		wall,
		lags: outcomes.map(({ ready, saved }) => saved - ready),
		beyond: wall - longest,
		requests: recordings.requests(addresses) / addresses.length,
		missing: addresses.length - outcomes.length,
	};
}

/** The median and the worst of some lags, in ms. */
const lagsOf = (/** @type {number[]} */ lags) => ({ typical: median(lags), worst: max(lags) });

module.exports = { lagsOf, tryOut };
