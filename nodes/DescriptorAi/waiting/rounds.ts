import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { clock, type DescriptorAiClient } from '../api';
import { resumeAddress } from './address';
import {
	areOver,
	requestAnswer,
	requestAnswers,
	requestUntilOpen,
	asItems,
	failureOf,
} from './jobResults';
import {
	awaitsCallback,
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
import { LAST_ONES, STEP } from './subWorkflow';

/** What a submission gives: a job for each item, or after a refusal for those that had begun. */
type Submitted = { jobs: Job[] } | Refused;

/** Recordings that are submitted together, by their index. */
export interface Part {
	from: number;
	/** The first one that is not. */
	to: number;
	/** The address that wakes the execution; `null` without callbacks. */
	resume: URL | null;
	/** The first one that asks for a callback. */
	callbacksFrom: number;
}

/** The recordings of a workflow that waits. */
export interface Submissions {
	count: number;
	/** Submits some of them, each once. */
	submit(part: Part): Promise<Submitted>;
}

/**
 * How long the execution is suspended when no callback is to come, at least; in milliseconds. It becomes a tenth of the
 * time since the last submit, so that a wait of hours has few rounds.
 */
const SHORTEST_POLL = 30_000;

const ONLY_CALLED =
	'This version of n8n does not poll while it is suspended: a result whose callback is lost, for example because n8n was restarted at that moment, is found only when the time is up. Nor does a failed recording stop the node: it is returned as a failed item. Newer versions can do both.';
const NOT_SUSPENDED =
	'This version of n8n cannot suspend the execution between polls: the execution runs until all results are there, and a restart of n8n ends it. Newer versions suspend it.';

/**
 * Suspends the execution; nothing runs until it is woken.
 *
 * n8n does not execute a waiting node again. A callback makes it return what the node's `webhook` method returns; when the
 * time is up, it returns the node's *input* items, so these are replaced.
 *
 * @param then the items to return when the time is up, at least one for each input item
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
 * @param submitAll submits the recordings, each with a callback to the address unless that is `null`
 * @returns how the wait ended, or the items to show while the execution is suspended
 */
export async function waitHere(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	{ id, ...settings }: WaitSettings,
	submitAll: (resume: URL | null) => Promise<Submitted>,
	signal: AbortSignal,
): Promise<Ended | { items: INodeExecutionData[] }> {
	const { callback, deadline, interval } = settings;
	const submitted = await submitAll(callback ? resumeAddress(ctx) : null);
	if ('refusal' in submitted) return submitted;
	const { jobs } = submitted;
	const wait: Wait = { id, jobs, over: [], since: 0 };
	keepWait(ctx, wait);
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

/** When to poll next if no callback comes before, in milliseconds since 1970. */
function nextPoll(
	{ jobs, over }: Wait,
	{ callback, interval, deadline }: WaitSettings,
	now: number,
): number {
	const isOpen = ({ resultId }: { resultId: string }) => !over.includes(resultId);
	if (!callback || jobs.some((job) => awaitsCallback(job) && isOpen(job))) {
		return Math.min(deadline, now + interval);
	}
	const submittedAt = Math.max(...jobs.map((job) => ('resultId' in job ? job.submittedAt : 0)));
	const pause = Math.max(SHORTEST_POLL, (now - submittedAt) / 10);
	return Math.min(deadline, now + Math.min(interval, pause));
}

/**
 * One round of a workflow that waits. The first rounds submit, some recordings each, so that n8n saves their result IDs.
 * Then each requests the open analyses, and is suspended until a callback arrives or it is time to poll.
 *
 * If the workflow has never been suspended, the last round hands its end over to the node that has begun the wait. Later
 * ones return what that node is to return: n8n does not execute it again.
 *
 * @returns the items that end the wait; while it goes on, marked ones
 * @throws NodeOperationError when a recording has failed and the node is to stop at it
 */
export async function nextRound(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	settings: WaitSettings,
	{ count, submit }: Submissions,
	signal: AbortSignal,
): Promise<INodeExecutionData[]> {
	const wait = keptWait(ctx) ?? { id: settings.id, jobs: [], over: [], since: 0 };
	const wasSuspended = wait.since > 0;
	if (!wasSuspended) {
		const from = wait.jobs.length;
		const submitted = await submit({
			from,
			to: Math.min(from + STEP, count),
			resume: settings.callback ? resumeAddress(ctx) : null,
			callbacksFrom: count > STEP ? count - LAST_ONES : 0,
		});
		wait.jobs.push(...submitted.jobs);
		const { jobs } = wait;
		if ('refusal' in submitted) return [endedItem(settings, { ...submitted, jobs })];
		keepWait(ctx, wait);
		if (jobs.length < count && !signal.aborted)
			return waitingItems({ ...wait, ...submitted }, true);
	}
	const { jobs } = wait;
	const request = async (job: Job) =>
		await requestAnswer(ctx, client, job, jobs.indexOf(job), signal);
	const end = (answers: Answer[]): INodeExecutionData[] => {
		if (!wasSuspended) return [endedItem(settings, { jobs, answers })];
		const failure = settings.stops ? failureOf(ctx.getNode(), answers) : undefined;
		if (failure) throw failure;
		return asItems(answers, settings);
	};
	const known = new Map<Job, Answer>();
	const mustEnd =
		signal.aborted ||
		clock.now() >= settings.deadline ||
		// Before, Stop gives the signal.
		(wasSuspended && (await isStopped(ctx, settings)));
	const over = new Set(wait.over);
	const open = jobs.filter((job) => !('resultId' in job && over.has(job.resultId)));
	const isOver = !mustEnd && (await requestUntilOpen(open, request, known));
	if (mustEnd || isOver) {
		const answers = await Promise.all(
			jobs.map(async (job) => known.get(job) ?? (await request(job))),
		);
		if (mustEnd || areOver(answers)) return end(answers);
	}
	for (const [job, answer] of known) {
		if ('resultId' in job && areOver([answer])) wait.over.push(job.resultId);
	}
	// Results that are there already are fetched again at the end; what is kept meanwhile is to be small. No item leaves
	// the loop before the others, a failed one neither.
	const items = waitingItems(wait, true);
	await suspend(ctx, wait, nextPoll(wait, settings, clock.now()), items);
	return items;
}
