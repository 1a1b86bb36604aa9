import { inAscii, rangeAt, type TimeRange } from './timestamps';

/** A timestamp at the beginning of a line. */
export interface LeadingTimestamp {
	range: TimeRange;
	/** Whether it is a plain clock in brackets; anything else may be something that was said. */
	isCertain: boolean;
	/** Whether brackets, a date with a year or a tab set it apart from the text. */
	isSetApart: boolean;
	/** Whether a colon follows it, so that it may be a speaker's name. */
	hasColon: boolean;
	/** The text after it. */
	rest: string;
}

/** Length limit for a timestamp with everything around it, in characters. */
const LONGEST = 160;

const BULLET = /^(?:[-*•–—>]\s{1,3}){0,2}/;
const NUMBER_IN_LIST = /^(?:[-*•–—>]\s)?(?:#?\d{1,6}[.)]?|[[(]#?\d{1,6}[\])])[\s|]{1,3}/;
const OPEN = /^[*_`]{0,2}[[({<【「]?\s?@?/;
const CLOSE = /^(?:\s?[\])}>】」])?[*_`]{0,2}/;
const AFTER_BRACKET = /^\s?(?:[:|]|[-–—>]\s)?/;
const AFTER_BARE = /^(?:\s?[-–—|>:]{1,2})?(?:\s|$)/;

const headOf = (line: string) => inAscii(line.slice(0, LONGEST));

function timestampAt(line: string, head: string, at: number): LeadingTimestamp | null {
	const [open] = OPEN.exec(head.slice(at)) ?? [''];
	const isBracketed = /[[({<【「]/.test(open);
	const range = rangeAt(head, at + open.length, isBracketed);
	if (!range) return null;
	const [close] = CLOSE.exec(head.slice(range.until)) ?? [''];
	if (isBracketed !== /[\])}>】」]/.test(close)) return null;
	const { date, isOfDay } = range.start;
	const hasWords = /\p{L}{2}/u.test(head.slice(at, range.until));
	if (!isBracketed && isOfDay === false && hasWords) return null;
	const after = range.until + close.length;
	const [gap] = (isBracketed ? AFTER_BRACKET : AFTER_BARE).exec(head.slice(after)) ?? [];
	if (gap === undefined) return null;
	// The name after it may be in the same bold text.
	const bold = open.startsWith('**') && !close.includes('**') ? '**' : '';
	return {
		range,
		isCertain: isBracketed && (isOfDay === null || /^\d{4}-/.test(date ?? '')),
		isSetApart: isBracketed || /\d{4}/.test(date ?? '') || gap.includes('\t'),
		hasColon: gap.includes(':'),
		rest: bold + line.slice(after + gap.length).trim(),
	};
}

const CLOCK_WITH_SPACES = /^[[(]\s?\p{Nd}{1,3}(?:\s?:\s?\p{Nd}{1,3}){1,3}(?=[\s.,\])])/u;

/** The timestamp at the beginning of a line such as `[00:05] Hello` or `2024-11-25 10:00:01 Agent: Hello`. */
export function leadingTimestamp(written: string): LeadingTimestamp | null {
	const line = written.replace(CLOCK_WITH_SPACES, (clock) => clock.replace(/\s/g, ''));
	const head = headOf(line);
	if (!/^.{0,40}\d/.test(head)) return null;
	for (const prefix of [BULLET, NUMBER_IN_LIST]) {
		const at = prefix.exec(head)?.[0].length;
		const found = at === undefined ? null : timestampAt(line, head, at);
		if (!found) continue;
		// A second one in brackets is the same time in another format.
		const { rest } = found;
		const second = /^[[({<]/.test(rest) ? timestampAt(rest, headOf(rest), 0) : null;
		return { ...found, rest: (second ?? found).rest };
	}
	return null;
}

/** A timestamp at the end of a text. */
export interface TrailingTimestamp {
	range: TimeRange;
	/** The text before it. */
	before: string;
	/** Spaces, brackets and the like between the two. */
	gap: string;
}

/** The timestamp at the end of a text such as `Jane Doe (0:05)`; `null` if there is none, or no text before it. */
export function trailingTimestamp(text: string): TrailingTimestamp | null {
	const ascii = inAscii(text);
	if (text.length > LONGEST || !/\d.{0,12}$/.test(ascii)) return null;
	for (const { index } of ascii.matchAll(/(?<![\p{L}\p{M}\d:.,/+-])[\p{L}\d]/gu)) {
		const [gap] = /[\s[({<@|,;–—-]{1,20}$/.exec(ascii.slice(0, index)) ?? [];
		if (gap === undefined || gap.length === index) continue;
		const range = rangeAt(ascii, index, /[[({<]/.test(gap));
		if (range && /^\s?[\])}>]?$/.test(ascii.slice(range.until))) {
			return { range, before: text.slice(0, index - gap.length), gap };
		}
	}
	return null;
}
