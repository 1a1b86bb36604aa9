import { rounded } from './text';
import type { TimeRange, Timestamp } from './timestamps';

const HOUR = 3600;
const HALF_A_DAY = 12 * HOUR;
const DAY = 24 * HOUR;
/** A first time later than this, in seconds, is a time of day: no call begins with six hours of silence. */
const LATEST_START = 6 * HOUR;
/** The same for minutes and seconds, which may be hours and minutes. */
const LATEST_MINUTES = 6 * 60;
/** Nobody speaks faster than this many times the estimate. */
const FASTEST = 4;

/**
 * Times of day in chronological seconds. Dates are days in the order in which they occur, whatever the order of day and
 * month. A clock that falls back by more than six hours has passed noon or midnight.
 */
function secondsOfDays(times: Timestamp[]): number[] {
	const days = new Map<string, number>();
	let base = 0;
	let last = -Infinity;
	return times.map(({ ofDay, utcOffset, date }) => {
		if (date !== null) {
			base = days.get(date) ?? days.size * DAY;
			days.set(date, base);
		}
		const back: number = last - (base + ofDay);
		if (back > 6 * HOUR) base += Math.round(back / HALF_A_DAY) * HALF_A_DAY;
		last = base + ofDay;
		return last - utcOffset;
	});
}

/** Whether two numbers are hours and minutes: all times have two, and people would have to speak far too fast. */
function areHoursAndMinutes(times: Timestamp[], speaking: () => number): boolean {
	if (times[0].elapsed < LATEST_MINUTES) return false;
	if (times.some(({ elapsed, ofDay }) => ofDay !== elapsed * 60)) return false;
	const steps = times.slice(1).map(({ elapsed }, index) => elapsed - times[index].elapsed);
	const passing = steps.reduce((sum, step) => sum + Math.max(0, step), 0);
	return speaking() > FASTEST * passing;
}

const isOfDay = ({ start, end }: TimeRange) => start.isOfDay === true || end?.isOfDay === true;
const isElapsed = ({ start, end }: TimeRange) => start.isOfDay === false && !end?.isOfDay;

/** Whether most times are times of day by their format, or the others cannot be anything else. */
function areOfDay(ranges: TimeRange[], speaking: () => number): boolean {
	if (ranges.filter(isOfDay).length * 2 > ranges.length) return true;
	const others = ranges.filter((range) => !isOfDay(range)).map(({ start }) => start);
	if (others.length === 0 || others.some((time) => time.isOfDay === false)) return false;
	return others[0].elapsed >= LATEST_START || areHoursAndMinutes(others, speaking);
}

/**
 * The times of a transcript in seconds from its start. Times of day count from the earliest one.
 *
 * A time is `null` where none was written, or where it is of another kind than most, such as the date of a call above
 * times that count from its start.
 *
 * @param speaking estimates how long everything between the first and the last time takes to say, in seconds
 */
export function timeline(
	written: Array<TimeRange | null>,
	speaking: () => number = () => 0,
): Array<TimeRange<number> | null> {
	const countsFromMidnight = areOfDay(
		written.filter((range) => range !== null),
		speaking,
	);
	const isOther = countsFromMidnight ? isElapsed : isOfDay;
	const ranges = written.map((range) => (range && !isOther(range) ? range : null));
	if (!countsFromMidnight) {
		return ranges.map(
			(range) => range && { start: range.start.elapsed, end: range.end?.elapsed ?? null },
		);
	}
	const seconds = secondsOfDays(ranges.flatMap((range) => range?.start ?? []));
	const first = seconds.reduce((a, b) => Math.min(a, b));
	const following = seconds.values();
	return ranges.map((range) => {
		if (!range) return null;
		const start = rounded(Number(following.next().value) - first);
		if (!range.end) return { start, end: null };
		// Modulo half a day, because AM or PM, or the date, may be written at one of the two only.
		const lasting = (range.end.ofDay - range.start.ofDay) % HALF_A_DAY;
		return { start, end: rounded(start + ((lasting + HALF_A_DAY) % HALF_A_DAY)) };
	});
}
