import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { Call } from '../../call/call';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '../../output/transcriptFormats';

/** A file about an analysis, with a name such as `transcript-1f0c2c1e.srt` that every file system accepts. */
export async function resultFile(
	ctx: IExecuteFunctions,
	resultId: string,
	what: string,
	{ extension, mimeType }: { extension: string; mimeType: string },
	content: string,
): Promise<IBinaryData> {
	const id = resultId.slice(0, 64).replace(/[^\w-]+/g, '_');
	return await ctx.helpers.prepareBinaryData(
		Buffer.from(content, 'utf8'),
		`${what}-${id}.${extension}`,
		mimeType,
	);
}

/** The transcript files of a result; none of a result without a transcript. */
export async function transcriptFilesOf(
	ctx: IExecuteFunctions,
	call: Call,
	resultId: string,
	formats: TranscriptFormat[],
): Promise<IBinaryKeyData> {
	const files: IBinaryKeyData = {};
	for (const format of formats) {
		const text = TRANSCRIPT_FORMATS[format].write(call);
		if (text === null) continue;
		files[`transcript_${format}`] = await resultFile(
			ctx,
			resultId,
			'transcript',
			TRANSCRIPT_FORMATS[format],
			text,
		);
	}
	return files;
}
