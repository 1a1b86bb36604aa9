// The ways from a recording to its Salesforce record that are compared.
const { templateOf } = require('../../scripts/lib/stage');
const { packageWays } = require('./packageWays');
const { waysByHand } = require('./waysByHand');

/** @typedef {import('../../scripts/lib/templates').TemplateNode} Step */

/** The Salesforce node of the first template, set up. @returns {Step} */
function saving(/** @type {import('../../scripts/lib/stage').Stage} */ stage) {
	const { nodes } = templateOf(stage, 'call-recording-to-salesforce.json');
	const node = nodes.find(({ type }) => type === 'n8n-nodes-base.salesforce');
	if (!node) throw new Error('The first template has no Salesforce node');
	const [name, ...others] = node.parameters.customFieldsUi.customFieldsValues;
	// The recordings here have no customer by whom the template names a record.
	const customFieldsValues = [
		{ ...name, value: '=Analysis_{{ $json.job_id.slice(0, 10) }}' },
		...others,
	];
	return { ...node, parameters: { ...node.parameters, customFieldsUi: { customFieldsValues } } };
}

/**
 * All ways in n8n, as active workflows.
 *
 * @param {import('../part').Bench} bench
 * @returns {Promise<import('../part').Way[]>}
 */
async function waysToWait(bench) {
	const subject = await bench.subject();
	const save = saving(subject.stage);
	const api = `${bench.sandbox.descriptor.url}/api/v1`;
	return [...(await packageWays(subject, save)), ...(await waysByHand(subject, api, save))];
}

module.exports = { waysToWait };
