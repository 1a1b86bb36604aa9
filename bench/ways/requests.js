// Single requests to Descriptor.AI, once with this package's node and once with n8n's HTTP Request node.

/**
 * @typedef {import('../../scripts/lib/templates').TemplateNode} Step
 * @typedef {object} Request
 * @property {string} id for the names of its workflows
 * @property {string} name for a person
 * @property {keyof Item} field of an item that the request needs
 * @property {'POST' | 'GET'} method
 * @property {(item: Item) => string} path of the request, below `/api/v1`
 * @property {(item: Item) => object | undefined} body of the request
 * @property {Record<string, Step>} steps the nodes that send the request for each item, by their names in a table
 * @typedef {{ audio_url: string, result_id: string, result: any }} Item
 */

const TOKEN = { id: 'benchHeaderAuth1', name: 'Descriptor.AI token' };
/** The credential of this package for the sandbox, and the one for the service that is slow. */
const SANDBOX = { id: 'descriptorAiApi1', name: 'Descriptor.AI (sandbox)' };
const SLOW = { id: 'benchSlowApi1', name: 'Descriptor.AI (slow)' };

/**
 * The credentials beside those of the stage, for n8n's import.
 *
 * @param {string} token
 * @param {string} slowUrl
 */
const credentialsOf = (token, slowUrl) => [
	// What a person makes who does it without this package.
	{
		...TOKEN,
		type: 'httpHeaderAuth',
		data: { name: 'Authorization', value: `Bearer ${token}` },
	},
	{ ...SLOW, type: 'descriptorAiApi', data: { accessToken: token, baseUrl: slowUrl } },
];

/**
 * This package's node.
 *
 * @param {string} name
 * @param {string} operation
 * @param {Record<string, unknown>} parameters
 * @param {{ id: string, name: string }} [credential]
 * @returns {Step}
 */
const ours = (name, operation, parameters, credential = SANDBOX) => ({
	type: 'n8n-nodes-descriptor-ai.descriptorAi',
	typeVersion: 1,
	name,
	credentials: { descriptorAiApi: credential },
	parameters: {
		resource: /^(extract|calculate)/.test(operation) ? 'transcript' : 'callAnalysis',
		operation,
		...parameters,
	},
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

const METRICS = ['speech', 'emo', 'problems'];

/** @type {(baseUrl: string, credential?: typeof SANDBOX) => Request[]} */
const requestsOf = (baseUrl, credential = SANDBOX) => {
	const api = `${baseUrl}/api/v1`;
	const getResult = (/** @type {boolean} */ simplify) =>
		ours(
			'Get Result',
			'getResult',
			{
				resultId: '={{ $json.result_id }}',
				ifNotReady: 'wait',
				simplify,
				options: {},
			},
			credential,
		);
	return [
		{
			id: 'submit',
			name: 'Submit',
			field: 'audio_url',
			method: 'POST',
			path: () => '/offline/processing',
			body: ({ audio_url: uri }) => ({
				config: { insights: { summary: {}, 'agent-actions': {} } },
				audio: { uri },
			}),
			steps: {
				'this package': ours('Submit', 'submit', { ...RECORDING, options: {} }, credential),
				'HTTP Request': httpRequest('Submit', `${api}/offline/processing`, submitBody()),
			},
		},
		{
			id: 'get-result',
			name: 'Get Result',
			field: 'result_id',
			method: 'GET',
			path: ({ result_id: id }) => `/offline/processing/${id}`,
			body: () => undefined,
			steps: {
				'this package, simplified': getResult(true),
				'this package, raw': getResult(false),
				'HTTP Request': httpRequest(
					'Get Result',
					`=${api}/offline/processing/{{ $json.result_id }}`,
				),
			},
		},
		{
			id: 'extract-insight',
			name: 'Extract Insight',
			field: 'result',
			method: 'POST',
			path: () => '/insights/summary',
			body: ({ result: { transcript } }) => ({ config: {}, transcript, language: 'en-US' }),
			steps: {
				'this package': ours('Extract Insight', 'extractInsight', {
					transcript: '={{ $json.result }}',
					languageCode: 'en-US',
					insights: ['summary'],
					simplify: true,
					options: {},
				}),
				'HTTP Request': httpRequest(
					'Extract Insight',
					`${api}/insights/summary`,
					"={{ { config: { provider: 'azure' }, transcript: $json.result.transcript, language: 'en-US' } }}",
				),
			},
		},
		{
			id: 'calculate-metrics',
			name: 'Calculate Metrics',
			field: 'result',
			method: 'POST',
			path: () => '/metrics/calculate',
			body: ({ result }) => ({ ...result, config: { ...result.config, metrics: METRICS } }),
			steps: {
				'this package': ours('Calculate Metrics', 'calculateMetrics', {
					result: '={{ $json.result }}',
					metrics: METRICS,
					simplify: true,
				}),
				'HTTP Request': httpRequest(
					'Calculate Metrics',
					`${api}/metrics/calculate`,
					`={{ { ...$json.result, config: { ...$json.result.config, metrics: ${JSON.stringify(METRICS)} } } }}`,
				),
			},
		},
	];
};

module.exports = { requestsOf, credentialsOf, httpRequest, ours, RECORDING, SLOW, submitBody };
