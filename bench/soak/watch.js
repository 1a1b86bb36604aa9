// Watches a soak from outside while it runs: what n8n uses, and when each record was completed.
const { setTimeout: pause } = require('node:timers/promises');

/** Milliseconds between two looks. */
const INTERVAL = 5000;
/** n8n's garbage is collected at each of so many looks: it halts n8n for a moment. */
const COLLECT_EVERY = 6;

/**
 * @typedef {object} Sample of n8n's resident memory after a collection
 * @property {number} at milliseconds since 1970
 * @property {number} memory in MB
 */

class Watch {
	/** @type {Sample[]} */
	samples = [];
	/** When each recording's record was completed, in milliseconds since 1970. @type {Map<string, number>} */
	completed = new Map();
	/** CPU time of n8n's processes that are gone, in milliseconds, without that of the first start. */
	#cpuBefore = 0;
	/** CPU time of the present one when it was last seen. */
	#cpu = 0;
	#isOver = false;
	/** @type {Promise<void> | undefined} */
	#watching;

	/** @param {import('../subject/subject').Subject} subject */
	constructor(subject) {
		this.subject = subject;
	}

	/** CPU time of n8n from the beginning until it was last looked at, in milliseconds. */
	get cpu() {
		return this.#cpuBefore + this.#cpu;
	}

	async begin() {
		const { cpu } = await this.subject.request('/usage');
		this.#cpuBefore = -cpu;
		this.#watching = this.#watch();
	}

	async end() {
		this.#isOver = true;
		await this.#watching;
		await this.look(true);
	}

	/** To be told when n8n was killed: its successor counts from zero. */
	n8nIsGone() {
		this.#cpuBefore = this.cpu;
		this.#cpu = 0;
	}

	async #watch() {
		for (let i = 0; !this.#isOver; i++) {
			await pause(INTERVAL);
			// While n8n is down, it does not answer.
			await this.look(i % COLLECT_EVERY === 0).catch(() => {});
		}
	}

	/** @param {boolean} collect whether the memory is looked at, too */
	async look(collect) {
		this.#lookAtRecords();
		const { cpu, memory } = await this.subject.request(collect ? '/collect' : '/usage');
		this.#cpu = cpu;
		if (collect) this.samples.push({ at: Date.now(), memory });
	}

	#lookAtRecords() {
		for (const record of this.subject.sandbox.salesforce.records('Call_Analysis__c')) {
			const id = String(record.Recording_Id__c);
			if (record.Status__c !== 'Completed' || this.completed.has(id)) continue;
			// Later changes of the record would say a later time.
			this.completed.set(id, Date.parse(String(record.LastModifiedDate)));
		}
	}
}

module.exports = { Watch };
