import { CLOCK, clockSeconds } from './line';

/** A time that stands at the beginning of a row. */
export interface Stamp {
	/** Seconds: from the beginning of the call, or since 1970 where there is a date. */
	start: number;
	end: number | null;
	isDated: boolean;
	/** Without brackets it may as well be the first word of a sentence. */
	isBracketed: boolean;
	/** What follows it in the row. */
	rest: string;
}

const DATE = String.raw`(?:(\d{4})-(\d{2})-(\d{2})[T ])?`;
const TIMES = String.raw`${DATE}${CLOCK}Z?(?:\s?(?:-->|[-–—])\s?${CLOCK})?`;
const BULLET = String.raw`(?:[-*•–—]\s)?`;
const BRACKETED = new RegExp(String.raw`^${BULLET}[\[(]\s?${TIMES}\s?[\])]\s?(?::|[-–—]\s)?`);
const BARE = new RegExp(String.raw`^${BULLET}${TIMES}(?:\s[-–—]\s|\s|$)`);

/** The time at the beginning of a row such as `[00:05] Hello` or `2024-11-25 10:00:01 Agent: Hello`; `null` if none. */
export function stampOf(row: string): Stamp | null {
	const bracketed = BRACKETED.exec(row);
	const match = bracketed ?? BARE.exec(row);
	if (!match) return null;
	const [whole, year, month, day, ...clocks] = match;
	const isDated = year !== undefined;
	const [hours, minutes, ...smaller] = clocks;
	// With a date, two numbers are hours and minutes; without, they are minutes and seconds.
	const clock = isDated && hours === undefined ? [minutes, smaller[0], '0'] : clocks;
	const midnight = isDated ? Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000 : 0;
	return {
		start: midnight + clockSeconds(clock),
		end: isDated || clocks[6] === undefined ? null : clockSeconds(clocks.slice(4)),
		isDated,
		isBracketed: bracketed !== null,
		rest: row.slice(whole.length).trim(),
	};
}
