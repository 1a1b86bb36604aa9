import type { TranscriptSegment } from '../../api/contract';
import { isObject } from '../../api/json';
import { speakersIn } from '../utterances';
import { estimatedSeconds, type Line } from './line';
import { plainTextLines } from './plainText';
import { areSubtitles, subtitleLines } from './subtitles';

/** A transcript as the service takes it. */
export interface Transcript {
	segments: TranscriptSegment[];
	/** The transcript for a person, one line a segment, with the speakers' names where they are known. */
	lines: string[];
	/** Language of the result that the transcript is of; `null` where nothing tells. */
	language?: string | null;
}

/** A transcript that cannot be read. The message says why and what can be; it quotes nothing of it. */
class UnreadableTranscript extends Error {}

const READABLE =
	'Give text such as "Agent: Good morning", SRT or WebVTT subtitles, a list of segments with text, start and end, or a result of Descriptor.AI.';

/** Where results, of Descriptor.AI and of other speech services, hold their segments. */
const SEGMENT_KEYS = ['transcript', 'transcript_diarization', 'segments', 'utterances', 'text'];

/** Numbers for the speakers, in the order in which they begin to speak. */
function numbering(): (speaker: string) => number {
	const numbers = new Map<string, number>();
	return (speaker) => {
		if (!numbers.has(speaker)) numbers.set(speaker, numbers.size);
		return numbers.get(speaker) ?? 0;
	};
}

const labelled = (name: string | null | undefined, text: string) =>
	name ? `${name}: ${text}` : text;

/** Written lines as segments. Times that are not known are estimated, because the service requires them. */
function fromLines(lines: Line[]): Transcript {
	const numberOf = numbering();
	let clock = 0;
	const segments = lines.map(({ text, start, end, speaker }, index): TranscriptSegment => {
		const begin = start ?? clock;
		const next = lines[index + 1]?.start ?? null;
		const estimate = begin + estimatedSeconds(text);
		clock = end ?? (next === null ? estimate : Math.max(begin, Math.min(next, estimate)));
		const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;
		return {
			text,
			start: rounded(begin),
			end: rounded(clock),
			...(speaker !== null && { speaker: numberOf(speaker) }),
		};
	});
	return { segments, lines: lines.map(({ speaker, text }) => labelled(speaker, text)) };
}

/** A speaker in a list of segments: a number as it is, a name by the order in which the names appear. */
function speakerNumber(speaker: unknown, numberOf: (name: string) => number): number | null {
	if (typeof speaker === 'number' && Number.isInteger(speaker)) return speaker;
	if (typeof speaker !== 'string' || speaker.trim() === '') return null;
	return /^\d+$/.test(speaker.trim()) ? Number(speaker) : numberOf(speaker.trim());
}

/** A list of segments, of Descriptor.AI or of another speech service; only what the service takes is kept. */
function fromSegments(list: unknown[], names: Map<string, string>): Transcript {
	const numberOf = numbering();
	const lines: string[] = [];
	const segments = list.map((entry, index): TranscriptSegment => {
		const { text, start, end, speaker, words, emotion } = isObject(entry) ? entry : {};
		if (typeof text !== 'string' || !Number.isFinite(start) || !Number.isFinite(end)) {
			throw new UnreadableTranscript(
				`Its segment ${index + 1} lacks a text, or a start or end in seconds. ${READABLE}`,
			);
		}
		const number = speakerNumber(speaker, numberOf);
		const name = typeof speaker === 'string' && !/^\d+$/.test(speaker) ? speaker : undefined;
		const unnamed = number === null ? null : `Speaker ${number}`;
		lines.push(labelled(name ?? names.get(String(number)) ?? unnamed, text));
		return {
			text,
			start: start as number,
			end: end as number,
			...(Array.isArray(words) && { words }),
			...(number !== null && { speaker: number }),
			...(typeof emotion === 'string' && { emotion }),
		};
	});
	return { segments, lines };
}

function fromObject(value: Record<string, unknown>): Transcript {
	for (const key of SEGMENT_KEYS) {
		const found = value[key];
		if (typeof found === 'string') return readTranscript(found);
		if (Array.isArray(found) && found.length > 0) {
			const names = speakersIn(value).map(({ id, name }) => [id, name] as const);
			return fromSegments(found, new Map(names));
		}
	}
	// The envelope of the later reference page, and items of other nodes that wrap a result.
	if (isObject(value.result)) return fromObject(value.result);
	throw new UnreadableTranscript(`It has no segments. ${READABLE}`);
}

/** The value that JSON text stands for; `undefined` for other text, which may begin with a bracket as well. */
function jsonIn(text: string): unknown {
	if (!/^[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function fromText(text: string): Transcript {
	const json = jsonIn(text);
	if (json !== undefined) return readTranscript(json);
	return fromLines(areSubtitles(text) ? subtitleLines(text) : plainTextLines(text));
}

/**
 * Reads a transcript in any form that people have one in: a result (raw, simplified or in its envelope), a list of
 * segments, JSON text of either, SubRip or WebVTT subtitles, or text with the speakers' names.
 *
 * @throws UnreadableTranscript when there is nothing in it that was said
 */
export function readTranscript(value: unknown): Transcript {
	const transcript = Array.isArray(value)
		? fromSegments(value, new Map())
		: isObject(value)
			? fromObject(value)
			: fromText(typeof value === 'string' ? value.replace(/^\uFEFF/, '').trim() : '');
	if (transcript.segments.every(({ text }) => text.trim() === '')) {
		throw new UnreadableTranscript(`It is empty. ${READABLE}`);
	}
	return transcript;
}
