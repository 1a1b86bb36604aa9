import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { DescriptorAiClient, RequestContext } from '../../../api/client';
import {
	couldNotAnalyse,
	failedFields,
	fetchAnalysis,
	finishedFields,
	processingFields,
} from '../../../result/analysis';
import type { WaitingJob } from '../../../waiting/suspend';

/** Whether an item still waits for its analysis. */
export const isProcessing = ({ status, result_id: id }: IDataObject) =>
	status === 'processing' && id !== undefined;

/** Faults that say nothing of the analysis: it is asked for again later. */
function mayPass(error: unknown): boolean {
	if (!(error instanceof NodeApiError)) return false;
	return error.context.transient === true || ['401', '403'].includes(error.httpCode ?? '');
}

/** Asks once for the analysis of a job: the fields of its item as they are now. */
export async function ask(
	ctx: RequestContext,
	client: DescriptorAiClient,
	{ resultId, audioUrl, simple, failed }: WaitingJob,
	itemIndex: number,
	signal: AbortSignal,
): Promise<IDataObject> {
	if (failed !== undefined || resultId === undefined) return failed ?? {};
	const asked = fetchAnalysis(ctx, client, resultId, itemIndex, signal).catch((error: unknown) => {
		if (mayPass(error)) return { state: 'processing' as const, progress: null };
		const { message, description } = error as NodeApiError;
		return { state: 'lost' as const, message, description: description ?? '' };
	});
	const analysis = await asked;
	const known = { result_id: resultId, audio_url: audioUrl };
	switch (analysis.state) {
		case 'completed':
			return finishedFields(client, resultId, analysis.result, simple);
		case 'processing':
			return { ...processingFields(client, resultId, analysis.progress), audio_url: audioUrl };
		case 'lost':
			return failedFields(known, analysis.message, analysis.description);
		case 'failed': {
			const { message, description } = couldNotAnalyse(resultId, analysis.reason);
			return failedFields(known, message, description);
		}
	}
}

/**
 * Asks once for each analysis that is not known to be over.
 *
 * @param known the fields of each item as they were at the last time
 */
export async function askAll(
	ctx: RequestContext,
	client: DescriptorAiClient,
	jobs: WaitingJob[],
	signal: AbortSignal,
	known: IDataObject[] = [],
): Promise<IDataObject[]> {
	return await Promise.all(
		jobs.map(async (job, item) =>
			known[item] && !isProcessing(known[item])
				? known[item]
				: await ask(ctx, client, job, item, signal),
		),
	);
}
