// Recordings whose callback is never sent, as after a fault of the network or of the service.
const { median } = require('./statistics');

/** How many recordings, what their analyses take, and how long they are waited for; both in seconds. */
const LOST = { count: 3, seconds: 3, patience: 150 };

/**
 * Starts executions whose callback will not come.
 *
 * @param {import('./subject').Subject} subject
 * @param {import('./ways').Way[]} ways
 * @returns {Promise<{ isOver: () => boolean, delays: () => Array<number | null> }>} whether all records are there or it
 * makes no sense to wait on; for each way the median from the ready result to the record in ms, null where one is missing
 */
async function loseCallbacks(subject, ways) {
	const deadline = Date.now() + LOST.patience * 1000;
	/** @type {string[][]} */
	const lost = [];
	for (const way of ways) {
		const recordings = Array.from({ length: LOST.count }, () =>
			subject.recording(LOST.seconds, 'never'),
		);
		for (const recording of recordings) await subject.start(way, [recording]);
		lost.push(recordings);
	}
	const found = () => lost.map((recordings) => subject.outcomes(recordings));
	const isOver = () =>
		Date.now() > deadline || found().every(({ length }) => length === LOST.count);
	return {
		isOver,
		delays: () =>
			found().map((outcomes) =>
				outcomes.length < LOST.count
					? null
					: median(outcomes.map(({ ready, saved }) => saved - ready)),
			),
	};
}

module.exports = { LOST, loseCallbacks };
