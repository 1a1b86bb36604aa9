// What a soak offers and when, drawn from a seed: the same seed gives the same calls and the same mishaps.

/**
 * @typedef {{ audio_url: string, call_id: string, phone: string, called_at: string }} Call as a phone system tells of it
 * @typedef {object} Burst calls that are offered at the same moment
 * @property {number} at seconds after the beginning
 * @property {Call[]} calls
 */

/** Seconds between two bursts; one that is larger is followed by a longer pause, so that the rate stays. */
const INTERVAL = 5;
/** How often a burst is larger than the others, and how many times. */
const LARGE = { share: 0.1, times: 3 };
/** How long an analysis takes at least, in seconds. */
const SHORTEST = 2;
/** The share of the analyses whose callback never comes, and that of those whose callback comes twice. */
const LOST = 0.05;
const TWICE = 0.03;

const RECORDINGS = ['support-call', 'complaint-call', 'sales-call', 'short-call'];
/** The customers of the calls; the last is unknown in Salesforce. */
const PHONES = ['+14155550101', '+16285550144', '+442079460958'];

/**
 * Random numbers from 0 to 1 (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number}
 */
function randomOf(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** How many callbacks an analysis sends. @type {(drawn: number) => 'never' | 'twice' | 'once'} */
function callbackOf(drawn) {
	if (drawn < LOST) return 'never';
	return drawn < LOST + TWICE ? 'twice' : 'once';
}

/**
 * Plans all bursts of a soak.
 *
 * @param {{ minutes: number, rate: number, seed: number, longest: number }} extent `rate` is that of the calls, a second;
 * `longest` are the seconds that an analysis takes at most
 * @returns {Burst[]}
 */
function planOf({ minutes, rate, seed, longest }) {
	const random = randomOf(seed);
	const oneOf = (/** @type {string[]} */ list) => list[Math.floor(random() * list.length)];
	/** @type {(number: number) => Call} */
	const call = (number) => {
		const seconds = SHORTEST + random() * (longest - SHORTEST);
		const query = `seconds=${seconds.toFixed(1)}&callback=${callbackOf(random())}`;
		return {
			audio_url: `https://recordings.example.com/${oneOf(RECORDINGS)}.mp3?${query}&number=${number}`,
			call_id: `soak-${number}`,
			phone: oneOf(PHONES),
			called_at: '2026-11-27T09:30:00Z',
		};
	};
	const total = Math.round(60 * minutes * rate);
	const usual = Math.max(1, Math.round(INTERVAL * rate));
	/** @type {Burst[]} */
	const bursts = [];
	for (let number = 0; number < total; ) {
		const wanted = random() < LARGE.share ? LARGE.times * usual : usual;
		const size = Math.min(wanted, total - number);
		const first = number + 1;
		bursts.push({
			at: number / rate,
			calls: Array.from({ length: size }, (_, i) => call(first + i)),
		});
		number += size;
	}
	return bursts;
}

module.exports = { PHONES, planOf };
