import type { ServiceAnswer } from './request';

/** Shorter parts of an address, in characters, are words such as `calls` or `true`, and no secrets. */
const SHORTEST = { segment: 8, value: 4 };
/** A request has fewer; a hostile answer may have any number. */
const MOST_PARTS = 200;
/** A pattern for more characters than this may be more than a regular expression can hold. */
const LONGEST_PATTERN = 500;
/** So many characters of a longer secret are one, too: servers show the beginning, and … or *** for the rest. */
const BEGINNING = 12;
/** Shorter pieces of base64, in characters, may come up in any text. */
const SHORTEST_BASE64 = 10;
/** Nothing beyond this is read of a page, in characters. */
const PAGE_LENGTH = 100_000;

const ENTITIES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

const hex = (code: number, digits = 1) => code.toString(16).padStart(digits, '0');

/** A pattern for a character as it is, URL-encoded (more than once too), and escaped as in JSON or HTML. */
function spellings(char: string): string {
	if (/[a-z0-9]/i.test(char)) return char;
	const code = char.codePointAt(0) ?? 0;
	const entity = ENTITIES[char] ? `|${ENTITIES[char]}` : '';
	return `(?:${[
		Array.from(Buffer.from(char), (byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
		Array.from({ length: char.length }, (_, i) => `\\\\+u${hex(char.charCodeAt(i), 4)}`).join(''),
		`&(?:#0*${code}|#x0*${hex(code)}${entity});`,
		...(/[+ ]/.test(char) ? ['[+ ]'] : []),
		char === '\\' ? '\\\\{1,2}' : `\\\\{0,3}${char.replace(/[$()*+./?[\]^{|}]/, '\\$&')}`,
	].join('|')})`;
}

/** Text without the escapes of letters and digits, which need none. */
const unescaped = (text: string): string =>
	text.replace(
		/(?:%(?:25)*|\\+u00|&#x0*)([3-7][\da-f]);?|&#0*(\d{2,3});/gi,
		(escape, hexadecimal?: string, decimal?: string) => {
			const code = hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal);
			const char = String.fromCharCode(code);
			return /[a-z0-9]/i.test(char) ? char : escape;
		},
	);

/** Patterns for a secret in base64, whatever is before it: without the characters that it shares with its neighbors. */
function inBase64(secret: string): string[] {
	const { length } = Buffer.from(secret);
	return [0, 1, 2].flatMap((before) => {
		const code = Buffer.from('\0'.repeat(before) + secret).toString('base64');
		const isEven = (before + length) % 3 === 0;
		const own = code.replace(/=+$/, '').slice(before && before + 1, isEven ? undefined : -1);
		if (own.length < SHORTEST_BASE64) return [];
		const spelled = pieces(own).map((piece) =>
			Array.from(piece, (char) => (/[+/]/.test(char) ? `(?:${spellings(char)}|[-_])` : char)).join(
				'',
			),
		);
		return isEven ? spelled : [...spelled.slice(0, -1), `${spelled.at(-1)}(?:[\\w+/-]=*)?`];
	});
}

/** URL-decoded as far as it can be. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/** The parts of an address that can be secrets: the sign-in, each part of the path, each value of the query. */
function partsOf(address: string): string[] {
	if (!address.includes('://') || !URL.canParse(address)) return [];
	const { username, password, pathname, search, hash } = new URL(address);
	const segments = pathname.split('/').flatMap((part) => [part, ...part.split(/[.;=,:@!]/)]);
	const pairs = `${search.slice(1)}&${hash.slice(1)}`.split('&');
	const values = [
		username,
		password,
		...pairs.flatMap((pair) => [pair, pair.replace(/^[^=]*=/, '')]),
	];
	return [
		...[pathname, ...segments].map(decoded).filter(({ length }) => length >= SHORTEST.segment),
		...values
			.map(decoded)
			.flatMap((value) => [value, ...partsOf(value)])
			.filter(({ length }) => length >= SHORTEST.value),
	];
}

/**
 * The parts of all addresses in a value that can be secrets, and the beginnings of the long ones, but for what is a word in
 * the name of a field as well.
 */
function addressParts(value: unknown): { parts: string[]; beginnings: string[] } {
	const found = new Set<string>();
	let names = '';
	JSON.stringify(value, (name, inner: unknown) => {
		names += `${name}\n`;
		if (typeof inner === 'string' && found.size < MOST_PARTS) {
			partsOf(inner.trim()).forEach((part) => found.add(part));
		}
		return inner;
	});
	const isNoName = (part: string) => !names.includes(part);
	const parts = [...found].slice(0, MOST_PARTS).filter(isNoName);
	return { parts, beginnings: parts.flatMap(beginningOf).filter(isNoName) };
}

/** The beginning of a long secret. */
const beginningOf = (secret: string): string[] =>
	secret.length > BEGINNING ? [Array.from(secret).slice(0, BEGINNING).join('')] : [];

/** A secret, or equal pieces of a long one. */
function pieces(secret: string): string[] {
	const size = Math.ceil(secret.length / Math.ceil(secret.length / LONGEST_PATTERN));
	return secret.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
}

/**
 * An answer without what must not be shown, in any spelling: the access token, which some servers repeat, and what can
 * be secret in the addresses that were sent, or that an analysis came with.
 *
 * @param sent body of the request
 */
export function withoutSecrets(
	{ statusCode, headers, body }: ServiceAnswer,
	token: string,
	sent?: unknown,
): ServiceAnswer {
	const own = addressParts(sent);
	const spelled = (secret: string) => Array.from(secret, spellings).join('');
	// The longest first: a part of a secret would leave the rest of it.
	const whole = [token, ...own.parts, ...addressParts(body).parts]
		.flatMap(pieces)
		.sort((a, b) => b.length - a.length)
		.map(spelled);
	const shortened = [...beginningOf(token), ...own.beginnings].map(
		(beginning) => `${spelled(beginning)}[\\w.~+=-]*`,
	);
	const encoded = [`Bearer ${token}`, token, ...own.parts].flatMap(inBase64);
	const found = new RegExp([...whole, ...encoded, ...shortened].join('|'), 'giu');
	const said = typeof body === 'string' ? body.slice(0, PAGE_LENGTH) : body;
	return JSON.parse(JSON.stringify({ statusCode, headers, body: said }), (_name, value: unknown) =>
		typeof value === 'string' ? unescaped(value).replace(found, '…') : value,
	);
}
