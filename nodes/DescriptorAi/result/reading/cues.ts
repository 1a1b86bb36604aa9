import { CLOCK, clockSeconds, rowsOf } from './line';

/** What a subtitle file shows at a time. */
export interface Cue {
	/** Seconds from the beginning. */
	start: number;
	end: number;
	/** The rows with something in them, with their styles. */
	rows: string[];
}

const TIMING = new RegExp(`^${CLOCK}\\s{0,20}-->\\s{0,20}${CLOCK}(?:\\s|$)`);

/** Whether a text is made of subtitles, SubRip or WebVTT. */
export function areSubtitles(text: string): boolean {
	return text.includes('-->') && rowsOf(text).some((row) => TIMING.test(row));
}

/** Notes, styles and regions of WebVTT, each of which ends at an empty row. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/**
 * The cues of SubRip or WebVTT subtitles, found by their timings: empty rows may be missing or be too many. Before a
 * timing, a row can be the cue's number (where the file begins with one) or, after an empty row, its WebVTT identifier.
 */
export function cuesOf(text: string): Cue[] {
	const rows = rowsOf(text);
	const isWebVtt = rows.find((row) => row !== '')?.startsWith('WEBVTT') ?? false;
	const cues: Cue[] = [];
	let areNumbered = false;
	let isAside = false;
	/** The last row with something in it, and whether it followed an empty row. */
	let last = '';
	let isApart = false;
	for (const [index, row] of rows.entries()) {
		const cue = cues.at(-1);
		const followsEmpty = index === 0 || rows[index - 1] === '';
		if (row === '') {
			isAside = false;
			continue;
		}
		const [timing, ...groups] = TIMING.exec(row) ?? [];
		if (timing !== undefined) {
			const isNumber = /^\d{1,10}$/.test(last);
			if (!cue) areNumbered = isNumber;
			// A lone text after an empty row is what was said, if the cue would be empty without it.
			const isIdentifier = isWebVtt && isApart && !followsEmpty && (cue?.rows.length ?? 0) > 1;
			if ((isNumber && areNumbered) || isIdentifier) cue?.rows.pop();
			const [start, end] = [clockSeconds(groups.slice(0, 4)), clockSeconds(groups.slice(4, 8))];
			cues.push({ start, end, rows: [] });
			isAside = false;
		} else {
			isAside ||= isWebVtt && followsEmpty && ASIDE.test(row) && last !== '' && !TIMING.test(last);
			if (isAside) continue;
			cue?.rows.push(row);
		}
		last = row;
		isApart = followsEmpty;
	}
	return cues;
}
