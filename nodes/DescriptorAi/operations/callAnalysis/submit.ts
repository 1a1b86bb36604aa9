import { NodeApiError, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../form/fields';
import { operationError, type DescriptorAiClient, type SubmitRequest } from '../../api';
import { remarkOnRepeated, tellSubmitted } from './recording/tellSubmitted';
import { isTool } from '../isTool';
import type { NodeError, Operation } from '../operation';
import { allowPrivateAddressField } from './recording/audioFields';
import { readRecording } from './recording/readRecording';
import { recordingFields, requestLabels } from './recording/recordingFields';
import { recordingOptions } from './recording/recordingOptions';
import { sentRecordings, submittedIds, type Sent } from './recording/sentRecordings';

/** Submit and Wait has none: there, the node has an address of its own. */
const webhookField: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhook',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/analysis-finished',
	description: 'Address that the service sends the finished result to',
};

/** Sends the recording once; what came of it may be that nothing is known. */
async function send(
	client: DescriptorAiClient,
	request: SubmitRequest,
	isFile: boolean,
	itemIndex: number,
): Promise<Sent> {
	try {
		return { resultId: await client.submit(request, itemIndex, requestLabels(isFile)) };
	} catch (error) {
		if (!(error instanceof NodeApiError) || !error.context.uncertain) throw error as NodeError;
		return { message: error.message, description: error.description ?? '' };
	}
}

/** What a person, or an AI agent, must know of a recording that was not sent again. */
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

/** Hands a recording over and does not wait. */
export const submit: Operation = {
	option: {
		name: 'Submit',
		value: 'submit',
		action: 'Submit recording',
		description: 'Send a call recording for analysis and go on without waiting',
	},
	fields: [
		...recordingFields,
		optionsField([...recordingOptions, allowPrivateAddressField, webhookField]),
	],
	pace: 'inTurn',

	async prepare(ctx, client, itemIndex) {
		const { recording, complete } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: false,
		});
		return async () => {
			const outcome = await sentRecordings(ctx, itemIndex, recording).once(async () => {
				return await send(client, await complete(), recording.isFile, itemIndex);
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

	remark(outputs) {
		const noted = outputs.flatMap(({ note }, item) => (note === undefined ? [] : item));
		return noted.length > 0 ? remarkOnRepeated(noted) : '';
	},

	tellFinished: (ctx, outputs) => tellSubmitted([...outputs, ...submittedIds(ctx)]),
};
