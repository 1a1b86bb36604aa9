import type { IBinaryKeyData, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../call/call';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '../../output/transcriptFormats';
import { list, readParameters } from '../../form/parameters';
import { fileName } from './fileName';
import { asTranscriptFormat, transcriptFormatOptions } from './resultFields';

/** The transcript as files that the next node can upload. */
export const transcriptFilesField: INodeProperties = {
	displayName: 'Transcript Files',
	name: 'transcriptFiles',
	type: 'multiOptions',
	options: transcriptFormatOptions,
	default: [],
	description:
		'Files of the transcript to put out as binary data, in the fields transcript_srt, transcript_text and transcript_vtt',
};

/** @throws NodeOperationError when an expression gave a format that there is not */
export async function readTranscriptFiles(
	ctx: IExecuteFunctions,
	itemIndex: number,
): Promise<TranscriptFormat[]> {
	return await readParameters(ctx, itemIndex, () =>
		list(
			ctx.getNodeParameter('options.transcriptFiles', itemIndex, []),
			transcriptFilesField.displayName,
		).map((format) => asTranscriptFormat(format, transcriptFilesField.displayName)),
	);
}

/** The transcript files of a result; none of a result that holds no transcript. */
export async function transcriptFiles(
	ctx: IExecuteFunctions,
	call: Call,
	resultId: string,
	formats: TranscriptFormat[],
): Promise<IBinaryKeyData> {
	const files: IBinaryKeyData = {};
	for (const format of formats) {
		const { extension, mimeType, write } = TRANSCRIPT_FORMATS[format];
		const text = write(call);
		if (text === null) continue;
		files[`transcript_${format}`] = await ctx.helpers.prepareBinaryData(
			Buffer.from(text, 'utf8'),
			fileName('transcript', resultId, extension),
			mimeType,
		);
	}
	return files;
}
