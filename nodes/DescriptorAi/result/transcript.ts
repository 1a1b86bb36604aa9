import type { AnalysisResult, TranscriptSegment } from '../api/contract';
import { isObject } from '../api/json';

/** What is a list of segments; a result may hold anything in its place. */
function segmentsOf(list: unknown): TranscriptSegment[] {
	return Array.isArray(list) ? list.filter(isObject).map((segment) => segment as never) : [];
}

/** The segments that say the most about who speaks: the transcript, or its diarized form if only that knows. */
function spokenSegments(result: AnalysisResult): TranscriptSegment[] {
	const segments = segmentsOf(result.transcript);
	const diarized = segmentsOf(result.transcript_diarization);
	const speakersKnown = segments.some(({ speaker }) => speaker !== null && speaker !== undefined);
	return !speakersKnown && diarized.length > 0 ? diarized : segments;
}

/**
 * What was said, one line a segment, each with the speaker's name where it is known.
 *
 * Names come from `call_data.speakers` (label, then role), whose ids are the speaker numbers as text.
 */
export function transcriptText(result: AnalysisResult): string | null {
	const speakers: unknown = result.call_data?.speakers;
	const names = new Map(
		(Array.isArray(speakers) ? speakers.filter(isObject) : []).map(({ id, label, role }) => [
			String(id),
			label || role,
		]),
	);
	const lines = spokenSegments(result).map(({ text, speaker }) => {
		if (speaker === null || speaker === undefined) return text;
		return `${names.get(String(speaker)) || `Speaker ${speaker}`}: ${text}`;
	});
	return lines.length > 0 ? lines.join('\n') : null;
}

/** Length of the call in seconds: as the metrics state it, else the end of the last words; `null` if unknown. */
export function durationSeconds(result: AnalysisResult): number | null {
	const stated = result.metrics?.overall?.total_call_duration;
	if (typeof stated === 'number') return stated;
	const ends = segmentsOf(result.transcript)
		.map(({ end }) => end)
		.filter(Number.isFinite);
	return ends.length > 0 ? ends.reduce((latest, end) => Math.max(latest, end)) : null;
}

/**
 * The emotion that was heard for the longest time, in the service's own word.
 *
 * Most of any call is neutral, which tells a reader nothing: neutral is the answer only if no other emotion was heard.
 */
export function mainEmotion(result: AnalysisResult): string | null {
	const sources = [
		result.transcript,
		result.transcript_sentiment,
		result.transcript_diarization,
	].map(segmentsOf);
	const segments = sources.find((source) => source.some(({ emotion }) => emotion)) ?? [];
	const secondsOf = new Map<string, number>();
	for (const { emotion, start, end } of segments) {
		if (emotion) secondsOf.set(emotion, (secondsOf.get(emotion) ?? 0) + (end - start || 0));
	}
	const heard = [...secondsOf].sort(([, a], [, b]) => b - a).map(([emotion]) => emotion);
	return heard.find((emotion) => emotion !== 'neutral') ?? heard[0] ?? null;
}
