import { RECOGNISED_CALLS } from './calls';
import type { Emotion, GivenSegment, Language } from './contract';
import { guessEmotion, guessFindings } from './guesses';
import type { Understanding } from './insights';
import { recognize, type Recognition } from './recognition';

/** A transcript that somebody else made, understood. */
export interface UnderstoodTranscript extends Understanding {
	/** The given segments, in order, each with an emotion. */
	felt: Array<GivenSegment & { emotion: Emotion }>;
}

/**
 * Understands a transcript: as the call of the sandbox that it was made of, or else as far as its
 * words and question marks go. Times are always those of the given segments.
 *
 * @param given any segments, none included
 * @param language the language that the request names
 */
export function understand(given: GivenSegment[], language: Language): UnderstoodTranscript {
	const known = recognize(given, RECOGNISED_CALLS);
	const heard = known ? emotionsOf(known, given.length) : [];
	const felt = given.map((segment, index) => ({
		...segment,
		emotion: heard[index] ?? segment.emotion ?? guessEmotion(segment.text),
	}));

	if (!given.some(({ text }) => text.trim() !== '')) return { findings: null, segments: [], felt };
	if (!known) return { findings: guessFindings(felt, language), segments: felt, felt };
	const segments = known.call.lines.map(({ text, emotion }, index) => {
		const { first, last } = known.places[index];
		return { ...given[first], text, emotion, end: given[last].end };
	});
	return { findings: known.call.findings, segments, felt };
}

/** The emotion of each segment in which a line of a known call is said. */
function emotionsOf({ call, places }: Recognition, count: number): Array<Emotion | undefined> {
	const emotions = Array<Emotion | undefined>(count).fill(undefined);
	places.forEach(({ first, last }, line) => {
		for (let index = first; index <= last; index++) emotions[index] ??= call.lines[line].emotion;
	});
	return emotions;
}
