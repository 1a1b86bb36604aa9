// What the vendor's integration guide does, as a program of its own: one recording after the other, each submitted, asked
// for every ten seconds, and saved as a record.
const { setTimeout: pause } = require('node:timers/promises');

/** Seconds between two questions, and how many there are at most. */
const POLL = { interval: 10, tries: 30 };
const INSIGHT = { provider: 'azure', prompt_customization: '' };

/**
 * @typedef {object} Task
 * @property {{ url: string, token: string }} descriptor
 * @property {{ url: string, token: string }} salesforce
 * @property {string[]} recordings
 */

/**
 * @param {string} url
 * @param {string} token
 * @param {object} [body]
 */
async function send(url, token, body) {
	return await fetch(url, {
		method: body ? 'POST' : 'GET',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

/** @returns {Promise<any>} the answer's body */
async function accepted(/** @type {Response} */ response) {
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	return await response.json();
}

async function processRecording(
	/** @type {Task} */ { descriptor, salesforce },
	/** @type {string} */ uri,
) {
	const processing = `${descriptor.url}/api/v1/offline/processing`;
	const config = {
		language_code: 'en-US',
		insights: { summary: INSIGHT, 'agent-actions': INSIGHT },
		mandatory_stages: ['sentiment', 'insights'],
	};
	const submitted = await send(processing, descriptor.token, { audio: { uri }, config });
	const { result_id: id } = await accepted(submitted);
	for (let tries = 0; tries < POLL.tries; tries++) {
		const answer = await send(`${processing}/${id}`, descriptor.token);
		if (answer.status !== 425) {
			const { job_id: jobId, insights } = await accepted(answer);
			const url = `${salesforce.url}/services/data/v62.0/sobjects/Call_Analysis__c`;
			const record = {
				Name: `Analysis_${jobId.slice(0, 10)}`,
				Summary_c__c: insights.summary.join('\n'),
				Agent_Actions_c__c: JSON.stringify(insights['agent-actions']),
			};
			await accepted(await send(url, salesforce.token, record));
			return;
		}
		await answer.body?.cancel();
		await pause(POLL.interval * 1000);
	}
	throw new Error(`${uri} is not ready after ${POLL.tries} questions`);
}

async function main() {
	/** @type {Task} */
	const task = JSON.parse(process.argv[2]);
	for (const recording of task.recordings) await processRecording(task, recording);
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
