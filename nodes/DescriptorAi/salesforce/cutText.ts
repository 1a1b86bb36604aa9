import { oneLine } from '../call/values';
import { text } from '../form/readers';

/** Salesforce counts characters as UTF-16 does: an emoji is two. */
const character = () => 1;

/** The UTF-8 bytes of a UTF-16 unit, of which a pair has four; a line end is two, as Salesforce stores it. */
function bytes(unit: number): number {
	if (unit < 0x80) return unit === 0x0a ? 2 : 1;
	return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}

/** In UTF-16 units; no emoji is as long. */
const LONGEST_EMOJI = 64;

/** The beginning of a text, up to a place or up to the character that the place would halve. */
function beginning(text: string, place: number): string {
	const from = Math.max(0, place - LONGEST_EMOJI);
	const near = text.slice(from, place + LONGEST_EMOJI);
	const { index = 0 } = new Intl.Segmenter().segment(near).containing(place - from) ?? {};
	// A longer run of accents is no character of a language; of a pair, it must not be half.
	return index > 0
		? text.slice(0, from + index)
		: text.slice(0, place).replace(/[\ud800-\udbff]$/, '');
}

/** The text, with an ellipsis for what would cost more than the limit; `null` for none. */
function cut(text: string, limit: number, cost: (unit: number) => number): string | null {
	const room = limit - cost(0x2026);
	let used = 0;
	let end = 0;
	for (let place = 0; place < text.length; place++) {
		used += cost(text.charCodeAt(place));
		if (used <= room) end = place + 1;
		if (used > limit) return `${beginning(text, end).trimEnd()}…`;
	}
	return text || null;
}

const withoutHalves = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/**
 * A text for a field of one line (Text, Url); `null` for none.
 *
 * @param length of the field, in characters
 */
export const lineText = (value: unknown, length: number): string | null =>
	cut(withoutHalves(oneLine(value)), length, character);

/** A text such as an ID or an address, which leads nowhere if it is cut; `undefined` if it does not fit. */
export function wholeText(value: unknown, length: number): string | undefined {
	const given = text(value);
	return given !== '' && lineText(given, length) === given ? given : undefined;
}

/**
 * A text for a Long Text Area, without the control characters that Salesforce refuses; `null` for none. Its UTF-8 bytes
 * fit as well as its characters.
 *
 * @param length of the field
 */
export function longText(value: string, length: number): string | null {
	const clean = value
		.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
		.replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, '');
	return cut(withoutHalves(clean).trim(), length, bytes);
}
