// Recordings of the sandbox, and what has become of them: the same for every way, with or without n8n.
const { setTimeout: pause } = require('node:timers/promises');

/** Between two looks at the records, in milliseconds. */
const PAUSE = 250;

/**
 * @typedef {object} Outcome of one recording
 * @property {number} ready when its result was there and, if there is one, its callback was sent; in ms since 1970
 * @property {number} saved when its record got its summary at Salesforce, in ms since 1970
 */

/** How many recordings there have been, in all parts: they share the sandbox. */
let made = 0;

class Recordings {
	/** @param {import('../../sandbox').Sandbox} sandbox */
	constructor(sandbox) {
		this.sandbox = sandbox;
	}

	/**
	 * Addresses of recordings that were not used before.
	 *
	 * @param {number} count
	 * @param {{ shortest: number, longest: number }} seconds that the analyses take, evenly spread
	 */
	make(count, { shortest, longest }) {
		return Array.from({ length: count }, (_, i) => {
			made += 1;
			const seconds = shortest + ((i + 0.5) * (longest - shortest)) / count;
			return `https://recordings.example.com/support-call.mp3?seconds=${seconds}&number=${made}`;
		});
	}

	/** What the longest of these analyses takes, in ms. */
	longest(/** @type {string[]} */ recordings) {
		const seconds = recordings.map((url) => Number(new URL(url).searchParams.get('seconds')));
		return Math.max(...seconds) * 1000;
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
		const requested = this.sandbox.descriptor
			.requests()
			.filter(({ path }) => ids.has(path.slice(path.lastIndexOf('/') + 1)));
		return jobs.length + requested.length;
	}

	/** What became of the callbacks of these recordings that were not answered with success: a status or an error each. */
	refusals(/** @type {string[]} */ recordings) {
		return this.#jobs(recordings)
			.flatMap(({ deliveries }) => deliveries)
			.filter(({ state }) => state === 'failed')
			.map(({ status, error }) => String(status ?? error));
	}

	/**
	 * Waits until all have their records. One whose callback is lost may never have one.
	 *
	 * @param {string[]} recordings
	 * @param {number} patience seconds without a new record after which it waits no longer
	 */
	async allSaved(recordings, patience) {
		let saved = -1;
		let since = Date.now();
		while (saved < recordings.length && Date.now() - since < patience * 1000) {
			const now = this.outcomes(recordings).length;
			if (now > saved) since = Date.now();
			saved = now;
			if (saved < recordings.length) await pause(PAUSE);
		}
	}

	/**
	 * The recordings that have arrived at Salesforce.
	 *
	 * @param {string[]} recordings
	 * @returns {Outcome[]}
	 */
	outcomes(recordings) {
		const saved = new Map(
			this.sandbox.salesforce
				.records('Call_Analysis__c')
				// The production workflow makes the record when the call comes in.
				.filter((record) => record.Summary_c__c)
				.map((record) => {
					// A record that is made as in the guide has only the beginning of the id, in its name.
					const id = record.Job_Id__c ?? String(record.Name).replace('Analysis_', '');
					return [id, String(record.LastModifiedDate)];
				}),
		);
		return this.#jobs(recordings).flatMap(({ id, readyAt, deliveries }) => {
			const at = saved.get(id) ?? saved.get(id.slice(0, 10));
			if (at === undefined) return [];
			const ready = deliveries[0]?.sentAt ?? readyAt;
			return [{ ready: Date.parse(ready), saved: Date.parse(at) }];
		});
	}
}

module.exports = { Recordings };
