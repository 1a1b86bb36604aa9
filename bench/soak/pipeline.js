// The workflows under load: the template for production as it is delivered, and one that hands calls over to it.
const { PRODUCTION, templateOf } = require('../../scripts/lib/stage');
const { workflowOf } = require('../subject/workflow');

/** The path at which n8n takes calls. */
const CALLS = 'soak-calls';

/** @typedef {import('../../scripts/lib/templates').Template} Template */

/**
 * The template for production, with sweeps that fit into a soak.
 *
 * @param {import('../../scripts/lib/stage').Stage} stage
 * @param {number} sweepSeconds time between two sweeps
 * @returns {Template}
 */
function production(stage, sweepSeconds) {
	const template = structuredClone(templateOf(stage, PRODUCTION));
	for (const { type, parameters } of template.nodes) {
		if (type !== 'n8n-nodes-base.scheduleTrigger') continue;
		parameters.rule = { interval: [{ field: 'seconds', secondsInterval: sweepSeconds }] };
	}
	return template;
}

/**
 * A phone system's side: it answers when the calls of a delivery are claimed and submitted, so that the phone system
 * delivers again what n8n was killed over.
 *
 * @param {string} productionId
 */
const takingCalls = (productionId) =>
	workflowOf(
		CALLS,
		[
			{
				name: 'Calls to Salesforce',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				parameters: {
					workflowId: { __rl: true, mode: 'id', value: productionId },
					workflowInputs: { mappingMode: 'defineBelow', value: {} },
					options: { waitForSubWorkflow: true },
				},
			},
		],
		{ answers: 'lastNode' },
	);

module.exports = { CALLS, production, takingCalls };
