import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { withItem } from './itemInText';
import { parseBaseUrl } from './baseUrl';
import { whyNeverConnected } from './connection';
import { isObject } from './json';
import { subjectOf, waysOut, type Labels, type Purpose } from './purpose';
import { quote } from './quote';

/** What happened, and what a person can do. */
interface Explanation {
	message: string;
	description: string;
}

/** Statuses that say that a request is too large, or its address too long. */
const TOO_LONG = [413, 414, 431];

/** One request to the service, as far as an error text needs to know it. */
export interface RequestInfo {
	purpose: Purpose;
	itemIndex: number;
	baseUrl: string;
}

export interface ServiceAnswer {
	statusCode: number;
	body: unknown;
	headers: Record<string, unknown>;
}

const QUOTES = 10;

/** `{loc: ['body', 'config', 'channels'], msg}` -> `'Channels' (config.channels): msg`. */
function fieldMessage(entry: unknown, labels: Labels): string[] {
	if (!isObject(entry) || typeof entry.msg !== 'string') return [];
	const location = Array.isArray(entry.loc) ? entry.loc.map(String) : [];
	const path = location.filter((part, i) => i > 0 || !['body', 'path', 'query'].includes(part));
	// The deepest part that has a label wins: config.insights.csat.provider is about the insights.
	const label = [...path, '']
		.map((_, i) => labels[path.slice(0, path.length - i).join('.')])
		.find((found) => found !== undefined);
	const name = path.join('.');
	if (name === '') return [entry.msg];
	return [label ? `'${label}' (${name}): ${entry.msg}` : `${name}: ${entry.msg}`];
}

/**
 * What the service itself said in the body of an answer that is not a success: its `detail`, or each `loc: msg`
 * of a validation error. Empty when there are no words in it for a person (a proxy's HTML page, for example).
 */
export function serviceWords(body: unknown, labels: Labels = {}): string {
	if (!isObject(body)) return '';
	const said = body.detail ?? body.message ?? body.error;
	const words = Array.isArray(said)
		? said.slice(0, QUOTES).flatMap((entry) => fieldMessage(entry, labels))
		: [isObject(said) ? said.message : said];
	return words
		.filter((word): word is string => typeof word === 'string')
		.map(quote)
		.join('; ');
}

/** Where an answer redirects to, as it would stand in the credential. */
function redirectOf({ headers: { location } }: ServiceAnswer, baseUrl: string): string {
	const target = typeof location === 'string' && URL.canParse(location, baseUrl);
	return (target && parseBaseUrl(new URL(location, baseUrl).href)) || 'another address';
}

/** What happened, and the way out, for an answer that is not a success. */
function explain(answer: ServiceAnswer, { purpose, baseUrl }: RequestInfo): Explanation {
	const { statusCode } = answer;
	const words = serviceWords(answer.body, 'labels' in purpose ? purpose.labels : {});
	const said = words ? `: ${words}` : ` (HTTP ${statusCode})`;
	const ways = waysOut(purpose, baseUrl);
	const kept = purpose.kind === 'result' ? ` ${ways.kept}` : '';
	if (statusCode < 400) {
		return {
			message: `${baseUrl} sends requests on to ${redirectOf(answer, baseUrl)}`,
			description: `Nothing was sent there. Enter that address as 'Base URL' in the credential if Descriptor.AI has moved there.${kept}`,
		};
	}
	if (statusCode === 401 || statusCode === 403) {
		return {
			message: `Descriptor.AI did not accept the access token${said}`,
			description: `Open the credential and paste an access token that is valid for ${baseUrl}.${kept}`,
		};
	}
	if (statusCode === 404 && ways.unknown) {
		return {
			message: `Descriptor.AI does not know ${subjectOf(purpose)}${said}`,
			description: ways.unknown,
		};
	}
	if (statusCode === 404 || statusCode === 405) {
		return {
			message: `There is no Descriptor.AI API at ${baseUrl}${said}`,
			description: "Check 'Base URL' in the credential.",
		};
	}
	if (TOO_LONG.includes(statusCode) && ways.tooLong) {
		return {
			message: `The transcript is too long for ${subjectOf(purpose)}${said}`,
			description: ways.tooLong,
		};
	}
	if (statusCode === 429) {
		const wait = retryAfter(answer.headers['retry-after'], Date.now());
		const asked = wait ? `It asks to be left alone for ${Math.ceil(wait / 1000)} seconds. ` : '';
		return {
			message: `Descriptor.AI is receiving too many requests${said}`,
			description: asked + ways.tooMany,
		};
	}
	if (statusCode >= 500) {
		return { message: `Descriptor.AI could not answer${said}`, description: ways.later };
	}
	const insightsForm =
		purpose.kind === 'submit' && /config\.insights/.test(words)
			? ` If the message is about the form of '${purpose.labels['config.insights']}' as a whole, set 'Insights Format' under Options to the other form.`
			: '';
	return {
		message: `Descriptor.AI did not accept the request${said}`,
		description: `${ways.correct}${insightsForm}`,
	};
}

/** Milliseconds that a `Retry-After` header asks to wait: it holds seconds or a date. */
export function retryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

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
	const mayHaveActed = !facts.untouched && (facts.transient || facts.httpCode === undefined);
	if (info.purpose.kind === 'submit' && mayHaveActed) error.context.uncertain = true;
	if (facts.retryAfter !== undefined) error.context.retryAfter = facts.retryAfter;
	return error;
}

/** The error for an answer with a status that is not a success. */
export function answerError(node: INode, answer: ServiceAnswer, info: RequestInfo): NodeApiError {
	const { statusCode } = answer;
	return apiError(node, info, explain(answer, info), {
		httpCode: String(statusCode),
		transient: statusCode === 429 || statusCode >= 500,
		untouched: statusCode < 500,
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
		// An analysis that was accepted is asked for again: it is not over because something else answered once.
		{ transient: isAnalysis, untouched: false },
	);
}

/** The error for a request that got no answer. */
export function connectionError(node: INode, fault: unknown, info: RequestInfo): NodeApiError {
	const { purpose, baseUrl } = info;
	const neverConnected = whyNeverConnected(fault);
	const { lost, kept } = waysOut(purpose, baseUrl);
	const wayOut = neverConnected
		? `${neverConnected} Check 'Base URL' in the credential, and that n8n can reach it.`
		: ['The connection broke or took too long.', ...(lost ? [lost] : [])].join(' ');
	return apiError(
		node,
		info,
		{
			message: `Descriptor.AI could not be reached at ${baseUrl}`,
			description: [wayOut, ...(kept ? [kept] : [])].join(' '),
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
