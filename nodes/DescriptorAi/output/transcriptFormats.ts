import type { Call } from '../call/call';
import { srt, webVtt } from './writeSubtitles';

/** A file format for transcripts. */
interface Format {
	name: string;
	description: string;
	extension: string;
	mimeType: string;
	/** `null` where the call has no transcript. */
	write(call: Call): string | null;
}

/** One line per utterance, with the name of the speaker where it is known. */
function transcriptText({ spoken, names }: Call): string | null {
	const lines = spoken
		.filter(({ text }) => text !== '')
		.map(({ text, speaker }) => (speaker === null ? text : `${names.get(speaker)}: ${text}`));
	return lines.length > 0 ? lines.join('\n') : null;
}

/** The formats of a transcript, in the order of the form. */
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
		description: 'One line per utterance, with the name of the speaker',
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
