// What is measured: an n8n that runs the ways to wait, and what can be seen of it from outside.
const { setTimeout: pause } = require('node:timers/promises');

const { until } = require('../scripts/lib/process');
const { collectGarbage, residentMemory } = require('./memory');

/**
 * @typedef {import('./ways').Way} Way
 * @typedef {object} Outcome of one recording
 * @property {number} ready when its result was there and, if there is one, its callback was sent; in ms since 1970
 * @property {number} saved when its record was created at Salesforce, in ms since 1970
 */

/** @type {(a: number | null, b: number | null) => number | null} */
const least = (a, b) => (a === null || b === null ? (a ?? b) : Math.min(a, b));

class Subject {
	#recordings = 0;

	/**
	 * @param {import('../scripts/lib/n8n').N8n} n8n
	 * @param {import('../scripts/lib/editor').EditorApi} editor
	 * @param {import('../sandbox').Sandbox} sandbox
	 */
	constructor(n8n, editor, sandbox) {
		this.n8n = n8n;
		this.editor = editor;
		this.sandbox = sandbox;
	}

	/**
	 * The address of a recording that was not used before.
	 *
	 * @param {number} seconds that its analysis takes
	 * @param {'once' | 'never'} [callback] how often a webhook is called when it is finished
	 */
	recording(seconds, callback = 'once') {
		this.#recordings += 1;
		const query = `seconds=${seconds}&callback=${callback}&number=${this.#recordings}`;
		return `https://recordings.example.com/support-call.mp3?${query}`;
	}

	/** Starts one production execution; it goes on after this returns. */
	async start(/** @type {Way} */ way, /** @type {string[]} */ recordings) {
		const response = await fetch(`${this.n8n.url}/webhook/${way.id}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ audio_urls: recordings }),
		});
		if (!response.ok) throw new Error(`${way.id}: ${response.status} ${await response.text()}`);
	}

	/** Runs a way once, so that what n8n loads on first use is loaded; waits for n8n's webhooks, too. */
	async warmUp(/** @type {Way} */ way) {
		const recordings = [this.recording(1)];
		await until(
			async () => {
				await this.start(way, recordings);
				return true;
			},
			{ seconds: 30, what: `Starting ${way.id}` },
		);
		await until(async () => this.outcomes(recordings).length === 1, {
			seconds: 60,
			what: `The first record of ${way.id}`,
		});
		await this.atRest();
	}

	/** Waits until n8n executes nothing. */
	async atRest() {
		const what = 'The end of the executions';
		await until(async () => (await this.count('running')) === 0, { seconds: 60, what });
	}

	/** The analyses of those of these recordings that were submitted. */
	#jobs(/** @type {string[]} */ recordings) {
		const wanted = new Set(recordings);
		return this.sandbox.descriptor.jobs().filter(({ request }) => wanted.has(request.audio.uri));
	}

	/** How many of these recordings were submitted. */
	submitted(/** @type {string[]} */ recordings) {
		return this.#jobs(recordings).length;
	}

	/** When the first of the submitted ones has its result, in ms since 1970. */
	firstReady(/** @type {string[]} */ recordings) {
		return Math.min(...this.#jobs(recordings).map(({ readyAt }) => Date.parse(readyAt)));
	}

	/** How many requests Descriptor.AI got for these recordings: a submit for each, and those for its result. */
	requests(/** @type {string[]} */ recordings) {
		const jobs = this.#jobs(recordings);
		const ids = new Set(jobs.map(({ id }) => id));
		const asked = this.sandbox.descriptor
			.requests()
			.filter(({ path }) => ids.has(path.slice(path.lastIndexOf('/') + 1)));
		return jobs.length + asked.length;
	}

	/**
	 * The recordings that have arrived at Salesforce.
	 *
	 * @param {string[]} recordings
	 * @returns {Outcome[]}
	 */
	outcomes(recordings) {
		const created = new Map(
			this.sandbox.salesforce
				.records('Call_Analysis__c')
				.map((record) => [record.Job_Id__c, String(record.CreatedDate)]),
		);
		return this.#jobs(recordings).flatMap(({ id, readyAt, deliveries }) => {
			const saved = created.get(id);
			if (saved === undefined) return [];
			const ready = deliveries[0]?.sentAt ?? readyAt;
			return [{ ready: Date.parse(ready), saved: Date.parse(saved) }];
		});
	}

	/**
	 * How many executions have a status.
	 *
	 * @param {'running' | 'waiting'} status
	 * @returns {Promise<number>}
	 */
	async count(status) {
		const filter = JSON.stringify({ status: [status] });
		const query = new URLSearchParams({ filter, limit: '1' });
		return (await this.editor.request('GET', `/executions?${query}`)).count;
	}

	/**
	 * Looks at n8n once a second, until something has happened.
	 *
	 * The least memory counts: n8n needs that much, and what it holds beyond it is garbage.
	 *
	 * @param {() => boolean} isOver
	 * @returns {Promise<{ memory: number | null, running: number, waiting: number }>} resident memory of n8n's main process
	 * in MB, null where the system does not tell; the most executions that ran, and that waited
	 */
	async watch(isOver) {
		const pid = /** @type {number} */ (this.n8n.server?.pid);
		/** @type {number | null} */
		let memory = null;
		let running = 0;
		let waiting = 0;
		while (!isOver()) {
			collectGarbage(pid);
			await pause(1000);
			memory = least(memory, await residentMemory(pid));
			running = Math.max(running, await this.count('running'));
			waiting = Math.max(waiting, await this.count('waiting'));
		}
		return { memory, running, waiting };
	}
}

module.exports = { Subject };
