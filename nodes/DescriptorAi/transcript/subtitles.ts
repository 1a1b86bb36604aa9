import { cuesOf, type Cue } from './cues';
import { labelsOf, type Label } from './label';
import type { Line } from './line';
import { nameRule } from './speakers';

/** What subtitles are styled with; other words between brackets were said. */
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

/** A piece of a cue, before it is clear what is a name. */
interface Piece {
	text: string;
	/** Name in a WebVTT voice. */
	voice: string | null;
	/** Whether a dash before it says that somebody else speaks. */
	isTurn: boolean;
}

/** The pieces of a cue: what each voice says, or else its rows. */
function piecesOf({ rows }: Cue): Piece[] {
	const whole = rows.join('\n');
	const voices = [...whole.matchAll(VOICE)];
	const before = whole.slice(0, voices[0]?.index).split('\n').map(plain);
	const dashes = before.filter((row) => DASH.test(row)).length;
	const unvoiced = before.map((text): Piece => {
		const isTurn = dashes > 1 && DASH.test(text);
		return { text: isTurn ? text.replace(DASH, '') : text, voice: null, isTurn };
	});
	const voiced = voices.map((match, index): Piece => {
		const said = whole.slice(match.index + match[0].length, voices[index + 1]?.index);
		const voice = unescaped(match[1]).trim() || null;
		return { text: plain(said.replace(/\n/g, ' ')), voice, isTurn: false };
	});
	return [...unvoiced, ...voiced].filter(({ text }) => text !== '');
}

/** A label needs words after it, or below it in the same cue: alone it is what was said. */
function labelsIn({ text, voice }: Piece, index: number, pieces: Piece[]): Label[] {
	if (voice !== null) return [];
	const isLast = index === pieces.length - 1;
	return labelsOf(text).filter(
		(label) => label.text !== '' || (label.form === 'spaced' && !isLast),
	);
}

/** Shares out the time of a cue among what is said in it, by the length of the texts. */
function timed({ start, end }: Cue, said: Array<Pick<Line, 'speaker' | 'text'>>): Line[] {
	const length = said.reduce((sum, { text }) => sum + text.length, 0);
	let before = 0;
	const at = () => Math.round((start + ((end - start) * before) / length) * 1000) / 1000;
	return said.map((one) => {
		const from = at();
		before += one.text.length;
		return { ...one, start: from, end: at() };
	});
}

/**
 * Reads SubRip or WebVTT subtitles. A WebVTT voice, or a label that `nameRule` takes for a name, is the speaker; it is
 * so for the following cues without one as well, because subtitles leave a name out while the speaker goes on. Rows of a
 * cue that begin with dashes are utterances of different speakers. Styles, and cues without text, are left out.
 */
export function subtitleLines(text: string): Line[] {
	const cues = cuesOf(text).map((cue) => ({ cue, pieces: piecesOf(cue) }));
	const filled = cues.filter(({ pieces }) => pieces.length > 0);
	const labels = filled.flatMap(({ pieces }) => pieces.map(labelsIn));
	const isName = nameRule(labels, filled.length);
	let row = 0;
	let speaks: string | null = null;
	return filled.flatMap(({ cue, pieces }) => {
		const said: Array<Pick<Line, 'speaker' | 'text'>> = [];
		for (const { text: written, voice, isTurn } of pieces) {
			const label = labels[row++].find(isName);
			const name: string | null = voice ?? label?.name ?? null;
			const last = said.at(-1);
			if (name !== null || isTurn) {
				speaks = name;
				said.push({ speaker: name, text: label ? label.text : written });
			} else if (last) {
				last.text = last.text === '' ? written : `${last.text} ${written}`;
			} else {
				said.push({ speaker: speaks, text: written });
			}
		}
		return timed(
			cue,
			said.filter(({ text: words }) => words !== ''),
		);
	});
}
