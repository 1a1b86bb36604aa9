import type { INode, IWorkflowBase, IWorkflowSettings } from 'n8n-workflow';

import { clock } from '../../../api';
import type { OnError } from './outcome';

/** What the step of a waiting workflow is told, as the value of the hidden parameter `step`. */
export interface Step extends OnError {
	/** When the wait is over in any case, in milliseconds since 1970. */
	deadline: number;
	/** How long to wait for a call before asking, in milliseconds. */
	interval: number;
	/** Whether the service is to call. */
	callback: boolean;
	/** The execution that waits for this one. */
	parentId: string;
}

/**
 * The workflow that a node runs to wait: it submits and is suspended, until the service calls or some minutes have
 * passed; then it looks, and is suspended again.
 *
 * A node that is suspended cannot do this by itself: n8n does not execute it again. As a workflow of its own, the wait
 * is kept in n8n's database with all that belongs to it, and goes on after a restart.
 *
 * @param node the node that waits; the step is done by another one of its kind, with its credential
 * @param settings of the workflow that the node belongs to
 */
export function waitingWorkflow(
	node: INode,
	settings: IWorkflowSettings,
	step: Step,
): IWorkflowBase {
	const now = new Date(clock.now());
	return {
		id: '',
		name: `${node.name}: waiting`,
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
		settings: {
			// What is kept of an execution, and for how long it may run, holds for the wait as well.
			...settings,
			executionOrder: 'v1',
			callerPolicy: 'workflowsFromSameOwner',
			// The workflow that the wait belongs to reports the failure.
			errorWorkflow: undefined,
		},
		nodes: [
			{
				id: 'recordings',
				name: 'Recordings',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { inputSource: 'passthrough' },
			},
			{
				id: 'wait',
				name: 'Submit and Wait',
				type: node.type,
				typeVersion: node.typeVersion,
				credentials: node.credentials,
				position: [220, 0],
				parameters: {
					resource: 'callAnalysis',
					operation: 'submitAndWait',
					step: JSON.stringify(step),
					// Required by the form, and not read: the recordings come with the items.
					audioUrl: '={{ $json.recording }}',
					// For the person who looks at it while it waits.
					waitUsing: step.callback ? 'callback' : 'polling',
					options: { pollIntervalMinutes: step.interval / 60_000 },
				},
			},
			{
				id: 'over',
				name: 'Is It Over?',
				type: 'n8n-nodes-base.if',
				typeVersion: 2.2,
				position: [440, 0],
				parameters: {
					conditions: {
						options: { version: 2, caseSensitive: true, typeValidation: 'strict', leftValue: '' },
						combinator: 'and',
						conditions: [
							{
								id: 'over',
								// The step says it of each item, so that n8n does not go through all items for each of them.
								leftValue: "={{ $json.status !== 'waiting' }}",
								rightValue: '',
								operator: { type: 'boolean', operation: 'true', singleValue: true },
							},
						],
					},
				},
			},
		],
		connections: {
			Recordings: { main: [[{ node: 'Submit and Wait', type: 'main', index: 0 }]] },
			'Submit and Wait': {
				main: [[{ node: 'Is It Over?', type: 'main', index: 0 }]],
			},
			'Is It Over?': {
				main: [[], [{ node: 'Submit and Wait', type: 'main', index: 0 }]],
			},
		},
	};
}
