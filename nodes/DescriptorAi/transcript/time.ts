/** A time as it was written. */
export interface Time {
	/** Seconds from the beginning of the call, for which two numbers are minutes and seconds. */
	elapsed: number;
	/** Seconds since midnight in its zone, for which two numbers are hours and minutes. */
	ofDay: number;
	/** By how many seconds its zone is ahead of UTC, where it tells. */
	ahead: number;
	/** Whether it is a time of day; `null` where its form does not tell. */
	isOfDay: boolean | null;
	/** Its date as it was written, if it has one. */
	date: string | null;
}

/** A time, or the time from one to another. */
export interface Span {
	start: Time;
	end: Time | null;
}

/** What was found in a text, and where what follows it begins. */
type Found<T> = T & { until: number };

const HOUR = 3600;
const HALF_A_DAY = 12 * HOUR;
const DAY = 24 * HOUR;
/** Nobody is silent for so long before the first word, in seconds: so a later time is one of day. */
const LATEST_START = 6 * HOUR;
/** The same for minutes and seconds, which are hours and minutes if people would have to speak very fast. */
const LATEST_MINUTES = 6 * 60;
const FASTEST = 4;

/** The beginnings of months in the languages of the service that write them in Latin letters. */
const MONTH = String.raw`(?:jan|ene|gen|f[eé][bv]|m[aä]r|a[pbv]r|ma[iyg]|ju[inl]|giu|lug|a[uo][gû]|ago|se[pt]|o[ckt]t|nov|d[eéi][cz])[\p{L}.]{0,8}`;
const DATE = new RegExp(
	String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?(?:${[
		String.raw`\d{4}([-/.])\d{1,2}\1\d{1,2}`,
		String.raw`\d{1,2}([-/.])\s?\d{1,2}\2\s?(?:\d{4}|\d{2})`,
		String.raw`\d{1,2}/\d{1,2}`,
		String.raw`${MONTH}\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?`,
		String.raw`\d{1,2}(?:st|nd|rd|th|\.)?[\s-](?:de\s)?${MONTH}(?:,?(?:\sde)?[\s-](?:\d{4}|\d{2}))?`,
	].join('|')})(?!\d|:\d)`,
	'iuy',
);
const BETWEEN_DATE_AND_CLOCK = /[T_]|,?\s(?:at|um|à|alle|a\slas|[-–—])\s|,\s?|\s{1,3}/iy;
const BETWEEN_CLOCK_AND_DATE = /,?\s|,/y;
/** Its fraction is behind a point or a comma, or behind a colon with two digits or three. */
const CLOCK = /(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,9})|[:;](\d{2,3}))?(?!\d|[:;]\d)/y;
const HALF = /\s?(?:([ap])\.?\s?m\b\.?|(uhr)\b)/iy;
const ZONE =
	/\s?(?:UTC|GMT|Z|[ECMP][SD]T|[CEW]ES?T|BST|IST|MSK)(?:([-+−])(\d{1,2})(?::?(\d{2}))?)?(?![\p{L}\d-])/uy;
const OFFSET = /\s?([-+−])(\d{2}):?(\d{2})(?!\d|:\d)/y;
const UNITS =
	/(?:PT)?(?=\d)(?:(\d{1,3})\s?h(?:(?:ou)?rs?)?[\s,:]{0,2})?(?:(\d{1,3})\s?m(?:in(?:ute)?s?)?[\s,:]{0,2})?(?:(\d{1,6}(?:[.,]\d{1,9})?)\s?s(?:ec(?:ond)?s?)?)?(?![\p{L}\d])/iuy;
const DECIMAL = /\d{1,7}\.\d{1,9}(?![\d:.])/y;
const ARROW =
	/\s{0,3}(?:[-–—―‐‑‒−=~]{0,3}(?:[>›»→⇒➜➔➝⟶]|&gt;)|[-–—―‐‑‒−~…]{1,3}|\.{2,3}|\s(?:to|bis|until)\s)\s{0,3}|\t|,(?=\d)/iy;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

const untilOf = (match: RegExpExecArray) => match.index + match[0].length;

/** The seconds by which a zone is ahead, from a sign, hours and minutes. */
function ahead([sign, hours, minutes]: Array<string | undefined>): number {
	const seconds = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60;
	return sign === '+' ? seconds : -seconds;
}

function clockAt(text: string, at: number, isDated: boolean): Found<Time> | null {
	const clock = matchAt(CLOCK, text, at);
	if (!clock) return null;
	const [, hours, minutes, seconds, decimals, last] = clock;
	const fraction = Number(`0.${decimals ?? last ?? 0}`);
	const half = matchAt(HALF, text, untilOf(clock));
	const until = untilOf(half ?? clock);
	const offset = matchAt(OFFSET, text, until);
	const zone =
		matchAt(ZONE, text, until) ?? (offset && (isDated || offset[1] === '+') ? offset : null);
	const isPlain = hours === undefined;
	let hour = Number(isPlain ? minutes : hours);
	if (half?.[1] !== undefined && hour <= 12) hour = (hour % 12) + (/p/i.test(half[1]) ? 12 : 0);
	const rest = isPlain ? Number(seconds) * 60 : Number(minutes) * 60 + Number(seconds);
	return {
		elapsed: Number(hours ?? 0) * HOUR + Number(minutes) * 60 + Number(seconds) + fraction,
		ofDay: hour * HOUR + rest + fraction,
		ahead: zone ? ahead(zone.slice(1)) : 0,
		isOfDay: isDated || half || zone ? true : null,
		date: null,
		until: untilOf(zone ?? half ?? clock),
	};
}

/** A time that counts from the beginning of the call, in seconds. */
export const elapsedTime = (seconds: number): Time => {
	return { elapsed: seconds, ofDay: seconds, ahead: 0, isOfDay: false, date: null };
};

function unitsAt(text: string, at: number): Found<Time> | null {
	const match = matchAt(UNITS, text, at);
	if (!match?.[0]) return null;
	const [hours, minutes, seconds = '0'] = match.slice(1);
	const whole = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * 60;
	return { ...elapsedTime(whole + Number(seconds.replace(',', '.'))), until: untilOf(match) };
}

/** The time at a place of a text, with its date if it has one. */
function timeAt(text: string, at: number): Found<Time> | null {
	const date = matchAt(DATE, text, at);
	const gap = date && matchAt(BETWEEN_DATE_AND_CLOCK, text, untilOf(date));
	const dated = date && gap && clockAt(text, untilOf(gap), true);
	if (dated) return { ...dated, date: date[0] };
	const clock = clockAt(text, at, false);
	if (!clock) return unitsAt(text, at);
	const behind = matchAt(BETWEEN_CLOCK_AND_DATE, text, clock.until);
	const later = behind && matchAt(DATE, text, untilOf(behind));
	if (!later || !/\d{4}/.test(later[0])) return clock;
	return { ...clock, isOfDay: true, date: later[0], until: untilOf(later) };
}

function secondsAt(text: string, at: number): Found<Time> | null {
	const match = matchAt(DECIMAL, text, at);
	return match && { ...elapsedTime(Number(match[0])), until: untilOf(match) };
}

/** Full-width signs and the digits of Hindi, Arabic and Persian as the signs that they stand for, each in its place. */
export function inAscii(text: string): string {
	return text
		.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
		.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16));
}

/**
 * The time, or the time from one to another, at a place of a text in ASCII digits; `null` where there is none.
 *
 * A time is a clock of 24 or 12 hours, with its date and zone if it has them, or numbers with units such as `5m12s`, or
 * in a span seconds such as `12.5`.
 *
 * @param isSure whether seconds without a unit are a time, too
 */
export function spanAt(text: string, at: number, isSure = false): Found<Span> | null {
	const time = timeAt(text, at);
	const start = time ?? secondsAt(text, at);
	const arrow = start && matchAt(ARROW, text, start.until);
	const other = arrow && (timeAt(text, untilOf(arrow)) ?? secondsAt(text, untilOf(arrow)));
	// In `12:30 - 10 minutes is enough`, the second is said.
	const end = other && (start.isOfDay === false) === (other.isOfDay === false) ? other : null;
	if (!start || !(time || isSure || end)) return null;
	return { start, end, until: (end ?? start).until };
}

/** The span that a whole text is; `null` if it is none. */
export function spanIn(text: string): Span | null {
	const span = spanAt(inAscii(text), 0, true);
	return span?.until === text.length ? span : null;
}

/**
 * Times of day one after the other, in seconds. Each date is a day, in the order in which they occur, whatever the order
 * of day and month; where a clock falls back by hours on the same date or without one, it is past noon or midnight.
 */
function ofDays(times: Time[]): number[] {
	const days = new Map<string, number>();
	let base = 0;
	let last: number | null = null;
	return times.map(({ ofDay, ahead: zone, date }) => {
		if (date !== null) {
			base = days.get(date) ?? days.size * DAY;
			days.set(date, base);
		}
		let time: number = base + ofDay;
		const back: number = last === null ? 0 : last - time;
		if (back > 6 * HOUR) time += Math.round(back / HALF_A_DAY) * HALF_A_DAY;
		base = time - ofDay;
		last = time;
		return time - zone;
	});
}

/** Whether two numbers are hours and minutes: if all times have two and people would have to speak far too fast. */
function areMinutes(times: Time[], speaking: () => number): boolean {
	if (times[0].elapsed < LATEST_MINUTES) return false;
	if (times.some(({ elapsed, ofDay }) => ofDay !== elapsed * 60)) return false;
	const steps = times.slice(1).map(({ elapsed }, index) => elapsed - times[index].elapsed);
	const passing = steps.reduce((sum, step) => sum + Math.max(0, step), 0);
	return speaking() > FASTEST * passing;
}

/** When something was said, in seconds from the beginning of the call. */
export interface Moment {
	start: number;
	end: number | null;
}

const isOfDay = ({ start, end }: Span) => start.isOfDay === true || end?.isOfDay === true;
const isElapsed = ({ start, end }: Span) => start.isOfDay === false && !end?.isOfDay;

/**
 * Whether the times are of day: if most of them tell so, or if those that do not tell can be nothing else.
 *
 * @param speaking as of `timeline`
 */
function areOfDay(known: Span[], speaking: () => number): boolean {
	if (known.filter(isOfDay).length * 2 > known.length) return true;
	const times = known.filter((span) => !isOfDay(span)).map(({ start }) => start);
	if (times.length === 0 || times.some((time) => time.isOfDay === false)) return false;
	return times[0].elapsed >= LATEST_START || areMinutes(times, speaking);
}

/**
 * Whether a time is of another kind than most, such as the date of a call above times from its beginning: it then tells
 * nothing about when something was said.
 */
const oddOneOf = (known: Span[], speaking: () => number) =>
	areOfDay(known, speaking) ? isElapsed : isOfDay;

/**
 * The times of a transcript in seconds from its beginning, `null` for those that `oddOneOf` sets apart. Times of day
 * count from the earliest, over noon and midnight, as `ofDays` says.
 *
 * @param speaking how long what was said between the first and the last of them is taken to last, in seconds
 */
export function timeline(
	spans: Array<Span | null>,
	speaking: () => number = () => 0,
): Array<Moment | null> {
	const known = spans.filter((span) => span !== null);
	const isOdd = oddOneOf(known, speaking);
	if (isOdd === isOfDay) {
		return spans.map((span) => {
			if (span === null || isOdd(span)) return null;
			return { start: span.start.elapsed, end: span.end?.elapsed ?? null };
		});
	}
	const times = known.filter((span) => !isOdd(span)).map(({ start }) => start);
	const days = ofDays(times);
	const first = days.reduce((a, b) => Math.min(a, b));
	const starts = days.values();
	const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;
	return spans.map((span) => {
		if (span === null || isOdd(span)) return null;
		const start = rounded(Number(starts.next().value) - first);
		if (span.end === null) return { start, end: null };
		// Only one of the two may say that it is in the afternoon, or has a date.
		const lasting = (span.end.ofDay - span.start.ofDay) % HALF_A_DAY;
		return { start, end: rounded(start + ((lasting + HALF_A_DAY) % HALF_A_DAY)) };
	});
}
