// The production template cut down to its pipeline, so that two CPUs carry more calls of it.

/**
 * @typedef {import('../../scripts/lib/templates').Template} Template
 * @typedef {import('../../scripts/lib/templates').TemplateNode} Step
 */

/** The nodes of the template without which there is no pipeline. */
const NEEDED = [
	'Called by Another Workflow',
	'Prepare Call',
	'Submit Recording',
	'Every 10 Minutes',
	'Find New',
	'Send Each One',
	'Find Submitted',
	'Get Result',
	'What Failed',
	'Analysis Finished',
	'Build Record',
	'Combine Records',
	'Save Call Analysis',
	'Read Answers',
];

/** A request with claims; of calls that are only noted as submitted, Read Answers would return no items. */
const CLAIMED = `={{ {
	...$('Combine Claims').item.json,
	calls: $('Combine Claims').item.json.calls.map((call) => ({ ...call, status: 'Claimed' })),
} }}`;

/**
 * The pipeline of the template with the fewest nodes: the same claim, states and sweep, but nobody is linked, no topics
 * and tasks are made, and the claims of a delivery are saved in one request. Two CPUs carry more calls with it.
 *
 * @param {Template} template as `production` returns it, whose nodes are changed
 * @returns {Template}
 */
function fewest(template) {
	const nodeOf = (/** @type {string} */ name) => {
		const found = template.nodes.find((node) => node.name === name);
		if (!found) throw new Error(`The template has no node "${name}".`);
		return found;
	};
	/** @type {(name: string, source: string, changes: Record<string, unknown>) => Step} */
	const copy = (name, source, changes) => {
		const node = nodeOf(source);
		return { ...node, id: name, name, parameters: { ...node.parameters, ...changes } };
	};
	const version = nodeOf('Find People').parameters.url.replace('search/', '');
	const url = `=${version}{{ $json.path }}`;
	const saved = ['Status__c', 'Claim__c', 'Recording_URL__c'].map((name) => ({
		name,
		value: `={{ $('Prepare Call').item.json.${name} }}`,
	}));
	const claim = [
		copy('Build Claim', 'Build Record', {
			analysis: '',
			call: "={{ $('Prepare Call').item.json }}",
		}),
		copy('Combine Claims', 'Combine Records', { moreFields: { field: saved } }),
		copy('Save Claims', 'Save Call Analysis', { url }),
		copy('Read Claims', 'Read Answers', { request: CLAIMED }),
	];
	nodeOf('Save Call Analysis').parameters.url = url;
	nodeOf('Get Result').parameters.ifNotReady = 'leaveOut';
	const { callData, insights } = nodeOf('Submit Recording').parameters;
	delete callData.ownFields;
	insights.splice(insights.indexOf('topics'), 1);

	const to = (/** @type {string} */ node) => [{ node, type: 'main', index: 0 }];
	const connections = Object.fromEntries(
		NEEDED.flatMap((name) => {
			/** @type {Array<ReturnType<typeof to>>} */
			const outputs = template.connections[name]?.main ?? [];
			const kept = outputs.map((links) => links.filter(({ node }) => NEEDED.includes(node)));
			return kept.length > 0 ? [[name, { main: kept }]] : [];
		}),
	);
	connections['Prepare Call'] = { main: [to('Build Claim'), to('What Failed')] };
	connections['Build Claim'] = { main: [to('Combine Claims')] };
	connections['Combine Claims'] = { main: [to('Save Claims')] };
	connections['Save Claims'] = { main: [to('Read Claims')] };
	connections['Read Claims'] = { main: [to('Submit Recording'), to('What Failed')] };
	return { ...template, nodes: [...NEEDED.map(nodeOf), ...claim], connections };
}

module.exports = { fewest };
