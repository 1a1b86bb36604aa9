// What must not be shown is cut out of answers before anything else reads them.
import { WORD_FIELDS, type ServiceAnswer } from './answers';
import { isObject } from './contract';
import { base64Patterns, patternPieces, textPattern, unescaped } from './escapedSpellings';

/** Shorter parts of a URL, in characters, are words such as `calls` or `true`, and not secrets. */
const SHORTEST_PATH_PART = 8;
const SHORTEST_VALUE = 4;
/** A request has fewer parts; a hostile answer may have any number. */
const MOST_PARTS = 200;
/** This many characters of a longer secret are one, too: servers show the beginning, and … or *** for the rest. */
const BEGINNING = 12;
/** A page is read up to this length, in characters. */
const PAGE_LENGTH = 100_000;

/** The text URL-decoded, or as it is if it cannot be. */
function urlDecoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/**
 * The parts of a URL that can be secrets, decoded: user, password, path and parts of it, values of query and fragment.
 * A value that is a URL itself has such parts, too.
 */
function secretParts(url: string): string[] {
	if (!url.includes('://') || !URL.canParse(url)) return [];
	const { username, password, pathname, search, hash } = new URL(url);
	const segments = pathname.split('/').flatMap((part) => [part, ...part.split(/[.;=,:@!]/)]);
	const pairs = [search, hash].flatMap((text) => text.slice(1).split('&'));
	const values = pairs.flatMap((pair) => [pair, pair.replace(/^[^=]*=/, '')]);
	const decoded = [username, password, ...values].map(urlDecoded);
	return [
		...[pathname, ...segments].map(urlDecoded).filter((part) => part.length >= SHORTEST_PATH_PART),
		...decoded
			.flatMap((value) => [value, ...secretParts(value)])
			.filter((value) => value.length >= SHORTEST_VALUE),
	];
}

/** The beginning of a secret that is longer; none of a short one. */
const beginningOf = (secret: string): string[] =>
	secret.length > BEGINNING ? [Array.from(secret).slice(0, BEGINNING).join('')] : [];

/**
 * The secret parts of all URLs in a value, and the beginnings of the long ones. A part that occurs in the name of a field
 * is left out: a message has to find its parameter.
 */
function secretsIn(value: unknown): { parts: string[]; beginnings: string[] } {
	const found = new Set<string>();
	let names = '';
	// Visits each field, however deep.
	JSON.stringify(value, (name, inner: unknown) => {
		names += `${name}\n`;
		if (typeof inner === 'string' && found.size < MOST_PARTS) {
			for (const part of secretParts(inner.trim())) found.add(part);
		}
		return inner;
	});
	const isNoName = (part: string) => !names.includes(part);
	const parts = [...found].slice(0, MOST_PARTS).filter(isNoName);
	return { parts, beginnings: parts.flatMap(beginningOf).filter(isNoName) };
}

/** A pattern for the token and for the secret parts of URLs that were sent or received, in any spelling. */
function secretPattern(token: string, sent: unknown, received: unknown): RegExp {
	const own = secretsIn(sent);
	const patterns = [
		// The longest first: a part of a secret would leave the rest of it.
		...[token, ...own.parts, ...secretsIn(received).parts]
			.flatMap(patternPieces)
			.sort((a, b) => b.length - a.length)
			.map(textPattern),
		...[`Bearer ${token}`, token, ...own.parts].flatMap(base64Patterns),
		...[...beginningOf(token), ...own.beginnings].map((text) => `${textPattern(text)}[\\w.~+=-]*`),
	];
	return new RegExp(patterns.join('|'), 'giu');
}

/** A copy of a JSON value, with `…` for each secret in its texts. */
const cleaned = <T>(value: T, secret: RegExp): T =>
	JSON.parse(JSON.stringify(value), (_name, inner: unknown) =>
		typeof inner === 'string' ? unescaped(inner).replace(secret, '…') : inner,
	);

/**
 * An answer without what must not be shown: the access token, which some servers repeat, and the secret parts of URLs in
 * the request and in the answer.
 *
 * @param sent body of the request
 */
export function withoutSecrets(
	{ statusCode, headers, body }: ServiceAnswer,
	token: string,
	sent?: unknown,
): ServiceAnswer {
	const read = typeof body === 'string' ? body.slice(0, PAGE_LENGTH) : body;
	return cleaned({ statusCode, headers, body: read }, secretPattern(token, sent, body));
}

/** Fields of a success with the URLs that its words may repeat. */
const URL_FIELDS = ['audio', 'config'];

const pick = (part: Record<string, unknown>, names: string[]) =>
	Object.fromEntries(names.filter((name) => name in part).map((name) => [name, part[name]]));

/** A success whose words are without secrets; its data, which no message shows and which may be long, stays as it is. */
export function withoutSecretsInWords(
	answer: ServiceAnswer,
	token: string,
	sent?: unknown,
): ServiceAnswer {
	const { body } = answer;
	if (!isObject(body)) return answer;
	const { result } = body;
	const parts = isObject(result) ? [body, result] : [body];
	const words = parts.flatMap((part) => Object.values(pick(part, WORD_FIELDS)));
	if (words.every((value) => value === null || value === undefined)) return answer;
	const received = parts.map((part) => pick(part, [...WORD_FIELDS, ...URL_FIELDS]));
	const secret = secretPattern(token, sent, received);
	const [outer, inner] = parts.map((part) => ({
		...part,
		...cleaned(pick(part, WORD_FIELDS), secret),
	}));
	return { ...answer, body: inner ? { ...outer, result: inner } : outer };
}
