import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IRun,
} from 'n8n-workflow';

import { callOf } from '../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import { DescriptorAi } from '../../nodes/DescriptorAi/DescriptorAi.node';
import { DescriptorAiTrigger } from '../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { inShape } from '../../nodes/DescriptorAi/output/resultShape';
import type { Sandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/installation';
import { readTemplates, type Template } from '../../scripts/lib/templates';
import { DESCRIPTOR_AI, ITEMS, startWorkflow, type EngineRun } from './engine';

const TRIGGER = 'n8n-nodes-descriptor-ai.descriptorAiTrigger';
/** The nodes of n8n that templates use, by their folders. */
const BASE_NODES = [
	'ExecuteWorkflow/ExecuteWorkflow',
	'ExecuteWorkflow/ExecuteWorkflowTrigger',
	'Filter',
	'HttpRequest',
	'If',
	'ManualTrigger',
	'Merge',
	'NoOp',
	'Salesforce',
	'Set',
	'Slack',
	'SplitInBatches',
	'StopAndError',
	'Switch',
	'Transform/Limit',
	'Transform/RemoveDuplicates',
	'Transform/Sort',
	'Transform/SplitOut',
	'Wait',
];
/** What begins a workflow, and is replaced by the items that it begins with. */
const BEGINNINGS = [
	TRIGGER,
	'n8n-nodes-base.scheduleTrigger',
	'n8n-nodes-base.executeWorkflowTrigger',
	'n8n-nodes-base.manualTrigger',
];

/** The template in a file of that name. */
export function named(file: string): Template {
	const found = readTemplates().find((entry) => entry.file === file);
	if (!found) throw new Error(`There is no template ${file}`);
	return found.template;
}

const nodeTypes: Record<string, INodeType> = {};
/** Node descriptions by full type name, one for each group of versions; empty until `loadNodes` has run. */
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
export async function finishedItems({ descriptor }: Sandbox) {
	return await Promise.all(
		descriptor.jobs().map(async ({ id }) => {
			const response = await fetch(`${descriptor.url}/api/v1/offline/processing/${id}`);
			const result = (await response.json()) as AnalysisResult;
			return inShape(callOf(result), id, `${descriptor.url}/result/${id}`, {
				output: 'simplified',
				fields: [],
				details: true,
				transcript: 'text',
			});
		}),
	);
}

/** Lets a node return given items instead of doing its work. */
export const returning = (node: INode, items: IDataObject[]): INode => ({
	...node,
	type: ITEMS,
	typeVersion: 1,
	parameters: { items: JSON.stringify(items) },
});

/** The credential of a person who is connected to the sandbox's Salesforce, but not for good. */
const connected = ({ salesforce }: Sandbox): ICredentialDataDecryptedObject => ({
	oauthTokenData: {
		access_token: salesforce.accessToken,
		instance_url: salesforce.url,
		token_type: 'Bearer',
	},
});

export interface Beginning {
	/** The name of the node that the workflow begins with; without it, the first that a workflow can begin with. */
	from?: string;
	/** What the workflow begins with; one empty item unless given. */
	items?: IDataObject[];
	change?: Change;
	/** The Salesforce credential; `connected` unless given. */
	salesforce?: ICredentialDataDecryptedObject;
	/** What a sub-workflow returns for its items. */
	called?(items: IDataObject[]): Promise<IDataObject[]>;
}

/** What a person fills in who has imported a template: its sub-workflow, and the credential with its way to sign in. */
function filledIn(node: INode): INode {
	const workflowId = { __rl: true, mode: 'id', value: 'called' };
	const entered: Record<string, INode['parameters']> = {
		'n8n-nodes-base.executeWorkflow': { workflowId },
		'n8n-nodes-base.salesforce': { authentication: 'oAuth2' },
	};
	return { ...node, parameters: { ...node.parameters, ...entered[node.type] } };
}

/** Begins to execute a template as imported by a person, with *Wait* nodes that do not wait. */
export function begin(
	template: Template,
	sandbox: Sandbox,
	{ from, items = [{}], change = (node) => node, salesforce, called }: Beginning = {},
): EngineRun {
	const nodes = (template.nodes as unknown as INode[])
		.map((node) => (BEGINNINGS.includes(node.type) ? returning(node, items) : node))
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
		.map(filledIn)
		.map(change);
	const isFirst = ({ name, type }: INode) => (from ? name === from : type === ITEMS);
	const first = nodes.find(isFirst);
	if (!first) throw new Error(`The template does not begin with "${from}"`);
	const { descriptor } = sandbox;
	return startWorkflow(
		{
			nodes: [first, ...nodes.filter((node) => node !== first)],
			connections: template.connections,
		},
		{
			nodeTypes,
			// Nobody listens there; what is ready at once needs no callback.
			webhookUrl: 'http://127.0.0.1:9',
			credentials: {
				descriptorAiApi: { accessToken: descriptor.token, baseUrl: descriptor.url },
				salesforceOAuth2Api: salesforce ?? connected(sandbox),
			},
			...(called && {
				executeWorkflow: async (_workflow, _data, { inputData = [] }) => {
					const put = await called(inputData.map(({ json }) => json));
					const data: INodeExecutionData[] = put.map((json) => ({ json }));
					return { executionId: 'called', data: [data] };
				},
			}),
		},
	);
}

/**
 * Executes a template as a person does.
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
	const ended = await begin(template, sandbox, { change }).run;
	if (ended.data.resultData.error) throw ended.data.resultData.error;
	look(ended);
	return sandbox.salesforce.records('Call_Analysis__c');
}
