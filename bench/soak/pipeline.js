// The workflows under load: the template for production as it is delivered, and one that hands calls over to it.
const { idOf, PRODUCTION } = require('../../scripts/lib/stage');
const { workflowOf } = require('../subject/workflow');

/** The path at which n8n takes calls. */
const CALLS = 'soak-calls';

/** @typedef {import('../../scripts/lib/templates').Template} Template */

/**
 * The template for production, with sweeps that fit into a soak.
 *
 * @param {Template[]} workflows those of the stage
 * @param {number} sweepSeconds time between two sweeps
 * @returns {Template}
 */
function production(workflows, sweepSeconds) {
	const found = workflows.find(({ id }) => id === idOf(PRODUCTION));
	if (!found) throw new Error(`The stage has no ${PRODUCTION}.`);
	const template = structuredClone(found);
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
