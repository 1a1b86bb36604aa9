import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { DescriptorAiClient } from '../../../api/client';
import type { SubmitRequest } from '../../../api/contract';
import { failedFields } from '../../../output/statusFields';
import type { ResultShape } from '../../../output/resultShape';
import { callbackAddress } from '../../../waiting/address';
import { secretName, type WaitingJob } from '../../../waiting/suspend';
import { requestLabels } from '../recording/recordingFields';
import type { ItemRecording } from '../recording/readRecording';
import type { Sent } from '../recording/sentRecordings';

/** One item of Submit and Wait: a recording with what is known of it, or why there is none. */
export type Recording =
	| (ItemRecording & { form: ResultShape; sent?: Sent })
	| { failed: IDataObject };

/** Why a recording was not submitted; `uncertain` when the service may have it all the same. */
interface Refusal {
	itemIndex: number;
	message: string;
	description: string;
	uncertain: boolean;
}

/** A submission that was ended by a refusal, with the jobs of the items up to it. */
export type Refused = {
	jobs: WaitingJob[];
	refusal: Refusal;
};

async function submitOne(
	client: DescriptorAiClient,
	request: SubmitRequest,
	isFile: boolean,
	itemIndex: number,
): Promise<string | Refusal> {
	return await client.submit(request, itemIndex, requestLabels(isFile)).catch((error: unknown) => {
		const known = error instanceof NodeApiError ? error : undefined;
		return {
			itemIndex,
			message: (error as Error).message,
			description: known?.description ?? '',
			uncertain: known?.context.uncertain === true,
		};
	});
}

/**
 * Submits the recordings in turn, each once.
 *
 * @param resume where the service is to call when a result is ready; `null` for no callbacks
 * @param stopAtRefusal whether the first recording that is refused ends it; otherwise it is one item's failure
 * @returns a job for each item, or for those up to the refusal
 */
export async function submitAll(
	client: DescriptorAiClient,
	recordings: Recording[],
	resume: URL | null,
	stopAtRefusal: boolean,
	signal: AbortSignal,
): Promise<{ jobs: WaitingJob[] } | Refused> {
	const jobs: WaitingJob[] = [];
	for (const [itemIndex, recording] of recordings.entries()) {
		if (signal.aborted) break;
		if ('failed' in recording) {
			jobs.push({ nonce: secretName(), failed: recording.failed });
			continue;
		}
		const { request, isFile, form, sent } = recording;
		const nonce = (sent && 'nonce' in sent && sent.nonce) || secretName();
		const config = resume
			? { ...request.config, webhook: callbackAddress(resume, nonce) }
			: request.config;
		const known =
			sent && ('resultId' in sent ? sent.resultId : { ...sent, itemIndex, uncertain: true });
		const outcome = known ?? (await submitOne(client, { ...request, config }, isFile, itemIndex));
		if (typeof outcome === 'string') {
			jobs.push({ nonce, form, resultId: outcome, submittedAt: Date.now() });
			continue;
		}
		const { message, description, uncertain } = outcome;
		const failed = failedFields(undefined, message, description);
		jobs.push({ nonce, failed, ...(uncertain && { uncertain: { message, description } }) });
		if (stopAtRefusal) return { jobs, refusal: outcome };
	}
	return { jobs };
}
