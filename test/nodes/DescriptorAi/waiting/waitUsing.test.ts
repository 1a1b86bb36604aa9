import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeTypes,
	type IWorkflowBase,
	type IWorkflowDataProxyAdditionalKeys,
} from 'n8n-workflow';

import { DescriptorAi } from '../../../../nodes/DescriptorAi/DescriptorAi.node';
import { startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const SUBMIT_AND_WAIT = { resource: 'callAnalysis', operation: 'submitAndWait' };

/** What the editor shows of a node while it waits, worked out as the editor does. */
function tooltipOf(parameters: INode['parameters'], metadata: IDataObject = {}): string {
	const type = new DescriptorAi();
	const node: INode = {
		...{ id: '1', name: 'Wait', type: 'test.node', typeVersion: 1, position: [0, 0] },
		parameters,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const resumeUrl = metadata.resumeUrl ?? 'https://n8n.example.com/webhook-waiting/1';
	const keys = { $execution: { id: '1', mode: 'test', resumeUrl } };
	const { waitingNodeTooltip = '' } = type.description;
	return String(
		expression.getSimpleParameterValue(
			node,
			waitingNodeTooltip,
			'internal',
			keys as IWorkflowDataProxyAdditionalKeys,
		),
	);
}

/** Submits a recording with these parameters, and stands in for the workflow that waits. */
async function wait(parameters: IDataObject, webhookUrl: string) {
	let code: IWorkflowBase | undefined;
	const { run } = startNode({
		items: [{}],
		parameters: {
			...SUBMIT_AND_WAIT,
			audioUrl: 'https://recordings.example.com/a.mp3',
			...parameters,
		},
		engine: {
			webhookUrl,
			executeWorkflow: async (info) => {
				code = info.code;
				return await Promise.resolve({
					executionId: 'child',
					data: [[{ json: { status: 'waiting' } }]],
				});
			},
		},
	});
	const [task] = (await run).data.resultData.runData['Descriptor.AI'];
	const find = (type: string) => code?.nodes.find((node) => node.type.endsWith(type))?.parameters;
	return { task, step: find('.descriptorAi') ?? {}, note: String(find('.stickyNote')?.content) };
}

isolateRequests();

describe('A person is told by which way n8n learns of the results', () => {
	const options = { pollIntervalMinutes: 2 };
	const POLLS = 'n8n polls for the results every 2 min. Nothing runs meanwhile.';
	const CALLED = 'sends a callback when the results are ready. Nothing runs meanwhile.';

	it.each([
		['automatic', 'https://n8n.example.com', 'callback', CALLED],
		['callback', 'https://n8n.example.com', 'callback', CALLED],
		['automatic', 'http://n8n.lan:5678', 'polling', POLLS],
		['polling', 'https://n8n.example.com', 'polling', POLLS],
	])('with Wait Using: %s at %s, which is %s', async (waitUsing, webhookUrl, used, words) => {
		const { task, step, note } = await wait({ waitUsing, options }, webhookUrl);
		const given = { ...SUBMIT_AND_WAIT, waitUsing, options };
		expect(tooltipOf(given, { ...task.metadata } as IDataObject)).toContain(words);
		expect(step.waitUsing).toBe(used);
		expect(tooltipOf(step)).toContain(words);
		const isChosen = waitUsing === 'automatic' && used === 'polling';
		expect(note.includes('It gets no callback')).toBe(isChosen);
		expect((task.hints ?? []).map(({ message }) => message)).toEqual(
			isChosen ? [expect.stringContaining('because Descriptor.AI cannot send callbacks')] : [],
		);
	});
});
