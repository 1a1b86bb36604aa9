import { isObject } from './json';
import type { Labels } from './purpose';
import { quote } from './quote';

const QUOTES = 10;
/** Where an object under `error`, `detail` or `message` has the words, the likeliest first. */
const WORDS = ['message', 'detail', 'reason', 'msg', 'description', 'title'];

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
 * What the service itself said in the body of an answer that is not a success: its `detail`, or each `loc: msg`
 * of a validation error. Empty when there are no words in it for a person (a proxy's HTML page, for example).
 */
export function serviceWords(body: unknown, labels: Labels = {}): string {
	if (!isObject(body)) return '';
	const said = body.detail ?? body.message ?? body.error;
	const words = Array.isArray(said)
		? said.slice(0, QUOTES).flatMap((entry) => fieldMessage(entry, labels))
		: [isObject(said) ? WORDS.map((key) => said[key]).find(isText) : said];
	return words.filter(isText).map(quote).join('; ');
}
