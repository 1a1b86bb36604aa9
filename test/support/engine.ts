import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type IDataObject,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { DescriptorAiApi } from '../../credentials/DescriptorAiApi.credentials';
import { DescriptorAi } from '../../nodes/DescriptorAi/DescriptorAi.node';

export const DESCRIPTOR_AI = 'n8n-nodes-descriptor-ai.descriptorAi';
export const ITEMS = 'test.items';
const PUBLIC_URL = 'https://n8n.example.com';

/** A file of an item, in the binary field `data`. */
export interface ItemFile {
	content: string;
	/** Of the content; UTF-8 where it is absent. */
	encoding?: BufferEncoding;
	fileName?: string;
	mimeType?: string;
}

/** The first node of a workflow, which returns the given items. */
const itemsNode: INodeType = {
	description: {
		displayName: 'Items',
		name: 'items',
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Items', name: 'items', type: 'string', default: '' },
			{ displayName: 'Files', name: 'files', type: 'string', default: '[]' },
		],
	},
	async execute() {
		const items: IDataObject[] = JSON.parse(this.getNodeParameter('items', 0) as string);
		const files: Array<ItemFile | null> = JSON.parse(this.getNodeParameter('files', 0) as string);
		const binaryOf = async ({ content, encoding, fileName, mimeType }: ItemFile) => ({
			data: await this.helpers.prepareBinaryData(
				Buffer.from(content, encoding),
				fileName,
				mimeType,
			),
		});
		const put = items.map(async (json, item): Promise<INodeExecutionData> => {
			const file = files[item];
			return { json, pairedItem: { item: 0 }, ...(file && { binary: await binaryOf(file) }) };
		});
		return [await Promise.all(put)];
	},
};

export interface EngineOptions {
	/** Node types beside our own, by full name. */
	nodeTypes?: Record<string, INodeType>;
	/** Decrypted data by credential type. */
	credentials: Record<string, ICredentialDataDecryptedObject>;
	/** Where n8n believes that it can be reached from outside. */
	webhookUrl?: string;
	/** How the execution was started; in the editor if it is absent. */
	mode?: WorkflowExecuteMode;
	/** Settings of the workflow, beside the order of execution. */
	workflowSettings?: IWorkflowSettings;
	/** Stands in for n8n's way to run a workflow that a node gives it. */
	executeWorkflow?: IWorkflowExecuteAdditionalData['executeWorkflow'];
	/** Makes the time pass for a workflow that a node runs and that waits; without it, such a workflow is left waiting. */
	passTime?: (until: Date) => void;
	/** Data of other executions, by id. */
	getRunExecutionData?: IWorkflowExecuteAdditionalData['getRunExecutionData'];
	/** Gets what a node shows to the person who watches it. */
	sendDataToUI?: IWorkflowExecuteAdditionalData['sendDataToUI'];
}

export interface WorkflowParts {
	nodes: INode[];
	connections: IConnections;
}

export interface EngineRun {
	run: Promise<IRun>;
	/** What the person's Stop button does. */
	stop(): void;
	/** What n8n does when the time of a suspended execution is up. */
	timeIsUp(suspended: IRun): Promise<IRun>;
	/** Executes the node that is suspended once more, with its output: the next round of a waiting workflow. */
	again(suspended: IRun): Promise<IRun>;
	/** Executes the node once more in the same execution, as an AI agent does with a tool: a run of its own. */
	callAgain(before: IRun, items: IDataObject[]): Promise<IRun>;
	/** What *Retry* in the list of executions does: goes on with the node that has failed. */
	retry(failed: IRun): Promise<IRun>;
	/** What n8n gives to a node whose form is open. */
	form(parameters?: INodeParameters): ILoadOptionsFunctions;
	/** What n8n does at a callback to a suspended execution: the answer's status, and the items if it is to go on. */
	sendCallback(
		suspended: IRun,
		query: Record<string, string>,
	): Promise<{ status: number; items?: INodeExecutionData[] }>;
}

/** Runs a workflow in n8n's own engine, beginning with its first node. */
export function startWorkflow(
	{ nodes, connections }: WorkflowParts,
	{
		nodeTypes = {},
		credentials,
		webhookUrl = PUBLIC_URL,
		mode = 'manual',
		workflowSettings,
		passTime,
		...ways
	}: EngineOptions,
): EngineRun {
	const types: Record<string, INodeType> = {
		[ITEMS]: itemsNode,
		[DESCRIPTOR_AI]: new DescriptorAi(),
		...nodeTypes,
	};
	const knownTypes: INodeTypes = {
		getByName: (name) => types[name],
		getByNameAndVersion: (name, version) => {
			const type = types[name];
			// n8n passes over a node of a type that it does not know.
			return type && 'nodeVersions' in type ? Object(type).getNodeType(version) : type;
		},
		getKnownTypes: () => ({}),
	};
	const helper: Partial<ICredentialsHelper> = {
		authenticate: async (data, _type, options) =>
			await new DescriptorAiApi().authenticate(data, options as IHttpRequestOptions),
		getDecrypted: async (_data, _details, type) => credentials[type],
		getParentTypes: (type) => (type.endsWith('OAuth2Api') ? ['oAuth2Api'] : []),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: async (_node, type, data) =>
			void Object.assign(credentials[type], data),
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => [],
	};
	const workflowOf = (parts: WorkflowParts) =>
		new Workflow({
			id: 'workflow',
			nodes: structuredClone(parts.nodes),
			connections: parts.connections,
			active: false,
			nodeTypes: knownTypes,
			settings: { executionOrder: 'v1', ...workflowSettings },
		});
	const workflow = workflowOf({ nodes, connections });
	const workflowData = {
		id: 'workflow',
		name: 'Workflow',
		nodes,
		connections,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
	};
	/** The workflow that a node has given to n8n and that is suspended. */
	let child: { given: Workflow; run: IRun } | undefined;
	const lastOutput = ({ data: { resultData } }: IRun) =>
		resultData.runData[resultData.lastNodeExecuted ?? '']?.at(-1)?.data;
	/** Runs a workflow that a node gives to n8n, beginning with its first node. */
	const executeGiven: IWorkflowExecuteAdditionalData['executeWorkflow'] = async (
		{ code },
		_data,
		{ inputData },
	) => {
		if (!code) throw new Error('Only a given workflow can be executed here');
		const [node] = code.nodes;
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [inputData ?? []] }, source: null }],
			},
		});
		const given = workflowOf(code);
		const run = await new WorkflowExecute(
			additionalData,
			'integrated',
			data,
		).processRunExecutionData(given);
		const { error } = run.data.resultData;
		if (error) throw error;
		if (run.waitTill) child = { given, run };
		return { executionId: 'child', data: lastOutput(run)?.main ?? [], waitTill: run.waitTill };
	};
	/** Does what n8n does until nothing waits any more: see its `updateParentExecutionWithChildResults`. */
	const letTimePass = async (parent: IRun): Promise<IRun> => {
		if (!child || !passTime) return parent;
		const { given } = child;
		let { run } = child;
		while (run.waitTill) {
			passTime(run.waitTill);
			const next = new WorkflowExecute(additionalData, 'integrated', structuredClone(run.data));
			run = await next.processRunExecutionData(given);
		}
		child = undefined;
		const data = structuredClone(parent.data);
		const [waiting] = data.executionData?.nodeExecutionStack ?? [];
		const { error: resumeError } = run.data.resultData;
		if (resumeError) waiting.metadata = { ...waiting.metadata, resumeError };
		else waiting.data = lastOutput(run) ?? waiting.data;
		const resumed = new WorkflowExecute(additionalData, parent.mode, data);
		return await letTimePass(await resumed.processRunExecutionData(workflow));
	};
	const additionalData = {
		credentialsHelper: helper,
		currentNodeExecutionIndex: 0,
		executionId: 'execution',
		hooks: new ExecutionLifecycleHooks(mode, 'execution', workflowData),
		variables: {},
		restApiUrl: `${webhookUrl}/rest`,
		instanceBaseUrl: 'http://localhost/',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: `${webhookUrl}/webhook-waiting`,
		executeWorkflow: executeGiven,
		getRunExecutionData: async () => undefined,
		...ways,
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;

	const execution = new WorkflowExecute(additionalData, mode).run({
		workflow,
		startNode: workflow.getNode(nodes[0].name) ?? undefined,
	});
	return {
		run: Promise.resolve(execution).then(letTimePass),
		stop: () => execution.cancel(),
		form: (currentNodeParameters) => {
			const node = workflow.getNode('Descriptor.AI') ?? never();
			const open = Object.assign({ ...additionalData }, { currentNodeParameters });
			return new LoadOptionsContext(workflow, node, open, '');
		},
		timeIsUp: async ({ data, mode }) =>
			await new WorkflowExecute(
				additionalData,
				mode,
				structuredClone(data),
			).processRunExecutionData(workflow),
		again: async ({ data, mode }) => {
			const next = { ...structuredClone(data), waitTill: undefined };
			return await new WorkflowExecute(additionalData, mode, next).processRunExecutionData(
				workflow,
			);
		},
		callAgain: async ({ data, mode }, items) => {
			const next = structuredClone(data);
			const node = workflow.getNode(nodes[1].name) ?? never();
			delete next.resultData.error;
			next.executionData = createRunExecutionData({
				executionData: {
					...next.executionData,
					nodeExecutionStack: [
						{ node, data: { main: [items.map((json) => ({ json }))] }, source: null },
					],
				},
			}).executionData;
			return await new WorkflowExecute(additionalData, mode, next).processRunExecutionData(
				workflow,
			);
		},
		retry: async ({ data, mode }) => {
			const next = structuredClone(data);
			const { resultData } = next;
			delete resultData.error;
			const runs = resultData.runData[resultData.lastNodeExecuted ?? ''] ?? [];
			if (runs.at(-1)?.error) runs.pop();
			return await new WorkflowExecute(additionalData, mode, next).processRunExecutionData(
				workflow,
			);
		},
		sendCallback: async ({ data, mode }, query) => {
			let status = 200;
			const answer = { status: (code: number) => ((status = code), answer), end: () => answer };
			const node = workflow.getNode(data.resultData.lastNodeExecuted ?? '');
			if (!node) throw new Error('No node is waiting');
			const context = new WebhookContext(
				workflow,
				node,
				Object.assign({ ...additionalData }, { httpRequest: { query }, httpResponse: answer }),
				mode,
				{
					httpMethod: 'POST',
					node: node.name,
					path: '',
					webhookDescription: new DescriptorAi().description.webhooks?.[0] ?? never(),
					workflowId: workflow.id,
					workflowExecuteAdditionalData: additionalData,
				},
				[],
				data,
			);
			const { workflowData } = await new DescriptorAi().webhook.call(context);
			return { status, items: workflowData?.[0] };
		},
	};
}

function never(): never {
	throw new Error('The node has no webhook, or the workflow no node');
}

export interface NodeRunOptions {
	items: IDataObject[];
	/** The file of each item that has one. */
	files?: Array<ItemFile | null>;
	parameters: IDataObject;
	/** The name of the node that the items come from. */
	first?: string;
	/** The type of a node that the items go through first. */
	between?: string;
	settings?: Partial<INode>;
	credentials?: ICredentialDataDecryptedObject;
	engine?: Omit<EngineOptions, 'credentials'>;
}

/** What makes the node the tool of an AI agent, as n8n does: another name, and connected to nothing but the agent. */
export function asTool(): Pick<NodeRunOptions, 'settings' | 'engine'> {
	const type = `${DESCRIPTOR_AI}Tool`;
	const tool = new DescriptorAi();
	const outputs = [NodeConnectionTypes.AiTool];
	tool.description = { ...tool.description, name: 'descriptorAiTool', inputs: [], outputs };
	return { settings: { type }, engine: { nodeTypes: { [type]: tool } } };
}

export const BASE_URL = 'https://descriptor.test';

/** A workflow of given items that go into one Descriptor.AI node. */
export function startNode({
	items,
	files = [],
	parameters,
	first = 'Items',
	between,
	settings,
	credentials,
	engine,
}: NodeRunOptions): EngineRun {
	const nodeName = settings?.name ?? 'Descriptor.AI';
	const node = (name: string, type: string, more: Partial<INode>): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	return startWorkflow(
		{
			nodes: [
				node(first, ITEMS, {
					parameters: { items: JSON.stringify(items), files: JSON.stringify(files) },
				}),
				node(nodeName, DESCRIPTOR_AI, {
					parameters: parameters as INode['parameters'],
					credentials: { descriptorAiApi: { id: '1', name: 'Descriptor.AI' } },
					...settings,
					// n8n pauses for a second where it is 0.
					waitBetweenTries: 1,
				}),
				...(between ? [node('Between', between, {})] : []),
			],
			connections: between
				? { [first]: to('Between'), Between: to(nodeName) }
				: { [first]: to(nodeName) },
		},
		{
			credentials: {
				descriptorAiApi: credentials ?? { accessToken: 'secret-token', baseUrl: BASE_URL },
			},
			...engine,
		},
	);
}

export interface NodeOutcome {
	/** The items, by output. */
	outputs: INodeExecutionData[][];
	error: { message: string; description?: string | null } | undefined;
	hints: string[];
	status: string;
}

/** The output of a node in a finished run. */
export function outcomeOf(run: IRun, nodeName = 'Descriptor.AI'): NodeOutcome {
	const task = run.data.resultData.runData[nodeName]?.at(-1);
	return {
		outputs: (task?.data?.main ?? []).map((items) => items ?? []),
		error: run.data.resultData.error,
		hints: (task?.hints ?? []).map(({ message }) => message),
		status: run.status,
	};
}

/** Runs one Descriptor.AI node to its end. */
export async function runNode(options: NodeRunOptions): Promise<NodeOutcome> {
	return outcomeOf(await startNode(options).run);
}
