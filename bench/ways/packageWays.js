// The ways from a recording to its Salesforce record that this package offers.
const { PRODUCTION, templateOf } = require('../../scripts/lib/stage');
const { workflowOf } = require('../subject/workflow');
const { ours, RECORDING } = require('./requests');

/**
 * @typedef {import('../../scripts/lib/templates').TemplateNode} Step
 * @typedef {import('../subject/subject').Subject} Subject
 */

/** The workflows that take recordings from their webhook. */
const TRIGGER = 'bench-trigger';
const SUBMIT_AND_WAIT = 'bench-submit-and-wait';
const POLLING = 'bench-polling';
const CALLS = 'bench-calls';
const CALLED = 'bench-calls-to-salesforce';
/** The end of the address of *Submit + Trigger*. */
const SECRET = 'of-the-benchmark-0123456789';
const FINISHED = 'Analysis Finished';

/** @type {Step} */
const trigger = {
	name: FINISHED,
	type: 'n8n-nodes-descriptor-ai.descriptorAiTrigger',
	typeVersion: 1,
	webhookId: TRIGGER,
	credentials: ours('', '', {}).credentials,
	parameters: { secret: SECRET, simplify: true, filters: {}, more: {} },
};

/** Submits with the address of the workflow's own trigger, as *Calls to Salesforce* does. @type {Step} */
const submitToTrigger = ours('Submit', 'submit', {
	...RECORDING,
	options: {
		webhook: `={{ $execution.resumeUrl.split('/webhook-waiting')[0] }}/webhook/descriptor-ai/{{ $('${FINISHED}').params.secret }}`,
		allowPrivateAddress: true,
	},
});

/** @type {Step} */
const submitAndWait = ours('Submit and Wait', 'submitAndWait', {
	...RECORDING,
	waitUsing: 'callback',
	simplify: true,
	options: { pollIntervalMinutes: 1, allowPrivateAddress: true },
});

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
 * The production workflow as it is set up, but for its schedule: the sweep would come in the middle of a measurement.
 *
 * @param {Subject} subject
 */
function production({ stage }) {
	const template = templateOf(stage, PRODUCTION);
	const nodes = template.nodes.map((node) => {
		if (node.type !== 'n8n-nodes-base.scheduleTrigger') return node;
		const yearly = { field: 'cronExpression', expression: '0 0 1 1 *' };
		return { ...node, parameters: { rule: { interval: [yearly] } } };
	});
	return { ...template, name: CALLED, nodes };
}

/** The end of the address of the production workflow's trigger. */
function productionSecret(/** @type {ReturnType<typeof production>} */ { nodes }) {
	const found = nodes.find(({ type }) => type === trigger.type);
	return String(found?.parameters.secret);
}

/** Hands each call over as the workflow of a phone system does. @type {(workflowId: string) => Step} */
const callEach = (workflowId) => ({
	name: 'Calls to Salesforce',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: {
		workflowId: { __rl: true, mode: 'id', value: workflowId },
		workflowInputs: { mappingMode: 'defineBelow', value: {} },
		mode: 'each',
		options: { waitForSubWorkflow: false },
	},
});

/** What the workflow of a phone system says of each recording. The customer is one of the example's contacts. */
const callOf = (/** @type {string} */ recording) => ({
	audio_url: recording,
	recording_id: recording.replace(/\W+/g, '-'),
	customer_phone: '+1 415 555 0101',
	called_at: '2026-11-27T09:30:00Z',
	language_code: 'en-US',
});

/**
 * The ways, as active workflows.
 *
 * @param {Subject} subject
 * @param {Step} save the last step, which makes the record
 * @returns {Promise<import('../part').Way[]>}
 */
async function packageWays(subject, save) {
	const calls = production(subject);
	const [callsId] = await subject.add([calls]);
	await subject.add([
		workflowOf(TRIGGER, [submitToTrigger], { rows: [[trigger, save]] }),
		workflowOf(CALLS, [callEach(callsId)]),
		workflowOf(SUBMIT_AND_WAIT, [submitAndWait, save]),
		workflowOf(POLLING, [...submitAndPoll, save]),
	]);
	const addressOf = (/** @type {string} */ secret) =>
		`${subject.n8n.url}/webhook/descriptor-ai/${secret}`;
	/** @type {(workflow: string) => (recordings: string[]) => Promise<void>} */
	const start = (workflow) => async (recordings) =>
		await subject.trigger(workflow, recordings.map(callOf));
	return [
		{
			id: 'trigger',
			name: 'Submit + Trigger',
			waits: 'callback',
			start: start(TRIGGER),
			address: addressOf(SECRET),
		},
		{
			id: 'production',
			name: 'Calls to Salesforce (production)',
			waits: 'callback',
			start: start(CALLS),
			address: addressOf(productionSecret(calls)),
		},
		{
			id: 'submit-and-wait',
			name: 'Submit and Wait',
			waits: 'callback',
			status: 'waiting',
			start: start(SUBMIT_AND_WAIT),
		},
		{
			id: 'polling',
			name: 'Submit, Get Result',
			waits: 'polling',
			status: 'running',
			start: start(POLLING),
		},
	];
}

module.exports = { packageWays };
