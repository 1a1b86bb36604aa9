import { NodeApiError } from 'n8n-workflow';

import { clock, type DescriptorAiClient, type SubmitRequest } from '../../api';
import { failedFields } from '../../output/statusFields';
import { callbackAddress } from '../../waiting/address';
import { inWindow } from '../../waiting/inWindow';
import type { Part } from '../../waiting/rounds';
import {
	newNonce,
	type Job,
	type Recording,
	type Refused,
	type Submission,
	type WaitSettings,
} from '../../waiting/waitState';
import { requestLabels } from './recording/recordingRequest';

/**
 * Submits a recording, once.
 *
 * @param resume the address that wakes the execution; `null` without a callback
 * @returns its job, which is a failed item after a refusal
 */
async function submitOne(
	client: DescriptorAiClient,
	{ request, isFile, name, shape, sent }: Recording,
	itemIndex: number,
	resume: URL | null,
): Promise<{ job: Job; refusal?: Refused['refusal'] }> {
	const accepted = (resultId: string, nonce?: string): { job: Job } => ({
		job: { resultId, nonce, submittedAt: clock.now(), name, shape },
	});
	const refused = (message: string, description: string, isUncertain: boolean) => ({
		job: {
			failed: failedFields(undefined, message, description),
			uncertain: isUncertain ? { message, description } : undefined,
		},
		refusal: { itemIndex, message, description },
	});
	if (sent && 'resultId' in sent) return accepted(sent.resultId, sent.nonce);
	if (sent) return refused(sent.message, sent.description, true);
	const nonce = resume ? newNonce() : undefined;
	const body: SubmitRequest =
		resume && nonce
			? { ...request, config: { ...request.config, webhook: callbackAddress(resume, nonce) } }
			: request;
	try {
		return accepted(await client.submit(body, itemIndex, requestLabels(isFile)), nonce);
	} catch (error) {
		const known = error instanceof NodeApiError ? error : undefined;
		const isUncertain = known?.context.uncertain === true;
		return refused((error as Error).message, known?.description ?? '', isUncertain);
	}
}

/**
 * Submits recordings in order, each once and some at a time.
 *
 * @param submissionAt the submission with an index
 * @param settings `stops`: whether nothing is begun any more after a refusal; otherwise it is one item's failure
 * @returns a job for each of the part, or for those that had begun, with the refusal of the first one in order
 */
export async function submitAll(
	client: DescriptorAiClient,
	submissionAt: (index: number) => Submission,
	{ stops, atATime }: WaitSettings,
	{ from, to, resume, callbacksFrom }: Part,
	signal: AbortSignal,
): Promise<{ jobs: Job[] } | Refused> {
	const jobs: Job[] = [];
	const refusals: Array<Refused['refusal']> = [];
	const isStopped = () => signal.aborted || (stops && refusals.length > 0);
	const part = Array.from({ length: to - from }, (_, index) => from + index);
	await inWindow(part, atATime, isStopped, async (itemIndex, index) => {
		const submission = submissionAt(itemIndex);
		if ('failed' in submission) {
			jobs[index] = { ...submission, uncertain: undefined };
			return;
		}
		const address = itemIndex >= callbacksFrom ? resume : null;
		const { job, refusal } = await submitOne(client, submission, itemIndex, address);
		jobs[index] = job;
		if (refusal) refusals.push(refusal);
	});
	const [refusal] = refusals.sort((a, b) => a.itemIndex - b.itemIndex);
	return stops && refusal ? { jobs, refusal } : { jobs };
}
