import { RECOGNIZED_CALLS } from './calls';
import type { CallScript, Findings } from './calls/script';
import type { Emotion, GivenSegment } from './contract';
import type { Understanding } from './insights';

/** The share of the letters of the call, and of the transcript, that must be the same. */
const ENOUGH = 0.5;

/** The sandbox has no language model: it does not analyze what other people said. */
const REASON = 'The sandbox analyzes its own calls only.';
const UNKNOWN_CALL: Findings = {
	summary: [REASON],
	agentActions: [],
	customerRequests: [],
	questions: [],
	topics: [],
	labels: [],
	keywords: [],
	csat: { csat: 3, reason: REASON },
	emotionalScore: 5,
	turningPoints: [0, 0],
	problems: [],
};

/** A call that was found in a transcript. */
interface Match {
	call: CallScript;
	/** For each line of the call: the first and the last segment that say it. */
	places: Array<{ first: number; last: number }>;
	/** The share of the letters that call and transcript have in common, 0 to 1. */
	score: number;
}

/** The transcript of a request, analyzed. */
export interface AnalyzedTranscript extends Understanding {
	/** The given segments, in order, each with an emotion. */
	felt: Array<GivenSegment & { emotion: Emotion }>;
}

/**
 * Analyzes a transcript. A call of the sandbox is recognized by its words alone: times and speakers may be others, and
 * lines may be joined, split or left out. Times are always those of the given segments.
 *
 * @param given any segments, none included
 */
export function analyzeTranscript(given: GivenSegment[]): AnalyzedTranscript {
	const match = recognize(given);
	const heard = match ? emotionsOf(match, given.length) : [];
	const felt = given.map((segment, index) => ({
		...segment,
		emotion: heard[index] ?? segment.emotion ?? 'neutral',
	}));
	if (!given.some(({ text }) => text.trim() !== '')) return { findings: null, segments: [], felt };
	if (!match) return { findings: UNKNOWN_CALL, segments: felt, felt };
	const segments = match.call.lines.map(({ text, emotion }, index) => {
		const { first, last } = match.places[index];
		return { ...given[first], text, emotion, end: given[last].end };
	});
	return { findings: match.call.findings, segments, felt };
}

/** The letters and digits of a text. */
const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');

/** The best match; null when no call has most of its words in the transcript, and the transcript in the call. */
function recognize(given: GivenSegment[]): Match | null {
	const texts = given.map(({ text }) => lettersOf(text));
	/** For each letter of the whole transcript: the segment that it is in. */
	const owners = texts.flatMap((text, index) => Array<number>(text.length).fill(index));
	const matches = RECOGNIZED_CALLS.map((call) => align(call, texts.join(''), owners));
	const best = matches.reduce((one, other) => (one.score >= other.score ? one : other));
	return best.score > ENOUGH ? best : null;
}

function align(call: CallScript, spoken: string, owners: number[]): Match {
	let from = 0;
	let same = 0;
	let length = 0;
	const known = call.lines.map(({ text }) => {
		const line = lettersOf(text);
		length += line.length;
		const start = line === '' ? -1 : spoken.indexOf(line, from);
		if (start < 0) return null;
		from = start + line.length;
		same += line.length;
		return { first: owners[start], last: owners[from - 1] };
	});

	// A line that was left out gets the place of the line before it.
	let place = known.find((next) => next !== null) ?? { first: 0, last: 0 };
	const places = known.map((next) => (place = next ?? place));
	return { call, places, score: same / Math.max(1, length, spoken.length) };
}

/** The emotion of each segment in which a line of the call is said. */
function emotionsOf({ call, places }: Match, count: number): Array<Emotion | undefined> {
	const emotions = Array<Emotion | undefined>(count).fill(undefined);
	places.forEach(({ first, last }, line) => {
		for (let index = first; index <= last; index++) emotions[index] ??= call.lines[line].emotion;
	});
	return emotions;
}
