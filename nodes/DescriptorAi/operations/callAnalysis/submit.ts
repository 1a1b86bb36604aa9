import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { operationError, type DescriptorAiClient, type SubmitRequest } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import type { Sent } from '../../waiting/waitState';
import { isTool } from '../isTool';
import type { NodeError, Operation } from '../operation';
import { allowPrivateAddress, webhookUrl } from './recording/audioParameters';
import { readRecording } from './recording/readRecording';
import { readAtATime } from './recording/recordingsAtATime';
import { recordingProperties, recordingOptions, requestLabels } from './recording/recordingRequest';
import { hintOnRepeated, sentNote, sentRecordings } from './recording/sentRecordings';

/** Sends the recording once. The outcome may be unknown. */
async function send(
	client: DescriptorAiClient,
	request: SubmitRequest,
	isFile: boolean,
	itemIndex: number,
): Promise<Sent> {
	try {
		const resultId = await client.submit(request, itemIndex, requestLabels(isFile));
		return { resultId, nonce: undefined };
	} catch (error) {
		if (!(error instanceof NodeApiError) || !error.context.uncertain) throw error as NodeError;
		return { message: error.message, description: error.description ?? '' };
	}
}

/** What a person, or an AI agent, must know about a recording that was not sent again. */
function noteOf(
	{ isRepeated, isChanged }: { isRepeated: boolean; isChanged: boolean },
	ofTool: boolean,
) {
	if (!isRepeated || !(isChanged || ofTool)) return {};
	const settings = isChanged ? ' Its analysis has the settings of that time.' : '';
	return {
		note: `This recording was submitted before in this execution, so it was not submitted again.${settings} To submit it again, for example because its analysis has failed, start a new execution.`,
	};
}

/** Submits a recording and does not wait. */
export const submit: Operation = {
	option: {
		name: 'Submit',
		value: 'submit',
		action: 'Submit recording',
		description: 'Send a call recording for analysis and go on without waiting',
	},
	properties: [
		...recordingProperties,
		optionsProperty([...recordingOptions, allowPrivateAddress, webhookUrl]),
	],
	runs: readAtATime,

	async prepare(ctx, client, itemIndex) {
		const { recording, complete } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: false,
		});
		return async () => {
			const outcome = await sentRecordings(ctx, itemIndex, recording).once(async () => {
				const request = await complete();
				// Its address may have been tried meanwhile. Once it is sent, its answer is awaited.
				ctx.getExecutionCancelSignal()?.throwIfAborted();
				return await send(client, request, recording.isFile, itemIndex);
			});
			const { sent, callData } = outcome;
			if (!('resultId' in sent)) {
				const { message, description } = sent;
				throw operationError(ctx.getNode(), itemIndex, message, description);
			}
			const json: IDataObject = {
				result_id: sent.resultId,
				status: 'pending',
				result_url: client.resultUrl(sent.resultId),
				...(callData && { call_data: callData }),
				...noteOf(outcome, isTool(ctx)),
			};
			return { json };
		};
	},

	hint(outputs) {
		const noted = outputs.flatMap(({ note }, item) => (note === undefined ? [] : item));
		return noted.length > 0 ? hintOnRepeated(noted) : '';
	},

	finishedNote: sentNote,
};
