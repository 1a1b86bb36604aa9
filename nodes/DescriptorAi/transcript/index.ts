import { isObject, type TranscriptSegment } from '../api';
import { callOf } from '../call/call';
import { finished, type DraftSegment } from './draftSegments';
import { plainTextSegments } from './plainText';
import { segmentFields } from './segmentFields';
import { listedSegments } from './listedSegments';
import { serviceSegments } from './services';
import { areSubtitles, subtitleSegments } from './readSubtitles';
import { withoutInvisible } from './text';
import { refuseOtherFormats, UnreadableTranscript } from './unreadable';

/** A transcript as the service takes it. */
export interface Transcript {
	segments: TranscriptSegment[];
	/** The transcript for a person, one line a segment, with the speakers' names if they are known. */
	lines: string[];
	/** Language code in the spelling of Descriptor.AI, such as `en-US`; `null` if the transcript has none. */
	language: string | null;
	/** Whether several segments have no speaker, so that the insights cannot tell who said what. */
	lacksSpeakers: boolean;
}

/** A call with so many segments has more than one speaker. */
const SEVERAL = 4;

/** Keys of segments and of text in results of Descriptor.AI and other speech services. */
const SEGMENT_KEYS = 'transcript transcript_diarization segments utterances sentences chunks'.split(
	' ',
);
const TEXT_KEYS = ['transcript', 'text'];
/** Keys of a whole result: in the envelope of Descriptor.AI, and in an operation of Google. */
const WRAPPER_KEYS = ['result', 'response'];

type Fields = Record<string, unknown>;

interface Found {
	drafts: DraftSegment[];
	/** Names of speakers with a number, by number. */
	names?: Map<string, string>;
	language?: string;
}

const hasText = (segment: unknown) => segmentFields(segment).text?.trim();
const hasSpeaker = (segment: unknown) => segmentFields(segment).speaker !== null;

/** What an object has, apart from results in it; `null` if it has nothing. */
function foundIn(object: Fields): Found | null {
	const ofService = serviceSegments(object);
	if (ofService.length > 0) return { drafts: listedSegments(ofService, true) };
	const lists = SEGMENT_KEYS.map((key) => object[key]).filter((value) => Array.isArray(value));
	const withText = lists.filter((list) => list.some(hasText));
	const best = withText.find((list) => list.some(hasSpeaker)) ?? withText[0];
	if (best) {
		return { drafts: listedSegments(best), names: callOf(object).names };
	}
	const texts = TEXT_KEYS.map((key) => object[key]).filter((value) => typeof value === 'string');
	const text = texts.find((value) => value.trim() !== '');
	if (text !== undefined) return foundInText(text);
	// Throws an error that says which segment lacks a text.
	const withoutText = lists.find(({ length }) => length > 0);
	return withoutText ? { drafts: listedSegments(withoutText) } : null;
}

/** The language if Descriptor.AI spells it so; it rejects the spelling of other services. */
function languageIn({ language_code: code }: Fields): string | undefined {
	return typeof code === 'string' && /^[a-z]{2,3}-[A-Z]{2}$/.test(code) ? code : undefined;
}

function foundInObject(outermost: Fields): Found {
	let language: string | undefined;
	let object: Fields | undefined = outermost;
	// A loop, because recursion would overflow the stack on a deeply nested object.
	while (object) {
		const current: Fields = object;
		language ??= languageIn(current);
		const found = foundIn(current);
		if (found) return { ...found, language };
		object = WRAPPER_KEYS.map((key) => current[key]).find(isObject);
	}
	throw new UnreadableTranscript('It has no segments.');
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** The value of JSON text or JSON Lines; `undefined` for other text, which may begin with a bracket as well. */
function jsonIn(text: string): unknown {
	if (!/^[[{]/.test(text)) return undefined;
	const whole = parsed(text);
	if (whole !== undefined || !text.startsWith('{')) return whole;
	const list: unknown[] = [];
	for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
		const one = parsed(line);
		if (!isObject(one)) return undefined;
		list.push(one);
	}
	if (list.some(hasText)) return list;
	throw new UnreadableTranscript('It is JSON Lines, but no line has a text.');
}

const FENCE = '```';

/** The text in a Markdown fence; with JSON in it, other text may be before the fence. */
function withoutFence(text: string): string {
	const from = text.startsWith(FENCE) ? 0 : text.search(/`{3}\w{0,10}\s{0,9}[[{]/);
	if (from < 0) return text;
	const until = text.lastIndexOf(FENCE);
	const inside = text.slice(from, until > from ? until : undefined);
	return inside.replace(/^`{3,10}\w{0,10}/, '').trim();
}

/** A text with line ends for `<br>` and for escaped `\n`. */
function withLineEnds(text: string): string {
	const isEscaped = !text.includes('\n') && /\\n[\p{L}[][^:\\]{0,60}:\s/u.test(text);
	return (isEscaped ? text.replace(/(?:\\r)?\\n/g, '\n') : text).replace(/<br\s?\/?>/gi, '\n');
}

function foundInText(written: string): Found {
	const inside = withoutFence(written.replace(/^[\p{DI}\s]{1,99}/u, '').trimEnd());
	const json = jsonIn(inside);
	if (json !== undefined) return found(json);
	const text = withLineEnds(withoutInvisible(inside)).trim();
	refuseOtherFormats(text);
	return { drafts: areSubtitles(text) ? subtitleSegments(text) : plainTextSegments(text) };
}

function found(value: unknown): Found {
	if (Array.isArray(value)) return { drafts: listedSegments(value) };
	return isObject(value)
		? foundInObject(value)
		: foundInText(typeof value === 'string' ? value : '');
}

/**
 * Reads a transcript from a result (raw, simplified or in its envelope), a list of segments, the JSON of another speech
 * service, JSON text of these (also in a Markdown fence or as JSON Lines), SubRip or WebVTT subtitles, or text with the
 * speakers' names.
 *
 * @throws UnreadableTranscript when the transcript is empty or in another format
 */
export function readTranscript(value: unknown): Transcript {
	const { drafts, names = new Map<string, string>(), language = null } = found(value);
	const { segments, lines } = finished(drafts, names);
	if (segments.length === 0) throw new UnreadableTranscript('It is empty.');
	const hasSpeakers = segments.some(({ speaker }) => speaker !== undefined);
	return { segments, lines, language, lacksSpeakers: segments.length >= SEVERAL && !hasSpeakers };
}
