import { isObject } from '../api';
import { oneLine, speakerIdOf, timeOrNull } from './values';

/** One segment of speech, checked: missing values, and those of another type, are `null`. */
export interface Utterance {
	/** One line without control characters; empty where nothing was said. */
	text: string;
	/** Seconds from the beginning of the recording. */
	start: number | null;
	end: number | null;
	/** Number of the speaker, as text; `null` where nobody is named. */
	speaker: string | null;
	/** In the service's own word. */
	emotion: string | null;
}

/** The text of a segment that has a list of words instead. */
const textOf = (words: unknown): string =>
	(Array.isArray(words) ? words : [])
		.flatMap((word: unknown) => oneLine(isObject(word) ? (word.text ?? word.word) : word) || [])
		.join(' ');

/** The segments of a list; a result may hold anything in place of a list or a segment. */
export const segmentsIn = (list: unknown): Array<Record<string, unknown>> =>
	Array.isArray(list) ? list.filter(isObject) : [];

export const utteranceOf = (segment: Record<string, unknown>): Utterance => ({
	text: oneLine(segment.text) || textOf(segment.words),
	start: timeOrNull(segment.start),
	end: timeOrNull(segment.end),
	speaker: speakerIdOf(segment.speaker),
	emotion: oneLine(segment.emotion) || null,
});

/** How long an utterance lasts in seconds; 0 where its times are not known. */
export function secondsOf({ start, end }: Utterance): number {
	return start === null || end === null ? 0 : Math.max(0, end - start);
}

/** The number of leading entries that match; all matching entries must come first (binary search). */
export function countOf<One>(list: One[], matches: (one: One) => boolean): number {
	let from = 0;
	let to = list.length;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (matches(list[middle])) from = middle + 1;
		else to = middle;
	}
	return from;
}

/** The index of the last entry that has begun at a time, in a list sorted by start; -1 if none has. */
export const lastBegun = (inOrder: Array<{ start: number | null }>, time: number): number =>
	countOf(inOrder, ({ start }) => Number(start) <= time) - 1;
