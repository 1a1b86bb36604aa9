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

/** Nobody says these: the arrow of SubRip and WebVTT, or milliseconds. */
const WRITTEN = /--(?:>|&gt;)|[.,:]\d{3}\s?\D/;

const isWebVttIn = (rows: string[]) =>
	rows.find((row) => row !== '')?.startsWith('WEBVTT') ?? false;
const CUE_NUMBER = /^#?\d{1,10}[.):]?$/;

/** The timings of cues: those in the surest of the forms that occur. */
function timingsIn(rows: string[]): Array<Timing | null> {
	const timings = rows.map(timingIn);
	const forms = [WRITTEN, ARROW].map((form) =>
		timings.map((timing, index) => (timing && form.test(rows[index]) ? timing : null)),
	);
	return forms.find((some) => some.some(Boolean)) ?? timings;
}

/**
 * Whether a text is made of subtitles, such as SubRip or WebVTT: it begins with a timing, or has many that nobody says.
 * Timings in a form that may be said, such as `9:00 - 17:00`, have to be many in any case.
 */
export function areSubtitles(text: string): boolean {
	const rows = rowsOf(text).filter((row) => row !== '');
	const timings = timingsIn(rows);
	const first = timings.findIndex(Boolean);
	if (first < 0) return false;
	const begins = first === 0 || (first === 1 && CUE_NUMBER.test(rows[0])) || isWebVttIn(rows);
	const count = timings.filter(Boolean).length;
	const areMany = count > 1 && count * 4 >= rows.length;
	return WRITTEN.test(rows[first]) ? begins || areMany : begins && areMany;
}

/** Notes, styles and regions of WebVTT, each of which ends at an empty row. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/**
 * The cues of SubRip or WebVTT subtitles, found by their timings: empty rows may be missing or be too many. Before a
 * timing, a row can be the cue's number (where the file begins with one) or, after an empty row, its WebVTT identifier.
 * Other rows before the first timing are a cue, too, but for the head of WebVTT.
 */
export function cuesOf(text: string): Cue[] {
	const rows = rowsOf(text);
	const timings = timingsIn(rows);
	const isWebVtt = isWebVttIn(rows);
	const cues: Array<{ timing: Timing; rows: string[] }> = [];
	const lead: string[] = [];
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
			const isNumber = CUE_NUMBER.test(last);
			if (!cue) areNumbered = isNumber;
			// A lone text after an empty row is what was said, if the cue would be empty without it.
			const isIdentifier = isWebVtt && isApart && !followsEmpty && (cue?.rows.length ?? 0) > 1;
			if ((isNumber && areNumbered) || isIdentifier) (cue?.rows ?? lead).pop();
			cues.push({ timing, rows: [] });
			isAside = false;
		} else {
			isAside ||= isWebVtt && followsEmpty && ASIDE.test(row) && last !== '' && !isTimed;
			if (isAside) continue;
			(cue?.rows ?? lead).push(row);
		}
		last = row;
		isTimed = timing !== null;
		isApart = followsEmpty;
	}
	const times = timeline(cues.map(({ timing }) => timing));
	const timed = cues.map(({ rows: shown }, index) => {
		const start = times[index]?.start ?? 0;
		return { start, end: times[index]?.end ?? start, rows: shown };
	});
	if (isWebVtt || lead.length === 0) return timed;
	return [{ start: 0, end: timed[0]?.start ?? 0, rows: lead }, ...timed];
}
