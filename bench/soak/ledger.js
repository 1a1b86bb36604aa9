// The ledger of a soak: what became of each recording that was offered.

/**
 * @typedef {object} Books what the services say
 * @property {string[]} offered keys of the recordings
 * @property {string[]} paid the key of the recording of each analysis
 * @property {import('../../sandbox').SalesforceRecord[]} records of Call_Analysis__c
 * @property {string[]} deliveredTwice IDs of results that the trigger delivered more than once
 *
 * @typedef {object} Ledger
 * @property {number} offered
 * @property {number} submitted analyses that were paid for
 * @property {number} records
 * @property {number} completed
 * @property {string[]} lost recordings without a completed record
 * @property {string[]} paidTwice recordings with more than one analysis
 * @property {string[]} recordedTwice recordings with more than one record
 * @property {string[]} deliveredTwice results that began more than one execution
 * @property {Array<{ recording: string, reason: string }>} failed records that say why they failed
 */

/** How often each key is there. @param {unknown[]} keys */
function counted(keys) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const key of keys) counts.set(String(key), (counts.get(String(key)) ?? 0) + 1);
	return counts;
}

/** Those that are there more than once. */
const repeated = (/** @type {Map<string, number>} */ counts) =>
	[...counts].filter(([, times]) => times > 1).map(([key]) => key);

/**
 * Balances the books.
 *
 * @param {Books} books
 * @returns {Ledger}
 */
function balance({ offered, paid, records, deliveredTwice }) {
	const completed = new Set(
		records
			.filter(({ Status__c: status }) => status === 'Completed')
			.map(({ Recording_Id__c: recording }) => recording),
	);
	return {
		offered: offered.length,
		submitted: paid.length,
		records: records.length,
		completed: completed.size,
		lost: offered.filter((key) => !completed.has(key)),
		paidTwice: repeated(counted(paid)),
		recordedTwice: repeated(counted(records.map((record) => record.Recording_Id__c))),
		deliveredTwice,
		failed: records
			.filter(({ Status__c: status }) => status === 'Failed')
			.map((record) => ({
				recording: String(record.Recording_Id__c),
				reason: String(record.Failure_Reason__c),
			})),
	};
}

/**
 * What is wrong with a ledger; nothing where 0 are lost and 0 are doubled.
 *
 * @param {Ledger} ledger
 * @returns {string[]}
 */
function faultsOf({ lost, paidTwice, recordedTwice, deliveredTwice }) {
	const kinds = { lost, 'paid twice': paidTwice, 'recorded twice': recordedTwice };
	return Object.entries({ ...kinds, 'delivered twice': deliveredTwice })
		.filter(([, keys]) => keys.length > 0)
		.map(([kind, keys]) => `${keys.length} ${kind}: ${keys.slice(0, 10).join(', ')}`);
}

module.exports = { balance, faultsOf };
