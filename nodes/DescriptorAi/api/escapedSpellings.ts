// How servers spell a text that they repeat: URL-encoded, escaped as in JSON or HTML, in base64.

/** The longest text in one pattern, in characters: a regular expression cannot be of any size. */
const LONGEST_PATTERN = 500;
/** Shorter pieces of base64, in characters, may be part of any text. */
const SHORTEST_BASE64 = 10;

const HTML_NAMES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

const hex = (code: number, digits = 1) => code.toString(16).padStart(digits, '0');

/** A pattern for one character: as it is, URL-encoded (more than once too), or escaped as in JSON or HTML. */
function characterPattern(char: string): string {
	if (/[a-z0-9]/i.test(char)) return char;
	const codePoint = char.codePointAt(0) ?? 0;
	const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
	const htmlName = HTML_NAMES[char] ? `|${HTML_NAMES[char]}` : '';
	const literal = char.replace(/[$()*+./?[\]^{|}]/, '\\$&');
	const ways = [
		Array.from(Buffer.from(char), (byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
		units.map((unit) => `\\\\+u${hex(unit, 4)}`).join(''),
		`&(?:#0*${codePoint}|#x0*${hex(codePoint)}${htmlName});`,
		char === '\\' ? '\\\\{1,2}' : `\\\\{0,3}${literal}`,
	];
	if (char === '+' || char === ' ') ways.push('[+ ]');
	return `(?:${ways.join('|')})`;
}

/** A pattern (flags `iu`) for a text in each of these spellings. */
export const textPattern = (text: string): string => Array.from(text, characterPattern).join('');

/** A text, or equal pieces of it that are short enough for a pattern. */
export function patternPieces(text: string): string[] {
	const size = Math.ceil(text.length / Math.ceil(text.length / LONGEST_PATTERN));
	return text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
}

/**
 * Patterns (flags `iu`) for a text that is part of something in base64 or base64url.
 *
 * Base64 turns groups of 3 bytes into 4 characters. So there are three encodings, by the text's offset in a group; the
 * characters at its ends that it shares with its neighbors are left out.
 */
export function base64Patterns(text: string): string[] {
	return [0, 1, 2].flatMap((offset) => {
		const encoded = Buffer.from('\0'.repeat(offset) + text)
			.toString('base64')
			.replace(/=+$/, '');
		const endsGroup = (offset + Buffer.byteLength(text)) % 3 === 0;
		const own = encoded.slice(offset && offset + 1, endsGroup ? undefined : -1);
		if (own.length < SHORTEST_BASE64) return [];
		const patterns = patternPieces(own).map((piece) =>
			piece.replace(/[+/]/g, (char) => `(?:${characterPattern(char)}|[-_])`),
		);
		return endsGroup ? patterns : [...patterns.slice(0, -1), `${patterns.at(-1)}(?:[\\w+/-]=*)?`];
	});
}

/** A text without the escapes of letters and digits, for which `textPattern` has no alternatives. */
export const unescaped = (text: string): string =>
	text.replace(
		/(?:%(?:25)*|\\+u00|&#x0*)([3-7][\da-f]);?|&#0*(\d{2,3});/gi,
		(escape, hexadecimal?: string, decimal?: string) => {
			const char = String.fromCharCode(hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal));
			return /[a-z0-9]/i.test(char) ? char : escape;
		},
	);
