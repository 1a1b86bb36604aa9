import * as pausing from '../../nodes/DescriptorAi/api/pause';

/** The time on the test's clock, in milliseconds since 1970. */
let now = 0;

/**
 * Makes each pause of the node pass at once, on a clock that the test owns.
 *
 * @returns the pauses so far, in milliseconds
 */
export function skipPauses(): number[] {
	const pauses: number[] = [];
	now = Date.parse('2026-01-01T00:00:00Z');
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(pausing, 'pause').mockImplementation(async (milliseconds) => {
		pauses.push(milliseconds);
		now += milliseconds;
	});
	return pauses;
}

/** Lets the clock of `skipPauses` go on to a time that is not in its past. */
export function passTime(until: Date): void {
	now = Math.max(now, until.getTime());
}
