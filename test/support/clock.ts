import * as pausing from '../../nodes/DescriptorAi/api/pause';

/**
 * Makes each pause of the node pass at once, on a clock that the test owns.
 *
 * @returns the pauses so far, in milliseconds
 */
export function skipPauses(): number[] {
	const pauses: number[] = [];
	let now = Date.parse('2026-01-01T00:00:00Z');
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(pausing, 'pause').mockImplementation(async (milliseconds) => {
		pauses.push(milliseconds);
		now += milliseconds;
	});
	return pauses;
}
