// Single requests to Descriptor.AI, once with this package's node and once with n8n's HTTP Request node.

/**
 * @typedef {import('../../scripts/lib/templates').TemplateNode} Step
 * @typedef {object} Request
 * @property {string} id for the names of its workflows
 * @property {string} name for a person
 * @property {Record<string, Step>} steps the nodes that send the request for each item, by their names in a table
 */

const TOKEN = { id: 'benchHeaderAuth1', name: 'Descriptor.AI token' };
const SANDBOX = { id: 'descriptorAiApi1', name: 'Descriptor.AI (sandbox)' };

/**
 * What a person makes who does it without this package, for n8n's import.
 *
 * @param {string} token
 */
const credentialByHand = (token) => ({
	...TOKEN,
	type: 'httpHeaderAuth',
	data: { name: 'Authorization', value: `Bearer ${token}` },
});

/**
 * This package's node.
 *
 * @param {string} name
 * @param {string} operation
 * @param {Record<string, unknown>} parameters
 * @returns {Step}
 */
const ours = (name, operation, parameters) => ({
	type: 'n8n-nodes-descriptor-ai.descriptorAi',
	typeVersion: 1,
	name,
	credentials: { descriptorAiApi: SANDBOX },
	parameters: { resource: 'callAnalysis', operation, ...parameters },
});

/**
 * n8n's HTTP Request node.
 *
 * @param {string} name
 * @param {string} url may be an expression
 * @param {string} [body] an expression; without it, the request is a GET
 * @param {object} [options]
 * @returns {Step}
 */
const httpRequest = (name, url, body, options = {}) => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	credentials: { httpHeaderAuth: TOKEN },
	parameters: {
		method: body === undefined ? 'GET' : 'POST',
		url,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpHeaderAuth',
		...(body !== undefined && { sendBody: true, specifyBody: 'json', jsonBody: body }),
		options,
	},
});

/** The request for a recording, the same in each way. */
const RECORDING = {
	audioUrl: '={{ $json.audio_url }}',
	languageCode: 'en-US',
	insights: ['summary', 'agent-actions'],
	callData: {},
};

/**
 * The body of a submit as a person writes it into HTTP Request.
 *
 * @param {string} [more] of the configuration
 */
const submitBody = (more = '') => `={{ {
	config: {
		language_code: 'en-US',
		insights: { summary: { provider: 'azure' }, 'agent-actions': { provider: 'azure' } },
		${more}
	},
	audio: { uri: $json.audio_url },
} }}`;

/** @type {(baseUrl: string) => Request[]} */
const requestsOf = (baseUrl) => {
	const api = `${baseUrl}/api/v1`;
	return [
		{
			id: 'submit',
			name: 'Submit',
			steps: {
				'this package': ours('Submit', 'submit', { ...RECORDING, options: {} }),
				'HTTP Request': httpRequest('Submit', `${api}/offline/processing`, submitBody()),
			},
		},
		{
			id: 'get-result',
			name: 'Get Result',
			steps: {
				'this package': ours('Get Result', 'getResult', {
					resultId: '={{ $json.result_id }}',
					ifNotReady: 'wait',
					simplify: true,
					options: {},
				}),
				'HTTP Request': httpRequest(
					'Get Result',
					`=${api}/offline/processing/{{ $json.result_id }}`,
				),
			},
		},
	];
};

module.exports = { credentialByHand, httpRequest, ours, RECORDING, requestsOf, submitBody };
