import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';
import { oneLine, speakerIdOf, timeOrNull } from './values';

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
