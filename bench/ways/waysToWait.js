// The ways from a recording to its Salesforce record that are compared.
const path = require('node:path');

const { run } = require('../../scripts/lib/process');
const { workflowOf } = require('../subject/workflow');
const { httpRequest, ours, RECORDING, submitBody } = require('./requests');

/**
 * @typedef {import('../../scripts/lib/templates').TemplateNode} Step
 * @typedef {object} Way
 * @property {string} name
 * @property {'running' | 'waiting' | null} status of an n8n execution of it that waits; null without n8n
 * @property {'many' | 'one'} takes how many recordings one execution can wait for
 * @property {boolean} sequential whether it takes one recording after the other
 * @property {(recordings: string[]) => Promise<void>} start begins with recordings, and goes on after it returns
 */

/** @type {Step[]} */
const submitAndWait = [
	ours('Submit and Wait', 'submitAndWait', {
		...RECORDING,
		waitUsing: 'callback',
		simplify: true,
		options: { pollIntervalMinutes: 2, allowPrivateAddress: true },
	}),
];

/** @type {Step[]} */
const submitAndPoll = [
	ours('Submit', 'submit', { ...RECORDING, options: {} }),
	ours('Get Result', 'getResult', {
		resultId: '={{ $json.result_id }}',
		ifNotReady: 'wait',
		simplify: true,
		options: { pollInterval: 10 },
	}),
];

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

/** @type {(api: string) => Step[]} */
const callbackByHand = (api) => [
	httpRequest('Submit', `${api}/offline/processing`, submitBody('webhook: $execution.resumeUrl,')),
	{
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
	},
	simplify('$json.body'),
];

/** @type {(api: string) => Step[]} */
const polledByHand = (api) => [
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
const pauseStep = {
	name: 'Pause',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { resume: 'timeInterval', amount: 10, unit: 'seconds' },
};

/** The Salesforce node of the first template, set up. @returns {Step} */
function saving(/** @type {import('../../scripts/lib/stage').Stage} */ { workflows }) {
	const template = workflows.find(({ id }) => id === 'call-recording-to-salesforce');
	const node = template?.nodes.find(({ type }) => type === 'n8n-nodes-base.salesforce');
	if (!node) throw new Error('There is no template with a Salesforce node');
	const [name, ...others] = node.parameters.customFieldsUi.customFieldsValues;
	// The recordings here have no customer by whom the template names a record.
	const customFieldsValues = [
		{ ...name, value: '=Analysis_{{ $json.job_id.slice(0, 10) }}' },
		...others,
	];
	return { ...node, parameters: { ...node.parameters, customFieldsUi: { customFieldsValues } } };
}

/** The guide's way: a process of its own. @type {(bench: import('../part').Bench) => Way} */
const guideWay = ({ node, sandbox: { descriptor, salesforce } }) => ({
	name: 'The integration guide’s program (polling every 10 s)',
	status: null,
	takes: 'many',
	sequential: true,
	async start(recordings) {
		const task = {
			descriptor: { url: descriptor.url, token: descriptor.token },
			salesforce: { url: salesforce.url, token: salesforce.accessToken },
			recordings,
		};
		// What goes wrong shows in records that do not come.
		run(node, [path.join(__dirname, 'guide.js'), JSON.stringify(task)]).catch(() => {});
	},
});

/**
 * All ways, those in n8n as active workflows.
 *
 * @param {import('../part').Bench} bench
 * @returns {Promise<Way[]>}
 */
async function waysToWait(bench) {
	const subject = await bench.subject();
	const api = `${bench.sandbox.descriptor.url}/api/v1`;
	const save = saving(subject.stage);
	/** @type {(id: string, steps: Step[], more?: Parameters<typeof workflowOf>[2]) => { name: string }} */
	const workflow = (id, steps, more) => workflowOf(id, [...steps, save], more);
	await subject.add([
		workflow('bench-callback', submitAndWait),
		workflow('bench-polling', submitAndPoll),
		workflow('bench-callback-by-hand', callbackByHand(api)),
		workflow('bench-polled-by-hand', polledByHand(api), {
			aside: [pauseStep],
			links: [
				['Is It Ready?', 1, pauseStep.name],
				[pauseStep.name, 0, 'Get Result'],
			],
		}),
	]);
	/** @type {(name: string, id: string, status: 'running' | 'waiting', takes: 'many' | 'one') => Way} */
	const way = (name, id, status, takes) => ({
		name,
		status,
		takes,
		sequential: false,
		start: async (recordings) =>
			await subject.trigger(
				id,
				recordings.map((recording) => ({ audio_url: recording })),
			),
	});
	return [
		way('Submit and Wait (callback)', 'bench-callback', 'waiting', 'many'),
		way('Submit, Get Result (polling every 10 s)', 'bench-polling', 'running', 'many'),
		way('HTTP Request, Wait (callback)', 'bench-callback-by-hand', 'waiting', 'one'),
		way('HTTP Request in a loop (polling every 10 s)', 'bench-polled-by-hand', 'running', 'many'),
		guideWay(bench),
	];
}

module.exports = { waysToWait };
