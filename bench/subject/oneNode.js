// One build of the node without n8n around it: only the node's own code runs, and the service answers at once.
const path = require('node:path');

/** A list of exactly these names is what the node asks n8n for. */
const NODE = { id: 'node', name: 'Descriptor.AI', type: 'descriptorAi', typeVersion: 1 };
const nothing = () => {};

/**
 * Executes one item.
 *
 * @param {string} dist folder of a build; `n8n-workflow` must be found from there
 * @param {Record<string, unknown>} parameters by path, such as `options.includeDetails`
 * @param {unknown} body what the service answers to each request, parsed as n8n does
 * @returns {Promise<unknown>} what the node returns
 */
async function execute(dist, parameters, body) {
	const { DescriptorAi } = require(
		path.join(dist, 'nodes', 'DescriptorAi', 'DescriptorAi.node.js'),
	);
	const answer = { statusCode: 200, headers: {}, body };
	const context = {
		addExecutionHints: nothing,
		evaluateExpression: () => '',
		continueOnFail: () => false,
		getContext: () => ({}),
		getCredentials: async () => ({ accessToken: 'token', baseUrl: 'https://descriptor.test' }),
		getExecutionCancelSignal: () => undefined,
		getExecutionId: () => '1',
		getInputData: () => [{ json: {} }],
		getMode: () => 'trigger',
		getNode: () => NODE,
		getNodeParameter: (
			/** @type {string} */ name,
			/** @type {number} */ _item,
			/** @type {unknown} */ absent,
		) => parameters[name] ?? absent,
		getWorkflow: () => ({ id: '1' }),
		helpers: {
			httpRequestWithAuthentication: async () => answer,
			prepareBinaryData: async (/** @type {Buffer} */ data) => ({ data: data.length }),
		},
		logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
		sendMessageToUI: nothing,
	};
	return await new DescriptorAi().execute.call(context);
}

module.exports = { execute };
