import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SubmitRequest } from '../../../api/contract';
import { readParameters } from '../../parameters';
import { audioFile } from './audioFile';
import { OPTION_DEFAULTS } from './recordingOptions';
import { recordingRequest, type RecordingParameters } from './recordingRequest';

/** What tells a person which recording it is: its address, or the name of its file. */
export type RecordingName = { audio_url: string } | { audio_file: string };

/** The recording of an item. */
export interface ItemRecording {
	/** The body of its submit. */
	request: SubmitRequest;
	name: RecordingName;
	/** The same for the same recording with the same settings, also where the link to its file is another one. */
	fingerprint: string;
}

/**
 * The recording of an item, from its parameters.
 *
 * @param baseUrl of the service, which has to reach n8n where the recording is a file
 * @throws NodeOperationError naming the parameter that cannot be sent, and the way out
 */
export async function readRecording(
	ctx: IExecuteFunctions,
	baseUrl: string,
	itemIndex: number,
): Promise<ItemRecording> {
	return await readParameters(ctx, itemIndex, async () => {
		const isFile = ctx.getNodeParameter('audioSource', itemIndex, 'url') === 'binary';
		const requestFor = (audioUrl: unknown) =>
			recordingRequest({
				audioUrl,
				languageCode: ctx.getNodeParameter('languageCode', itemIndex),
				insights: ctx.getNodeParameter('insights', itemIndex),
				callData: ctx.getNodeParameter('callData', itemIndex, {}),
				options: {
					...OPTION_DEFAULTS,
					...(ctx.getNodeParameter('options', itemIndex, {}) as IDataObject),
				},
			} as RecordingParameters);
		// Checked with a stand-in first, so that no file is copied for a request that cannot be sent.
		if (isFile) requestFor('https://n8n.invalid/');
		const file = isFile ? await audioFile(ctx, baseUrl, itemIndex) : undefined;
		const request = requestFor(file?.url ?? ctx.getNodeParameter('audioUrl', itemIndex));
		const identified = { ...request, audio: file?.identity ?? request.audio };
		return {
			request,
			name: file ? { audio_file: file.name } : { audio_url: request.audio.uri },
			fingerprint: createHash('sha256').update(JSON.stringify(identified)).digest('hex'),
		};
	});
}
