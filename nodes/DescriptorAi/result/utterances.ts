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
	/** The label from `call_data.speakers`, else the role there, else `Speaker <number>`. */
	name: string;
	/** In lower case, such as `agent` or `customer`; `null` where the call data does not tell. */
	role: string | null;
}

/** Text as one line: what would end a line or steer a screen becomes a space. */
export function oneLine(text: unknown): string {
	if (typeof text !== 'string') return '';
	return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}

const numberOrNull = (value: unknown) => (Number.isFinite(value) ? (value as number) : null);

/** What is a list of segments; a result may hold anything in its place. */
export function utterancesOf(list: unknown): Utterance[] {
	const segments = Array.isArray(list) ? list.filter(isObject) : [];
	return segments.map(({ text, start, end, speaker, emotion }) => ({
		text: oneLine(text),
		start: numberOrNull(start),
		end: numberOrNull(end),
		speaker: speaker === null || speaker === undefined ? null : oneLine(String(speaker)),
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
	const sources = [transcript, sentiment, diarized].map(utterancesOf);
	return sources.find((source) => source.some(({ emotion }) => emotion)) ?? [];
}

/** Who speaks in a result, in the order in which they begin to speak. */
export function speakersIn(result: AnalysisResult): Speaker[] {
	const told: unknown = result.call_data?.speakers;
	const known = new Map(
		(Array.isArray(told) ? told.filter(isObject) : []).map((speaker) => [
			String(speaker.id),
			{ label: oneLine(speaker.label), role: oneLine(speaker.role) },
		]),
	);
	const ids = new Set(spokenIn(result).flatMap(({ speaker }) => speaker ?? []));
	return [...ids].map((id) => {
		const { label = '', role = '' } = known.get(id) ?? {};
		return { id, name: label || role || `Speaker ${id}`, role: role.toLowerCase() || null };
	});
}
