import type { IDataObject } from 'n8n-workflow';

import { withoutItem } from '../api';
import type { Analysis } from '../call/analysis';
import { callDataField } from './resultShape';

/**
 * The fields of an item whose analysis is in progress. `progress` is 0 to 100, or `null` where the service does not tell.
 *
 * @param said the service's own words if they do not clearly say that the job is in progress
 */
export function processingFields(
	resultId: string,
	resultUrl: string,
	progress: number | null,
	said: string | null = null,
): IDataObject {
	return {
		result_id: resultId,
		status: 'processing',
		progress,
		result_url: resultUrl,
		...(said !== null && { service_status: said }),
	};
}

/**
 * The error for a result that is not ready.
 *
 * @param said as for `processingFields`
 * @param after how long the node waited, with a leading space; empty if it did not wait
 * @param@param next the next step for the person
 */
export function notReady(
	resultId: string,
	said: string | null,
	after: string,
	next: string,
): { message: string; description: string } {
	return said === null
		? {
				message: `The analysis with the result ID '${resultId}' is still processing${after}`,
				description: `Nothing is lost: the analysis goes on at Descriptor.AI. ${next}`,
			}
		: {
				message: `The analysis with the result ID '${resultId}' is not ready${after}. Descriptor.AI answered: ${said}`,
				description: `Nothing is lost, but Descriptor.AI does not say that the analysis goes on. ${next}`,
			};
}

type Failed = Extract<Analysis, { state: 'failed' }>;

/**
 * The error for a recording that the service could not analyze.
 *
 * @param known what a message calls the recording, where the node knows it; else the service may
 */
export function couldNotAnalyze(
	resultId: string,
	{ not, reason, recording }: Failed,
	known = '',
): { message: string; description: string } {
	const name = known || recording;
	return {
		message: `The recording${name && ` '${name}'`} could not be ${not}: ${reason} (result ID '${resultId}')`,
		description:
			'Check that the recording holds speech, is MP3, MP4, WAV or M4A, and can be downloaded from its address or, for a file in n8n, until its link expires. Then submit it again.',
	};
}

/**
 * The fields of an item that has failed.
 *
 * @param resultId absent if the recording was not accepted; also returned as `job_id`, as in a finished analysis
 */
export function failedFields(
	resultId: string | undefined,
	reason: string,
	nextStep: string,
): IDataObject {
	return {
		...(resultId !== undefined && { result_id: resultId, job_id: resultId }),
		status: 'failed',
		// An error names its item, which is redundant in the item itself.
		reason: withoutItem(reason),
		next_step: nextStep,
	};
}

/**
 * The fields of an item whose recording the service could not analyze.
 *
 * @param callData `call_data` of the submit, if the service returned it
 */
export function notAnalyzedFields(
	resultId: string,
	resultUrl: string,
	failed: Failed,
): IDataObject {
	const { message, description } = couldNotAnalyze(resultId, failed);
	return {
		...failedFields(resultId, message, description),
		...callDataField(failed.callData),
		result_url: resultUrl,
	};
}

/** Which recordings the service has accepted, for a person whose node stopped before the end. Empty when none. */
export function submittedNote(outputs: IDataObject[]): string {
	const ids = outputs.flatMap(({ job_id: finished, result_id: id = finished }) => id ?? []);
	if (ids.length === 0) return '';
	return `Already submitted, so do not submit them again: ${[...new Set(ids)].join(', ')}. Fetch them with Get Result.`;
}

/** Which recordings the service may have accepted, for a person who reads the error of another item. Empty when none. */
export function uncertainNote(items: string[]): string {
	if (items.length === 0) return '';
	return `Not known whether accepted: ${items.join(', ')}. Find out whether Descriptor.AI has them before you submit them in a new execution.`;
}
