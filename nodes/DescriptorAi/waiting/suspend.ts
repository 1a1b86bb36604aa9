import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isObject } from '../api/json';
import type { ResultShape } from '../output/resultShape';

/** One recording that an execution waits for. */
export interface WaitingJob {
	/** Secret in the callback's address, 128 bits. */
	nonce: string;
	/** Absent when there is nothing to wait for. */
	resultId?: string;
	/** When it was submitted, in milliseconds since 1970. */
	submittedAt?: number;
	/** How the result is to come out; absent when there will be none. */
	form?: ResultShape;
	/** The fields of an item that has failed before the wait. */
	failed?: IDataObject;
	/** Why it is not known whether the service has accepted the recording all the same. */
	uncertain?: { message: string; description: string };
}

/** What a suspended node remembers. It is kept by n8n in the execution's data, so it survives a restart. */
export interface Wait {
	id: string;
	/** One for each item, in order. */
	jobs: WaitingJob[];
	/** Result ids of analyses that were over when they were last asked for. */
	over?: string[];
	/** When the execution was suspended, in milliseconds since 1970. */
	since?: number;
}

/** A name that nobody can guess: 128 bits. */
export function secretName(): string {
	return randomBytes(16).toString('hex');
}

/**
 * Keeps what the node is to know when it goes on, or when it is repeated. It is kept as JSON: n8n reads it at each call,
 * out of its database and through an expression, and both are slow with objects.
 */
export function remember(ctx: IExecuteFunctions, wait: Wait): void {
	ctx.getContext('node').wait = JSON.stringify(wait);
}

/**
 * What a suspended node shows for each item. Whoever has called the workflow, and does not wait itself, gets it as the
 * answer: so it says nothing of the recording.
 */
export const waitingItems = ({ jobs }: Wait): INodeExecutionData[] =>
	jobs.map(({ resultId }, item) => ({
		json: { ...(resultId !== undefined && { result_id: resultId }), status: 'waiting' },
		pairedItem: { item },
	}));

/**
 * Suspends the execution; nothing runs until it is woken.
 *
 * n8n does not execute a waiting node again. A callback makes it put out what the node's `webhook` method returns; when
 * the time is up, it puts out the node's *input* items, so these are replaced by what is to come out then.
 *
 * @param then what comes out when the time is up, one for each item
 * @returns what the node shows meanwhile
 */
export async function suspend(
	ctx: IExecuteFunctions,
	wait: Wait,
	until: Date,
	then: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	remember(ctx, { ...wait, since: Date.now() });
	// An item's fields belong to the node before as well: they are replaced and not changed.
	ctx.getInputData().forEach((item, index) => Object.assign(item, then[index]));
	await ctx.putExecutionToWait(until);
	return waitingItems(wait);
}

/** n8n gives a node that is called back no context; expressions can read it. */
function readContext(ctx: IWebhookFunctions): unknown {
	// A brace would end the expression.
	const name = JSON.stringify(ctx.getNode().name).replace(/[{}]/g, (brace) =>
		brace === '{' ? '\\u007b' : '\\u007d',
	);
	return ctx.evaluateExpression(`{{ $(${name}).context.wait }}`);
}

const isWait = (kept: unknown): kept is Wait =>
	isObject(kept) && typeof kept.id === 'string' && Array.isArray(kept.jobs);

/** What the node remembers of its wait, if it is in one. */
export function recallWait(ctx: IExecuteFunctions | IWebhookFunctions): Wait | undefined {
	const kept: unknown = 'getContext' in ctx ? ctx.getContext('node').wait : readContext(ctx);
	const wait: unknown = typeof kept === 'string' ? JSON.parse(kept) : undefined;
	return isWait(wait) ? wait : undefined;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The job whose nonce was shown. Takes equally long for any nonce, so that none can be found by trying. */
export function findJob({ jobs }: Wait, nonce: unknown): WaitingJob | undefined {
	const shown = digest(String(nonce));
	return jobs.reduce<WaitingJob | undefined>(
		(found, job) => (timingSafeEqual(digest(job.nonce), shown) ? job : found),
		undefined,
	);
}
