import type { DraftSegment } from './draftSegments';
import { nameRule, speakerLabels, type SpeakerLabel } from './speakerLabels';
import { linesOf, rounded } from './text';
import { timeline } from './relativeTimes';
import { inAscii, rangeAt, type TimeRange } from './timestamps';

/** WebVTT settings or SubRip coordinates after the times. */
const SETTINGS = /^(?:\s{1,20}[a-z]\w{0,20}:\S{1,50}){0,10}$/i;
const ARROW = /[>›»→⇒➜➔➝⟶]|&gt;/;
/** Times that nobody says: with the arrow of SubRip and WebVTT, or with milliseconds. */
const UNSPOKEN = /--(?:>|&gt;)|[.,:]\d{3}\s?\D/;
const CUE_NUMBER = /^#?\d{1,10}[.):]?$/;

/** The times of a line that has nothing else in it; `null` for other lines. */
function timingIn(line: string): TimeRange | null {
	if (line.length > 300 || !/^[\d०-９０-９]/.test(line)) return null;
	// Translation programs put spaces between the numbers.
	const compact = inAscii(line).replace(/(?<=\d) ?([:.,]) ?(?=\d)/g, '$1');
	const range = rangeAt(compact, 0);
	return range?.end && SETTINGS.test(compact.slice(range.until)) ? range : null;
}

/** The timings of cues: those that nobody says if there are any, else those with an arrow, else all. */
function timingsIn(lines: string[]): Array<TimeRange | null> {
	const timings = lines.map(timingIn);
	const strict = [UNSPOKEN, ARROW].map((pattern) =>
		timings.map((timing, index) => (timing && pattern.test(lines[index]) ? timing : null)),
	);
	return strict.find((some) => some.some(Boolean)) ?? timings;
}

const isWebVttIn = (lines: string[]) =>
	lines.find((line) => line !== '')?.startsWith('WEBVTT') ?? false;

/**
 * Whether a text is SubRip, WebVTT or similar: it begins with a timing, or has many that nobody says. Timings that
 * somebody may have said, such as `9:00 - 17:00`, have to be many in any case.
 */
export function areSubtitles(text: string): boolean {
	const lines = linesOf(text).filter((line) => line !== '');
	const timings = timingsIn(lines);
	const first = timings.findIndex(Boolean);
	if (first < 0) return false;
	const begins = first === 0 || (first === 1 && CUE_NUMBER.test(lines[0])) || isWebVttIn(lines);
	const count = timings.filter(Boolean).length;
	const areMany = count > 1 && count * 4 >= lines.length;
	return UNSPOKEN.test(lines[first]) ? begins || areMany : begins && areMany;
}

/** WebVTT comments, styles and regions, which end at an empty line. */
const WEBVTT_BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;

/** A subtitle with its times in seconds, and its lines that are not empty. */
interface Cue {
	start: number;
	end: number;
	lines: string[];
}

/**
 * The cues of a text, found by their timings: empty lines may be missing or be too many. The line before a timing may be
 * the number of the cue (if the first cue has one) or, after an empty line, its WebVTT identifier. Lines before the first
 * timing are a cue, too, except in WebVTT.
 */
function cuesIn(text: string): Cue[] {
	const lines = linesOf(text);
	const timings = timingsIn(lines);
	const isWebVtt = isWebVttIn(lines);
	/** The lines before the first timing, and from each timing to the next. */
	const begins = [-1, ...lines.keys()].filter((index) => index < 0 || timings[index]);
	let areNumbered = false;
	const texts = begins.map((begin, position) => {
		const until = begins[position + 1] ?? Infinity;
		const own: number[] = [];
		let isInBlock = false;
		for (let index = begin + 1; index < Math.min(until, lines.length); index++) {
			const isAfterEmpty = isWebVtt && own.length > 0 && lines[index - 1] === '';
			isInBlock ||= isAfterEmpty && WEBVTT_BLOCK.test(lines[index]);
			isInBlock &&= lines[index] !== '';
			if (lines[index] !== '' && !isInBlock) own.push(index);
		}
		const last = own.at(-1) ?? -1;
		const isNumber = until < Infinity && CUE_NUMBER.test(lines[last] ?? '');
		if (position === 0) areNumbered = isNumber;
		// The only line of a cue is its text, even after an empty line.
		const isAlone = last === until - 1 && lines[last - 1] === '';
		const isIdentifier = isWebVtt && isAlone && position > 0 && own.length > 1;
		if ((isNumber && areNumbered) || isIdentifier) own.pop();
		return own.map((index) => lines[index]);
	});
	const times = timeline(begins.map((begin) => timings[begin] ?? null));
	const [head, ...cues] = texts.map((own, position): Cue => {
		const { start = 0, end = null } = times[position] ?? {};
		return { start, end: end ?? start, lines: own };
	});
	return isWebVtt ? cues : [{ ...head, end: cues[0]?.start ?? 0 }, ...cues];
}

/** Style tags; anything else in angle brackets was said. */
const STYLES =
	/<\/?(?:b|i|u|c|v|s|font|lang|ruby|rt)(?:[.\s][^<>]{0,1000})?>|<\d[\d:.]{0,30}>|\{\\[^{}]{0,1000}\}/gi;
const VOICE = /<v(?:\.[^\s<>]{0,1000})?\s([^<>]{0,1000})>/gi;
const DASH = /^[-–—]\s?(?=\S)/;

const unescaped = (text: string) =>
	text
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&nbsp;/g, ' ')
		.replace(/&(lrm|rlm);/g, '')
		.replace(/&amp;/g, '&');

const plain = (text: string) =>
	/[<&{]/.test(text) ? unescaped(text.replace(STYLES, '')).trim() : text.trim();

/** A part of a cue, before it is known which labels are names. */
interface CuePart {
	text: string;
	/** Name in a WebVTT voice tag. */
	voice: string | null;
	/** Whether a dash before it marks another speaker. */
	hasDash: boolean;
}

/** The parts of a cue: the text of each voice tag, and each line before the first one. */
function partsOf({ lines }: Cue): CuePart[] {
	const [before, ...voices] = lines.join('\n').split(VOICE);
	const unvoicedLines = before.split('\n').map(plain);
	const areDashed = unvoicedLines.filter((line) => DASH.test(line)).length > 1;
	const unvoiced = unvoicedLines.map((text): CuePart => {
		const hasDash = areDashed && DASH.test(text);
		return { text: hasDash ? text.replace(DASH, '') : text, voice: null, hasDash };
	});
	const voiced = voices.flatMap((text, index): CuePart[] => {
		if (index % 2 === 0) return [];
		const voice = unescaped(voices[index - 1]).trim() || null;
		return [{ text: plain(text.replace(/\n/g, ' ')), voice, hasDash: false }];
	});
	return [...unvoiced, ...voiced].filter(({ text }) => text !== '');
}

/** The labels of a part. A label needs text after it or in a line below it: alone it is what was said. */
function labelsIn({ text, voice }: CuePart, index: number, parts: CuePart[]): SpeakerLabel[] {
	if (voice !== null) return [];
	const isLast = index === parts.length - 1;
	return speakerLabels(text).filter(
		(label) => label.text !== '' || (label.notation === 'spaced' && !isLast),
	);
}

type Said = Pick<DraftSegment, 'speaker' | 'text'>;

const hasText = ({ text }: Said) => text !== '';

/** Divides the time of a cue among its utterances by the length of their texts. */
function timed({ start, end }: Cue, said: Said[]): DraftSegment[] {
	const length = said.reduce((sum, { text }) => sum + text.length, 0);
	let before = 0;
	const now = () => rounded(start + ((end - start) * before) / length);
	return said.map((one) => {
		const from = now();
		before += one.text.length;
		return { ...one, start: from, end: now() };
	});
}

/**
 * Reads SubRip or WebVTT subtitles. The speaker is a WebVTT voice, or a label that is a name by `nameRule`; subtitles
 * name a speaker once, so the cues after it are by the same speaker. Lines of a cue that begin with dashes are by
 * different speakers. Styles and cues without text are left out.
 */
export function subtitleSegments(text: string): DraftSegment[] {
	const cues = cuesIn(text)
		.map((cue) => ({ cue, parts: partsOf(cue) }))
		.filter(({ parts }) => parts.length > 0);
	const labels = cues.flatMap(({ parts }) => parts.map(labelsIn));
	const isName = nameRule(labels, cues.length);
	const following = labels.values();
	let current: string | null = null;
	return cues.flatMap(({ cue, parts }) => {
		const said: Said[] = [];
		for (const part of parts) {
			const label = following.next().value?.find(isName);
			const speaker: string | null = part.voice ?? label?.name ?? null;
			const last = said.at(-1);
			if (speaker !== null || part.hasDash) {
				current = speaker;
				said.push({ speaker, text: label ? label.text : part.text });
			} else if (last) {
				last.text += last.text === '' ? part.text : ` ${part.text}`;
			} else {
				said.push({ speaker: current, text: part.text });
			}
		}
		return timed(cue, said.filter(hasText));
	});
}
