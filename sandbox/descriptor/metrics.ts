import type { Emotion, GivenSegment, MetricFamily, Problem } from './contract';
import { toHundredths } from './transcript';

type PerSpeaker = Record<string, number>;

/** The length of one entry of `intervals`, in seconds. */
const INTERVAL_SECONDS = 30;

const NO_SPEECH_METRICS = {
	total_call_duration: null,
	speaker_to_silence_ratio: null,
	total_speech_to_silence_ratio: null,
	speaker_speech_ratio: null,
	simultaneous_speech_time: null,
	simultaneous_speech_ratio: null,
	interruption_count: null,
	interruption_rate: null,
};

const NO_EMOTION_METRICS = {
	csat_rate: null,
	dsat: null,
	emotional_volatility: null,
	emotional_evolution: null,
	emotional_phrases: null,
};

const POSITIVE = new Set<Emotion | null>(['cheerful', 'friendly', 'thankful']);
const NEGATIVE = new Set<Emotion | null>(['angry', 'frustrated', 'impatient', 'stressed', 'fear']);

/** A part of a whole, 0 to 1 in hundredths; 0 of nothing. */
const share = (part: number, whole: number) => (whole === 0 ? 0 : toHundredths(part / whole));

/** The mood of segments on the whole, from -1 (all negative) to 1 (all positive). */
function mood(segments: GivenSegment[]): number {
	const positive = segments.filter(({ emotion }) => POSITIVE.has(emotion)).length;
	const negative = segments.filter(({ emotion }) => NEGATIVE.has(emotion)).length;
	return share(positive - negative, segments.length);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const length = ({ start, end }: GivenSegment) => end - start;

/** Measures each speaker; what nobody in particular said counts for the whole call only. */
function perSpeaker<Value>(
	segments: GivenSegment[],
	measure: (own: GivenSegment[], speaker: number) => Value,
): Record<string, Value> {
	const named = segments.flatMap(({ speaker }) => (speaker === null ? [] : [speaker]));
	const speakers = [...new Set(named)].sort((a, b) => a - b);
	return Object.fromEntries(
		speakers.map((speaker) => [
			speaker,
			measure(
				segments.filter((segment) => segment.speaker === speaker),
				speaker,
			),
		]),
	);
}

/** How long each segment talks over the one before it, in seconds. */
function overlaps(segments: GivenSegment[]): number[] {
	return segments.map((segment, index) =>
		index === 0 ? 0 : Math.max(0, segments[index - 1].end - segment.start),
	);
}

function speechMetrics(segments: GivenSegment[], duration: number) {
	const overlap = overlaps(segments);
	const simultaneous = sum(overlap);
	const speech = sum(segments.map(length));
	// Rounded, because a difference of times can be a hair below zero.
	const silence = toHundredths(duration - (speech - simultaneous));
	const interruptions: PerSpeaker = perSpeaker(
		segments,
		(_, speaker) =>
			segments.filter((segment, index) => segment.speaker === speaker && overlap[index] > 0).length,
	);

	return {
		total_call_duration: toHundredths(duration),
		speaker_to_silence_ratio: perSpeaker(segments, (own) => share(sum(own.map(length)), silence)),
		total_speech_to_silence_ratio: share(speech - simultaneous, silence),
		speaker_speech_ratio: perSpeaker(segments, (own) => share(sum(own.map(length)), speech)),
		simultaneous_speech_time: toHundredths(simultaneous),
		simultaneous_speech_ratio: share(simultaneous, duration),
		interruption_count: interruptions,
		// Interruptions a minute.
		interruption_rate: perSpeaker(segments, (_, speaker) =>
			share(interruptions[speaker] * 60, duration),
		),
	};
}

function emotionMetrics(segments: GivenSegment[]) {
	return {
		csat_rate: perSpeaker(segments, (own) =>
			share(own.filter(({ emotion }) => POSITIVE.has(emotion)).length, own.length),
		),
		dsat: perSpeaker(segments, (own) =>
			share(own.filter(({ emotion }) => NEGATIVE.has(emotion)).length, own.length),
		),
		// The share of turns in which the speaker's emotion is another one than in the turn before.
		emotional_volatility: perSpeaker(segments, (own) =>
			share(
				own.filter(({ emotion }, index) => index > 0 && emotion !== own[index - 1].emotion).length,
				own.length - 1,
			),
		),
		// How much better the mood is in the second half than in the first, -2 to 2.
		emotional_evolution: perSpeaker(segments, (own) => {
			const middle = Math.floor(own.length / 2);
			return toHundredths(mood(own.slice(middle)) - mood(own.slice(0, middle)));
		}),
		emotional_phrases: perSpeaker(segments, (own) => {
			const phrases: Record<string, string[]> = {};
			for (const { emotion, text } of own) {
				if (emotion && emotion !== 'neutral') (phrases[emotion] ??= []).push(text);
			}
			return phrases;
		}),
	};
}

/** The intervals of a call, each with the parts of the segments that are heard in it. */
function intervalMetrics(segments: GivenSegment[], duration: number, withEmotions: boolean) {
	const count = Math.ceil(duration / INTERVAL_SECONDS);
	return Array.from({ length: count }, (_, index) => {
		const from = index * INTERVAL_SECONDS;
		const to = Math.min(from + INTERVAL_SECONDS, duration);
		const heard = segments
			.filter(({ start, end }) => start < to && end > from)
			.map((segment) => ({
				...segment,
				start: Math.max(segment.start, from),
				end: Math.min(segment.end, to),
			}));
		return {
			...speechMetrics(heard, to - from),
			...(withEmotions ? emotionMetrics(heard) : NO_EMOTION_METRICS),
		};
	});
}

/**
 * Calculates the metrics of a transcript.
 *
 * @param families which of them are wanted; null when none, and what is not wanted is null
 * @param segments the transcript; without emotions the emotional metrics are null
 * @param problems the problems of the call, for the family `problems`
 */
export function calculateMetrics(
	families: MetricFamily[],
	segments: GivenSegment[],
	problems: Problem[],
) {
	if (families.length === 0) return null;

	const duration = Math.max(0, ...segments.map(({ end }) => end));
	const withEmotions = segments.some(({ emotion }) => emotion !== null);
	const messages = problems.flatMap((problem) => problem.messages);
	const solved = messages.filter((message) => message.solved).length;
	const overall = {
		...(families.includes('speech') ? speechMetrics(segments, duration) : NO_SPEECH_METRICS),
		...(families.includes('emo') && withEmotions ? emotionMetrics(segments) : NO_EMOTION_METRICS),
		csat_problems: families.includes('problems') ? share(solved, messages.length) : null,
		problems: families.includes('problems') ? problems : null,
	};

	return {
		overall: families.some((family) => family !== 'intervals') ? overall : null,
		intervals: families.includes('intervals')
			? intervalMetrics(segments, duration, withEmotions)
			: null,
	};
}
