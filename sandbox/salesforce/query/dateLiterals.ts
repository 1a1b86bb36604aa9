/** A span of time, in milliseconds since 1970; the end is outside. */
export interface TimeSpan {
	from: number;
	to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const DAYS: Record<string, number> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const SHIFTS: Record<string, number> = { LAST: -1, THIS: 0, NEXT: 1 };

/**
 * The start of a period. The sandbox's user is in UTC and in a country whose weeks begin on Sundays;
 * its fiscal year is the calendar's.
 *
 * @param shift how many periods from the one that `now` is in
 */
function startOf(unit: Unit, now: Date, shift: number): number {
	const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
	switch (unit) {
		case 'DAY':
			return Date.UTC(year, month, day + shift);
		case 'WEEK':
			return Date.UTC(year, month, day - now.getUTCDay() + 7 * shift);
		case 'MONTH':
			return Date.UTC(year, month + shift);
		case 'QUARTER':
			return Date.UTC(year, month - (month % 3) + 3 * shift);
		case 'YEAR':
			return Date.UTC(year + shift, 0);
	}
}

/**
 * The span that a date literal such as TODAY, LAST_MONTH or LAST_N_DAYS:30 stands for.
 *
 * @returns null when there is no such literal
 */
export function spanOf(literal: string, now: Date): TimeSpan | null {
	const name = literal.toUpperCase().replace('_FISCAL_', '_');
	const periods = (unit: Unit, first: number, count: number): TimeSpan => ({
		from: startOf(unit, now, first),
		to: startOf(unit, now, first + count),
	});

	if (name in DAYS) return periods('DAY', DAYS[name], 1);
	const single = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
	if (single) return periods(single[2] as Unit, SHIFTS[single[1]], 1);
	const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\d+)$/.exec(name);
	if (ago) return periods(ago[1] as Unit, -Number(ago[2]), 1);

	const several = /^(LAST|NEXT)_(?:N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\d+)|(90)_DAYS)$/.exec(name);
	if (!several) return null;
	const unit = (several[2] ?? 'DAY') as Unit;
	const count = Number(several[3] ?? several[4]);
	if (several[1] === 'NEXT') return periods(unit, 1, count);
	const span = periods(unit, -count, count);
	// The last days go on until now; the last weeks, months and years end before the present one.
	return unit === 'DAY' ? { ...span, to: now.getTime() + 1 } : span;
}
