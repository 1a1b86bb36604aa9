// The same requests without n8n: the `fetch` of a plain Node.js process, which is the least that they can cost.
const { median } = require('../statistics');

/** Requests that are open at a time, as with this package. */
const OPEN = 10;

/**
 * @typedef {object} Task
 * @property {string} url
 * @property {RequestInit} request
 * @property {Array<{ size: number, runs: number }>} rounds how many requests, how often
 */

/** Sends a request some times and reads the answers. */
async function send(/** @type {Task} */ { url, request }, /** @type {number} */ times) {
	let left = times;
	const sendInTurn = async () => {
		while (left-- > 0) await (await fetch(url, request)).json();
	};
	await Promise.all(Array.from({ length: Math.min(OPEN, times) }, sendInTurn));
}

/** The median CPU time of each round in milliseconds. */
async function measure(/** @type {Task} */ task) {
	// What Node.js compiles on first use is no part of a request.
	await send(task, 100);
	const medians = [];
	for (const { size, runs } of task.rounds) {
		const times = [];
		for (let run = 0; run < runs; run++) {
			const before = process.cpuUsage();
			await send(task, size);
			const { user, system } = process.cpuUsage(before);
			times.push((user + system) / 1000);
		}
		medians.push(median(times));
	}
	return medians;
}

measure(JSON.parse(process.argv[2])).then((medians) => console.log(JSON.stringify(medians)));
