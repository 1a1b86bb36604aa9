// The result of a soak as a person reads it.
const { count, megabytes, seconds, table } = require('../document');
const { max, median } = require('../statistics');
const { ALLOWED } = require('./memory');

/** @typedef {Array<[string, string]>} Rows */

/** The least value that is greater than or equal to so many percent of the values. */
function percentile(/** @type {number[]} */ values, /** @type {number} */ percent) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil((percent / 100) * sorted.length) - 1];
}

/** Median, 99 of 100, and the longest. */
const spread = (/** @type {number[]} */ delays) =>
	delays.length === 0
		? 'none'
		: `${[median(delays), percentile(delays, 99), max(delays)].map(seconds).join(' / ')} (${count(delays.length)})`;

/**
 * How long it took to the completed record, in milliseconds: from the callback that n8n took, and, where none came
 * through, from the time at which the result was ready.
 *
 * @param {import('../../sandbox').ReceivedJob[]} jobs
 * @param {Map<string, number>} completed
 */
function delaysOf(jobs, completed) {
	/** @type {{ called: number[], swept: number[] }} */
	const delays = { called: [], swept: [] };
	for (const { request, deliveries, readyAt } of jobs) {
		const saved = completed.get(String(request.call_data?.id));
		if (saved === undefined) continue;
		const taken = deliveries.find(({ state }) => state === 'delivered');
		if (taken?.sentAt) delays.called.push(saved - Date.parse(taken.sentAt));
		else delays.swept.push(saved - Date.parse(readyAt));
	}
	return delays;
}

/** How the callbacks fared. */
function callbacksOf(/** @type {import('../../sandbox').ReceivedJob[]} */ jobs) {
	const sent = jobs.flatMap(({ deliveries }) => deliveries);
	const notTaken = sent.filter(({ state }) => state !== 'delivered');
	const never = jobs.filter(({ deliveries }) => deliveries.length === 0);
	return `${count(sent.length)} sent, ${count(notTaken.length)} not taken, ${count(never.length)} never sent`;
}

/**
 * @param {import('./soak').Outcome} outcome
 * @returns {string} Markdown
 */
function reportOf({ ledger, jobs, watch, growth, asked, refusals, executions, size, down }) {
	const { called, swept } = delaysOf(jobs, watch.completed);
	/** @type {Rows} */
	const rows = [
		['Offered', count(ledger.offered)],
		['Submitted', count(ledger.submitted)],
		['Records', `${count(ledger.records)}, completed ${count(ledger.completed)}`],
		['**Lost**', count(ledger.lost.length)],
		[
			'**Doubled**',
			`paid ${count(ledger.paidTwice.length)}, recorded ${count(ledger.recordedTwice.length)}, delivered ${count(ledger.deliveredTwice.length)}`,
		],
		['Failed', count(ledger.failed.length)],
		['A person was asked, and answered', count(asked.length)],
		[
			'Deliveries of the phone system that were repeated',
			count([...refusals.values()].reduce((a, b) => a + b, 0)),
		],
		['Callbacks', callbacksOf(jobs)],
		['Callback to record: median / 99 % / longest', spread(called)],
		['Without a callback, result to record', spread(swept)],
		['n8n was down', seconds(down)],
		[
			'Executions',
			Object.entries(executions.statuses)
				.map((pair) => pair.join(' '))
				.join(', '),
		],
		['Executions that the trigger began', count(executions.deliveries)],
		['CPU of n8n for each recording', `${(watch.cpu / ledger.offered).toFixed(1)} ms`],
		['Database', megabytes(size / 1e6)],
		[
			`Memory of n8n after the restart, first / last third (flat: at most ${ALLOWED} % more)`,
			growth ? `${megabytes(growth.first)} / ${megabytes(growth.last)}` : 'too short to say',
		],
	];
	return table(['', ''], rows);
}

module.exports = { reportOf };
