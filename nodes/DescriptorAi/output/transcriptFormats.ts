import type { AnalysisResult } from '../api';
import { srt, webVtt } from './subtitles';
import { transcriptText } from './transcript';

/** A way to write down a transcript. */
interface Format {
	name: string;
	description: string;
	extension: string;
	mimeType: string;
	/** `null` where the result holds no transcript. */
	write(result: AnalysisResult): string | null;
}

/** Every way to write down a transcript, in the order of the form. */
export const TRANSCRIPT_FORMATS = {
	srt: {
		name: 'SRT',
		description: 'SubRip subtitles, with time stamps',
		extension: 'srt',
		mimeType: 'application/x-subrip',
		write: srt,
	},
	text: {
		name: 'Text',
		description: 'One line an utterance, each with the name of the speaker',
		extension: 'txt',
		mimeType: 'text/plain; charset=utf-8',
		write: transcriptText,
	},
	vtt: {
		name: 'WebVTT',
		description: 'Subtitles for web pages, with time stamps and speakers',
		extension: 'vtt',
		mimeType: 'text/vtt; charset=utf-8',
		write: webVtt,
	},
} satisfies Record<string, Format>;

export type TranscriptFormat = keyof typeof TRANSCRIPT_FORMATS;
