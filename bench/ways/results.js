// Results of the sandbox, got without n8n.

const CALL_DATA = {
	speakers: [
		{ id: '0', label: 'Dana', role: 'agent' },
		{ id: '1', label: 'Helen', role: 'customer' },
	],
};

/** The address of the recording of one of the sandbox's calls. */
const addressOf = (/** @type {string} */ call) => `https://recordings.example.com/${call}.mp3`;

const headersOf = (/** @type {string} */ token) => ({
	authorization: `Bearer ${token}`,
	'content-type': 'application/json',
});

/**
 * The configuration with every published value.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 */
async function everything({ descriptor: { url, token } }) {
	const answer = await fetch(`${url}/api/v1/options`, { headers: headersOf(token) });
	const { options } = /** @type {{ options: { insights: string[], metrics: string[] } }} */ (
		await answer.json()
	);
	return {
		insights: options.insights,
		metrics: options.metrics,
		emotions_alignment: true,
		emotions_diarization: true,
		emotions_sentiment: true,
		mandatory_stages: [],
	};
}

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
	const headers = headersOf(descriptor.token);
	const body = JSON.stringify({ config, audio: { uri: addressOf(call) }, call_data: CALL_DATA });
	const submitted = await fetch(url, { method: 'POST', headers, body });
	if (!submitted.ok) throw new Error(`${call}: ${submitted.status} ${await submitted.text()}`);
	const { result_id: id } = /** @type {{ result_id: string }} */ (await submitted.json());
	return { id, json: await (await fetch(`${url}/${id}`, { headers })).text() };
}

module.exports = { addressOf, everything, finishedResult };
