import * as n8nWorkflow from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IWorkflowBase,
	IWorkflowSettings,
} from 'n8n-workflow';

import { clock } from '../api';
import {
	overExpression,
	readEnded,
	SETTINGS_PARAMETER,
	submissionItem,
	withoutMark,
	writtenSettings,
	type Ended,
	type Submission,
	type WaitSettings,
} from './waitState';

/**
 * Whether n8n reliably takes a node up again when a workflow that the node runs has waited, also after a crash between
 * the two. Versions that do mark such executions with this date.
 */
export const canWaitInSubWorkflow = 'WAIT_FOR_SUB_EXECUTION' in n8nWorkflow;

/** The operation that is the step of the workflow. */
export const WAIT_STEP = { resource: 'callAnalysis', operation: 'waitStep' };

/**
 * How many recordings a round submits. n8n saves the execution after each, so if it is killed meanwhile, no more result IDs
 * than these are in its log only.
 */
export const STEP = 50;

/**
 * How many recordings ask for a callback if there are more than a round submits, the last ones: when these are over, the
 * others are requested. A callback costs n8n more than all else that is done for a recording, and more with each recording
 * that waits.
 */
export const LAST_ONES = 10;

/** How long after its time the workflow may end, in milliseconds: n8n looks once a minute whether the time is up. */
const END_MARGIN = 300_000;

/** The node of the workflow whose items are the recordings. */
const RECORDINGS = 'Recordings to Analyze';

/** The items with which the workflow began; in later rounds, the step gets others. */
export const recordingItems = (ctx: IExecuteFunctions): INodeExecutionData[] =>
	ctx.getWorkflowDataProxy(0).$(RECORDINGS).all();

/** What stops the executions that have just begun to wait, by their ids: n8n does not stop the sub-executions of an execution. */
const stops = new Map<string, AbortSignal>();

/** The signal that is aborted when the step, or the execution that waits for it, is stopped. */
export function stopOf({ parentId }: WaitSettings, own: AbortSignal): AbortSignal {
	const parent = stops.get(parentId);
	return parent ? AbortSignal.any([own, parent]) : own;
}

/** A name in Markdown; n8n makes a link of `Descriptor.AI` unless its dot is escaped. */
const escaped = (name: string) => name.replace(/[\\`*_[\]<>.#]/g, '\\$&');

/** The sticky note for a person who opens the execution. */
const noteOf = (
	node: string,
	workflow: string,
	{ parentId, deadline, callback, whyPolling, interval }: WaitSettings,
): string => `## Waiting for Descriptor\\.AI
Started by the node **${escaped(node)}** of the workflow **${escaped(workflow)}**, execution ${parentId}. That execution continues with the results when this one has ended.

The step submits the recordings. Then the execution is suspended for ${interval === 60_000 ? 'a minute' : `${interval / 60_000} minutes`}${callback ? ', or until Descriptor\\.AI sends a callback' : ''}: nothing runs meanwhile. Each time, the step requests the results.${whyPolling ? ` It gets no callback: ${whyPolling}.` : ''}

It ends by itself, when all results are there or at ${new Date(deadline).toISOString()}. To end it earlier, stop execution ${parentId}.`;

/**
 * The workflow that a node runs to wait: it submits and is suspended until a callback arrives or some minutes have
 * passed; then it polls, and is suspended again.
 *
 * A node that is suspended cannot do this by itself: n8n does not execute it again. As a workflow of its own, the wait
 * is kept in n8n's database with all that belongs to it, and goes on after a restart.
 *
 * @param node the node that waits; the step is done by another one of its kind, with its credential
 * @param workflow the name of the workflow that the node belongs to, and its settings
 * @param count how many recordings there are
 */
function waitingWorkflow(
	node: INode,
	workflow: { name: string; settings: IWorkflowSettings },
	settings: WaitSettings,
	count: number,
): IWorkflowBase {
	const now = new Date(clock.now());
	const [step, check] = ['Submit and Poll', 'All Results There?'];
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
			...workflow.settings,
			executionOrder: 'v1',
			// With one round that submits, n8n saves the execution by suspending it.
			...(count > STEP && { saveExecutionProgress: true }),
			callerPolicy: 'workflowsFromSameOwner',
			// The workflow that the wait belongs to reports the failure.
			errorWorkflow: undefined,
		},
		nodes: [
			{
				id: 'recordings',
				name: RECORDINGS,
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				parameters: { inputSource: 'passthrough' },
			},
			{
				id: 'step',
				name: step,
				type: node.type,
				typeVersion: node.typeVersion,
				credentials: node.credentials,
				position: [220, 0],
				parameters: {
					...WAIT_STEP,
					// For the person who looks at it while it waits.
					waitUsing: settings.callback ? 'callback' : 'polling',
					options: { pollIntervalMinutes: settings.interval / 60_000 },
					[SETTINGS_PARAMETER]: writtenSettings(settings),
				},
			},
			{
				id: 'check',
				name: check,
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
								leftValue: overExpression(settings),
								rightValue: '',
								operator: { type: 'boolean', operation: 'true', singleValue: true },
							},
						],
					},
				},
			},
			{
				id: 'note',
				name: 'About This Workflow',
				type: 'n8n-nodes-base.stickyNote',
				typeVersion: 1,
				position: [-40, -320],
				parameters: {
					content: noteOf(node.name, workflow.name, settings),
					height: 240,
					width: 640,
				},
			},
		],
		connections: {
			[RECORDINGS]: { main: [[{ node: step, type: 'main', index: 0 }]] },
			[step]: { main: [[{ node: check, type: 'main', index: 0 }]] },
			[check]: { main: [[], [{ node: step, type: 'main', index: 0 }]] },
		},
	};
}

/**
 * Lets this execution go on without the workflow that waits, some minutes after that has ended.
 *
 * n8n takes up an execution whose workflow has ended, also after a crash between the two, unless it has deleted that
 * workflow's execution.
 */
async function endAnyway(
	ctx: IExecuteFunctions,
	shown: INodeExecutionData[],
	{ deadline }: WaitSettings,
): Promise<void> {
	ctx.getInputData().forEach((item, index) => {
		const json = { ...shown[index]?.json, status: 'processing' };
		Object.assign(item, { json, pairedItem: { item: index } });
	});
	await ctx.putExecutionToWait(new Date(deadline + END_MARGIN));
}

/**
 * Submits and waits in a workflow of its own. While that is suspended, n8n suspends this execution as well, and returns in
 * the end what that has returned.
 *
 * @returns how the wait ended, or the items to show while the execution is suspended
 */
export async function waitInSubWorkflow(
	ctx: IExecuteFunctions,
	submissions: Submission[],
	settings: WaitSettings,
	signal: AbortSignal,
): Promise<Ended | { items: INodeExecutionData[] }> {
	const { parentId: executionId } = settings;
	const { id: workflowId = '', name = '' } = ctx.getWorkflow();
	const node = ctx.getNode();
	const workflow = { name, settings: ctx.getWorkflowSettings() };
	const code = waitingWorkflow(node, workflow, settings, submissions.length);
	// The workflow begins in this process, so that Stop can end what it submits.
	stops.set(executionId, signal);
	const { data, waitTill, ...child } = await ctx
		.executeWorkflow({ code }, submissions.map(submissionItem), undefined, {
			parentExecution: { executionId, workflowId },
			executionMode: ctx.getMode(),
		})
		.finally(() => stops.delete(executionId));
	// The editor then links the two executions.
	ctx.setMetadata({
		subExecution: { executionId: child.executionId, workflowId },
		subExecutionsCount: 1,
		// Nothing else of an execution reaches the expression of the tooltip: it says by this that no callback is to come.
		...(!settings.callback && { resumeUrl: '' }),
	});
	const items = data[0] ?? [];
	const ended = readEnded(node, settings, items);
	if (ended) return ended;
	const shown = withoutMark(settings, items);
	if (waitTill && ctx.getWorkflowSettings().saveDataSuccessExecution === 'none') {
		await endAnyway(ctx, shown, settings);
	}
	return { items: shown };
}
