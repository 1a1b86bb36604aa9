// Many recordings at once: how long it takes until all have their records, what that costs, and how both grow.
const { count, milliseconds, perRecording, seconds, table, tellMissing } = require('../document');
const { atMost } = require('../goals');
const { exponent, max, median } = require('../statistics');
const { Recordings } = require('../subject/recordings');
const { tryOut } = require('../subject/trial');
const { GUIDE, tryGuide } = require('../ways/guideWay');
const { waysToWait } = require('../ways/waysToWait');

/**
 * How many recordings, how often, and by which ways. The most is for those that take a list in one execution, three times
 * where a goal compares them.
 */
const ROUNDS = [
	{
		size: 100,
		runs: 1,
		ways: ['trigger', 'submit-and-wait', 'polling', 'loop-by-hand'],
	},
	{ size: 1000, runs: 3, ways: ['submit-and-wait', 'polling'] },
];
const LEAST_ROUNDS = [{ ...ROUNDS[0], size: 1, runs: 1 }];
/** What the analyses take, in seconds, evenly spread: n8n has submitted most before the first is ready. */
const ANALYSIS = { shortest: 5, forEachRecording: 0.005, spread: 10 };
const LEAST_ANALYSIS = { shortest: 0, forEachRecording: 0, spread: 1 };
/** Recordings of the guide's program, which takes one after the other. */
const GUIDED = 4;

/**
 * @typedef {import('../part').Way} Way
 * @typedef {import('../subject/trial').Trial & import('../subject/subject').Costs & { size: number }} Run
 * @typedef {{ way: Way, size: number, runs: Run[] }} Line
 */

/** What the analyses of so many recordings take. */
function analysisOf(/** @type {number} */ size, /** @type {typeof ANALYSIS} */ analysis) {
	const shortest = analysis.shortest + analysis.forEachRecording * size;
	return { shortest, longest: shortest + analysis.spread };
}

/** @type {(bench: import('../part').Bench, way: Way, size: number) => Promise<Run>} */
async function runOnce(bench, way, size) {
	const subject = await bench.subject();
	const recordings = new Recordings(bench.sandbox);
	const timing = analysisOf(size, bench.least ? LEAST_ANALYSIS : ANALYSIS);
	const addresses = recordings.make(size, timing);
	const { result: trial, ...costs } = await subject.costsOf(
		async () => await tryOut(recordings, way.start, [addresses]),
	);
	return { ...costs, ...trial, size };
}

/**
 * Measures rounds. The ways take turns, so that what disturbs the machine for a while disturbs all of them.
 *
 * @param {import('../part').Bench} bench
 * @param {typeof ROUNDS} rounds
 * @returns {Promise<Line[]>}
 */
async function measureRounds(bench, rounds) {
	const all = await waysToWait(bench);
	/** @type {Line[]} */
	const lines = [];
	for (const { size, runs, ways } of rounds) {
		const own = all
			.filter(({ id }) => ways.includes(id))
			.map((way) => ({ way, size, runs: /** @type {Run[]} */ ([]) }));
		for (let turn = 0; turn < runs; turn++) {
			for (const line of own) {
				bench.say(`${line.way.name}: ${size} recordings, run ${turn + 1}`);
				line.runs.push(await runOnce(bench, line.way, size));
			}
		}
		lines.push(...own);
	}
	return all.flatMap(({ id }) => lines.filter(({ way }) => way.id === id));
}

/** The median of all runs. @type {(line: Line, value: (run: Run) => number) => number} */
const typical = ({ runs }, value) => median(runs.map(value));

/** The powers of the number of recordings with which the CPU time and the time beyond the analyses grow. */
function growthOf(/** @type {Line[]} */ lines) {
	const runs = lines.flatMap((line) => line.runs);
	if (new Set(runs.map(({ size }) => size)).size < 2) return '';
	const power = (/** @type {(run: Run) => number} */ value) =>
		exponent(runs.map((run) => [run.size, Math.max(1, value(run))])).toFixed(2);
	return `${power(({ cpu }) => cpu)} / ${power(({ beyond }) => beyond)}`;
}

/** @type {(line: Line, all: Line[]) => string[]} */
function rowOf(line, all) {
	const { way, size, runs } = line;
	const same = all.filter((other) => other.way.id === way.id);
	return [
		way.name,
		count(size),
		seconds(typical(line, ({ wall }) => wall)) +
			tellMissing(max(runs.map(({ missing }) => missing))),
		seconds(typical(line, ({ beyond }) => beyond)),
		perRecording(typical(line, ({ requests }) => requests)),
		perRecording(typical(line, ({ apiCalls }) => apiCalls) / size),
		milliseconds(typical(line, ({ cpu }) => cpu) / size),
		line === same[same.length - 1] ? growthOf(same) : '',
	];
}

/** @type {(lines: Line[]) => import('../part').Goal[]} */
function goalsOf(lines) {
	const most = max(lines.map(({ size }) => size));
	const at = (/** @type {string} */ id) =>
		lines.find(({ way, size }) => way.id === id && size === most);
	const [waiting, polling] = [at('submit-and-wait'), at('polling')];
	if (!waiting || !polling) return [];
	const wall = (/** @type {Line} */ line) => typical(line, (run) => run.wall);
	const longest = analysisOf(most, ANALYSIS).longest * 1000;
	return [
		atMost(
			`Submit and Wait, ${count(most)} recordings: time, compared with polling (${seconds(wall(polling))})`,
			1.15 * wall(polling),
			wall(waiting),
			seconds,
			`the longest analysis: ${seconds(longest)}`,
		),
		atMost(
			`Submit and Wait, ${count(most)} recordings: CPU of n8n for each`,
			30,
			typical(waiting, ({ cpu }) => cpu) / most,
			(ms) => `${milliseconds(ms)} ms`,
			'2 requests to Descriptor.AI, 1 to Salesforce',
		),
	];
}

/** The guide's program would take hours. */
const guideRow = (/** @type {number} */ size, /** @type {number} */ each) => [
	GUIDE,
	count(size),
	`not run: ${count(size)} × ${seconds(each)} = ${(size * each) / 3_600_000 < 1 ? `${Math.round((size * each) / 60_000)} min` : `${((size * each) / 3_600_000).toFixed(1)} h`}`,
	'',
	'',
	'1.0',
	'',
	'',
];

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const rounds = bench.least ? LEAST_ROUNDS : ROUNDS;
	const guided = bench.least ? 1 : GUIDED;
	// Beside the others: it needs next to nothing of the machine.
	const guiding = tryGuide(bench, {
		size: guided,
		...analysisOf(1, bench.least ? LEAST_ANALYSIS : ANALYSIS),
	});
	const lines = await measureRounds(bench, rounds);
	const each = (await guiding).wall / guided;
	const head = [
		'Way',
		'Recordings',
		'Start to last record',
		'Beyond the longest analysis',
		'Requests for each',
		'Salesforce API calls for each',
		'CPU of n8n for each (ms)',
		'Growth: CPU / time beyond',
	];
	const sizes = [...new Set(rounds.map(({ size }) => size))];
	const rows = [
		...lines.map((line) => rowOf(line, lines)),
		...sizes.map((size) => guideRow(size, each)),
	];
	return { tables: table(head, rows), goals: bench.least ? [] : goalsOf(lines) };
}

module.exports = { measure };
