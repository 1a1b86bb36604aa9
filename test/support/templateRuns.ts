import type { IDataObject, INode, INodeType, INodeTypeDescription, IRun } from 'n8n-workflow';

import type { AnalysisResult } from '../../nodes/DescriptorAi/api/contract';
import { DescriptorAi } from '../../nodes/DescriptorAi/DescriptorAi.node';
import { DescriptorAiTrigger } from '../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { simplify } from '../../nodes/DescriptorAi/result/simplify';
import type { Sandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/installation';
import { readTemplates, type Template } from '../../scripts/lib/templates';
import { DESCRIPTOR_AI, ITEMS, startWorkflow } from './engine';

const TRIGGER = 'n8n-nodes-descriptor-ai.descriptorAiTrigger';
/** The nodes of n8n that templates use, by their folders. */
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

/** The template in a file of that name. */
export function named(file: string): Template {
	const found = readTemplates().find((entry) => entry.file === file);
	if (!found) throw new Error(`There is no template ${file}`);
	return found.template;
}

const nodeTypes: Record<string, INodeType> = {};
/** Node descriptions by full type name, one for each group of versions; empty until `loadNodes` has been called. */
export const descriptions = new Map<string, INodeTypeDescription[]>();

/** Loads the nodes of a real n8n, and installs it first if it is not there yet. */
export async function loadNodes(): Promise<void> {
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
}

/** What a person changes in a node of a template. */
export type Change = (node: INode) => INode;

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
 * Executes a template as imported by a person, with *Wait* nodes that do not wait. One that begins with the trigger is
 * executed after the template that submits, as a person does.
 *
 * @param look gets the execution
 * @returns the records that Salesforce has after it
 * @throws what the execution ended with
 */
export async function execute(
	template: Template,
	sandbox: Sandbox,
	change: Change = (node) => node,
	look: (run: IRun) => void = () => {},
) {
	const triggered = template.nodes.some(({ type }) => type === TRIGGER);
	if (triggered) await execute(named('submit-call-recordings.json'), sandbox, change);
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
