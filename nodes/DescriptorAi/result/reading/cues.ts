import { rowsOf } from './line';
import { inAscii, spanAt, timeline, type Span, type Time } from './time';

/** What a subtitle file shows at a time. */
export interface Cue {
	/** Seconds from the beginning. */
	start: number;
	end: number;
	/** The rows with something in them, with their styles. */
	rows: string[];
}

/** What may stand behind the times: settings of WebVTT, or coordinates of SubRip. */
const SETTINGS = /^(?:\s{1,20}[a-z]\w{0,20}:\S{1,50}){0,10}$/i;

const ARROW = /[>›»→⇒➜➔➝⟶]|&gt;/;

type Timing = Span & { end: Time };

/** The times of a row that has nothing else; `null` for other rows. */
function timingIn(row: string): Timing | null {
	if (row.length > 300 || !/^[\d०-९０-９]/.test(row)) return null;
	// Programs that translate subtitles put spaces between the numbers.
	const tidy = inAscii(row).replace(/(?<=\d) ?([:.,]) ?(?=\d)/g, '$1');
	const span = spanAt(tidy, 0);
	return span?.end && SETTINGS.test(tidy.slice(span.until)) ? { ...span, end: span.end } : null;
}

/** The timings of cues: those with an arrow, or else with a dash if the text begins with one. */
function timingsIn(rows: string[]): Array<Timing | null> {
	const timings = rows.map(timingIn);
	const areArrows = rows.map((row, index) => timings[index] !== null && ARROW.test(row));
	if (areArrows.includes(true)) return timings.map((one, index) => (areArrows[index] ? one : null));
	const filled = timings.filter((_, index) => rows[index] !== '');
	return filled[0] || filled[1] ? timings : rows.map(() => null);
}

/** Whether a text is made of subtitles, such as SubRip or WebVTT. */
export function areSubtitles(text: string): boolean {
	return timingsIn(rowsOf(text)).some(Boolean);
}

/** Notes, styles and regions of WebVTT, each of which ends at an empty row. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/**
 * The cues of SubRip or WebVTT subtitles, found by their timings: empty rows may be missing or be too many. Before a
 * timing, a row can be the cue's number (where the file begins with one) or, after an empty row, its WebVTT identifier.
 */
export function cuesOf(text: string): Cue[] {
	const rows = rowsOf(text);
	const timings = timingsIn(rows);
	const isWebVtt = rows.find((row) => row !== '')?.startsWith('WEBVTT') ?? false;
	const cues: Array<{ timing: Timing; rows: string[] }> = [];
	let areNumbered = false;
	let isAside = false;
	/** The last row with something in it, whether it was a timing, and whether it followed an empty row. */
	let last = '';
	let isTimed = false;
	let isApart = false;
	for (const [index, row] of rows.entries()) {
		const cue = cues.at(-1);
		const followsEmpty = index === 0 || rows[index - 1] === '';
		if (row === '') {
			isAside = false;
			continue;
		}
		const timing = timings[index];
		if (timing) {
			const isNumber = /^#?\d{1,10}[.):]?$/.test(last);
			if (!cue) areNumbered = isNumber;
			// A lone text after an empty row is what was said, if the cue would be empty without it.
			const isIdentifier = isWebVtt && isApart && !followsEmpty && (cue?.rows.length ?? 0) > 1;
			if ((isNumber && areNumbered) || isIdentifier) cue?.rows.pop();
			cues.push({ timing, rows: [] });
			isAside = false;
		} else {
			isAside ||= isWebVtt && followsEmpty && ASIDE.test(row) && last !== '' && !isTimed;
			if (isAside) continue;
			cue?.rows.push(row);
		}
		last = row;
		isTimed = timing !== null;
		isApart = followsEmpty;
	}
	const times = timeline(cues.map(({ timing }) => timing));
	return cues.map(({ rows: shown }, index) => {
		const start = times[index]?.start ?? 0;
		return { start, end: times[index]?.end ?? start, rows: shown };
	});
}
