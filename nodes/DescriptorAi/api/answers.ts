import { clock } from './clock';
import { isObject } from './contract';

/** An answer to a request, from the service or from something in between. */
export interface ServiceAnswer {
	statusCode: number;
	body: unknown;
	headers: Record<string, unknown>;
}

/**
 * The labels of the parameters for the fields of a request, e.g. `config.channels` -> `Channels`, for errors. The key
 * `''` stands for the whole request, if it is one parameter.
 */
export type Labels = Record<string, string>;

/** Fields of a success with the service's words about an analysis, instead of a result or in it. */
export const WORD_FIELDS = ['status', 'state', 'error', 'detail', 'message', 'failed'];

/**
 * Whether a refusal is the service's own: JSON with `detail`. Proxies, firewalls and gateways answer with pages, plain
 * text, JSON of other shapes, or RFC 9457's, which has a `title` or a `type` beside the `detail`.
 */
export const isFromService = ({ body }: ServiceAnswer): boolean =>
	isObject(body) && 'detail' in body && !('title' in body || 'type' in body);

/** How much of a body is searched for words about the token, in characters. */
const SEARCHED = 2_000;

/** Whether a refusal says that it is about the access token: in its header, or in its JSON. */
export const isAboutToken = ({ headers, body }: ServiceAnswer): boolean =>
	/\bbearer\b/i.test(String(headers['www-authenticate'])) ||
	(isObject(body) &&
		/token|credential|authenticat|bearer|jwt|api.?key/i.test(
			JSON.stringify(body).slice(0, SEARCHED),
		));

/** Milliseconds that a `Retry-After` header, which has seconds or a date, specifies; undefined without one. */
export function retryAfter({ headers }: ServiceAnswer): number | undefined {
	const header = headers['retry-after'];
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - clock.now();
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Headers in which proxies, firewalls and gateways name themselves. */
const SENDER_HEADERS = ['server', 'via', 'cf-ray'];
/** In characters; longer values are not names. */
const LONGEST_NAME = 80;

/** Who sent an answer: its status, some headers and, for a page, the title. */
export function senderOf({ statusCode, headers, body }: ServiceAnswer): string {
	const [, title] =
		/<title[^>]{0,100}>([^<]{1,200})</i.exec(typeof body === 'string' ? body : '') ?? [];
	const named = [...SENDER_HEADERS.map((name) => [name, headers[name]]), ['page', title]];
	const names = named.flatMap(([name, value]) => {
		const words = typeof value === 'string' ? quote(value) : '';
		return words && words.length <= LONGEST_NAME ? [`${String(name)}: ${words}`] : [];
	});
	return [`HTTP ${statusCode}`, ...names].join('; ');
}

/** Longest quotation from the service in an error text, in characters: whole bodies may repeat call text. */
const QUOTE_LENGTH = 300;

/** The rest of a URL; a quotation mark ends it unless a letter or digit follows. */
const REST = String.raw`(?:[^\s"'<>]|'(?=\w))`;
/** A URL, in JSON too: its user, password, path and query can be secrets, its host cannot. */
const ADDRESS = new RegExp(
	String.raw`\b([a-z][a-z0-9+.-]{0,20}:(?:\\*/){2})(?:[^\s/?#"'<>]*@)?(\[[0-9a-f:.]+\]|[\w.-]*)(:\d+)?(${REST}*)`,
	'gi',
);
/** One that is URL-encoded as a whole. */
const ENCODED_ADDRESS = new RegExp(
	String.raw`\b[a-z][a-z0-9+.-]{0,20}%(?:25)*3a%(?:25)*2f${REST}*`,
	'gi',
);
/** A path without its host, as in a server's log. */
const PATH = new RegExp(String.raw`(^|[\s"'(=,[])\\*/${REST}+`, 'g');
/** A query or fragment without a slash before it. */
const PARAMETERS = new RegExp(String.raw`([?#])[^\s"'<>=]{1,200}=${REST}*`, 'g');

/** Words of the service as they may stand in an error text: one line, not too long, and of URLs the host only. */
export function quote(text: string): string {
	// A body may be of any size, and nothing beyond this could be quoted.
	const beginning = text.slice(0, 10 * QUOTE_LENGTH);
	const open = beginning
		.replace(
			ADDRESS,
			(_, scheme: string, host: string, port = '', rest: string) =>
				`${scheme}${host}${port}${rest && '/…'}`,
		)
		.replace(ENCODED_ADDRESS, '…')
		.replace(PATH, '$1/…')
		.replace(PARAMETERS, '$1…');
	const line = open.replace(/\s+/g, ' ').trim();
	return line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH)} …` : line;
}

/** How many entries of a list of faults are quoted. */
const QUOTES = 10;
/** Fields of an object under `error`, `detail` or `message` that can have the words, the likeliest first. */
const INNER_FIELDS = ['message', 'detail', 'reason', 'msg', 'description', 'title'];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

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
 * The service's own words in the body of an answer that is not a success: its `detail`, or each `loc: msg` of a
 * validation error. Empty if it has none for a person (a proxy's HTML page, for example).
 */
export function serviceWords(body: unknown, labels: Labels = {}): string {
	if (!isObject(body)) return '';
	const said = body.detail ?? body.message ?? body.error;
	const words = Array.isArray(said)
		? said.slice(0, QUOTES).flatMap((entry) => fieldMessage(entry, labels))
		: [isObject(said) ? INNER_FIELDS.map((key) => said[key]).find(isText) : said];
	return words.filter(isText).map(quote).join('; ');
}
