/**
 * What a wait writes where n8n keeps nothing but JSON: the context of the node, which survives a restart, and the items
 * and the parameters of the workflow that waits. It is written and read here only, and checked when it is read.
 *
 * All of it is kept as text: n8n reads everything that it keeps of an execution at each callback, out of its database and
 * through an expression, and both are slow with objects.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { isObject, type SubmitRequest } from '../api';
import type { ResultShape } from '../output/resultShape';
import { TRANSCRIPT_FORMATS } from '../output/transcriptFormats';

type Check<T> = (value: unknown) => value is T;
type Checked<C> = C extends Check<infer T> ? T : never;

const absent: Check<undefined> = (value) => value === undefined;
const text: Check<string> = (value) => typeof value === 'string';
const number: Check<number> = (value) => typeof value === 'number';
const flag: Check<boolean> = (value) => typeof value === 'boolean';
const fields: Check<IDataObject> = (value): value is IDataObject => isObject(value);
const listOf =
	<T>(check: Check<T>): Check<T[]> =>
	(value): value is T[] =>
		Array.isArray(value) && value.every(check);
const either =
	<A, B>(first: Check<A>, second: Check<B>): Check<A | B> =>
	(value): value is A | B =>
		first(value) || second(value);
const object =
	<T extends object>(checks: { [Name in keyof T]: Check<T[Name]> }): Check<T> =>
	(value): value is T =>
		isObject(value) &&
		Object.entries<Check<unknown>>(checks).every(([name, check]) => check(value[name]));
const oneOf =
	<T extends string>(...all: T[]): Check<T> =>
	(value): value is T =>
		all.some((one) => one === value);

const settings = object({
	/** Nonce that marks what belongs to the wait: nothing that the service sends can hold it. */
	id: text,
	/** When the wait is over in any case, in milliseconds since 1970. */
	deadline: number,
	/** How long to wait for a callback before polling, in milliseconds. */
	interval: number,
	/** Whether the service sends callbacks. */
	callback: flag,
	/** Why it sends none where the person has left that to the node. */
	whyPolling: either(text, absent),
	/** How many recordings are submitted at a time. */
	atATime: number,
	/** Whether the node stops at failed items, as the person has set it under On Error. */
	stops: flag,
	hasErrorOutput: flag,
	/** The execution of Submit and Wait. */
	parentId: text,
});
/** How a wait is to be done. */
export type WaitSettings = Checked<typeof settings>;

const shape = object<ResultShape>({
	output: oneOf('raw', 'selectedFields', 'simplified'),
	fields: listOf(text),
	details: flag,
	transcript: oneOf(...(Object.keys(TRANSCRIPT_FORMATS) as Array<keyof typeof TRANSCRIPT_FORMATS>)),
});
const reason = object({ message: text, description: text });
/** The nonce is in the address of the callback, if there is one. */
const sent = either(object({ resultId: text, nonce: either(text, absent) }), reason);
/** What came of sending a recording: its result ID, or why it is not known whether the service accepted it. */
export type Sent = Checked<typeof sent>;

const recording = object({
	request: (value: unknown): value is SubmitRequest => isObject(value),
	isFile: flag,
	/** What a message calls the recording; may be empty. */
	name: text,
	/** How the result is to be returned. */
	shape,
	/** What came of sending it in an earlier attempt. */
	sent: either(sent, absent),
});
const submission = either(recording, object({ failed: fields }));
/** A recording that is to be submitted. */
export type Recording = Checked<typeof recording>;
/** One item before the wait: a recording, or the fields of a failed item. */
export type Submission = Checked<typeof submission>;

const job = either(
	object({
		resultId: text,
		/** Secret in the address of its callback, if it has one. */
		nonce: either(text, absent),
		/** In milliseconds since 1970. */
		submittedAt: number,
		name: text,
		shape,
	}),
	object({
		failed: fields,
		/** Why the service may have accepted the recording all the same. */
		uncertain: either(reason, absent),
	}),
);
/** One item in the wait: an analysis that was accepted, or the fields of a failed item. */
export type Job = Checked<typeof job>;

/** Whether the service was asked for a callback when the analysis is over. */
export const awaitsCallback = (job: Job): job is Job & { resultId: string; nonce: string } =>
	'resultId' in job && job.nonce !== undefined;

const wait = object({
	id: text,
	/** One for each item that has been submitted, in order. */
	jobs: listOf(job),
	/** Result IDs of analyses that were over when they were last requested. */
	over: listOf(text),
	/** When the execution was suspended, in milliseconds since 1970; 0 before. */
	since: number,
});
/** What a suspended node knows of its wait. */
export type Wait = Checked<typeof wait>;

const answer = object({ state: oneOf('processing', 'completed', 'failed'), fields });
/** What is known of an item, with its fields as they would be returned now. */
export type Answer = Checked<typeof answer>;

const refused = object({
	jobs: listOf(job),
	refusal: object({ itemIndex: number, message: text, description: text }),
});
const ended = either(object({ jobs: listOf(job), answers: listOf(answer) }), refused);
/** A submission that ended at a recording that the service refused, with the jobs of all items that had begun. */
export type Refused = Checked<typeof refused>;
/** How a wait ended: with an answer for each job, or before it began. */
export type Ended = Checked<typeof ended>;

/** @throws NodeOperationError when it does not have the written schema */
function parsed<T>(node: INode, written: unknown, check: Check<T>): T {
	let value: unknown;
	try {
		value = JSON.parse(String(written));
	} catch {
		value = undefined;
	}
	if (check(value)) return value;
	throw new NodeOperationError(node, 'n8n did not keep the wait as Submit and Wait wrote it', {
		description:
			"The wait cannot go on, but nothing is lost: n8n's log names the result ID of each recording that was accepted. Fetch them with Get Result.",
	});
}

/** A value that nobody can guess: 128 bits. */
export const newNonce = (): string => randomBytes(16).toString('hex');

/** The parameter of the step of the workflow that waits. */
export const SETTINGS_PARAMETER = 'settings';

export const writtenSettings = (settings: WaitSettings): string => JSON.stringify(settings);

/** The settings in the parameter of a step. */
export const readSettings = (node: INode, written: unknown): WaitSettings =>
	parsed(node, written, settings);

/** A submission as an item that goes into the workflow that waits. */
export const submissionItem = (submission: Submission): INodeExecutionData => ({
	json: { recording: JSON.stringify(submission) },
});

/** The submission in an item that went into the workflow that waits. */
export const readSubmission = (node: INode, { json }: INodeExecutionData): Submission =>
	parsed(node, json.recording, submission);

/** The item for a wait that was over before the workflow was suspended. */
export const endedItem = ({ id }: WaitSettings, ended: Ended): INodeExecutionData => ({
	json: { ended_wait_id: id, ended: JSON.stringify(ended) },
});

/** How the wait ended, if the workflow returned that item. */
export function readEnded(
	node: INode,
	{ id }: WaitSettings,
	[item]: INodeExecutionData[],
): Ended | undefined {
	return item?.json.ended_wait_id === id ? parsed(node, item.json.ended, ended) : undefined;
}

/**
 * The items of a suspended node. n8n also returns them to a caller that does not wait for the workflow, so they contain
 * nothing of the recording.
 *
 * @param isStep whether to mark the items, so that the workflow of the step knows that the wait goes on
 */
export const waitingItems = (
	{ id, jobs }: Pick<Wait, 'id' | 'jobs'>,
	isStep: boolean,
): INodeExecutionData[] =>
	jobs.map((job, item) => ({
		json: {
			...('resultId' in job && { result_id: job.resultId }),
			status: 'waiting',
			...(isStep && { wait_id: id }),
		},
		pairedItem: { item },
	}));

/** Whether the wait is over, as an expression for an item that the step returns; the same for each item. */
export const overExpression = ({ id }: WaitSettings): string => `={{ $json.wait_id !== "${id}" }}`;

/** What the workflow has returned so far, without the mark. */
export const withoutMark = (
	{ id }: WaitSettings,
	items: INodeExecutionData[],
): INodeExecutionData[] =>
	items.map(({ json, ...item }) => {
		const { wait_id: mark, ...shown } = json;
		return { ...item, json: mark === id ? shown : json };
	});

/** Keeps the wait for the time when the node goes on, or is repeated. */
export function keepWait(ctx: IExecuteFunctions, wait: Wait): void {
	ctx.getContext('node').wait = JSON.stringify(wait);
}

/** A webhook method has no `getContext`; expressions can read the context. */
function contextOf(ctx: IWebhookFunctions): unknown {
	// A brace would end the expression.
	const name = JSON.stringify(ctx.getNode().name).replace(/[{}]/g, (brace) =>
		brace === '{' ? '\\u007b' : '\\u007d',
	);
	return ctx.evaluateExpression(`{{ $(${name}).context.wait }}`);
}

/** The wait that the node keeps, if any. */
export function keptWait(ctx: IExecuteFunctions | IWebhookFunctions): Wait | undefined {
	const kept: unknown = 'getContext' in ctx ? ctx.getContext('node').wait : contextOf(ctx);
	return typeof kept === 'string' ? parsed(ctx.getNode(), kept, wait) : undefined;
}

const digest = (value: string) => createHash('sha256').update(value).digest();

/** The result ID for a nonce. Takes equally long for any nonce, so that none can be found by trying. */
export function resultIdFor({ jobs }: Wait, nonce: unknown): string | undefined {
	const shown = digest(String(nonce));
	return jobs.reduce<string | undefined>(
		(found, job) =>
			awaitsCallback(job) && timingSafeEqual(digest(job.nonce), shown) ? job.resultId : found,
		undefined,
	);
}
