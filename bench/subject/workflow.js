// Workflows that begin with a webhook, so that n8n runs them as in production.

/** @typedef {import('../../scripts/lib/templates').TemplateNode} Step */

/**
 * A workflow of steps in a row behind a webhook. Its body holds the list `items`; from there on they are n8n's items.
 *
 * @param {string} name of the workflow, which is also the path of its webhook
 * @param {Step[]} steps
 * @param {object} [choices]
 * @param {'onReceived' | 'lastNode'} [choices.answers] whether the webhook answers at once or when all is done
 * @param {Step[][]} [choices.rows] further rows, each of steps that follow each other
 * @param {Array<[string, number, string]>} [choices.links] connections beside those of the rows: from a step, its output,
 * to a step
 */
function workflowOf(name, steps, { answers = 'onReceived', rows = [], links = [] } = {}) {
	const allRows = [[...beginning(name, answers), ...steps], ...rows];
	const inRows = allRows.flatMap((row) =>
		row.slice(1).map((step, i) => /** @type {const} */ ([row[i].name, 0, step.name])),
	);
	/** @type {Record<string, { main: Array<Array<{ node: string, type: 'main', index: 0 }>> }>} */
	const connections = {};
	for (const [from, output, to] of [...inRows, ...links]) {
		const { main } = (connections[from] ??= { main: [] });
		for (let i = main.length; i <= output; i++) main.push([]);
		main[output].push({ node: to, type: 'main', index: 0 });
	}
	return {
		name,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: allRows.flatMap((row, y) =>
			row.map((step, x) => ({ ...step, id: `${name}-${y}-${x}`, position: [220 * x, 220 * y] })),
		),
		connections,
	};
}

/**
 * n8n's Webhook node.
 *
 * @param {string} name
 * @param {string} path
 * @param {'onReceived' | 'lastNode'} answers
 * @returns {Step}
 */
const webhook = (name, path, answers = 'onReceived') => ({
	name,
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
});

/** @type {(path: string, answers: 'onReceived' | 'lastNode') => Step[]} */
const beginning = (path, answers) => [
	webhook('Webhook', path, answers),
	{
		name: 'One Item Each',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'body.items', options: {} },
	},
];

module.exports = { webhook, workflowOf };
