import type { TranscriptSegment } from '../api/contract';
import { oneLine } from '../call/values';
import { estimatedSeconds, nameKey, rounded } from './text';

/** A segment as it was read, before missing times are estimated and speakers are numbered. */
export interface DraftSegment extends Pick<TranscriptSegment, 'text' | 'words' | 'emotion'> {
	/** Seconds from the start of the call; `null` if the transcript has no time for it. */
	start: number | null;
	end: number | null;
	/** Name of the speaker, or the number as text; `null` if the transcript does not say. */
	speaker: string | null;
}

/** The service requires times: missing and impossible ones are estimated, one segment after the other. */
function timesOf(drafts: DraftSegment[]): Array<{ start: number; end: number }> {
	let clock = 0;
	return drafts.map(({ text, start: given, end }, index) => {
		const start = Math.max(0, given ?? rounded(clock));
		const estimate = start + estimatedSeconds(text);
		const next = drafts[index + 1]?.start ?? estimate;
		const isPossible = end !== null && end >= start;
		clock = isPossible ? end : rounded(Math.max(start, Math.min(next, estimate)));
		return { start, end: clock };
	});
}

const isNumber = (speaker: string) => /^(?:0|[1-9]\d{0,8})$/.test(speaker);

/**
 * The segments as the service takes them, and the transcript for a person, one line a segment. Segments without text
 * are left out.
 *
 * All spellings of a name are one speaker, shown as spelled first. Speakers keep their numbers if all have one;
 * otherwise they are numbered in the order in which they begin to speak.
 *
 * @param names names of the speakers with a number, by number
 */
export function finished(
	all: DraftSegment[],
	names: Map<string, string>,
): { segments: TranscriptSegment[]; lines: string[] } {
	const drafts = all.filter(({ text }) => text.trim() !== '');
	const keys = drafts.map(({ speaker }) => (speaker === null ? null : nameKey(speaker)));
	const keepsNumbers = keys.every((key) => key === null || isNumber(key));
	const speakers = new Map<string | null, { name: string; number: number }>();
	for (const [index, key] of keys.entries()) {
		if (key === null || speakers.has(key)) continue;
		const name = isNumber(key) ? (names.get(key) ?? `Speaker ${key}`) : `${drafts[index].speaker}`;
		speakers.set(key, { name, number: keepsNumbers ? Number(key) : speakers.size });
	}
	const times = timesOf(drafts);
	const segments = drafts.map(({ text, words, emotion }, index) => {
		const speaker = speakers.get(keys[index])?.number;
		return {
			text,
			...times[index],
			...(words && { words }),
			...(speaker !== undefined && { speaker }),
			...(emotion && { emotion }),
		};
	});
	const lines = drafts.map(({ text }, index) => {
		const speaker = speakers.get(keys[index]);
		return speaker ? `${speaker.name}: ${oneLine(text)}` : oneLine(text);
	});
	return { segments, lines };
}
