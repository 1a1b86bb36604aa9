// Many recordings at once: how long it takes until all have their records, and what that costs.
const { count, seconds, table, tellMissing } = require('../document');
const { max, median, slope } = require('../statistics');
const { Connections } = require('../subject/connections');
const { Recordings } = require('../subject/recordings');
const { waysToWait } = require('../ways/waysToWait');

/**
 * How many recordings, how often, and whether the runs go side by side, which they can where a run uses next to nothing
 * of the machine.
 */
const ROUNDS = [
	{ size: 1, runs: 3, together: true },
	{ size: 10, runs: 3, together: true },
	{ size: 100, runs: 3, together: false },
	{ size: 1000, runs: 1, together: false },
];
const LEAST = [{ size: 1, runs: 1, together: true }];
/** The most recordings that are measured one after the other; with more, it takes hours. */
const MOST_IN_TURN = 10;
/**
 * What the analyses take, in seconds: evenly spread over the 10 seconds between two polls, and long enough for n8n to
 * submit all before the first is ready, as real ones are.
 */
const ANALYSIS = { shortest: 3, forEachRecording: 0.02, spread: 10 };
const LEAST_ANALYSIS = { shortest: 0, forEachRecording: 0, spread: 1 };
/** How many executions are started at the same moment where each takes one recording. */
const AT_ONCE = 10;
/** For how long records are waited for, in seconds. */
const PATIENCE = 180;

/**
 * @typedef {import('../ways/waysToWait').Way} Way
 * @typedef {object} Run
 * @property {number} wall from the start to the last record, in ms
 * @property {number} delay from ready results to their records, median in ms
 * @property {number} requests to Descriptor.AI for each recording
 * @property {number} missing records that did not come
 */

/** @type {(recordings: Recordings, way: Way, size: number, analysis: typeof ANALYSIS) => Promise<Run>} */
async function runOnce(recordings, way, size, analysis) {
	const shortest = analysis.shortest + analysis.forEachRecording * size;
	const longest = shortest + analysis.spread;
	const addresses = recordings.make(size, { shortest, longest });
	const begin = Date.now();
	const toStart = way.takes === 'many' ? [addresses] : addresses.map((address) => [address]);
	const startInTurn = async () => {
		for (let next = toStart.shift(); next; next = toStart.shift()) await way.start(next);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, startInTurn));
	await recordings.allSaved(addresses, PATIENCE);
	const outcomes = recordings.outcomes(addresses);
	return {
		wall: max(outcomes.map(({ saved }) => saved)) - begin,
		delay: median(outcomes.map(({ ready, saved }) => saved - ready)),
		requests: recordings.requests(addresses) / size,
		missing: size - outcomes.length,
	};
}

/** All runs of a round. @type {(round: (typeof ROUNDS)[0], runOne: () => Promise<Run>) => Promise<Run[]>} */
async function runRound({ runs, together }, runOne) {
	const all = Array.from({ length: runs }, () => runOne);
	if (together) return await Promise.all(all.map(async (once) => await once()));
	const done = [];
	for (const once of all) done.push(await once());
	return done;
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const rounds = bench.least ? LEAST : ROUNDS;
	const analysis = bench.least ? LEAST_ANALYSIS : ANALYSIS;
	const recordings = new Recordings(bench.sandbox);
	const subject = await bench.subject();
	const connections = new Connections(bench.sandbox.descriptor.url);
	const rows = [];
	for (const way of await waysToWait(bench)) {
		/** @type {Array<[number, number]>} */
		const walls = [];
		for (const round of rounds) {
			const { size, runs } = round;
			if (way.sequential && size > MOST_IN_TURN) {
				const [, each] = walls[walls.length - 1].map((value) => value / MOST_IN_TURN);
				const wall = `not run: ${count(size)} × ${seconds(each)} = ${seconds(size * each)}`;
				rows.push([way.name, count(size), wall, '', '', '', '', '']);
				continue;
			}
			bench.say(`${way.name}: ${size} recordings`);
			const before = await subject.atRest();
			connections.reset();
			const done = await runRound(
				round,
				async () => await runOnce(recordings, way, size, analysis),
			);
			const cpu = ((await subject.atRest()).cpu - before.cpu) / runs / size;
			const wall = median(done.map((each) => each.wall));
			walls.push([size, wall]);
			rows.push([
				way.name,
				count(size),
				seconds(wall) + tellMissing(max(done.map(({ missing }) => missing))),
				seconds(median(done.map(({ delay }) => delay))),
				median(done.map(({ requests }) => requests)).toFixed(1),
				way.status ? cpu.toFixed(1) : 'n/a',
				round.together && runs > 1 ? '' : count(connections.most),
				'',
			]);
		}
		if (walls.length > 1) rows[rows.length - 1][7] = seconds(slope(walls));
	}
	connections.close();
	const head = [
		'Way',
		'Recordings',
		'Start to last record',
		'Result to record',
		'Requests for each',
		'CPU of n8n for each (ms)',
		'Connections',
		'Each further recording',
	];
	return table(head, rows);
}

module.exports = { measure };
