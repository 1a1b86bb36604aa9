import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { DescriptorAiClient } from '../../../api/client';
import { resumeAddress } from '../../../waiting/address';
import { pollUntil } from '../../../waiting/poll';
import { recallWait, remember, secretName, suspend, type Wait } from '../../../waiting/suspend';
import { ask, askAll, isProcessing } from './askAll';
import { submitAll, type Recording, type Refused } from './submitAll';
import type { Step } from './waitingWorkflow';

/** What cannot be had where n8n cannot wait in a workflow of its own. */
const ONLY_CALLED =
	'This version of n8n does not ask while it is suspended: a result whose call is lost, for example because n8n was restarted at that moment, is noticed only when the time is up. Newer versions ask in between.';
const NOT_SUSPENDED =
	'This version of n8n cannot be suspended and ask in between: the execution runs until all results are there, and a restart of n8n ends it. Newer versions are suspended.';

const asItems = (fields: IDataObject[]): INodeExecutionData[] =>
	fields.map((json, item) => ({ json, pairedItem: { item } }));

const areOver = (fields: IDataObject[]) => !fields.some(isProcessing);

async function submitHere(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: Recording[],
	{ callback, stopAtRefusal }: Step,
	signal: AbortSignal,
): Promise<Wait | Refused> {
	const resume = callback ? resumeAddress(ctx) : null;
	const submitted = await submitAll(client, recordings, resume, stopAtRefusal, signal);
	if ('refusal' in submitted) return submitted;
	const wait = { ...submitted, id: secretName() };
	remember(ctx, wait);
	return wait;
}

/**
 * Submits and waits in the node's own execution.
 *
 * With callbacks the execution is suspended until all analyses are over. When the time is up, n8n puts the items out
 * as they were when it was suspended. Without callbacks the node asks until then.
 */
export async function waitHere(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: Recording[],
	step: Step,
	signal: AbortSignal,
): Promise<{ items: INodeExecutionData[] } | Refused> {
	const wait = await submitHere(ctx, client, recordings, step, signal);
	if ('refusal' in wait) return wait;
	let fields: IDataObject[] = [];
	const askOpen = async () => (fields = await askAll(ctx, client, wait.jobs, signal, fields));
	const hint = (message: string) => ctx.addExecutionHints({ message, location: 'outputPane' });

	if (step.callback) {
		if (areOver(await askOpen()) || signal.aborted) return { items: asItems(fields) };
		hint(ONLY_CALLED);
		return { items: await suspend(ctx, wait, new Date(step.deadline), fields) };
	}

	hint(NOT_SUSPENDED);
	const times = { interval: step.interval / 1000, maxWait: (step.deadline - Date.now()) / 1000 };
	return { items: asItems(await pollUntil(askOpen, areOver, times, signal)) };
}

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
 * @param recordings gives what is to be submitted in the first round
 * @returns the items that end the wait; while it goes on, items with the status `waiting`
 */
export async function waitStep(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: () => Recording[],
	step: Step,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const wait = recallWait(ctx) ?? (await submitHere(ctx, client, recordings(), step, signal));
	if ('refusal' in wait) return [{ json: wait }];
	const over = new Set(wait.over);
	const known = wait.jobs.map(({ resultId = '' }) => (over.has(resultId) ? OVER : undefined));
	const asked = await askAll(ctx, client, wait.jobs, signal, known);
	const now = Date.now();
	const isLast = signal.aborted || now >= step.deadline || (await isStopped(ctx, step));
	if (isLast || areOver(asked)) {
		const fields = await Promise.all(
			asked.map(async (known, item) =>
				known === OVER ? await ask(ctx, client, wait.jobs[item], item, signal) : known,
			),
		);
		if (isLast || areOver(fields)) return asItems(fields);
	}
	wait.over = wait.jobs.flatMap(({ resultId = [] }, item) =>
		isProcessing(asked[item]) ? [] : resultId,
	);
	const until = new Date(Math.min(step.deadline, now + step.interval));
	// Results that are there already are fetched again at the end; what is kept meanwhile is to be small. No item leaves
	// the loop before the others, a failed one neither.
	const shown = wait.jobs.map(({ failed, resultId, name }) => ({
		...(failed ?? { result_id: resultId, ...name }),
		status: 'waiting',
	}));
	return await suspend(ctx, wait, until, shown);
}
