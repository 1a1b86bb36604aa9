import type { IDataObject, INode, INodeType, INodeTypeDescription, IRun } from 'n8n-workflow';

import type { AnalysisResult } from '../../nodes/DescriptorAi/api/contract';
import { DescriptorAi } from '../../nodes/DescriptorAi/DescriptorAi.node';
import { DescriptorAiTrigger } from '../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { simplify } from '../../nodes/DescriptorAi/result/simplify';
import { startSandbox, type Sandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/n8n';
import { formFaults, nodeFaults, readTemplates, type Template } from '../../scripts/lib/templates';
import { DESCRIPTOR_AI, ITEMS, outcomeOf, startWorkflow } from '../support/engine';

const templates = readTemplates().map(({ file, template }) => [file, template] as const);
const TRIGGER = 'n8n-nodes-descriptor-ai.descriptorAiTrigger';

function named(file: string): Template {
	const found = templates.find(([name]) => name === file);
	if (!found) throw new Error(`There is no template ${file}`);
	return found[1];
}

const submitting = named('submit-call-recordings.json');
const many = named('many-call-recordings-to-salesforce.json');
/** Templates that make a record of the recording that they hold. */
const saving = templates.filter(([, template]) => template !== submitting && template !== many);
const BASE_NODES = [
	'ExecuteWorkflow/ExecuteWorkflowTrigger',
	'Filter',
	'If',
	'ManualTrigger',
	'Merge',
	'Salesforce',
	'Set',
	'SplitInBatches',
	'StopAndError',
	'Transform/SplitOut',
	'Wait',
];

const nodeTypes: Record<string, INodeType> = {};
const descriptions = new Map<string, INodeTypeDescription[]>();

beforeAll(async () => {
	const { folder } = await installN8n(() => {});
	const base = `${folder}/node_modules/n8n-nodes-base/dist`;
	for (const folderName of BASE_NODES) {
		const name = folderName.slice(folderName.lastIndexOf('/') + 1);
		const NodeType = jest.requireActual(`${base}/nodes/${folderName}/${name}.node.js`)[name];
		const node: INodeType = new NodeType();
		nodeTypes[`n8n-nodes-base.${node.description.name}`] = node;
	}
	for (const description of jest.requireActual(
		`${base}/types/nodes.json`,
	) as INodeTypeDescription[]) {
		const type = `n8n-nodes-base.${description.name}`;
		descriptions.set(type, [...(descriptions.get(type) ?? []), description]);
	}
	descriptions.set(DESCRIPTOR_AI, [new DescriptorAi().description]);
	descriptions.set(TRIGGER, [new DescriptorAiTrigger().description]);
}, 1_200_000);

type Change = (node: INode) => INode;

/** The items that the trigger starts a workflow with, one for each recording that was submitted. */
async function finishedItems({ descriptor }: Sandbox) {
	return await Promise.all(
		descriptor.jobs().map(async ({ id }) => {
			const response = await fetch(`${descriptor.url}/api/v1/offline/processing/${id}`);
			const result = (await response.json()) as AnalysisResult;
			return simplify(result, id, `${descriptor.url}/result/${id}`);
		}),
	);
}

/** What a trigger node is replaced by: the engine runs executions, it receives no calls. */
function withoutTrigger(node: INode, items: IDataObject[]): INode {
	if (node.type !== TRIGGER) return node;
	return { ...node, type: ITEMS, parameters: { items: JSON.stringify(items) } };
}

/**
 * Template as imported by a person, with *Wait* nodes that do not wait. One that begins with the trigger is executed after
 * the template that submits, as a person does.
 */
async function execute(
	template: Template,
	sandbox: Sandbox,
	change: Change = (node) => node,
	look: (run: IRun) => void = () => {},
) {
	const triggered = template.nodes.some(({ type }) => type === TRIGGER);
	if (triggered) await execute(submitting, sandbox, change);
	const items = triggered ? await finishedItems(sandbox) : [];
	const nodes = (template.nodes as unknown as INode[])
		.map((node) => withoutTrigger(node, items))
		.filter(({ type }) => nodeTypes[type] ?? [DESCRIPTOR_AI, ITEMS].includes(type))
		.map((node) => ({
			...node,
			credentials: {
				descriptorAiApi: { id: '1', name: 'Descriptor.AI' },
				salesforceOAuth2Api: { id: '2', name: 'Salesforce' },
			},
			parameters:
				node.type === 'n8n-nodes-base.wait' ? { ...node.parameters, amount: 0 } : node.parameters,
		}))
		.map(change);
	const { descriptor, salesforce } = sandbox;
	const { run } = startWorkflow(
		{ nodes, connections: template.connections },
		{
			nodeTypes,
			// Nobody listens there; what is ready at once needs no callback.
			webhookUrl: 'http://127.0.0.1:9',
			credentials: {
				descriptorAiApi: { accessToken: descriptor.token, baseUrl: descriptor.url },
				salesforceOAuth2Api: {
					oauthTokenData: {
						access_token: salesforce.accessToken,
						instance_url: salesforce.url,
						token_type: 'Bearer',
					},
				},
			},
		},
	);
	const ended = await run;
	if (ended.data.resultData.error) throw ended.data.resultData.error;
	look(ended);
	return salesforce.records('Call_Analysis__c');
}

describe.each(templates)('The template %s', (_file, template) => {
	it('holds nothing of anybody’s own n8n and no loose ends', () => {
		expect(formFaults(template)).toEqual([]);
	});

	it('uses only node types, versions, parameters and options that exist', () => {
		expect(nodeFaults(template, descriptions)).toEqual([]);
	});
});

describe.each(saving)('The template %s', (_file, template) => {
	describe('in n8n’s workflow engine, with its own Salesforce node', () => {
		let sandbox: Sandbox;

		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		it('makes one record with a name, a summary and the agent’s actions', async () => {
			const records = await execute(template, sandbox);
			expect(records).toHaveLength(1);
			const [{ Name: name, Summary_c__c: summary, Agent_Actions_c__c: actions }] = records;
			const [{ id }] = sandbox.descriptor.jobs();
			expect(name).toBe(`Analysis_${id.slice(0, 10)}`);
			expect(String(summary).split('\n').length).toBeGreaterThan(1);
			expect(JSON.parse(String(actions)).length).toBeGreaterThan(0);
		});

		const ofRecording = (name: string) => (node: INode) =>
			node.name === 'Recording'
				? {
						...node,
						parameters: JSON.parse(
							JSON.stringify(node.parameters).replace('support-call', name),
						) as INode['parameters'],
					}
				: node;

		it('makes a record of a partial analysis as well', async () => {
			const records = await execute(template, sandbox, ofRecording('partial-call'));
			expect(records).toMatchObject([{ Agent_Actions_c__c: '[]' }]);
		});

		it('makes a record of findings that are longer than any Salesforce field', async () => {
			const [record] = await execute(template, sandbox, ofRecording('endless-call'));
			for (const field of ['Summary_c__c', 'Agent_Actions_c__c']) {
				expect(String(record[field])).toHaveLength(40_000);
				// Salesforce's API may count bytes.
				expect(Buffer.byteLength(String(record[field]))).toBeLessThanOrEqual(131_072);
			}
		});
	});
});

describe('The template that submits', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const withAddress =
		(webhook: string): Change =>
		(node) =>
			node.name === 'Submit Recording'
				? { ...node, parameters: { ...node.parameters, options: { webhook } } }
				: node;

	it('asks the service to call the address that was pasted into it', async () => {
		const address = 'http://127.0.0.1:9/webhook/id/secret';
		await execute(submitting, sandbox, withAddress(address));
		expect(sandbox.descriptor.jobs()).toMatchObject([{ deliveries: [{ url: address }] }]);
	});

	it('does not fetch the result, and asks for no call as long as no address was pasted', async () => {
		await execute(submitting, sandbox);
		expect(sandbox.descriptor.jobs()).toMatchObject([{ deliveries: [] }]);
		expect(sandbox.descriptor.requests()).toHaveLength(1);
	});
});

describe('The template for long recordings', () => {
	const long = named('long-call-recordings-to-salesforce.json');

	let sandbox: Sandbox;
	const open = async (processingSeconds: number) => {
		sandbox = await startSandbox({ processingSeconds });
	};
	afterEach(async () => await sandbox.close());
	const asked = () => sandbox.descriptor.requests().filter(({ method }) => method === 'GET');

	it('asks again until the result is ready', async () => {
		await open(0.1);
		expect(await execute(long, sandbox)).toHaveLength(1);
		expect(asked().length).toBeGreaterThan(1);
		expect(sandbox.descriptor.jobs()).toHaveLength(1);
	});

	it('ends after 90 tries and names the result ID', async () => {
		await open(3600);
		const message = await execute(long, sandbox).catch((error: Error) => error.message);
		expect(message).toContain('Still processing after 90 tries');
		expect(message).toContain(sandbox.descriptor.jobs()[0].id);
		expect(asked()).toHaveLength(90);
	});
});

describe('The template for many recordings', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const NAMES = ['support-call', 'failed-call', 'sales-call', 'not an address', 'short-call'];
	const withRecordings =
		(batchSize: number): Change =>
		(node) => {
			if (node.name === 'Ten at a Time')
				return { ...node, parameters: { ...node.parameters, batchSize } };
			if (node.name !== 'Recordings') return node;
			const urls = NAMES.map((name) =>
				name.endsWith('-call') ? `https://recordings.example.com/${name}.mp3` : name,
			);
			const parameters = structuredClone(node.parameters) as {
				assignments: { assignments: [{ value: unknown }] };
			};
			parameters.assignments.assignments[0].value = JSON.stringify(urls);
			return { ...node, parameters: parameters as unknown as INode['parameters'] };
		};

	const run = async (change: Change) => {
		let failed: IDataObject[] = [];
		await execute(many, sandbox, change, (ended) => {
			failed = outcomeOf(ended, 'Failed Recordings').outputs[0].map(({ json }) => json);
		});
		const saved = sandbox.salesforce.records('Call_Analysis__c');
		return { failed, saved: saved.map(({ Job_Id__c: id }) => id) };
	};

	it.each([1, 2, 10])(
		'saves the good ones and lists the bad ones, in batches of %s',
		async (batchSize) => {
			const { failed, saved } = await run(withRecordings(batchSize));
			const [support, failing, sales, short] = sandbox.descriptor.jobs();
			expect(saved).toEqual([support.id, sales.id, short.id]);
			expect(failed).toHaveLength(2);
			expect(failed).toMatchObject([
				{ result_id: failing.id, audio_url: failing.request.audio.uri },
				{ audio_url: 'not an address' },
			]);
			expect(failed[1].error).toContain("'Audio URL' is not a web address");
		},
	);

	it('lists what Salesforce refuses, with the ID of the analysis', async () => {
		const { failed, saved } = await run((node) => {
			if (node.name !== 'Save Call Analysis') return withRecordings(2)(node);
			const parameters = JSON.stringify(node.parameters).replace(
				'=Analysis_{{',
				"={{ $('One Item Each').item.json.audio_url.includes('sales') ? 'x'.repeat(500) : '' }}{{",
			);
			return { ...node, retryOnFail: false, parameters: JSON.parse(parameters) };
		});
		const [support, , sales, short] = sandbox.descriptor.jobs();
		expect(saved).toEqual([support.id, short.id]);
		expect(failed).toContainEqual({
			audio_url: sales.request.audio.uri,
			result_id: sales.id,
			error: expect.any(String),
		});
	});
});

it('There are templates that create records and templates that upsert them', () => {
	const operations = templates.flatMap(([, { nodes }]) =>
		nodes
			.filter(({ type }) => type.endsWith('.salesforce'))
			.map(({ parameters }) => parameters.operation),
	);
	expect([...new Set(operations)].sort()).toEqual(['create', 'upsert']);
});

describe('The checks of templates', () => {
	const [, template] = templates[0];
	const changed = (change: (copy: typeof template) => void) => {
		const copy = structuredClone(template);
		change(copy);
		return [...formFaults(copy), ...nodeFaults(copy, descriptions)];
	};
	const node = (copy: typeof template, name: string) => {
		const found = copy.nodes.find((entry) => entry.name === name);
		if (!found) throw new Error(`no node ${name}`);
		return found;
	};

	it.each<[string, (copy: typeof template) => void]>([
		['credentials', (copy) => void (node(copy, 'Submit Recording').credentials = {})],
		['an instance id', (copy) => void (copy.meta = { instanceId: 'x' })],
		['a secret', (copy) => void (node(copy, 'Recording').notes = 'Bearer abcdefgh12345678')],
		['an unknown type', (copy) => void (node(copy, 'Recording').type = 'n8n-nodes-base.nothing')],
		['an unknown version', (copy) => void (node(copy, 'Recording').typeVersion = 99)],
		[
			'an unknown parameter',
			(copy) => void (node(copy, 'Submit Recording').parameters.audio = 'x'),
		],
		[
			'an unknown option',
			(copy) => void (node(copy, 'Submit Recording').parameters.audioSource = 'x'),
		],
		[
			'an unknown nested parameter',
			(copy) => void (node(copy, 'Submit Recording').parameters.options = { wait: 1 }),
		],
		['a loose connection', (copy) => void (copy.connections.Nowhere = { main: [] })],
	])('notice %s', (_name, change) => {
		expect(changed(change)).toHaveLength(1);
	});
});
