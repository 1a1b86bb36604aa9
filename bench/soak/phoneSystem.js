// A phone system that tells n8n of its calls, and tells of them again until n8n has answered that they are taken.
const { setTimeout: pause } = require('node:timers/promises');

const { until } = require('../../scripts/lib/process');

/** The most calls that one delivery tells of. */
const MOST = 100;
/** How long it waits before it delivers again, in milliseconds. */
const AGAIN = 2000;

class PhoneSystem {
	/** Why deliveries were repeated, and how often. @type {Map<string, number>} */
	refusals = new Map();
	/** Deliveries that are not answered yet. */
	open = 0;
	#isGivingUp = false;

	/** @param {(calls: object[]) => Promise<void>} deliver rejects when n8n has not taken the calls */
	constructor(deliver) {
		this.deliver = deliver;
	}

	/** Offers calls at once, and does not wait for the answer. */
	offer(/** @type {object[]} */ calls) {
		for (let i = 0; i < calls.length; i += MOST) void this.#untilTaken(calls.slice(i, i + MOST));
	}

	/** Waits until all that was offered is taken; gives up what is not taken in time. */
	async allTaken(/** @type {number} */ seconds) {
		const what = 'Taking all calls';
		await until(() => this.open === 0, { seconds, what }).catch(() => {});
		this.#isGivingUp = true;
	}

	async #untilTaken(/** @type {object[]} */ calls) {
		this.open += 1;
		while (!this.#isGivingUp && !(await this.#isTaken(calls))) await pause(AGAIN);
		this.open -= 1;
	}

	async #isTaken(/** @type {object[]} */ calls) {
		try {
			await this.deliver(calls);
			return true;
		} catch (error) {
			const [reason] = String(error).split('\n');
			this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
			return false;
		}
	}
}

module.exports = { PhoneSystem };
