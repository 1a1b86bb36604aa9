import { EMOTIONS } from '../../api/contract';
import { isObject } from '../../api/json';
import { speakerIdOf } from '../values';
import type { RichLine, Word } from './assemble';
import { CLOCK, clockSeconds, estimatedSeconds } from './line';
import { UnreadableTranscript } from './unreadable';

/** A stretch of speech as a speech service describes it; anything may be there, or missing. */
export interface Described {
	text?: unknown;
	/** Seconds, or milliseconds throughout, as a number or as text such as `12.5`, `12.5s` or `00:12.5`. */
	start?: unknown;
	end?: unknown;
	speaker?: unknown;
	/** Number of the audio channel: who speaks, if nothing else tells. */
	channel?: unknown;
	words?: unknown;
	emotion?: unknown;
}

/** The service takes no others. */
const KNOWN_EMOTIONS = new Set<string>(EMOTIONS);

/** Nobody speaks as slowly in seconds, nor as fast in milliseconds: what a word's 0.4 s may be multiplied by. */
const SLOWEST = 100;

const NUMBER = /^-?\d{1,15}(?:\.\d{1,30})?s?$/;
const CLOCK_ONLY = new RegExp(`^${CLOCK}$`);

/** A time as a number, in the unit in which it was given; `null` for what is none. */
export function timeIn(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string') return null;
	const text = value.trim();
	if (NUMBER.test(text)) return Number(text.replace('s', ''));
	const [clock, ...groups] = CLOCK_ONLY.exec(text) ?? [];
	return clock === undefined ? null : clockSeconds(groups);
}

/** How many of the unit make a second: 1000 where whole numbers would make everybody speak far too slowly. */
function perSecond(list: Described[]): number {
	let lasting = 0;
	let estimated = 0;
	for (const { text, start: from, end: until } of list) {
		const [start, end] = [timeIn(from), timeIn(until)];
		if (![start ?? 0, end ?? 0].every(Number.isInteger)) return 1;
		if (typeof text !== 'string' || start === null || end === null) continue;
		lasting += end - start;
		estimated += estimatedSeconds(text.trim());
	}
	return lasting > SLOWEST * estimated ? 1000 : 1;
}

function wordsOf(value: unknown, unit: number): Word[] {
	const words = Array.isArray(value) ? value.filter(isObject) : [];
	return words.flatMap(({ text, word, punctuated_word, start: from, end: until }) => {
		const said = text ?? word ?? punctuated_word;
		const [start, end] = [timeIn(from), timeIn(until)];
		if (typeof said !== 'string' || start === null || end === null) return [];
		return { text: said.trim(), start: start / unit, end: end / unit };
	});
}

/** With nothing but channels to tell the speakers, each channel is one; services give channel after channel. */
function byChannel(list: Described[]): Described[] {
	const channels = new Set(list.flatMap(({ channel }) => speakerIdOf(channel) ?? []));
	if (channels.size < 2 || list.some(({ speaker }) => speakerIdOf(speaker) !== null)) return list;
	const named = list.map((one) => ({ ...one, speaker: one.channel }));
	if (named.some(({ start }) => timeIn(start) === null)) return named;
	return named.sort((a, b) => Number(timeIn(a.start)) - Number(timeIn(b.start)));
}

/**
 * What a list of segments says. Of words and emotions, only what the service takes is kept.
 *
 * @throws UnreadableTranscript when one of them has no text
 */
export function segmentLines(list: unknown[]): RichLine[] {
	const described = byChannel(list.map((entry): Described => (isObject(entry) ? entry : {})));
	const unit = perSecond(described);
	return described.map(({ text, start: from, end: until, speaker, words, emotion }, index) => {
		if (typeof text !== 'string') {
			throw new UnreadableTranscript(`Its segment ${index + 1} lacks a text.`);
		}
		const [start, end] = [timeIn(from), timeIn(until)];
		const kept = wordsOf(words, unit);
		return {
			text: text.trim(),
			start: start === null ? null : start / unit,
			end: end === null ? null : end / unit,
			speaker: speakerIdOf(speaker),
			...(kept.length > 0 && { words: kept }),
			...(typeof emotion === 'string' && KNOWN_EMOTIONS.has(emotion) && { emotion }),
		};
	});
}
