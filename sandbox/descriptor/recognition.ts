import type { CallScript } from './calls/script';
import type { GivenSegment } from './contract';

/** How much of a call, and of the transcript, must be the same: a share of the letters. */
const ENOUGH = 0.5;

/** A call that was found in a transcript. */
export interface Recognition {
	call: CallScript;
	/** For each line of the call: the first and the last segment that say it. */
	places: Array<{ first: number; last: number }>;
	/** The share of the letters that call and transcript have in common, 0 to 1. */
	score: number;
}

/** What is left of a text when its letters and numbers only count. */
function essence(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/**
 * Finds the call that a transcript was made of, by its words alone: times and speakers may be others,
 * lines may be joined, split or left out, and other text may stand between them.
 *
 * @param calls the calls that it may be
 * @returns the call that fits best, or null when none has most of its words in the transcript, and
 * the transcript most of its words in the call
 */
export function recognize(given: GivenSegment[], calls: CallScript[]): Recognition | null {
	const texts = given.map(({ text }) => essence(text));
	const spoken = texts.join('');
	/** For each letter of the whole transcript: the segment that it is in. */
	const owners = texts.flatMap((text, index) => Array<number>(text.length).fill(index));
	const found = calls
		.map((call) => align(call, spoken, owners))
		.filter(({ score }) => score > ENOUGH);
	return found.reduce<Recognition | null>(
		(best, next) => (best && best.score >= next.score ? best : next),
		null,
	);
}

function align(call: CallScript, spoken: string, owners: number[]): Recognition {
	let from = 0;
	let same = 0;
	let length = 0;
	const known = call.lines.map(({ text }) => {
		const line = essence(text);
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
