import { isObject, withoutItem } from '../api';
import { parsed, text } from '../form/readers';
import { longText } from './cutText';
import type { Fields } from './readAnalysis';

/** Why an item has failed. */
export interface Failure {
	/** In the words of the service, of Salesforce or of n8n. */
	words: string[];
	/** Of Salesforce's refusals; empty where it has not refused, or n8n does not tell why. */
	codes: string[];
	/** Whether Salesforce says that another run of the workflow handles the call. */
	isHandledElsewhere: boolean;
	/** Whether the same may succeed later. */
	mayPass: boolean;
}

/** An entry of the list in an answer of Salesforce that is an error. */
interface Refusal {
	code: string;
	message: string;
	fields: string;
}

const PAGE = /<(!doctype|html|head|body)\b/i;
// None of these patterns reads on behind a "<", so a text of nothing else takes no longer.
const TAG = /<(style|script)\b[^<]*<\/\1>|<[^<>]*>/gi;
const ADDRESS = /\b([a-z][a-z\d+.-]{1,20}:\/\/)([^\s"'<>/?#]*@)?([^\s"'<>?#]*)([?#][^\s"'<>]*)?/gi;
/** In characters; a longer one is a page, or holds a value that Salesforce repeats. */
const LONGEST_SENTENCE = 600;
const LONGEST_READ = 20_000;
const LONGEST_REASON = 10_000;

/** Words as one sentence: no HTML, no password, token or signature of an address, and no more than a person reads. */
function sentence(words: unknown): string {
	const read = withoutItem(text(words).slice(0, LONGEST_READ));
	const line = (PAGE.test(read) ? read.replace(TAG, ' ') : read)
		.replace(ADDRESS, (_, scheme, _user, rest, query) => `${scheme}${rest}${query ? '?…' : ''}`)
		.replace(/\s+/g, ' ')
		.trim();
	const isLong = line.length > LONGEST_SENTENCE;
	const short = isLong ? `${line.slice(0, 400)} … ${line.slice(-150).trimStart()}` : line;
	return short.replace(/[^.?!…]$/, '$&.');
}

/** Sentences as the text of a field, each once; those that are no text are left out. */
export const reasonOf = (...words: unknown[]): string | null =>
	longText([...new Set(words.map(sentence))].filter(Boolean).join(' '), LONGEST_REASON);

/** The list in a message such as `400 - [{"errorCode":…}]`, which n8n makes of an answer; it may be text itself. */
function refusalsIn(message: string): Refusal[] {
	const [, json] = /^\d{3} - (["[][^]*)$/.exec(message) ?? [];
	const list = parsed(parsed(json));
	return (Array.isArray(list) ? list : []).filter(isObject).map((entry) => ({
		code: text(entry.errorCode),
		message: text(entry.message),
		fields: Array.isArray(entry.fields) ? entry.fields.map(text).join(', ') : '',
	}));
}

/** In Salesforce's words, but for a text that is too long, which they repeat. */
const wordsOf = ({ code, message, fields }: Refusal): string =>
	code === 'STRING_TOO_LONG'
		? `Salesforce answered ${code}: a text is too long for its field ${fields}`
		: `Salesforce answered ${code}: ${message}`;

/** Whether Salesforce refuses because there is a record of the call, or because its rule keeps another run out. */
function isClaimed({ code, message, fields }: Refusal): boolean {
	if (code === 'FIELD_CUSTOM_VALIDATION_EXCEPTION') return /(^|\| )ALREADY_CLAIMED\b/.test(message);
	// Jobs are unique, too, but a record with this job is one of another call.
	return code === 'DUPLICATE_VALUE' && !`${message} ${fields}`.includes('Job_Id__c');
}

/** Codes and HTTP statuses that Salesforce answers when it would take the same request at another time. */
const PASSING =
	/^(INVALID_SESSION_ID|QUERY_TIMEOUT|REQUEST_LIMIT_EXCEEDED|REQUEST_RUNNING_TOO_LONG|SERVER_UNAVAILABLE|UNABLE_TO_LOCK_ROW)$/;
const isPassing = (status: number) => [401, 408, 429].includes(status) || status >= 500;

/**
 * Reads why an item has failed, by codes and not by words, which are in the language of Salesforce's user.
 *
 * n8n's Salesforce node says it in `errorCode`, `description`, `fields` and `httpCode` (n8n 1.x only that the request was
 * bad); the HTTP Request node has an object in `error`; other nodes have text there, and this package's in `message`.
 *
 * @param item the fields of the item
 * @param thrown the error that n8n keeps beside the fields, if any; after it was stored, a plain object
 */
export function readFailure(item: Fields, thrown?: unknown): Failure {
	const errors = [thrown, item.error].filter(isObject);
	const find = (name: string) => errors.map((error) => error[name]).find(Boolean);
	const context = Object(find('context'));
	// Without a code, fields of these names are the item's own, such as the description of a task.
	const told: Fields = 'errorCode' in item ? item : {};
	const description = text(told.description) || text(find('description'));
	const code = text(told.errorCode) || text(context.errorCode);
	const fields = text(told.fields ?? context.fields);

	const messages = errors
		.flatMap(({ message, messages: more, cause }) => [message, more, Object(cause).message])
		.flat()
		.map(text);
	const listed = messages.flatMap(refusalsIn);
	const refusals =
		listed.length > 0 ? listed : code === '' ? [] : [{ code, message: description, fields }];
	const head = typeof item.error === 'string' ? [item.error, item.message] : [find('message')];

	const [, stated] = /^(\d{3}) - /m.exec(messages.join('\n')) ?? [];
	const status = Number(told.httpCode ?? find('httpCode') ?? find('statusCode') ?? stated);
	const isOfRequest = [told, ...errors].some((one) => 'httpCode' in one || 'code' in one);
	const isUnanswered = isOfRequest && Number.isNaN(status) && refusals.length === 0;
	return {
		words: refusals.length > 0 ? refusals.map(wordsOf) : [...head, description].map(text),
		codes: refusals.map((one) => one.code),
		isHandledElsewhere: refusals.some(isClaimed),
		mayPass: isUnanswered || isPassing(status) || refusals.some((one) => PASSING.test(one.code)),
	};
}
