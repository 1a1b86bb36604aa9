import type { TranscriptSegment } from '../api/contract';
import { isObject } from '../api/json';
import { callOf } from '../call/call';
import { assembled } from './assemble';
import { areSubtitles } from './cues';
import { refuseOtherFormats } from './formats';
import { withoutMarks } from './line';
import { plainTextLines } from './plainText';
import { pieceOf, segmentLines } from './segments';
import { serviceSegments } from './services';
import { subtitleLines } from './subtitles';
import { UnreadableTranscript } from './unreadable';

/** A transcript as the service takes it. */
export interface Transcript {
	segments: TranscriptSegment[];
	/** The transcript for a person, one line a segment, with the speakers' names where they are known. */
	lines: string[];
	/** As a result of Descriptor.AI tells it, such as `en-US`; `null` where the transcript does not tell. */
	language: string | null;
	/** Whether several utterances name no speaker, so that nobody can tell who said what. */
	lacksSpeakers: boolean;
}

/** From so many utterances on, a call has more than one speaker. */
const SEVERAL = 4;

type Read = Omit<Transcript, 'lacksSpeakers'>;
type Said = Omit<Read, 'language'>;

/** Where results, of Descriptor.AI and of other speech services, hold their segments or their text. */
const SEGMENT_KEYS = [
	'transcript',
	'transcript_diarization',
	'segments',
	'utterances',
	'sentences',
	'chunks',
];
const TEXT_KEYS = ['transcript', 'text'];
/** What is around a result: the envelope of Descriptor.AI, and Google's operation. */
const WRAPPER_KEYS = ['result', 'response'];

const NOBODY = new Map<string, string>();

const hasText = (entry: unknown) => pieceOf(entry).text?.trim();

const listsIn = (value: Record<string, unknown>) =>
	SEGMENT_KEYS.map((key) => value[key]).filter((one) => Array.isArray(one));

/** The list that says the most: the first one that knows speakers, else the first one with words. */
function bestList(value: Record<string, unknown>): unknown[] | undefined {
	const lists = listsIn(value).filter((list) => list.some(hasText));
	const knowsSpeakers = (list: unknown[]) => list.some((entry) => pieceOf(entry).speaker !== null);
	return lists.find(knowsSpeakers) ?? lists[0];
}

/** What an object itself says; `null` where it says nothing. */
function saidIn(value: Record<string, unknown>): Said | null {
	const ofService = serviceSegments(value);
	if (ofService.length > 0) return assembled(segmentLines(ofService, 1), NOBODY);
	const list = bestList(value);
	if (list) {
		return assembled(segmentLines(list), callOf(value).names);
	}
	const texts = TEXT_KEYS.map((key) => value[key]);
	const text = texts.find((one) => typeof one === 'string' && one.trim() !== '');
	if (text !== undefined) return readTranscript(text);
	// The error then says what they lack.
	const wordless = listsIn(value).find(({ length }) => length > 0);
	return wordless ? assembled(segmentLines(wordless), NOBODY) : null;
}

/** The language as Descriptor.AI spells it; other services spell it in ways that it does not take. */
function languageIn({ language_code: code }: Record<string, unknown>): string | null {
	return typeof code === 'string' && /^[a-z]{2,3}-[A-Z]{2}$/.test(code) ? code : null;
}

function fromObject(outermost: Record<string, unknown>): Read {
	let language: string | null = null;
	let inner: Record<string, unknown> | undefined = outermost;
	// Not by recursion: an object may be nested deeper than there is room for calls.
	while (inner) {
		const value: Record<string, unknown> = inner;
		language ??= languageIn(value);
		const said = saidIn(value);
		if (said) return { ...said, language };
		inner = WRAPPER_KEYS.map((key) => value[key]).find(isObject);
	}
	throw new UnreadableTranscript('It has no segments.');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The value of JSON text, or of one object a line; `undefined` for other text, which may begin with a bracket as well. */
function jsonIn(text: string): unknown {
	if (!/^[[{]/.test(text)) return undefined;
	const whole = parsed(text);
	if (whole !== undefined || !text.startsWith('{')) return whole;
	const list: unknown[] = [];
	for (const row of text.split('\n').filter((one) => one.trim() !== '')) {
		const one = parsed(row);
		if (!isObject(one)) return undefined;
		list.push(one);
	}
	if (list.some(hasText)) return list;
	throw new UnreadableTranscript('It is one JSON object a line, none of which has a text.');
}

const FENCE = '```';

/** The text in a fence of Markdown, which may be behind a sentence if JSON is in it. */
function unfenced(text: string): string {
	const from = text.startsWith(FENCE) ? 0 : text.search(/`{3}\w{0,10}\s{0,9}[[{]/);
	if (from < 0) return text;
	const until = text.lastIndexOf(FENCE);
	const inside = text.slice(from, until > from ? until : undefined);
	return inside.replace(/^`{3,10}\w{0,10}/, '').trim();
}

/** A text whose line ends were written as signs, `<br>` or the two of an escape, with line ends. */
function withLineEnds(text: string): string {
	const isEscaped = !text.includes('\n') && /\\n[\p{L}[][^:\\]{0,60}:\s/u.test(text);
	return (isEscaped ? text.replace(/(?:\\r)?\\n/g, '\n') : text).replace(/<br\s?\/?>/gi, '\n');
}

function fromText(given: string): Read {
	const written = unfenced(given.replace(/^[\p{DI}\s]{1,99}/u, '').trimEnd());
	const json = jsonIn(written);
	if (json !== undefined) return readTranscript(json);
	const text = withLineEnds(withoutMarks(written)).trim();
	refuseOtherFormats(text);
	const lines = areSubtitles(text) ? subtitleLines(text) : plainTextLines(text);
	return { ...assembled(lines, NOBODY), language: null };
}

/**
 * Reads a transcript in any form that people have one in: a result (raw, simplified or in its envelope), a list of
 * segments, the JSON of another speech service, JSON text of these, also in a fence of Markdown or one segment a line,
 * SubRip or WebVTT subtitles, or text with the speakers' names.
 *
 * @throws UnreadableTranscript when there is nothing in it that was said, or it is in another format
 */
export function readTranscript(value: unknown): Transcript {
	const transcript: Read = Array.isArray(value)
		? { ...assembled(segmentLines(value), NOBODY), language: null }
		: isObject(value)
			? fromObject(value)
			: fromText(typeof value === 'string' ? value : '');
	const { segments } = transcript;
	if (segments.length === 0) throw new UnreadableTranscript('It is empty.');
	const isNamed = segments.some(({ speaker }) => speaker !== undefined);
	return { ...transcript, lacksSpeakers: segments.length >= SEVERAL && !isNamed };
}
