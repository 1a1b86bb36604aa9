import type { Line } from './calls/script';
import type { Segment, Word } from './contract';

/** How long a word takes to say: a fixed part and one for each character, in seconds. */
const SECONDS_PER_WORD = 0.12;
const SECONDS_PER_CHARACTER = 0.055;

/** Rounds a time to hundredths of a second, as the service gives them. */
export function toHundredths(seconds: number): number {
	return Math.round(seconds * 100) / 100;
}

/**
 * Times the lines of a call as they would be spoken.
 *
 * @returns one segment a line, in order; times in seconds; every word timed
 */
export function transcribe(lines: Line[]): Segment[] {
	const segments: Segment[] = [];
	let clock = 0;

	for (const line of lines) {
		const start = toHundredths(clock + line.pause);
		let spoken = start;
		const words: Word[] = line.text.split(/\s+/).map((text) => {
			const wordStart = toHundredths(spoken);
			spoken += SECONDS_PER_WORD + SECONDS_PER_CHARACTER * text.length;
			return { text, start: wordStart, end: toHundredths(spoken) };
		});
		const end = toHundredths(spoken);
		segments.push({
			text: line.text,
			start,
			end,
			words,
			speaker: line.speaker,
			emotion: line.emotion,
		});
		clock = end;
	}
	return segments;
}
