import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';

/** A stretch of speech that can be relied on: what the service left out, or put in its place, is `null`. */
export interface Utterance {
	/** One line without control characters; empty where nothing was said. */
	text: string;
	/** Seconds from the beginning of the recording. */
	start: number | null;
	end: number | null;
	/** Number of the speaker, as text. */
	speaker: string | null;
	/** In the service's own word. */
	emotion: string | null;
}

export interface Speaker {
	/** Number of the speaker in the transcript, as text. */
	id: string;
	/** The label from `call_data.speakers`, else the role there, else `Speaker <number>`; a namesake gets ` (2)`. */
	name: string;
	/** In lower case, such as `agent` or `customer`; `null` where the call data does not tell. */
	role: string | null;
}

/** Text as one line: what would end a line or steer a screen becomes a space. */
export function oneLine(text: unknown): string {
	if (typeof text !== 'string') return '';
	// Sign by sign, not run by run: a run of millions would overflow the stack of the regular expression.
	const single = text.replace(/(?<=[\p{Cc}\s])[\p{Cc}\s]/gu, '');
	return single.replace(/(?! )[\p{Cc}\s]/gu, ' ').trim();
}

/** A week: no recording is as long, so a time beyond it is a fault of the data. */
const LONGEST_CALL_SECONDS = 7 * 24 * 3600;

/** A time in a recording, in seconds; `null` for what cannot be one. */
export function timeOrNull(value: unknown): number | null {
	return typeof value === 'number' && value <= LONGEST_CALL_SECONDS ? Math.max(0, value) : null;
}

/** The number of a speaker as text; `null` for what names nobody. */
export function speakerIdOf(value: unknown): string | null {
	return typeof value === 'number' || typeof value === 'string'
		? oneLine(String(value)) || null
		: null;
}

/** What is a list of segments; a result may hold anything in its place. */
export function utterancesOf(list: unknown): Utterance[] {
	const segments = Array.isArray(list) ? list.filter(isObject) : [];
	return segments.map(({ text, start, end, speaker, emotion }) => ({
		text: oneLine(text),
		start: timeOrNull(start),
		end: timeOrNull(end),
		speaker: speakerIdOf(speaker),
		emotion: oneLine(emotion) || null,
	}));
}

/** How long an utterance lasts in seconds; 0 where its times are not known. */
export function secondsOf({ start, end }: Utterance): number {
	return start === null || end === null ? 0 : Math.max(0, end - start);
}

/** What was said, in the form that says the most about who speaks: the diarized one if only that knows. */
export function spokenIn(result: AnalysisResult): Utterance[] {
	const transcript = utterancesOf(result.transcript);
	if (transcript.some(({ speaker }) => speaker !== null)) return transcript;
	const diarized = utterancesOf(result.transcript_diarization);
	return diarized.length > 0 ? diarized : transcript;
}

/** What was felt: the voices' emotions, else the sentiment of the text. Empty when no emotion is known. */
export function feltIn(result: AnalysisResult): Utterance[] {
	const { transcript, transcript_sentiment: sentiment, transcript_diarization: diarized } = result;
	for (const source of [transcript, sentiment, diarized]) {
		const felt = utterancesOf(source);
		if (felt.some(({ emotion }) => emotion)) return felt;
	}
	return [];
}

/**
 * What was said, by whom, and what was felt: the words of `spokenIn` with the emotions of `feltIn`.
 *
 * Where words and emotions come in different lists, an utterance has the emotion that was felt in its middle.
 */
export function turnsIn(result: AnalysisResult): Utterance[] {
	const spoken = spokenIn(result);
	const felt = feltIn(result);
	if (spoken.length === 0) return felt;
	if (felt.length === 0 || spoken.some(({ emotion }) => emotion !== null)) return spoken;

	const key = ({ start, end }: Utterance) => `${start} ${end}`;
	const sameTime = new Map(felt.map((utterance) => [key(utterance), utterance.emotion]));
	const timed = felt.filter(({ start, end }) => start !== null && end !== null);
	const inOrder = timed.sort((a, b) => Number(a.start) - Number(b.start));
	return spoken.map((utterance) => {
		const { start, end } = utterance;
		if (start === null || end === null) return utterance;
		const exact = sameTime.get(key(utterance));
		return { ...utterance, emotion: exact ?? emotionAt(inOrder, (start + end) / 2) };
	});
}

/** The emotion at a time, in a list that is sorted by start. */
function emotionAt(inOrder: Utterance[], time: number): string | null {
	let from = 0;
	let to = inOrder.length;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (Number(inOrder[middle].start) <= time) from = middle + 1;
		else to = middle;
	}
	const last = inOrder[from - 1];
	return last && Number(last.end) >= time ? last.emotion : null;
}

/** In characters. A name is repeated with each utterance, so a longer one would make transcripts of any size. */
const LONGEST_NAME = 100;

function shortName(value: unknown): string {
	const name = oneLine(value);
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** What a speaker is called of whom only the number is known. */
export const unnamed = (id: string): string => `Speaker ${id}`;

/** Who speaks in a result, in the order in which they begin to speak. No two have the same name. */
export function speakersIn(result: AnalysisResult): Speaker[] {
	const told: unknown = result.call_data?.speakers;
	const known = new Map(
		(Array.isArray(told) ? told.filter(isObject) : []).map((speaker) => [
			speakerIdOf(speaker.id),
			{ label: shortName(speaker.label), role: shortName(speaker.role) },
		]),
	);
	const ids = new Set(spokenIn(result).flatMap(({ speaker }) => speaker ?? []));
	const taken = new Set<string>();
	const named = new Map<string, number>();
	return [...ids].map((id) => {
		const { label = '', role = '' } = known.get(id) ?? {};
		const wanted = label || role || unnamed(id);
		let count = named.get(wanted) ?? 1;
		let name = wanted;
		while (taken.has(name)) name = `${wanted} (${++count})`;
		named.set(wanted, count);
		taken.add(name);
		return { id, name, role: role.toLowerCase() || null };
	});
}

/** The names of those who speak in a result, by id. */
export function namesIn(result: AnalysisResult): Map<string, string> {
	return new Map(speakersIn(result).map(({ id, name }) => [id, name]));
}
