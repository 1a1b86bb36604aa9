import type { IDataObject } from 'n8n-workflow';

/** Which recordings the service has accepted, for a person whose node stopped before the end. Empty when none. */
export function tellSubmitted(outputs: IDataObject[]): string {
	const ids = outputs.flatMap(({ job_id: finished, result_id: id = finished }) => id ?? []);
	if (ids.length === 0) return '';
	return `Already submitted, so do not submit them again: ${[...new Set(ids)].join(', ')}. Fetch them with Get Result.`;
}

/** What a person must know of items whose recordings were sent by an earlier attempt, with other settings than now. */
export const remarkOnRepeated = (items: number[]): string =>
	`Submitted before in this execution and not submitted again, with the settings of that time: ${items.map((item) => `[item ${item}]`).join(', ')}. Run the workflow anew to analyze with other settings.`;
