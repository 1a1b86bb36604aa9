import * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { WaitingJob } from '../../../waiting/suspend';
import type { Recording, Refused } from './submitAll';
import { waitingWorkflow, type Step } from './waitingWorkflow';

/**
 * Whether n8n reliably takes a node up again when a workflow that the node runs has waited, also after a crash between
 * the two. Versions that do mark such executions with this date.
 */
export const canWaitInWorkflow = 'WAIT_FOR_SUB_EXECUTION' in n8nWorkflow;

/** What stops the executions that have just begun to wait, by their ids: n8n does not stop what an execution runs. */
const stops = new Map<string, AbortSignal>();

/** The signal that is given when the step, or the execution that waits for it, is stopped. */
export function stopOf({ parentId }: Step, own: AbortSignal): AbortSignal {
	const parent = stops.get(parentId);
	return parent ? AbortSignal.any([own, parent]) : own;
}

/**
 * How a wait has ended: with what is known of each recording, or with a refusal. If the execution is suspended instead,
 * with the items that it shows meanwhile.
 */
export type Ended =
	| { jobs: WaitingJob[]; fields: IDataObject[] }
	| Refused
	| { items: INodeExecutionData[] };

const isEnd = (json: IDataObject | undefined): json is Exclude<Ended, { items: unknown }> =>
	json !== undefined && 'jobs' in json;

/**
 * A recording as an item of the waiting workflow. n8n reads all that it keeps of an execution at each call, and a text in
 * no time; an object takes it longer.
 */
const asItem = (recording: Recording): INodeExecutionData => ({
	json: { recording: JSON.stringify(recording) },
});

/** The recording in such an item. */
export const recordingIn = (json: IDataObject) => JSON.parse(String(json.recording)) as Recording;

/**
 * Submits and waits in a workflow of its own; see `waitingWorkflow`.
 *
 * While that waits, n8n suspends this execution as well, and puts out in the end what that has put out.
 */
export async function waitInWorkflow(
	ctx: IExecuteFunctions,
	recordings: Recording[],
	step: Step,
	signal: AbortSignal,
): Promise<Ended> {
	const { parentId: executionId } = step;
	const workflowId = ctx.getWorkflow().id ?? '';
	// The workflow begins in this process, so that Stop can end what it submits.
	stops.set(executionId, signal);
	const { data, ...child } = await ctx
		.executeWorkflow(
			{ code: waitingWorkflow(ctx.getNode(), ctx.getWorkflowSettings(), step) },
			recordings.map(asItem),
			undefined,
			{ parentExecution: { executionId, workflowId }, executionMode: ctx.getMode() },
		)
		.finally(() => stops.delete(executionId));
	// The editor then links the two executions.
	ctx.setMetadata({
		subExecution: { executionId: child.executionId, workflowId },
		subExecutionsCount: 1,
	});
	const items = data[0] ?? [];
	const end = items[0]?.json;
	return isEnd(end) ? end : { items };
}
