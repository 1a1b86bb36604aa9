// Results of the sandbox, got without n8n.

/** Everything that can be asked for. */
const CONFIG = {
	insights: [
		'agent-actions',
		'csat',
		'customer-requests',
		'division',
		'emotional-score',
		'keywords',
		'labeling',
		'problems',
		'questions',
		'summary',
		'topics',
	],
	metrics: ['speech', 'emo', 'problems', 'intervals'],
	emotions_alignment: true,
	emotions_diarization: true,
	emotions_sentiment: true,
	mandatory_stages: [],
};
const CALL_DATA = {
	speakers: [
		{ id: '0', label: 'Dana', role: 'agent' },
		{ id: '1', label: 'Helen', role: 'customer' },
	],
};

/** The address of the recording of one of the sandbox's calls. */
const addressOf = (/** @type {string} */ call) => `https://recordings.example.com/${call}.mp3`;

/**
 * A finished result of the sandbox.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 * @param {string} call which of the sandbox's calls
 * @param {object} config of the request
 * @returns {Promise<{ id: string, json: string }>} the result as the service sends it
 */
async function finishedResult({ descriptor }, call, config) {
	const url = `${descriptor.url}/api/v1/offline/processing`;
	const headers = {
		authorization: `Bearer ${descriptor.token}`,
		'content-type': 'application/json',
	};
	const body = JSON.stringify({ config, audio: { uri: addressOf(call) }, call_data: CALL_DATA });
	const submitted = await fetch(url, { method: 'POST', headers, body });
	if (!submitted.ok) throw new Error(`${call}: ${submitted.status} ${await submitted.text()}`);
	const { result_id: id } = /** @type {{ result_id: string }} */ (await submitted.json());
	return { id, json: await (await fetch(`${url}/${id}`, { headers })).text() };
}

module.exports = { addressOf, CONFIG, finishedResult };
