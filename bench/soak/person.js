// What a person does with records that n8n cannot complete on its own, as their reasons say.

/** As long as a run may still be about to note its job, the sweep leaves its record alone; in minutes. */
const LONGEST_SUBMIT = 16;

/**
 * Lets so much time pass for the records whose job was never noted that the next sweep asks a person.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 */
function letTimePass({ salesforce }) {
	for (const { Id, Job_Id__c: job, Status__c: status } of salesforce.records('Call_Analysis__c')) {
		if (status === 'Submitted' && !job) salesforce.age(String(Id), LONGEST_SUBMIT);
	}
}

/**
 * Looks each failed recording up at Descriptor.AI: enters its job if there is one, and else sends it again.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 * @returns {Promise<Array<{ recording: string, reason: string, done: 'job entered' | 'sent again' }>>}
 */
async function answerQuestions({ salesforce, descriptor }) {
	const jobs = new Map(descriptor.jobs().map(({ id, request }) => [request.call_data?.id, id]));
	const failed = salesforce
		.records('Call_Analysis__c')
		.filter(({ Status__c: status }) => status === 'Failed');
	return await Promise.all(
		failed.map(async ({ Id, Recording_Id__c: recording, Failure_Reason__c: reason }) => {
			const job = jobs.get(String(recording));
			const fields = job ? { Status__c: 'Submitted', Job_Id__c: job } : { Status__c: 'New' };
			await change(salesforce, String(Id), fields);
			return {
				recording: String(recording),
				reason: String(reason),
				done: job ? 'job entered' : 'sent again',
			};
		}),
	);
}

/**
 * Changes a record as a person does.
 *
 * @param {import('../../sandbox').Sandbox['salesforce']} org
 * @param {string} id
 * @param {object} fields
 */
async function change({ url, accessToken }, id, fields) {
	const response = await fetch(`${url}/services/data/v59.0/sobjects/Call_Analysis__c/${id}`, {
		method: 'PATCH',
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify(fields),
	});
	if (!response.ok) throw new Error(`The person got ${response.status} ${await response.text()}`);
}

module.exports = { answerQuestions, letTimePass };
