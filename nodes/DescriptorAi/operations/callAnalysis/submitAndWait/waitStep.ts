import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { clock, type DescriptorAiClient } from '../../../api';
import { recallWait, suspend, waitingItems } from '../../../waiting/suspend';
import { areOver, ask, askAll, isProcessing } from './askAll';
import { beginWait } from './beginWait';
import { asItems, failureOf } from './outcome';
import type { Recording } from './submitAll';
import type { Step } from './waitingWorkflow';

/** Whether somebody has stopped the execution that waits for this one: n8n stops only that, and notes it as an error. */
async function isStopped(ctx: IExecuteFunctions, { parentId }: Step): Promise<boolean> {
	const isOver = ctx.getExecutionDataById(parentId).then((data) => data?.resultData.error);
	// A database that does not answer is no reason to give up what was paid for.
	return (await isOver.catch(() => undefined)) !== undefined;
}

/** Stands for an analysis that is over and whose result is fetched when all are. */
const OVER = { status: 'over' };

/**
 * One round of a waiting workflow: submits in the first one, asks for what is not over, and is suspended until the
 * service calls or it is time to ask again.
 *
 * If the first round is the last one as well, it hands its outcome over to the node that has begun it. Later ones put out
 * what that node is to put out: n8n does not execute it again.
 *
 * @param recordings gives what is to be submitted in the first round
 * @returns the items that end the wait; while it goes on, items with the status `waiting`
 * @throws NodeOperationError when a recording has failed and the node is to stop at it
 */
export async function waitStep(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: () => Recording[],
	step: Step,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const begun = recallWait(ctx);
	const wait = begun ?? (await beginWait(ctx, client, recordings(), step, signal));
	if ('refusal' in wait) return [{ json: wait }];
	const end = (fields: IDataObject[]): INodeExecutionData[] => {
		if (!begun) return [{ json: { jobs: wait.jobs, fields } }];
		const failure = step.stops ? failureOf(ctx.getNode(), fields) : undefined;
		if (failure) throw failure;
		return asItems(fields, step);
	};
	const over = new Set(wait.over);
	const known = wait.jobs.map(({ resultId = '' }) => (over.has(resultId) ? OVER : undefined));
	const asked = await askAll(ctx, client, wait.jobs, signal, known);
	const now = clock.now();
	const isLast = signal.aborted || now >= step.deadline || (await isStopped(ctx, step));
	if (isLast || areOver(asked)) {
		const fields = await Promise.all(
			asked.map(async (known, item) =>
				known === OVER ? await ask(ctx, client, wait.jobs[item], item, signal) : known,
			),
		);
		if (isLast || areOver(fields)) return end(fields);
	}
	wait.over = wait.jobs.flatMap(({ resultId = [] }, item) =>
		isProcessing(asked[item]) ? [] : resultId,
	);
	const until = new Date(Math.min(step.deadline, now + step.interval));
	// Results that are there already are fetched again at the end; what is kept meanwhile is to be small. No item leaves
	// the loop before the others, a failed one neither.
	return await suspend(ctx, wait, until, waitingItems(wait));
}
