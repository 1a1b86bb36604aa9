import { isObject } from '../api';
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

/** The text of a segment that has its words only. */
const textOf = (words: unknown): string =>
	(Array.isArray(words) ? words : [])
		.flatMap((word: unknown) => oneLine(isObject(word) ? (word.text ?? word.word) : word) || [])
		.join(' ');

/** What is a list of segments; a result may hold anything in its place. */
export function utterancesOf(list: unknown): Utterance[] {
	const segments = Array.isArray(list) ? list.filter(isObject) : [];
	return segments.map(({ text, words, start, end, speaker, emotion }) => ({
		text: oneLine(text) || textOf(words),
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

/** How many of a list are of a kind, if those that are come first. */
export function countOf<One>(list: One[], isOfKind: (one: One) => boolean): number {
	let from = 0;
	let to = list.length;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (isOfKind(list[middle])) from = middle + 1;
		else to = middle;
	}
	return from;
}

/** The number of the last one that has begun at a time, in a list in the order of time; -1 where none has. */
export const lastBegun = (inOrder: Array<{ start: number | null }>, time: number): number =>
	countOf(inOrder, ({ start }) => Number(start) <= time) - 1;
