import { NodeApiError } from 'n8n-workflow';

import { clock } from '../api';

/** All in seconds. */
export interface PollTimes {
	interval: number;
	/** 0 asks once. */
	maxWait: number;
}

/**
 * Asks at once, and again every `interval` seconds, until the answer is final or the time is up.
 *
 * A fault that passes does not end the wait once there was an answer: then the last answer counts.
 *
 * @param onPause told the last answer, and how long it will be until the next question, in seconds
 * @returns the last answer, which is not final when the time is up or the signal was given
 */
export async function pollUntil<T>(
	ask: () => Promise<T>,
	isFinal: (answer: T) => boolean,
	{ interval, maxWait }: PollTimes,
	signal: AbortSignal,
	onPause: (answer: T, seconds: number) => void = () => {},
): Promise<T> {
	const deadline = clock.now() + maxWait * 1000;
	let answer = await ask();
	while (!isFinal(answer) && !signal.aborted && clock.now() < deadline) {
		const milliseconds = Math.min(interval * 1000, deadline - clock.now());
		onPause(answer, Math.ceil(milliseconds / 1000));
		await clock.pause(milliseconds, signal);
		if (signal.aborted) break;
		const lastAnswer = answer;
		answer = await ask().catch((fault: unknown) => {
			if (fault instanceof NodeApiError && fault.context.transient) return lastAnswer;
			throw fault;
		});
	}
	return answer;
}
