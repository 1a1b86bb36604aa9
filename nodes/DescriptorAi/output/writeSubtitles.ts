import type { Call } from '../call/call';

/** Longest text of a cue in characters: two lines, as much as a viewer can read at a time. */
const CUE_LENGTH = 84;
/** Shortest cue in seconds: players drop empty ones. */
const SHORTEST = 0.1;

/** A line of subtitles. */
interface Cue {
	/** Seconds from the beginning of the recording. */
	start: number;
	end: number;
	speaker: string | null;
	/** Whether it continues the utterance of the cue before. */
	continues: boolean;
	text: string;
}

/** Splits a text between words into parts of readable length; a longer word stays whole. */
function readableParts(text: string): string[] {
	const parts: string[] = [];
	let part: string[] = [];
	let length = 0;
	for (const word of text.split(' ')) {
		if (part.length > 0 && length + 1 + word.length > CUE_LENGTH) {
			parts.push(part.join(' '));
			part = [];
			length = 0;
		}
		length += word.length + (part.length > 0 ? 1 : 0);
		part.push(word);
	}
	return [...parts, part.join(' ')];
}

/** The cues of a call. The time of a split utterance is divided by the length of its parts. */
function cuesOf({ spoken, names }: Call): Cue[] {
	let clock = 0;
	return spoken
		.filter(({ text }) => text !== '')
		.flatMap(({ text, start, end, speaker }) => {
			const begin = Math.max(0, start ?? clock);
			const duration = Math.max(SHORTEST, (end ?? begin) - begin);
			const name = speaker === null ? null : (names.get(speaker) ?? null);
			let shown = 0;
			const at = () => begin + (duration * shown) / text.length;
			const parts = readableParts(text);
			const cues = parts.map((part, index): Cue => {
				const from = at();
				shown = index === parts.length - 1 ? text.length : shown + part.length + 1;
				return { start: from, end: at(), speaker: name, continues: index > 0, text: part };
			});
			clock = begin + duration;
			return cues;
		});
}

function clockTime(seconds: number, decimalMark: string): string {
	const milliseconds = Math.round(seconds * 1000);
	const part = (unit: number, modulo: number, digits: number) =>
		String(Math.floor(milliseconds / unit) % modulo).padStart(digits, '0');
	const hours = part(3_600_000, Infinity, 2);
	return `${hours}:${part(60_000, 60, 2)}:${part(1_000, 60, 2)}${decimalMark}${part(1, 1_000, 3)}`;
}

const timing = ({ start, end }: Cue, decimalMark: string) =>
	`${clockTime(start, decimalMark)} --> ${clockTime(end, decimalMark)}`;

/** SubRip subtitles, one cue or more a segment, each utterance with its speaker's name; `null` without a transcript. */
export function srt(call: Call): string | null {
	const cues = cuesOf(call).map((cue, index) => {
		const name = cue.speaker !== null && !cue.continues ? `${cue.speaker}: ` : '';
		// SubRip cannot escape the arrow that separates two times.
		const text = `${name}${cue.text}`.replace(/-->/g, '->');
		return `${index + 1}\n${timing(cue, ',')}\n${text}\n`;
	});
	return cues.length > 0 ? cues.join('\n') : null;
}

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** WebVTT subtitles with the speakers as voices; `null` without a transcript. */
export function webVtt(call: Call): string | null {
	const cues = cuesOf(call).map((cue) => {
		const voice = cue.speaker === null ? '' : `<v ${escaped(cue.speaker)}>`;
		return `${timing(cue, '.')}\n${voice}${escaped(cue.text)}\n`;
	});
	return cues.length > 0 ? `WEBVTT\n\n${cues.join('\n')}` : null;
}
