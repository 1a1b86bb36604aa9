/** A timestamp as it was written, before it is known whether it counts from the start of the call. */
export interface Timestamp {
	/** Seconds from the start of the call: two numbers are minutes and seconds. */
	elapsed: number;
	/** Seconds since midnight in its time zone: two numbers are hours and minutes. */
	ofDay: number;
	/** Seconds by which its time zone is ahead of UTC; 0 if it has none. */
	utcOffset: number;
	/** Whether it is a time of day; `null` if its format does not say. */
	isOfDay: boolean | null;
	/** Its date as it was written. */
	date: string | null;
}

/** A time, or the time from one to another. */
export interface TimeRange<Time = Timestamp> {
	start: Time;
	end: Time | null;
}

/** Something found in a text, with the index of the text after it. */
type Located<T> = T & { until: number };

const HOUR = 3600;

/** Beginnings of month names in those languages of the service that are written in Latin letters. */
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
/** The fraction follows a point or a comma, or, with two or three digits, a colon. */
const CLOCK = /(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,9})|[:;](\d{2,3}))?(?!\d|[:;]\d)/y;
const HALF_OF_DAY = /\s?(?:([ap])\.?\s?m\b\.?|(uhr)\b)/iy;
const ZONE =
	/\s?(?:UTC|GMT|Z|[ECMP][SD]T|[CEW]ES?T|BST|IST|MSK)(?:([-+−])(\d{1,2})(?::?(\d{2}))?)?(?![\p{L}\d-])/uy;
const OFFSET = /\s?([-+−])(\d{2}):?(\d{2})(?!\d|:\d)/y;
const UNITS =
	/(?:PT)?(?=\d)(?:(\d{1,3})\s?h(?:(?:ou)?rs?)?[\s,:]{0,2})?(?:(\d{1,3})\s?m(?:in(?:ute)?s?)?[\s,:]{0,2})?(?:(\d{1,6}(?:[.,]\d{1,9})?)\s?s(?:ec(?:ond)?s?)?)?(?![\p{L}\d])/iuy;
const DECIMAL = /\d{1,7}\.\d{1,9}(?![\d:.])/y;
const ARROW =
	/\s{0,3}(?:[-–—―‐‑‒−=~]{0,3}(?:[>›»→⇒➜➔➝⟶]|&gt;)|[-–—―‐‑‒−~…]{1,3}|\.{2,3}|\s(?:to|bis|until)\s)\s{0,3}|\t|,(?=\d)/iy;

/** The match of a sticky pattern at an index. */
function matchAt(pattern: RegExp, text: string, at: number) {
	pattern.lastIndex = at;
	const match = pattern.exec(text);
	return match && { match, until: pattern.lastIndex };
}

/** A timestamp that counts from the start of the call, in seconds. */
export const elapsedTimestamp = (seconds: number): Timestamp => {
	return { elapsed: seconds, ofDay: seconds, utcOffset: 0, isOfDay: false, date: null };
};

function clockAt(text: string, at: number, isDated: boolean): Located<Timestamp> | null {
	const clock = matchAt(CLOCK, text, at);
	if (!clock) return null;
	const [, hours, minutes, seconds, decimals, colonDecimals] = clock.match;
	const fraction = Number(`0.${decimals ?? colonDecimals ?? 0}`);
	const half = matchAt(HALF_OF_DAY, text, clock.until);
	const { until } = half ?? clock;
	const offset = matchAt(OFFSET, text, until);
	const hasOffset = isDated || offset?.match[1] === '+';
	const zone = matchAt(ZONE, text, until) ?? (hasOffset ? offset : null);
	const [, sign, zoneHours = 0, zoneMinutes = 0] = zone?.match ?? [];
	const utcOffset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60;
	const amOrPm = half?.match[1];
	const hour = Number(hours ?? minutes);
	const hour24 =
		amOrPm && hour <= 12 ? (hour % 12) + (amOrPm.toLowerCase() === 'p' ? 12 : 0) : hour;
	const afterHour = hours ? Number(minutes) * 60 + Number(seconds) : Number(seconds) * 60;
	return {
		elapsed: Number(hours ?? 0) * HOUR + Number(minutes) * 60 + Number(seconds) + fraction,
		ofDay: hour24 * HOUR + afterHour + fraction,
		utcOffset: sign === '+' ? utcOffset : -utcOffset,
		isOfDay: isDated || half || zone ? true : null,
		date: null,
		until: (zone ?? half ?? clock).until,
	};
}

function unitsAt(text: string, at: number): Located<Timestamp> | null {
	const found = matchAt(UNITS, text, at);
	if (!found?.match[0]) return null;
	const [, hours = 0, minutes = 0, seconds = '0'] = found.match;
	const whole = Number(hours) * HOUR + Number(minutes) * 60;
	return { ...elapsedTimestamp(whole + Number(seconds.replace(',', '.'))), until: found.until };
}

/** The timestamp at an index, with the date before or after it. */
function timestampAt(text: string, at: number): Located<Timestamp> | null {
	const date = matchAt(DATE, text, at);
	const gap = date && matchAt(BETWEEN_DATE_AND_CLOCK, text, date.until);
	const dated = gap && clockAt(text, gap.until, true);
	if (dated) return { ...dated, date: date.match[0] };
	const clock = clockAt(text, at, false);
	if (!clock) return unitsAt(text, at);
	const gapBehind = matchAt(BETWEEN_CLOCK_AND_DATE, text, clock.until);
	const dateBehind = gapBehind && matchAt(DATE, text, gapBehind.until);
	if (!dateBehind || !/\d{4}/.test(dateBehind.match[0])) return clock;
	return { ...clock, isOfDay: true, date: dateBehind.match[0], until: dateBehind.until };
}

function secondsAt(text: string, at: number): Located<Timestamp> | null {
	const found = matchAt(DECIMAL, text, at);
	return found && { ...elapsedTimestamp(Number(found.match[0])), until: found.until };
}

/** A text with ASCII instead of full-width characters and Hindi, Arabic and Persian digits; its length stays the same. */
export function inAscii(text: string): string {
	return text
		.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
		.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16));
}

/**
 * The time or time range at an index of a text in ASCII digits; `null` if there is none.
 *
 * A time is a clock of 24 or 12 hours, with date and zone if it has them, or numbers with units such as `5m12s`, or
 * seconds such as `12.5`.
 *
 * @param takesSeconds whether seconds without a unit are a time outside of a range, too
 */
export function rangeAt(text: string, at: number, takesSeconds = false): Located<TimeRange> | null {
	const timestamp = timestampAt(text, at);
	const start = timestamp ?? secondsAt(text, at);
	const arrow = start && matchAt(ARROW, text, start.until);
	const other = arrow && (timestampAt(text, arrow.until) ?? secondsAt(text, arrow.until));
	// In `12:30 - 10 minutes is enough`, the second one was said.
	const end = other && (start.isOfDay === false) === (other.isOfDay === false) ? other : null;
	if (!start || !(timestamp || takesSeconds || end)) return null;
	return { start, end, until: (end ?? start).until };
}

/** The time or time range that a whole text is; `null` if it has anything else in it. */
export function rangeIn(text: string): TimeRange | null {
	const range = rangeAt(inAscii(text), 0, true);
	return range?.until === text.length ? range : null;
}
