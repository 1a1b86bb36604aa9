import * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asItems } from './askAll';
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
 * A recording as an item of the waiting workflow. n8n reads all that it keeps of an execution at each call, and a text in
 * no time; an object takes it longer.
 */
const asItem = (recording: Recording): IDataObject => ({
	...('name' in recording && recording.name),
	recording: JSON.stringify(recording),
});

/** The recording in such an item. Version 0.4.0 handed it over as the item itself; such a wait may be begun again. */
export const recordingIn = (json: IDataObject) =>
	(typeof json.recording === 'string' ? JSON.parse(json.recording) : json) as Recording;

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
): Promise<{ items: INodeExecutionData[] } | Refused> {
	const { parentId: executionId } = step;
	const workflowId = ctx.getWorkflow().id ?? '';
	// The workflow begins in this process, so that Stop can end what it submits.
	stops.set(executionId, signal);
	const { data, ...child } = await ctx
		.executeWorkflow(
			{ code: waitingWorkflow(ctx.getNode(), ctx.getWorkflowSettings(), step) },
			recordings.map((recording) => ({ json: asItem(recording) })),
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
	const [first] = items;
	if (first && 'refusal' in first.json) return first.json as Refused;
	return { items: asItems(items.map(({ json }) => json)) };
}
