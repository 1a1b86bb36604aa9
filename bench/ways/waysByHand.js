// The ways from a recording to its Salesforce record that a person makes of n8n's own nodes.
const { webhook, workflowOf } = require('../subject/workflow');
const { httpRequest, submitBody } = require('./requests');

/** @typedef {import('../../scripts/lib/templates').TemplateNode} Step */

/** The workflows, and the path of the second webhook of the first. */
const WEBHOOK = 'bench-webhook-by-hand';
const FINISHED = 'bench-finished-by-hand';
const WAIT = 'bench-wait-by-hand';
const LOOP = 'bench-loop-by-hand';

/**
 * The fields that the Salesforce node saves, made by hand.
 *
 * @param {string} result an expression
 * @returns {Step}
 */
const simplify = (result) => ({
	name: 'Simplify',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: `={{ {
			job_id: ${result}.job_id,
			summary: ${result}.insights.summary.join('\\n'),
			agent_actions: ${result}.insights['agent-actions'],
		} }}`,
		options: {},
	},
});

/** @type {(api: string, address: string) => Step} */
const submitTo = (api, address) =>
	httpRequest('Submit', `${api}/offline/processing`, submitBody(`webhook: ${address},`));

/** What follows the callback where the body is not trusted: it has no signature. @type {(api: string) => Step[]} */
const fetchAfterCallback = (api) => [
	webhook('Callback', FINISHED),
	httpRequest('Get Result', `=${api}/offline/processing/{{ $json.body.job_id }}`),
	simplify('$json'),
];

/** @type {Step} */
const waitForCallback = {
	name: 'Wait',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
};

/** @type {(api: string) => Step[]} */
const pollInLoop = (api) => [
	httpRequest('Submit', `${api}/offline/processing`, submitBody()),
	httpRequest(
		'Get Result',
		`=${api}/offline/processing/{{ $('Submit').item.json.result_id }}`,
		undefined,
		{ response: { response: { fullResponse: true, neverError: true } } },
	),
	{
		name: 'Is It Ready?',
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { version: 2, caseSensitive: true, typeValidation: 'strict', leftValue: '' },
				combinator: 'and',
				conditions: [
					{
						id: 'ready',
						leftValue: '={{ $json.statusCode }}',
						rightValue: 200,
						operator: { type: 'number', operation: 'equals' },
					},
				],
			},
		},
	},
	simplify('$json.body'),
];

/** @type {Step} */
const pause = {
	name: 'Pause',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { resume: 'timeInterval', amount: 10, unit: 'seconds' },
};

/**
 * The ways, as active workflows.
 *
 * @param {import('../subject/subject').Subject} subject
 * @param {string} api address of Descriptor.AI's API
 * @param {Step} save the last step, which makes the record
 * @returns {Promise<import('../part').Way[]>}
 */
async function waysByHand(subject, api, save) {
	const address = `${subject.n8n.url}/webhook/${FINISHED}`;
	await subject.add([
		workflowOf(WEBHOOK, [submitTo(api, JSON.stringify(address))], {
			rows: [[...fetchAfterCallback(api), save]],
		}),
		workflowOf(WAIT, [
			submitTo(api, '$execution.resumeUrl'),
			waitForCallback,
			simplify('$json.body'),
			save,
		]),
		workflowOf(LOOP, [...pollInLoop(api), save], {
			rows: [[pause]],
			links: [
				['Is It Ready?', 1, pause.name],
				[pause.name, 0, 'Get Result'],
			],
		}),
	]);
	/** @type {(workflow: string) => (recordings: string[]) => Promise<void>} */
	const start = (workflow) => async (recordings) =>
		await subject.trigger(
			workflow,
			recordings.map((recording) => ({ audio_url: recording })),
		);
	return [
		{
			id: 'webhook-by-hand',
			name: 'HTTP Request, Webhook',
			waits: 'callback',
			start: start(WEBHOOK),
			address,
		},
		{
			id: 'wait-by-hand',
			name: 'HTTP Request, Wait',
			waits: 'callback',
			status: 'waiting',
			start: start(WAIT),
		},
		{
			id: 'loop-by-hand',
			name: 'HTTP Request in a loop',
			waits: 'polling',
			status: 'running',
			start: start(LOOP),
		},
	];
}

module.exports = { waysByHand };
