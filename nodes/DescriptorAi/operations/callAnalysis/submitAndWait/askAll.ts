import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { DescriptorAiClient, RequestContext } from '../../../api/client';
import { callOf } from '../../../call/call';
import { couldNotAnalyze, failedFields, processingFields } from '../../../output/statusFields';
import { inShape } from '../../../output/resultShape';
import { fetchAnalysis } from '../../../waiting/fetchAnalysis';
import { isUnknown, SUBMIT_LAG } from '../../../waiting/grace';
import type { WaitingJob } from '../../../waiting/suspend';

/** Whether an item still waits for its analysis. */
export const isProcessing = ({ status, result_id: id }: IDataObject) =>
	status === 'processing' && id !== undefined;

/** Whether nothing is waited for any more. */
export const areOver = (fields: IDataObject[]) => !fields.some(isProcessing);

/** Whether a fault says nothing of the analysis: the service has given the ID out, and is asked again later. */
const mayPass = (error: unknown) =>
	error instanceof NodeApiError && !['404', '410'].includes(error.httpCode ?? '');

/** Whether the service may not know yet that it has accepted a recording. */
const isNew = ({ submittedAt = 0 }: WaitingJob) => Date.now() - submittedAt < SUBMIT_LAG;

/**
 * Asks once for the analysis of a job: the fields of its item as they are now.
 *
 * @param mayLag whether the service may know of the analysis a little later than it says here
 */
export async function ask(
	ctx: RequestContext,
	client: DescriptorAiClient,
	job: WaitingJob,
	itemIndex: number,
	signal: AbortSignal,
	mayLag = isNew(job),
): Promise<IDataObject> {
	const { resultId, form, failed } = job;
	if (resultId === undefined || form === undefined) return failed ?? {};
	const resultUrl = client.resultUrl(resultId);
	const processing = (progress: number | null = null, said: string | null = null) =>
		processingFields(resultId, resultUrl, progress, said);
	if (signal.aborted) return processing();
	try {
		const analysis = await fetchAnalysis(ctx, client, resultId, itemIndex, signal);
		switch (analysis.state) {
			case 'completed':
				return inShape(callOf(analysis.result), resultId, resultUrl, form);
			case 'processing':
				return processing(analysis.progress, analysis.said);
			case 'failed': {
				const { message, description } = couldNotAnalyze(resultId, analysis.reason);
				return failedFields(resultId, message, description);
			}
		}
	} catch (error) {
		if (isUnknown(error) && mayLag) return processing();
		// Whatever is wrong with one analysis is not to end the wait for the others.
		const { message, description } = error as NodeApiError;
		const failed = failedFields(resultId, message, description ?? '');
		// Should the time be up, the item says why it is not known whether the analysis is over.
		return mayPass(error) ? { ...failed, ...processing() } : failed;
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
	known: Array<IDataObject | undefined> = [],
): Promise<IDataObject[]> {
	return await Promise.all(
		jobs.map(async (job, item) => {
			const fields = known[item];
			return fields && !isProcessing(fields) ? fields : await ask(ctx, client, job, item, signal);
		}),
	);
}
