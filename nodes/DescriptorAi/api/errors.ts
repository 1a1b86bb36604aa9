import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { whyNeverConnected } from './connection';
import { DeadlinePassed } from './deadline';
import { explain, retryAfter, type Explanation } from './explanation';
import { withItem } from './itemInText';
import { waysOut } from './purpose';
import type { RequestInfo, ServiceAnswer } from './request';
import { isOfService } from './sender';

/** Statuses below 500 that may follow a request that was carried out: it was given up, or its outcome is elsewhere. */
const MAY_HAVE_ACTED = [303, 408, 499];

/** What the node needs to know of an answer to decide what to do next; given on in the error's `context`. */
interface Facts {
	httpCode?: string;
	/** Whether it may be gone later. */
	transient: boolean;
	/** Whether the service has done nothing for the request, so that repeating it costs nothing. */
	untouched: boolean;
	/** Milliseconds. */
	retryAfter?: number;
}

/** n8n takes a message that holds a code such as ENOENT for a fault of its own, and replaces it. */
function useOwnWords(error: NodeApiError | NodeOperationError, message: string): void {
	error.message = message;
}

function apiError(node: INode, info: RequestInfo, text: Explanation, facts: Facts): NodeApiError {
	// Built from our own words only: the raw answer or request could hold call text or the token.
	const error = new NodeApiError(
		node,
		{ message: text.message },
		{
			message: text.message,
			description: text.description,
			httpCode: facts.httpCode,
			itemIndex: info.itemIndex,
		},
	);
	useOwnWords(error, withItem(text.message, info.itemIndex));
	if (info.purpose.kind === 'result') error.context.result_id = info.purpose.resultId;
	if (facts.transient) error.context.transient = true;
	if (facts.untouched) error.context.untouched = true;
	// The service may have accepted a recording although it did not say so.
	if (info.purpose.kind === 'submit' && !facts.untouched) error.context.uncertain = true;
	if (facts.retryAfter !== undefined) error.context.retryAfter = facts.retryAfter;
	return error;
}

/** The error for an answer with a status that is not a success. */
export function answerError(node: INode, answer: ServiceAnswer, info: RequestInfo): NodeApiError {
	const { statusCode } = answer;
	// An analysis that was accepted is not over because something else answered once.
	const isForeign = info.purpose.kind === 'result' && statusCode >= 400 && !isOfService(answer);
	return apiError(node, info, explain(answer, info), {
		httpCode: String(statusCode),
		transient: [408, 429, 499].includes(statusCode) || statusCode >= 500 || isForeign,
		untouched: statusCode < 500 && !MAY_HAVE_ACTED.includes(statusCode),
		retryAfter: retryAfter(answer.headers['retry-after'], Date.now()),
	});
}

/** The error for a success that does not hold what the API promises. */
export function unreadableError(node: INode, info: RequestInfo): NodeApiError {
	const { purpose, baseUrl } = info;
	const { unreadable, lost, kept } = waysOut(purpose, baseUrl);
	const isAnalysis = purpose.kind === 'result';
	return apiError(
		node,
		info,
		{
			message: `The answer of ${baseUrl} ${unreadable}`,
			description: [
				"Check 'Base URL' in the credential: something other than Descriptor.AI may be answering there.",
				...(lost ? [lost] : []),
				...(isAnalysis && kept ? [kept] : []),
			].join(' '),
		},
		// As where something else refuses: an analysis that was accepted is asked for again.
		{ transient: isAnalysis, untouched: false },
	);
}

/** The error for a request that got no answer; the fault's own text is not used, because it may hold what was sent. */
export function connectionError(node: INode, fault: unknown, info: RequestInfo): NodeApiError {
	const { purpose, baseUrl } = info;
	const neverConnected = whyNeverConnected(fault);
	const { lost, kept, slow } = waysOut(purpose, baseUrl);
	const isLate = fault instanceof DeadlinePassed;
	const wayOut = neverConnected
		? [`${neverConnected} Check 'Base URL' in the credential, and that n8n can reach it.`]
		: [isLate ? 'It was given up.' : 'The connection broke.', lost, isLate && slow];
	return apiError(
		node,
		info,
		{
			message: isLate
				? `${baseUrl} did not answer within ${fault.milliseconds / 1000} seconds`
				: `Descriptor.AI could not be reached at ${baseUrl}`,
			description: [...wayOut, kept].filter(Boolean).join(' '),
		},
		{ transient: true, untouched: neverConnected !== undefined },
	);
}

/** The error for what cannot be done, in words that may be the service's. */
export function operationError(
	node: INode,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	const error = new NodeOperationError(node, message, { description, itemIndex });
	useOwnWords(error, message);
	return error;
}

/** The error for a parameter that cannot be used; nothing has been sent yet. */
export function parameterError(
	node: INode,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return operationError(node, itemIndex, withItem(message, itemIndex), description);
}
