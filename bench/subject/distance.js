// How far away the services are: on this machine, or as far as they are for most.

/** Milliseconds until each request is answered, besides what the service takes. */
const FAR = { descriptor: 300, salesforce: 150 };

/** For the line above a table. */
const FAR_AWAY = `With ${FAR.descriptor} ms more for each request to Descriptor.AI and ${FAR.salesforce} ms more for each to Salesforce:`;

/**
 * Lets the services be far away while something is done.
 *
 * @template T
 * @param {import('../../sandbox').Sandbox} sandbox
 * @param {() => Promise<T>} work
 * @param {typeof FAR} [latency]
 * @returns {Promise<T>}
 */
async function farAway({ descriptor, salesforce }, work, latency = FAR) {
	descriptor.setLatency(latency.descriptor);
	salesforce.setLatency(latency.salesforce);
	try {
		return await work();
	} finally {
		descriptor.setLatency(0);
		salesforce.setLatency(0);
	}
}

module.exports = { FAR, FAR_AWAY, farAway };
