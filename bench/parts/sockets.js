// What a service that takes its time makes of many items: how many connections are open at once, and how long it takes.
const { count, seconds, table } = require('../document');
const { Connections } = require('../subject/connections');
const { LATENCY } = require('../subject/slowService');
const { workflowOf } = require('../subject/workflow');
const { requestsOf, SLOW } = require('../ways/requests');

/** How many items; Submit sends one after the other, so that a thousand would take minutes. */
const SIZES = { submit: [100], 'get-result': [100, 1000] };

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	const requests = requestsOf(bench.slow.url, SLOW);
	const subject = await bench.subject();
	const connections = new Connections(bench.slow.url);
	const rows = [];
	try {
		for (const [id, all] of Object.entries(SIZES)) {
			const { name: request, steps } = requests.find((known) => known.id === id) ?? requests[0];
			for (const [name, step] of Object.entries(steps)) {
				const workflow = `bench-slow-${id}-${rows.length}`;
				await subject.add([workflowOf(workflow, [step], { answers: 'lastNode' })]);
				await subject.trigger(workflow, itemsOf(1));
				for (const size of bench.least ? [1] : all) {
					bench.say(`${request} of a slow service: ${name}, ${size}`);
					await subject.atRest();
					connections.reset();
					const begin = performance.now();
					await subject.trigger(workflow, itemsOf(size));
					const wall = performance.now() - begin;
					rows.push([request, name, count(size), count(connections.most), seconds(wall)]);
				}
			}
		}
	} finally {
		connections.close();
	}
	const head = ['Request', 'With', 'Items', 'Connections open at once', 'Time'];
	return `Each answer takes ${LATENCY / 1000} seconds.\n\n${table(head, rows)}`;
}

/** Items of any call. */
const itemsOf = (/** @type {number} */ size) =>
	Array.from({ length: size }, (_, i) => ({
		audio_url: `https://recordings.example.com/${i}.mp3`,
		result_id: `id-${i}`,
	}));

module.exports = { measure };
