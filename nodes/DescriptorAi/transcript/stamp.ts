import { inAscii, spanAt, type Span } from './time';

/** A time that stands at the beginning of a row. */
export interface Stamp {
	span: Span;
	/** Whether it is a plain clock in brackets: all else may as well have been said. */
	isSure: boolean;
	/** Whether brackets, a date with its year or a tab behind it set it apart from what follows. */
	isMarked: boolean;
	/** With a colon behind it, it may as well be a name. */
	isLabel: boolean;
	/** What follows it in the row. */
	rest: string;
}

/** No time is as long, in characters, with what may stand around it. */
const LONGEST = 160;

const BULLET = /^(?:[-*•–—>]\s{1,3}){0,2}/;
/** The number of a row in a list. */
const NUMBERED = /^(?:[-*•–—>]\s)?(?:#?\d{1,6}[.)]?|[[(]#?\d{1,6}[\])])[\s|]{1,3}/;
const OPEN = /^[*_`]{0,2}[[({<【「]?\s?@?/;
const CLOSE = /^(?:\s?[\])}>】」])?[*_`]{0,2}/;
const BEHIND_BRACKET = /^\s?(?:[:|]|[-–—>]\s)?/;
const BEHIND_BARE = /^(?:\s?[-–—|>:]{1,2})?(?:\s|$)/;

const headOf = (row: string) => inAscii(row.slice(0, LONGEST));

function stampAt(row: string, head: string, at: number): Stamp | null {
	const [open] = OPEN.exec(head.slice(at)) ?? [''];
	const isBracketed = /[[({<【「]/.test(open);
	const span = spanAt(head, at + open.length, isBracketed);
	if (!span) return null;
	const [close] = CLOSE.exec(head.slice(span.until)) ?? [''];
	if (isBracketed !== /[\])}>】」]/.test(close)) return null;
	const date = span.start.date ?? '';
	const isElapsed = span.start.isOfDay === false;
	if (!isBracketed && isElapsed && /\p{L}{2}/u.test(head.slice(at, span.until))) return null;
	const behind = head.slice(span.until + close.length);
	const [gap] = (isBracketed ? BEHIND_BRACKET : BEHIND_BARE).exec(behind) ?? [];
	if (gap === undefined) return null;
	// A name may be in bold together with the time before it.
	const bold = open.startsWith('**') && !close.includes('**') ? '**' : '';
	const rest = bold + row.slice(span.until + close.length + gap.length).trim();
	return {
		span,
		isSure: isBracketed && (span.start.isOfDay === null || /^\d{4}-/.test(date)),
		isMarked: isBracketed || /\d{4}/.test(date) || gap.includes('\t'),
		isLabel: gap.includes(':'),
		rest,
	};
}

/** A clock in brackets, with spaces around its colons. */
const SPACED = /^[[(]\s?\p{Nd}{1,3}(?:\s?:\s?\p{Nd}{1,3}){1,3}(?=[\s.,\])])/u;

/** The time at the beginning of a row such as `[00:05] Hello` or `2024-11-25 10:00:01 Agent: Hello`; `null` if none. */
export function stampOf(given: string): Stamp | null {
	const row = given.replace(SPACED, (time) => time.replace(/\s/g, ''));
	const head = headOf(row);
	if (!/^.{0,40}\d/.test(head)) return null;
	for (const before of [BULLET, NUMBERED]) {
		const at = before.exec(head)?.[0].length;
		const stamp = at === undefined ? null : stampAt(row, head, at);
		if (!stamp) continue;
		// A second time, in brackets, says the same in another way.
		const second = /^[[({<]/.test(stamp.rest) ? stampAt(stamp.rest, headOf(stamp.rest), 0) : null;
		return { ...stamp, rest: (second ?? stamp).rest };
	}
	return null;
}

/** Something with a time at its end, such as `Jane Doe (0:05)`. */
export interface Timed {
	before: string;
	/** What is between the two, such as a space and a bracket. */
	gap: string;
	span: Span;
}

/** The time at the end of a short text, and what is before it; `null` if there is no time, or nothing else. */
export function timeAtEnd(text: string): Timed | null {
	const tail = inAscii(text);
	if (text.length > LONGEST || !/\d.{0,12}$/.test(tail)) return null;
	for (const { index } of tail.matchAll(/(?<![\p{L}\p{M}\d:.,/+-])[\p{L}\d]/gu)) {
		const [gap] = /[\s[({<@|,;–—-]{1,20}$/.exec(tail.slice(0, index)) ?? [];
		if (gap === undefined || gap.length === index) continue;
		const span = spanAt(tail, index, /[[({<]/.test(gap));
		if (span && /^\s?[\])}>]?$/.test(tail.slice(span.until))) {
			return { before: text.slice(0, index - gap.length), gap, span };
		}
	}
	return null;
}
