import type { AnalysisResult } from '../api/contract';
import {
	feltIn,
	secondsOf,
	namesIn,
	spokenIn,
	timeOrNull,
	turnsIn,
	type Utterance,
} from './utterances';

/**
 * What was said, one line a segment, each with the speaker's name where it is known; segments without words are left out.
 *
 * Names come from `call_data.speakers` (label, then role), whose ids are the speaker numbers as text.
 */
export function transcriptText(result: AnalysisResult): string | null {
	const names = namesIn(result);
	const lines = spokenIn(result)
		.filter(({ text }) => text !== '')
		.map(({ text, speaker }) => (speaker === null ? text : `${names.get(speaker)}: ${text}`));
	return lines.length > 0 ? lines.join('\n') : null;
}

/**
 * Length of the call in seconds: as the metrics state it, but at least to the end of the last words; `null` if unknown.
 */
export function durationSeconds(result: AnalysisResult): number | null {
	const stated = timeOrNull(result.metrics?.overall?.total_call_duration);
	const ends = turnsIn(result).flatMap(({ end }) => end ?? []);
	if (stated === null && ends.length === 0) return null;
	return ends.reduce((latest, end) => Math.max(latest, end), stated ?? 0);
}

/** For how many seconds each emotion was heard, the longest first; emotions are in the service's own words. */
export function secondsByEmotion(felt: Utterance[]): Map<string, number> {
	const seconds = new Map<string, number>();
	for (const utterance of felt) {
		const { emotion } = utterance;
		if (emotion !== null) seconds.set(emotion, (seconds.get(emotion) ?? 0) + secondsOf(utterance));
	}
	return new Map([...seconds].sort(([, a], [, b]) => b - a));
}

/**
 * The emotion that was heard for the longest time, in the service's own word.
 *
 * Most of any call is neutral, which tells a reader nothing: neutral is the answer only if no other emotion was heard.
 */
export function longestEmotion(felt: Utterance[]): string | null {
	const heard = [...secondsByEmotion(felt).keys()];
	return heard.find((emotion) => emotion !== 'neutral') ?? heard[0] ?? null;
}

/** The longest emotion of a whole call. */
export function mainEmotion(result: AnalysisResult): string | null {
	return longestEmotion(feltIn(result));
}
