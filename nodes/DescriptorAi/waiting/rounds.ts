import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { clock, type DescriptorAiClient } from '../api';
import { resumeAddress } from './address';
import { areOver, requestAnswer, requestAnswers, asItems, failureOf } from './jobResults';
import {
	endedItem,
	keepWait,
	keptWait,
	waitingItems,
	type Answer,
	type Ended,
	type Job,
	type Refused,
	type Wait,
	type WaitSettings,
} from './waitState';
import { pollUntil } from './polling';

/**
 * Submits the recordings, each once.
 *
 * @param resume the address that wakes the execution; `null` without callbacks
 * @returns a job for each item, or after a refusal for those that had begun
 */
export type SubmitAll = (resume: URL | null) => Promise<{ jobs: Job[] } | Refused>;

const ONLY_CALLED =
	'This version of n8n does not poll while it is suspended: a result whose callback is lost, for example because n8n was restarted at that moment, is found only when the time is up. Nor does a failed recording stop the node: it is returned as a failed item. Newer versions can do both.';
const NOT_SUSPENDED =
	'This version of n8n cannot suspend the execution between polls: the execution runs until all results are there, and a restart of n8n ends it. Newer versions suspend it.';

/** Submits the recordings and keeps the wait with the execution, so that none is submitted again. */
async function begin(
	ctx: IExecuteFunctions,
	{ id, callback }: WaitSettings,
	submitAll: SubmitAll,
): Promise<Wait | Refused> {
	const submitted = await submitAll(callback ? resumeAddress(ctx) : null);
	if ('refusal' in submitted) return submitted;
	const wait = { ...submitted, id, over: [], since: 0 };
	keepWait(ctx, wait);
	return wait;
}

/**
 * Suspends the execution; nothing runs until it is woken.
 *
 * n8n does not execute a waiting node again. A callback makes it return what the node's `webhook` method returns; when the
 * time is up, it returns the node's *input* items, so these are replaced.
 *
 * @param then the items to return when the time is up, one for each item
 */
async function suspend(
	ctx: IExecuteFunctions,
	wait: Wait,
	until: number,
	then: INodeExecutionData[],
): Promise<void> {
	keepWait(ctx, { ...wait, since: clock.now() });
	// An item's fields belong to the node before as well: they are replaced and not changed.
	ctx.getInputData().forEach((item, index) => Object.assign(item, then[index]));
	await ctx.putExecutionToWait(new Date(until));
}

/**
 * Submits and waits in the node's own execution, where n8n cannot wait in a workflow of its own.
 *
 * With callbacks the execution is suspended until all analyses are over. When the time is up, n8n returns the items as
 * they were when it was suspended. Without callbacks the node polls until then.
 *
 * @returns how the wait ended, or the items to show while the execution is suspended
 */
export async function waitHere(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	settings: WaitSettings,
	submitAll: SubmitAll,
	signal: AbortSignal,
): Promise<Ended | { items: INodeExecutionData[] }> {
	const wait = await begin(ctx, settings, submitAll);
	if ('refusal' in wait) return wait;
	const { jobs } = wait;
	const { callback, deadline, interval } = settings;
	let answers: Answer[] = [];
	const requestOpen = async () =>
		(answers = await requestAnswers(ctx, client, jobs, signal, answers));
	const hint = (message: string) => ctx.addExecutionHints({ message, location: 'outputPane' });

	if (callback) {
		if (areOver(await requestOpen()) || signal.aborted) return { jobs, answers };
		hint(ONLY_CALLED);
		await suspend(ctx, wait, deadline, asItems(answers, settings));
		return { items: waitingItems(wait, false) };
	}

	hint(NOT_SUSPENDED);
	const times = { interval: interval / 1000, maxWait: (deadline - clock.now()) / 1000 };
	return { jobs, answers: await pollUntil(requestOpen, areOver, times, signal) };
}

/** Whether somebody has stopped the execution that waits for this one: n8n stops only that, and notes it as an error. */
async function isStopped(ctx: IExecuteFunctions, { parentId }: WaitSettings): Promise<boolean> {
	const error = ctx.getExecutionDataById(parentId).then((data) => data?.resultData.error);
	// A database that does not answer is no reason to give up paid analyses.
	return (await error.catch(() => undefined)) !== undefined;
}

/** Stands for an analysis that is over and whose result is fetched when all are. */
const OVER: Answer = { state: 'completed', fields: {} };

/**
 * One round of a workflow that waits: submits in the first one, requests the open analyses, and is suspended until a
 * callback arrives or it is time to poll.
 *
 * If the first round is the last one as well, it hands its end over to the node that has begun the wait. Later ones return
 * what that node is to return: n8n does not execute it again.
 *
 * @returns the items that end the wait; while it goes on, marked ones
 * @throws NodeOperationError when a recording has failed and the node is to stop at it
 */
export async function nextRound(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	settings: WaitSettings,
	submitAll: SubmitAll,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const begun = keptWait(ctx);
	const wait = begun ?? (await begin(ctx, settings, submitAll));
	if ('refusal' in wait) return [endedItem(settings, wait)];
	const { jobs } = wait;
	const end = (answers: Answer[]): INodeExecutionData[] => {
		if (!begun) return [endedItem(settings, { jobs, answers })];
		const failure = settings.stops ? failureOf(ctx.getNode(), answers) : undefined;
		if (failure) throw failure;
		return asItems(answers, settings);
	};
	const over = new Set(wait.over);
	const known = jobs.map((job) => ('resultId' in job && over.has(job.resultId) ? OVER : undefined));
	const latest = await requestAnswers(ctx, client, jobs, signal, known);
	const now = clock.now();
	const isLast = signal.aborted || now >= settings.deadline || (await isStopped(ctx, settings));
	if (isLast || areOver(latest)) {
		const answers = await Promise.all(
			latest.map(async (answer, item) =>
				answer === OVER ? await requestAnswer(ctx, client, jobs[item], item, signal) : answer,
			),
		);
		if (isLast || areOver(answers)) return end(answers);
	}
	wait.over = jobs.flatMap((job, item) =>
		'resultId' in job && areOver([latest[item]]) ? job.resultId : [],
	);
	// Results that are there already are fetched again at the end; what is kept meanwhile is to be small. No item leaves
	// the loop before the others, a failed one neither.
	const items = waitingItems(wait, true);
	await suspend(ctx, wait, Math.min(settings.deadline, now + settings.interval), items);
	return items;
}
