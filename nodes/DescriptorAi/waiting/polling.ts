import { NodeApiError } from 'n8n-workflow';

import {
	clock,
	serviceWords,
	unreadableError,
	type DescriptorAiClient,
	type RequestContext,
} from '../api';
import { normalize, type Analysis } from '../call/analysis';

/** Statuses that say that there is no result at the moment, and in their words why. */
const CONFLICTS = [409, 423];

/** Whether the service says that it knows no such result. */
export const isUnknown = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && error.httpCode === '404';

/** Whether a request failed for a reason that may be gone later. */
export const isTransient = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && error.context.transient === true;

/**
 * Requests an analysis once, whether it is finished or not.
 *
 * @throws NodeApiError when the service's answer cannot be used
 */
export async function requestAnalysis(
	ctx: RequestContext,
	client: DescriptorAiClient,
	resultId: string,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Analysis> {
	const answer = await client.fetchResult(resultId, itemIndex, signal);
	if (CONFLICTS.includes(answer.statusCode)) {
		return { state: 'processing', progress: null, said: serviceWords(answer.body) || null };
	}
	const analysis = normalize(answer);
	if (analysis) return analysis;
	const purpose = { kind: 'result', resultId } as const;
	throw unreadableError(ctx.getNode(), { purpose, itemIndex, baseUrl: client.baseUrl });
}

/** For so many milliseconds after a submit, the service may not yet know the result ID that it returned. */
export const SUBMIT_LAG = 30_000;

/** Pauses in seconds before a result ID that the service does not know is requested again. */
const LAG_PAUSES = [1, 2, 3, 4];

/**
 * Requests an analysis, and again for ten seconds while the service does not know it.
 *
 * @throws NodeApiError when the service's answer cannot be used
 */
export async function requestKnownAnalysis(
	...given: Parameters<typeof requestAnalysis>
): Promise<Analysis> {
	const [, , , , signal] = given;
	for (const seconds of LAG_PAUSES) {
		try {
			return await requestAnalysis(...given);
		} catch (error) {
			if (!isUnknown(error)) throw error as NodeApiError;
			await clock.pause(seconds * 1000, signal);
			if (signal.aborted) throw error as NodeApiError;
		}
	}
	return await requestAnalysis(...given);
}

/** All in seconds. */
export interface PollTimes {
	interval: number;
	/** 0 polls once. */
	maxWait: number;
}

/** The callback may arrive before the service returns the result: how it is polled then. */
export const GRACE: PollTimes = { interval: 2, maxWait: 10 };

/**
 * Polls at once, and again after each pause, until the answer is final or the time is up.
 *
 * A fault that passes does not end the wait once there was an answer: then the last answer counts.
 *
 * @param pause ends when it is time for the next request, at the deadline in milliseconds since 1970 at the latest, or
 * when the signal is aborted; `interval` seconds long unless given
 * @returns the last answer, which is not final when the time is up or the signal is aborted
 */
export async function pollUntil<T>(
	poll: () => Promise<T>,
	isFinal: (answer: T) => boolean,
	{ interval, maxWait }: PollTimes,
	signal: AbortSignal,
	pause: (answer: T, deadline: number) => Promise<void> = async (_answer, deadline) =>
		await clock.pause(Math.min(interval * 1000, deadline - clock.now()), signal),
): Promise<T> {
	const deadline = clock.now() + maxWait * 1000;
	let answer = await poll();
	while (!isFinal(answer) && !signal.aborted && clock.now() < deadline) {
		await pause(answer, deadline);
		if (signal.aborted) break;
		const lastAnswer = answer;
		answer = await poll().catch((fault: unknown) => {
			if (isTransient(fault)) return lastAnswer;
			throw fault;
		});
	}
	return answer;
}
