// The ways to wait for an analysis that are compared. Each is a workflow that begins with a webhook, so that n8n runs it
// as in production, and ends with the Salesforce node of the templates.

/**
 * @typedef {import('../scripts/lib/templates').TemplateNode} Step
 * @typedef {object} Way
 * @property {string} id of its workflow, which is also the path of its webhook
 * @property {string} name
 * @property {'running' | 'waiting'} status of an execution of it that waits
 * @property {boolean} takesMany whether one execution can wait for many recordings
 * @property {object} workflow for n8n's import
 */

const DESCRIPTOR = { type: 'n8n-nodes-descriptor-ai.descriptorAi', typeVersion: 1 };
const SALESFORCE = 'n8n-nodes-base.salesforce';

/**
 * The recordings arrive as the list `audio_urls`; from here on they are items.
 *
 * @type {(path: string) => Step[]}
 */
const beginning = (path) => [
	{
		name: 'Recordings',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		// Without it, n8n puts more before the path.
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	},
	{
		name: 'One Item Each',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: {
			fieldToSplitOut: 'body.audio_urls',
			options: { destinationFieldName: 'audio_url' },
		},
	},
];

/** What is asked of the service, the same in each way. */
const RECORDING = {
	audioUrl: '={{ $json.audio_url }}',
	languageCode: 'en-US',
	insights: ['summary', 'agent-actions'],
	callData: {},
};

/** @type {(credentials: object) => Step[]} */
const submitAndWait = (credentials) => [
	{
		...DESCRIPTOR,
		name: 'Submit and Wait',
		credentials,
		parameters: {
			resource: 'callAnalysis',
			operation: 'submitAndWait',
			...RECORDING,
			waitUsing: 'callback',
			simplify: true,
			options: { pollIntervalMinutes: 2, allowPrivateAddress: true },
		},
	},
];

/** @type {(credentials: object) => Step[]} */
const submitAndPoll = (credentials) => [
	{
		...DESCRIPTOR,
		name: 'Submit',
		credentials,
		parameters: { resource: 'callAnalysis', operation: 'submit', ...RECORDING, options: {} },
	},
	{
		...DESCRIPTOR,
		name: 'Get Result',
		credentials,
		parameters: {
			resource: 'callAnalysis',
			operation: 'getResult',
			resultId: '={{ $json.result_id }}',
			ifNotReady: 'wait',
			simplify: true,
			options: { pollInterval: 10 },
		},
	},
];

const TOKEN = { id: 'benchHeaderAuth1', name: 'Descriptor.AI token' };

/** The credential that a person makes who does it without this package, for n8n's import. */
const tokenCredential = (/** @type {string} */ token) => ({
	...TOKEN,
	type: 'httpHeaderAuth',
	data: { name: 'Authorization', value: `Bearer ${token}` },
});

/** @type {(baseUrl: string) => Step[]} */
const byHand = (baseUrl) => [
	{
		name: 'Submit',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials: { httpHeaderAuth: TOKEN },
		parameters: {
			method: 'POST',
			url: `${baseUrl}/api/v1/offline/processing`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ {
				config: {
					language_code: 'en-US',
					insights: { summary: { provider: 'azure' }, 'agent-actions': { provider: 'azure' } },
					webhook: $execution.resumeUrl,
				},
				audio: { uri: $json.audio_url },
			} }}`,
			options: {},
		},
	},
	{
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
	},
	{
		name: 'Simplify',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'raw',
			jsonOutput: `={{ {
				job_id: $json.body.job_id,
				summary: $json.body.insights.summary.join('\\n'),
				agent_actions: $json.body.insights['agent-actions'],
			} }}`,
			options: {},
		},
	},
];

/**
 * A workflow of steps in a row.
 *
 * @param {string} id
 * @param {Step[]} steps
 */
function workflowOf(id, steps) {
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: steps.map((step, i) => ({ ...step, id: `${id}-${i}`, position: [220 * i, 0] })),
		connections: Object.fromEntries(
			steps
				.slice(1)
				.map(({ name }, i) => [
					steps[i].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

/**
 * @param {import('../scripts/lib/stage').Stage} stage
 * @param {string} baseUrl of Descriptor.AI
 * @returns {Way[]}
 */
function waysToWait({ workflows }, baseUrl) {
	const { nodes } = workflows.find(({ name }) => name.endsWith('(upsert)')) ?? workflows[0];
	const node = (/** @type {string} */ type) => {
		const found = nodes.find((candidate) => candidate.type === type);
		if (!found) throw new Error(`The template has no node of the type ${type}`);
		return found;
	};
	const { credentials } = node(DESCRIPTOR.type);
	const way = (/** @type {string} */ id, /** @type {Step[]} */ steps) => ({
		id,
		workflow: workflowOf(id, [...beginning(id), ...steps, node(SALESFORCE)]),
	});
	return [
		{
			...way('bench-submit-and-wait', submitAndWait(credentials)),
			name: 'Submit and Wait (callback)',
			status: 'waiting',
			takesMany: true,
		},
		{
			...way('bench-polling', submitAndPoll(credentials)),
			name: 'Submit, Get Result (polling every 10 s)',
			status: 'running',
			takesMany: true,
		},
		{
			...way('bench-by-hand', byHand(baseUrl)),
			name: 'Without this package: HTTP Request, Wait',
			status: 'waiting',
			takesMany: false,
		},
	];
}

module.exports = { tokenCredential, waysToWait };
