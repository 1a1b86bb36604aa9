import type { IExecuteFunctions } from 'n8n-workflow';

import { namingParameters, type SubmitRequest } from '../../../api';
import { recordingName } from '../../../call/recordingName';
import { readParameters, type Read } from '../../../form/parameter';
import { isTool } from '../../isTool';
import { hashOf } from '../../runMemory';
import { checkAddress, tryAddress } from './addresses';
import { audioSource, audioUrl, checkFirst, webhookUrl } from './audioParameters';
import { audioFile, selectedFile, type AudioFile, type Lifetime } from './audioFile';
import { callOf } from './callRoles';
import { recordingRequest } from './recordingRequest';
import { sentRecordings, type Identified } from './sentRecordings';

/** Stands for the address of a file until there is a link to it. */
const NO_LINK_YET = 'https://n8n.invalid/';

/** The recording of an item. */
export type ItemRecording = Identified & {
	/** Whether it is a file of the item, which n8n gives a link to. */
	isFile: boolean;
	/** What a message calls it; empty where nothing is known that may be shown. */
	name: string;
};

/**
 * The part of an address that says which audio it is. With the item, the path is enough. A tool of an AI agent has no
 * items, and a query may name the recording: there, only the signature is left out.
 */
function audioAddress(ctx: IExecuteFunctions, uri: string): string {
	const address = new URL(uri);
	return JSON.stringify([
		address.origin,
		address.pathname,
		isTool(ctx) ? namingParameters(address) : [],
	]);
}

/** The recording of an item, and what makes its request complete. */
export interface ReadRecording {
	recording: ItemRecording;
	/**
	 * The request with an address that the service can download from: a link to the file, or the address of the recording,
	 * tried out first if that is selected. Only when it is needed, because a file may have to be copied.
	 *
	 * @throws NodeOperationError when n8n cannot give a link, or when there is no recording at the address
	 */
	complete(): Promise<SubmitRequest>;
}

/**
 * Checks that the service can get the audio and send its callback. A recording that was sent before is not checked
 * again: its address may have expired since, but its analysis is paid for.
 *
 * @returns gives the address of the audio
 */
async function checkAudio(
	ctx: IExecuteFunctions,
	read: Read,
	baseUrl: string,
	{ config: { webhook }, audio: { uri } }: SubmitRequest,
	file: AudioFile | undefined,
	lifetime: Lifetime,
): Promise<() => Promise<string>> {
	if (webhook) checkAddress(ctx, read, baseUrl, webhookUrl, webhook);
	if (file) return await file.check(baseUrl, lifetime);
	checkAddress(ctx, read, baseUrl, audioUrl, uri);
	const isTried = read(checkFirst);
	return async () => {
		if (isTried) await tryAddress(ctx, uri);
		return uri;
	};
}

/**
 * The recording of an item, from its parameters.
 *
 * @param baseUrl of the service, which has to reach n8n where the recording is a file
 * @throws NodeOperationError naming the parameter that cannot be sent, and the remedy
 */
export async function readRecording(
	ctx: IExecuteFunctions,
	baseUrl: string,
	itemIndex: number,
	lifetime: Lifetime,
): Promise<ReadRecording> {
	return await readParameters(ctx, itemIndex, async (read) => {
		const source = read(audioSource);
		const isFile =
			source === 'binary' ||
			(source === 'automatic' && selectedFile(ctx, itemIndex, read) !== undefined);
		const request = recordingRequest(read, isFile ? NO_LINK_YET : read(audioUrl), () =>
			callOf(ctx, itemIndex),
		);
		const file = isFile ? audioFile(ctx, itemIndex, read) : undefined;
		const { config, call_data: callData } = request;
		const recording = {
			request,
			isFile,
			name: recordingName(callData?.id, file?.name ?? request.audio.uri),
			audio: hashOf(file?.identity ?? audioAddress(ctx, request.audio.uri)),
			settings: hashOf({ config, callData }),
		};
		const isSent = sentRecordings(ctx, itemIndex, recording).known() !== undefined;
		const addressOf = isSent
			? async () => await Promise.resolve(request.audio.uri)
			: await checkAudio(ctx, read, baseUrl, request, file, lifetime);
		const complete = async () => ({ ...request, audio: { uri: await addressOf() } });
		return {
			recording,
			complete: async () => await readParameters(ctx, itemIndex, complete),
		};
	});
}
