// What a service that takes its time makes of many items: how many requests are open at once, and how long it takes.
const { count, seconds, table } = require('../document');
const { atMost } = require('../goals');
const { max, median } = require('../statistics');
const { farAway } = require('../subject/distance');
const { OpenRequests } = require('../subject/openRequests');
const { workflowOf } = require('../subject/workflow');
const { requestsOf } = require('../ways/requests');
const { addressOf, finishedResult } = require('../ways/results');

/** How long each answer takes, in milliseconds; how many items, and how often. */
const ALL = { latency: 500, size: 100, runs: 3 };
const LEAST = { latency: 10, size: 1, runs: 1 };
/** The most requests, and so connections, that Submit is to open. */
const OPEN = 5;
const CALL = 'short-call';

/**
 * @typedef {object} Line
 * @property {string} request
 * @property {string} way
 * @property {number} open requests at once, the most of all runs
 * @property {number} wall median in ms
 */

/** @type {(bench: import('../part').Bench, extent: typeof ALL) => Promise<Line[]>} */
async function measureAll(bench, { size, runs }) {
	const { descriptor } = bench.sandbox;
	const subject = await bench.subject();
	const { id } = await finishedResult(bench.sandbox, CALL, { insights: { summary: {} } });
	const item = { audio_url: addressOf(CALL), result_id: id };
	const requests = new OpenRequests(descriptor.url);
	const lines = [];
	try {
		for (const { id, name, steps } of requestsOf(descriptor.url)) {
			for (const [way, step] of Object.entries(steps)) {
				bench.say(`${name} of a slow service: ${way}`);
				const workflow = `bench-slow-${id}-${lines.length}`;
				await subject.add([workflowOf(workflow, [step], { answers: 'lastNode' })]);
				await subject.trigger(workflow, [item]);
				const open = [];
				const walls = [];
				for (let run = 0; run < runs; run++) {
					await subject.atRest();
					requests.reset();
					const begin = performance.now();
					await subject.trigger(workflow, Array(size).fill(item));
					walls.push(performance.now() - begin);
					open.push(requests.most);
				}
				lines.push({ request: name, way, open: max(open), wall: median(walls) });
			}
		}
	} finally {
		requests.close();
	}
	return lines;
}

/** @type {(submit: Line, extent: typeof ALL) => import('../part').Goal[]} */
const goalsOf = ({ open, wall }, { latency, size }) => [
	atMost(
		`${size} submits that take ${latency / 1000} s each`,
		11_000,
		wall,
		seconds,
		`${OPEN} at a time: ${seconds((size * latency) / OPEN)}`,
	),
	atMost(`${size} submits: requests at once`, OPEN, open, count, '1'),
];

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const extent = bench.least ? LEAST : ALL;
	const lines = await farAway(bench.sandbox, async () => await measureAll(bench, extent), {
		descriptor: extent.latency,
		salesforce: 0,
	});
	const head = ['Request', 'With', 'Items', 'Requests open at once', 'Time'];
	const rows = lines.map(({ request, way, open, wall }) => [
		request,
		way,
		count(extent.size),
		count(open),
		seconds(wall),
	]);
	return {
		tables: `Each answer takes ${extent.latency / 1000} seconds.\n\n${table(head, rows)}`,
		goals: bench.least ? [] : goalsOf(lines[0], extent),
	};
}

module.exports = { measure };
