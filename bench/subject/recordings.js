// Recordings of the sandbox, and what has become of them: the same for every way, with or without n8n.

const { until } = require('../../scripts/lib/process');

/**
 * @typedef {object} Outcome of one recording
 * @property {number} ready when its result was there and, if there is one, its callback was sent; in ms since 1970
 * @property {number} saved when its record was created at Salesforce, in ms since 1970
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
	 * @param {'once' | 'never'} [callback] how many callbacks follow when one is finished
	 */
	make(count, { shortest, longest }, callback = 'once') {
		return Array.from({ length: count }, (_, i) => {
			made += 1;
			const seconds = shortest + ((i + 0.5) * (longest - shortest)) / count;
			const query = `seconds=${seconds}&callback=${callback}&number=${made}`;
			return `https://recordings.example.com/support-call.mp3?${query}`;
		});
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

	/** Waits until all have their records, or for some seconds: one whose callback is lost may never have one. */
	async allSaved(/** @type {string[]} */ recordings, /** @type {number} */ seconds) {
		const areThere = async () => this.outcomes(recordings).length === recordings.length;
		await until(areThere, { seconds, what: 'All records' }).catch(() => {});
	}

	/**
	 * The recordings that have arrived at Salesforce.
	 *
	 * @param {string[]} recordings
	 * @returns {Outcome[]}
	 */
	outcomes(recordings) {
		const created = new Map(
			this.sandbox.salesforce.records('Call_Analysis__c').map((record) => {
				// A record that is made as in the guide has only the beginning of the id, in its name.
				const id = record.Job_Id__c ?? String(record.Name).replace('Analysis_', '');
				return [id, String(record.CreatedDate)];
			}),
		);
		return this.#jobs(recordings).flatMap(({ id, readyAt, deliveries }) => {
			const saved = created.get(id) ?? created.get(id.slice(0, 10));
			if (saved === undefined) return [];
			const ready = deliveries[0]?.sentAt ?? readyAt;
			return [{ ready: Date.parse(ready), saved: Date.parse(saved) }];
		});
	}
}

module.exports = { Recordings };
