// Workflows that begin with a webhook, so that n8n runs them as in production.

/** @typedef {import('../../scripts/lib/templates').TemplateNode} Step */

/**
 * A workflow of steps in a row behind a webhook. Its body holds the list `items`; from there on they are n8n's items.
 *
 * @param {string} name of the workflow, which is also the path of its webhook
 * @param {Step[]} steps
 * @param {object} [choices]
 * @param {'onReceived' | 'lastNode'} [choices.answers] whether the webhook answers at once or when all is done
 * @param {Step[]} [choices.aside] steps that are not in the row
 * @param {Array<[string, number, string]>} [choices.links] connections beside those of the row: from a step, its output,
 * to a step
 */
function workflowOf(name, steps, { answers = 'onReceived', aside = [], links = [] } = {}) {
	const row = [...beginning(name, answers), ...steps];
	const inRow = row.slice(1).map((step, i) => /** @type {const} */ ([row[i].name, 0, step.name]));
	/** @type {Record<string, { main: Array<Array<{ node: string, type: 'main', index: 0 }>> }>} */
	const connections = {};
	for (const [from, output, to] of [...inRow, ...links]) {
		const { main } = (connections[from] ??= { main: [] });
		for (let i = main.length; i <= output; i++) main.push([]);
		main[output].push({ node: to, type: 'main', index: 0 });
	}
	return {
		name,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [...row, ...aside].map((step, i) => ({
			...step,
			id: `${name}-${i}`,
			position: [220 * i, 0],
		})),
		connections,
	};
}

/** @type {(path: string, answers: 'onReceived' | 'lastNode') => Step[]} */
const beginning = (path, answers) => [
	{
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		// Without it, n8n puts more before the path.
		webhookId: path,
		parameters: {
			httpMethod: 'POST',
			path,
			responseMode: answers,
			...(answers === 'lastNode' && { responseData: 'noData' }),
			options: {},
		},
	},
	{
		name: 'One Item Each',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'body.items', options: {} },
	},
];

module.exports = { workflowOf };
