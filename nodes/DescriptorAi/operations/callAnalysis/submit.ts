import { NodeApiError, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { optionsField } from '../../form/fields';
import type { DescriptorAiClient } from '../../api/client';
import type { SubmitRequest } from '../../api/contract';
import { operationError } from '../../api/errors';
import { tellSubmitted } from './recording/tellSubmitted';
import type { Operation } from '../operation';
import { allowPrivateAddressField } from './recording/audioFields';
import { readRecording, withLink, type RecordingName } from './recording/readRecording';
import { recordingFields, requestLabels } from './recording/recordingFields';
import { recordingOptions } from './recording/recordingOptions';
import { sentRecordings, type Sent } from './recording/sentRecordings';

/** Submit and Wait has none: there, the node has an address of its own. */
const webhookField: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhook',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/analysis-finished',
	description: 'Address that the service sends the finished result to',
};

/** Sends the recording once and remembers what came of it, also when that is not known. */
async function send(
	client: DescriptorAiClient,
	request: SubmitRequest,
	name: RecordingName,
	itemIndex: number,
	memory: ReturnType<typeof sentRecordings>,
): Promise<Sent> {
	const submitted = client
		.submit(request, itemIndex, requestLabels(name))
		.catch((error: unknown) => {
			if (error instanceof NodeApiError && error.context.uncertain) {
				memory.remember({ message: error.message, description: error.description ?? '' });
			}
			throw error;
		});
	const sent = { resultId: await submitted };
	memory.remember(sent);
	return sent;
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
		const { recording, file } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: false,
		});
		const { request, name, fingerprint } = recording;
		return async () => {
			const memory = sentRecordings(ctx, itemIndex, fingerprint);
			const sendNow = async () => {
				const complete = await withLink(ctx, itemIndex, request, file);
				return await send(client, complete, name, itemIndex, memory);
			};
			const sent = memory.recall() ?? (await sendNow());
			if (!('resultId' in sent)) {
				const { message, description } = sent;
				throw operationError(ctx.getNode(), itemIndex, message, description);
			}
			const json: IDataObject = {
				result_id: sent.resultId,
				status: 'pending',
				result_url: client.resultUrl(sent.resultId),
				...(request.call_data && { call_data: request.call_data as IDataObject }),
			};
			return { json };
		};
	},

	tellFinished: tellSubmitted,
};
