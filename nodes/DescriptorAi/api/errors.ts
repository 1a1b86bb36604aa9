import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { isFromService, retryAfter, type ServiceAnswer } from './answers';
import {
	explainAnswer,
	explainFault,
	explainUnreadable,
	whyNeverConnected,
	type Explanation,
	type RequestInfo,
} from './messages';

/** Statuses below 500 that may follow a request that was carried out: it was given up, or its outcome is elsewhere. */
const MAY_HAVE_ACTED = [303, 408, 499];

/** What the node needs to know of a fault to decide what to do next; it is in the error's `context`. */
export interface Facts {
	httpCode?: string;
	/** Whether the same request may succeed later. */
	transient: boolean;
	/** Whether the service has done nothing for the request, so that repeating it costs nothing. */
	untouched: boolean;
	/** Milliseconds. */
	retryAfter?: number;
}

/** Says at the end of a text which item it is about, as n8n does. */
export const withItem = (text: string, itemIndex: number): string => `${text} [item ${itemIndex}]`;

/** The text without the item, for a place that names the item already. */
export const withoutItem = (text: string): string => text.replace(/ \[item \d+\]$/, '');

/** n8n takes a message that contains a code such as ENOENT for a fault of its own, and replaces it. */
function useOwnWords(error: NodeApiError | NodeOperationError, message: string): void {
	error.message = message;
}

function apiError(
	node: INode,
	{ purpose, itemIndex }: RequestInfo,
	{ message, description }: Explanation,
	{ httpCode, ...facts }: Facts,
): NodeApiError {
	// Built from our own words only: the raw answer or request could contain call text or the token.
	const error = new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	useOwnWords(error, withItem(message, itemIndex));
	if (purpose.kind === 'result') error.context.result_id = purpose.resultId;
	if (facts.transient) error.context.transient = true;
	if (facts.untouched) error.context.untouched = true;
	// The service may have accepted a recording although it did not say so.
	if (purpose.kind === 'submit' && !facts.untouched) error.context.uncertain = true;
	if (facts.retryAfter !== undefined) error.context.retryAfter = facts.retryAfter;
	return error;
}

/** The error for an answer with a status that is not a success. */
export function answerError(node: INode, answer: ServiceAnswer, info: RequestInfo): NodeApiError {
	const { statusCode } = answer;
	// An analysis that was accepted is not over because something else answered once.
	const isForeign = info.purpose.kind === 'result' && statusCode >= 400 && !isFromService(answer);
	return apiError(node, info, explainAnswer(answer, info), {
		httpCode: String(statusCode),
		transient: [408, 429, 499].includes(statusCode) || statusCode >= 500 || isForeign,
		untouched: statusCode < 500 && !MAY_HAVE_ACTED.includes(statusCode),
		retryAfter: retryAfter(answer),
	});
}

/** The error for a success without the content that the API documents. */
export function unreadableError(node: INode, info: RequestInfo): NodeApiError {
	// As where something else refuses: an analysis that was accepted is requested again.
	const transient = info.purpose.kind === 'result';
	return apiError(node, info, explainUnreadable(info), { transient, untouched: false });
}

/** The error for a request without an answer. */
export function connectionError(node: INode, fault: unknown, info: RequestInfo): NodeApiError {
	const untouched = whyNeverConnected(fault) !== undefined;
	return apiError(node, info, explainFault(fault, info), { transient: true, untouched });
}

/** An error of the node's own, in words that may be the service's. */
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
