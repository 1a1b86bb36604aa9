import type { Field } from './callFields';
import { unreadable } from './fieldReaders';

const ISO_OR_SQL =
	/^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:[T\s]*(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,]\d{1,9})?)?\s*(?<offset>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?(?:\[[\w/+-]{1,40}\])?$/i;
const RFC_2822 =
	/^(?:[a-z]{3,9},?\s+)?(?<day>\d\d?)[\s-](?<month>[a-z]{3})[a-z]{0,6}[\s-](?<year>\d{4})\s+(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d))?\s*(?<offset>[+-]\d{4}|[a-z]{1,3})?(?:\s*\([\w\s]{1,40}\))?$/i;
/** In characters: the regular expressions take long for a text of millions. */
const LONGEST = 100;
const EPOCH = /^\d{10}(?:\.\d{1,9})?$|^\d{13}$/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours of the time zones that RFC 2822 names. */
const NAMED: Record<string, number> = {
	...{ z: 0, ut: 0, utc: 0, gmt: 0 },
	...{ edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8 },
};
/** A moment as ISO 8601 in UTC, to the second, without saying so. */
const isoOf = (moment: number) => new Date(moment).toISOString().slice(0, 19);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when there is no such time zone */
function clockOf(zone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(zone) ??
		new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
	clocks.set(zone, clock);
	return clock;
}

/** Whether there is such a time zone, e.g. Europe/Berlin. */
export function isTimeZone(zone: string): boolean {
	try {
		return clockOf(zone) !== undefined;
	} catch {
		return false;
	}
}

/** How far a time zone is ahead of UTC at a moment, in milliseconds, to the minute. */
function offsetAt(zone: string, moment: number): number {
	const [, sign, hours, minutes] =
		/GMT([+-])(\d\d):(\d\d)/.exec(clockOf(zone).format(moment)) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE;
}

/**
 * The moment at which clocks in a time zone show a time.
 *
 * Where they are turned back, a time comes twice: it is the first. Where they are turned forward, a time is left out: it
 * counts as if they had not been turned yet, so 02:30 is 03:30.
 *
 * @param local the time as if it were in UTC, in milliseconds since 1970
 */
function momentIn(zone: string, local: number): number {
	const [before, after] = [local - DAY, local + DAY].map((near) => local - offsetAt(zone, near));
	const isShown = (moment: number) => moment + offsetAt(zone, moment) === local;
	return isShown(before) || !isShown(after) ? before : after;
}

/** A moment as ISO 8601 with the offset of a time zone, to the second. */
function timeIn(zone: string, moment: number): string {
	const offset = offsetAt(zone, moment);
	const local = isoOf(moment + offset);
	if (offset === 0) return `${local}Z`;
	const ahead = isoOf(Math.abs(offset)).slice(11, 16);
	return `${local}${offset < 0 ? '-' : '+'}${ahead}`;
}

/** Date and time as people in a time zone read a moment: `2026-11-23 14:05`. */
export const shownIn = (zone: string, moment: number): string =>
	timeIn(zone, moment).slice(0, 16).replace('T', ' ');

/** An offset in milliseconds; `NaN` for one that does not exist. */
function offsetOf(text: string): number {
	const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
	if (!sign) return (NAMED[text.toLowerCase()] ?? NaN) * 60 * MINUTE;
	const ahead = Number(hours) * 60 + Number(minutes);
	return Number(hours) > 14 || Number(minutes) > 59 ? NaN : Number(`${sign}${ahead}`) * MINUTE;
}

const twoDigits = (number: string | number) => String(number).padStart(2, '0');

/** The moment of a text in milliseconds since 1970; `NaN` for what is no time. */
function momentOf(text: string, zone: string): number {
	if (text.length > LONGEST) return NaN;
	if (EPOCH.test(text)) return Number(text) < 1e11 ? Number(text) * 1000 : Number(text);
	const { groups } = ISO_OR_SQL.exec(text) ?? RFC_2822.exec(text) ?? {};
	if (!groups) return NaN;
	const { year, month, day, hour = '0', minute = '0', second = '0', offset } = groups;
	const inYear = MONTHS.indexOf(month.toLowerCase()) + 1 || month;
	const date = [year, twoDigits(inYear), twoDigits(day)].join('-');
	const written = `${date}T${[hour, minute, second].map(twoDigits).join(':')}`;
	const local = Date.parse(`${written}Z`);
	// A day such as February 30 is read as another one.
	if (!(Math.abs(local) < 1e14) || isoOf(local) !== written) return NaN;
	return offset === undefined ? momentIn(zone, local) : local - offsetOf(offset);
}

/** A date of JavaScript, of Luxon or of another library, which gives its milliseconds as a number. */
const isDate = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && ('getTime' in value || 'toUTC' in value);

/**
 * Reads a time: ISO 8601, SQL, RFC 2822, seconds or milliseconds since 1970, or a date of JavaScript or Luxon.
 *
 * @param zone of times that do not say theirs, and of what is returned
 * @returns ISO 8601 with an offset, to the second
 * @throws InvalidParameter for anything else, and for a year before 1900 or after 2199
 */
export function asTime(field: Field, zone: string): string {
	const { value } = field;
	const text = ['string', 'number'].includes(typeof value) ? String(value).trim() : '';
	const moment = isDate(value) ? Number(value) : momentOf(text, zone);
	const time = Math.abs(moment) < 1e13 ? timeIn(zone, moment) : '';
	if (/^(19|2[01])/.test(time)) return time;
	throw unreadable(
		field,
		'a date and time: ISO 8601, SQL, RFC 2822, or seconds or milliseconds since 1970',
		'2026-11-28T14:05:00+01:00',
	);
}
