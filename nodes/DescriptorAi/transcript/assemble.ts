import type { TranscriptSegment } from '../api';
import { oneLine } from '../call/values';
import { estimatedSeconds, nameKey, type Line } from './line';

/** A word with its own times, in seconds. */
export interface Word {
	text: string;
	start: number;
	end: number;
}

/** Something said, with what a speech service knows about it. */
export interface RichLine extends Line {
	words?: Word[];
	emotion?: string;
}

const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Times that are not known or cannot be are estimated, as the service requires them: one line after the other. */
function timesOf(lines: Line[]): Array<{ start: number; end: number }> {
	let clock = 0;
	return lines.map(({ text, start, end }, index) => {
		const begin = Math.max(0, start ?? rounded(clock));
		const next = lines[index + 1]?.start ?? null;
		const estimate = begin + estimatedSeconds(text);
		const until = next === null ? estimate : Math.max(begin, Math.min(next, estimate));
		clock = end !== null && end >= begin ? end : rounded(until);
		return { start: begin, end: clock };
	});
}

/** A number as a service gives one to a speaker. */
const isNumber = (speaker: string) => /^(?:0|[1-9]\d{0,8})$/.test(speaker);

/**
 * What was said as the service takes it, and as a person reads it.
 *
 * A speaker is called as at the first time, however the name is spelled later. Speakers keep their numbers if all have one; as soon as one of them has a name, all are numbered in the order in which
 * they begin to speak, so that no two share a number. Lines without words are left out.
 *
 * @param names the names of speakers that are known by number
 */
export function assembled(
	said: RichLine[],
	names: Map<string, string>,
): { segments: TranscriptSegment[]; lines: string[] } {
	const lines = said.filter(({ text }) => text.trim() !== '');
	const keys = lines.map(({ speaker }) => (speaker === null ? null : nameKey(speaker)));
	const areNumbers = keys.every((key) => key === null || isNumber(key));
	const speakers = new Map<string | null, { name: string; number: number }>();
	for (const [index, key] of keys.entries()) {
		if (key === null || speakers.has(key)) continue;
		const name = isNumber(key) ? (names.get(key) ?? `Speaker ${key}`) : `${lines[index].speaker}`;
		speakers.set(key, { name, number: areNumbers ? Number(key) : speakers.size });
	}
	const times = timesOf(lines);
	const told = keys.map((key) => speakers.get(key));
	return {
		segments: lines.map(({ text, words, emotion }, index) => ({
			text,
			...times[index],
			...(words && { words }),
			...(told[index] && { speaker: told[index].number }),
			...(emotion !== undefined && { emotion }),
		})),
		lines: lines.map(({ text }, index) => {
			const speaker = told[index];
			return speaker ? `${speaker.name}: ${oneLine(text)}` : oneLine(text);
		}),
	};
}
