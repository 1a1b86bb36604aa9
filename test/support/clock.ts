import { useClock } from '../../nodes/DescriptorAi/api';

/** The time on the test's clock, in milliseconds since 1970. */
let now = 0;

// A clock ends with the test that uses it.
afterEach(() => useClock());

/**
 * Makes each pause of the node pass at once, on a clock that the test owns.
 *
 * @param random the random numbers, for jitter; 0 and so no jitter unless given
 * @returns the pauses so far, in milliseconds
 */
export function skipPauses(random: () => number = () => 0): number[] {
	const pauses: number[] = [];
	now = Date.parse('2026-01-01T00:00:00Z');
	useClock({
		now: () => now,
		random,
		pause: async (milliseconds) => {
			pauses.push(milliseconds);
			now += milliseconds;
		},
	});
	return pauses;
}

/** Advances the clock of `skipPauses` to a time, unless that is in its past. */
export function passTime(until: Date): void {
	now = Math.max(now, until.getTime());
}
