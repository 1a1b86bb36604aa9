import type { IDataObject } from 'n8n-workflow';

/** Which recordings the service has accepted, for a person whose node stopped before the end. Empty when none. */
export function tellSubmitted(outputs: IDataObject[]): string {
	const ids = outputs.flatMap(({ job_id: finished, result_id: id = finished }) => id ?? []);
	if (ids.length === 0) return '';
	return `Already submitted, so do not submit them again: ${ids.join(', ')}. Fetch them with Get Result.`;
}
