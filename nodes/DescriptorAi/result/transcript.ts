import type { AnalysisResult } from '../api/contract';
import {
	feltIn,
	secondsOf,
	speakersIn,
	spokenIn,
	utterancesOf,
	type Utterance,
} from './utterances';

/**
 * What was said, one line a segment, each with the speaker's name where it is known.
 *
 * Names come from `call_data.speakers` (label, then role), whose ids are the speaker numbers as text.
 */
export function transcriptText(result: AnalysisResult): string | null {
	const names = new Map(speakersIn(result).map(({ id, name }) => [id, name]));
	const lines = spokenIn(result).map(({ text, speaker }) =>
		speaker === null ? text : `${names.get(speaker)}: ${text}`,
	);
	return lines.length > 0 ? lines.join('\n') : null;
}

/** Length of the call in seconds: as the metrics state it, else the end of the last words; `null` if unknown. */
export function durationSeconds(result: AnalysisResult): number | null {
	const stated = result.metrics?.overall?.total_call_duration;
	if (typeof stated === 'number') return stated;
	const ends = utterancesOf(result.transcript).flatMap(({ end }) => end ?? []);
	return ends.length > 0 ? ends.reduce((latest, end) => Math.max(latest, end)) : null;
}

/**
 * The emotion that was heard for the longest time, in the service's own word.
 *
 * Most of any call is neutral, which tells a reader nothing: neutral is the answer only if no other emotion was heard.
 */
export function longestEmotion(felt: Utterance[]): string | null {
	const secondsByEmotion = new Map<string, number>();
	for (const utterance of felt) {
		const { emotion } = utterance;
		if (emotion === null) continue;
		secondsByEmotion.set(emotion, (secondsByEmotion.get(emotion) ?? 0) + secondsOf(utterance));
	}
	const heard = [...secondsByEmotion].sort(([, a], [, b]) => b - a).map(([emotion]) => emotion);
	return heard.find((emotion) => emotion !== 'neutral') ?? heard[0] ?? null;
}

/** The longest emotion of a whole call. */
export function mainEmotion(result: AnalysisResult): string | null {
	return longestEmotion(feltIn(result));
}
