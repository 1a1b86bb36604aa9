import type { RequestContext } from './client';

/** The time of a request is over, and there is no answer. */
export class DeadlinePassed extends Error {
	constructor(readonly milliseconds: number) {
		super('The time is over');
	}
}

/**
 * Does something for which n8n is given a time, with the context that n8n's request helpers are to see: they give a
 * request up with its signal.
 *
 * Their own time-out ends a silence only; an answer that comes drop by drop would have no end.
 *
 * @param milliseconds after which a request is given up, as when the execution is stopped
 * @throws DeadlinePassed, or what the task throws
 */
export async function withDeadline<Result>(
	ctx: RequestContext,
	milliseconds: number,
	task: (ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
	const end = new AbortController();
	const giveUp = () => end.abort();
	const stop = 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
	const time = AbortSignal.timeout(milliseconds);
	const signals = [time, ...(stop ? [stop] : [])];
	// Listened to one by one: a signal made of these would not keep them, and a time-out that nobody keeps is never given.
	for (const signal of signals) signal.addEventListener('abort', giveUp);
	if (stop?.aborted) giveUp();
	try {
		const given = { getExecutionCancelSignal: { value: () => end.signal } };
		return await task(Object.create(ctx, given) as RequestContext);
	} catch (fault) {
		throw time.aborted ? new DeadlinePassed(milliseconds) : fault;
	} finally {
		for (const signal of signals) signal.removeEventListener('abort', giveUp);
	}
}
