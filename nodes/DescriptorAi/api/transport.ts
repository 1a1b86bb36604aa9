import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

/** n8n's functions for a node that runs, that receives a webhook, or whose form is open. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** No complete answer came in time. */
export class DeadlinePassed extends Error {
	constructor(readonly milliseconds: number) {
		super('The time is over');
	}
}

/**
 * Runs a task with a context whose cancel signal, which n8n's request helpers obey, is aborted at a deadline.
 *
 * The helpers' own timeout ends a silence only; an answer that trickles in would never end.
 *
 * @param milliseconds after which a request is canceled
 * @param isStopped whether it is also canceled when the execution is stopped
 * @throws DeadlinePassed, or what the task throws
 */
export async function withDeadline<Result>(
	ctx: RequestContext,
	milliseconds: number,
	task: (ctx: RequestContext) => Promise<Result>,
	isStopped = true,
): Promise<Result> {
	const canceled = new AbortController();
	const cancel = () => canceled.abort();
	const stop =
		isStopped && 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
	const timeout = AbortSignal.timeout(milliseconds);
	const signals = [timeout, ...(stop ? [stop] : [])];
	// Not AbortSignal.any: it keeps no reference to its sources, and a timeout signal without a reference never fires.
	for (const signal of signals) signal.addEventListener('abort', cancel);
	if (stop?.aborted) cancel();
	try {
		const cancelSignal = { getExecutionCancelSignal: { value: () => canceled.signal } };
		return await task(Object.create(ctx, cancelSignal) as RequestContext);
	} catch (fault) {
		throw timeout.aborted ? new DeadlinePassed(milliseconds) : fault;
	} finally {
		for (const signal of signals) signal.removeEventListener('abort', cancel);
	}
}

/**
 * Lets at most `max` tasks run at a time; the others wait in order.
 *
 * n8n opens a socket for each request, so this also bounds the sockets that a node holds.
 */
export function limitConcurrency(max: number): <T>(task: () => Promise<T>) => Promise<T> {
	let running = 0;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (running < max) running += 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}

/** A URL that has not sent its first bytes after this many milliseconds is given up. */
const FIRST_BYTES_TIMEOUT = 20_000;

/** The beginning of the response of a URL. */
export interface FirstBytes {
	statusCode: number;
	/** The content type in the server's header; empty if it has none. */
	label: string;
	/** Empty if the status is 400 or more. */
	bytes: Buffer;
}

/**
 * The first bytes of a stream, which is not read any further.
 *
 * @param length how many at least, if there are so many
 */
export async function firstBytes(stream: AsyncIterable<Buffer>, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		chunks.push(chunk);
		size += chunk.length;
		// Leaving the loop destroys the stream.
		if (size >= length) break;
	}
	return Buffer.concat(chunks);
}

/**
 * GET of the first byte at a URL, without a credential.
 *
 * It goes through n8n, whose proxies and rules for addresses apply. It is never a HEAD, because a URL may be signed for GET
 * alone. If a server sends more than the requested range, not much more is read.
 *
 * @param length how many bytes to read if the server sends more than the first
 * @throws what n8n throws when there is no answer in time, or when the execution is stopped
 */
export async function fetchFirstBytes(
	ctx: IExecuteFunctions,
	url: string,
	length: number,
): Promise<FirstBytes> {
	return await withDeadline(ctx, FIRST_BYTES_TIMEOUT, async (given) => {
		const { statusCode, headers, body } = (await ctx.helpers.httpRequest({
			method: 'GET',
			url,
			headers: { Accept: '*/*', 'Accept-Encoding': 'identity', Range: 'bytes=0-0' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: (given as IExecuteFunctions).getExecutionCancelSignal(),
		})) as {
			statusCode: number;
			headers: Record<string, unknown>;
			body: AsyncIterable<Buffer> & { destroy(): void };
		};
		const label = String(headers['content-type'] ?? '');
		if (statusCode < 400) return { statusCode, label, bytes: await firstBytes(body, length) };
		body.destroy();
		return { statusCode, label, bytes: Buffer.alloc(0) };
	});
}
