// Whether n8n's memory stays what it is under load.
const { median } = require('../statistics');

/** What n8n may hold more in the last third than in the first, in percent: garbage in fragments, and caches that fill. */
const ALLOWED = 10;
/** Samples in each third that make it a statement. */
const LEAST = 5;

/**
 * Compares the last third of the time with the first, by medians: a burst that is under way at a sample is no growth.
 *
 * @param {import('./watch').Sample[]} samples of one process of n8n
 * @returns {{ first: number, last: number, isFlat: boolean } | null} in MB; null where there are too few samples
 */
function growthOf(samples) {
	const third = Math.floor(samples.length / 3);
	if (third < LEAST) return null;
	const middle = (/** @type {import('./watch').Sample[]} */ part) =>
		median(part.map(({ memory }) => memory));
	const [first, last] = [middle(samples.slice(0, third)), middle(samples.slice(-third))];
	return { first, last, isFlat: last <= first * (1 + ALLOWED / 100) };
}

module.exports = { ALLOWED, growthOf };
