import type { IDataObject } from 'n8n-workflow';

import { withoutItem } from '../api/itemInText';
import type { DescriptorAiClient, RequestContext } from '../api/client';
import type { AnalysisResult } from '../api/contract';
import { unreadableError } from '../api/errors';
import { normalise, type Analysis } from './normalise';
import { inForm, type ResultForm } from './resultForm';

/**
 * Asks once for an analysis.
 *
 * @throws NodeApiError when the service's answer cannot be used
 */
export async function fetchAnalysis(
	ctx: RequestContext,
	client: DescriptorAiClient,
	resultId: string,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Analysis> {
	const analysis = normalise(await client.fetchResult(resultId, itemIndex, signal));
	if (analysis) return analysis;
	const purpose = { kind: 'result', resultId } as const;
	throw unreadableError(ctx.getNode(), { purpose, itemIndex, baseUrl: client.baseUrl });
}

/** The fields of an item whose analysis is finished. */
export function finishedFields(
	client: DescriptorAiClient,
	resultId: string,
	result: AnalysisResult,
	form: ResultForm,
): IDataObject {
	return inForm(result, resultId, client.resultUrl(resultId), form);
}

/** The fields of an item whose analysis goes on. `progress` is 0 to 100, or `null` where the service does not tell. */
export function processingFields(
	client: DescriptorAiClient,
	resultId: string,
	progress: number | null,
): IDataObject {
	return {
		result_id: resultId,
		status: 'processing',
		progress,
		result_url: client.resultUrl(resultId),
	};
}

/** What to tell a person when the service could not analyse a recording. */
export function couldNotAnalyse(
	resultId: string,
	reason: string,
): { message: string; description: string } {
	return {
		message: `Descriptor.AI could not analyse the recording of the result ID '${resultId}': ${reason}`,
		description:
			"Check that the recording can be downloaded from its 'Audio URL', holds speech, and is MP3, MP4, WAV or M4A. Then submit it again.",
	};
}

/** The fields of an item that has failed. None is called `error`, because n8n runs a node again for that. */
export function failedFields(
	known: { result_id?: string; audio_url?: string; audio_file?: string },
	reason: string,
	nextStep: string,
): IDataObject {
	return {
		...known,
		status: 'failed',
		// Errors name the item, which need not be said in the item itself.
		reason: withoutItem(reason),
		next_step: nextStep,
	};
}

/** Which recordings the service has accepted, for a person whose node stopped before the end. Empty when none. */
export function tellSubmitted(outputs: IDataObject[]): string {
	const ids = outputs.flatMap(({ job_id: finished, result_id: id = finished }) => id ?? []);
	if (ids.length === 0) return '';
	return `Already submitted, so do not submit them again: ${ids.join(', ')}. Fetch them with Get Result.`;
}
