import { isObject } from './json';
import { quote } from './quote';
import type { ServiceAnswer } from './request';

/** Headers in which those say who they are that stand between n8n and a service. */
const HEADERS = ['server', 'via', 'cf-ray'];
/** In characters; what is longer is no name. */
const LONGEST_NAME = 80;

/**
 * Whether a refusal is the service's own: JSON with `detail`. Proxies, firewalls and gateways answer with pages, plain
 * text, JSON of other shapes, or RFC 9457's, which has a `title` or a `type` beside the `detail`.
 */
export const isOfService = ({ body }: Pick<ServiceAnswer, 'body'>): boolean =>
	isObject(body) && 'detail' in body && !('title' in body || 'type' in body);

/** How far an answer is searched for what it is about, in characters. */
const SEARCHED = 2_000;

/** Whether a refusal is about the access token by its own account: in its header, or in the words of its JSON. */
export const isAboutToken = ({ headers, body }: ServiceAnswer): boolean =>
	/\bbearer\b/i.test(String(headers['www-authenticate'])) ||
	(isObject(body) &&
		/token|credential|authenticat|bearer|jwt|api.?key/i.test(
			JSON.stringify(body).slice(0, SEARCHED),
		));

/** What an answer tells of who sent it: its status, some headers, and the title of a page but nothing else of it. */
export function senderOf({ statusCode, headers, body }: ServiceAnswer): string {
	const [, title] =
		/<title[^>]{0,100}>([^<]{1,200})</i.exec(typeof body === 'string' ? body : '') ?? [];
	const names = [...HEADERS.map((name) => [name, headers[name]]), ['page', title]].flatMap(
		([name, value]) => {
			const words = typeof value === 'string' ? quote(value) : '';
			return words && words.length <= LONGEST_NAME ? [`${String(name)}: ${words}`] : [];
		},
	);
	return [`HTTP ${statusCode}`, ...names].join('; ');
}
