import { isObject } from '../api';
import { countOf, lastBegun, type Utterance } from './utterances';
import { timeOrNull } from './values';

/** A word of an utterance. All times are in seconds. */
interface Word {
	text: string;
	/** The earliest and latest time at which it can have been said; infinite if unknown. */
	from: number;
	until: number;
	/** Its own times, estimated if only the utterance has times; `null` if neither has. */
	start: number | null;
	end: number | null;
}

/** An utterance with its words. */
export interface Worded {
	utterance: Utterance;
	words: Word[];
}

/** A word, with the number of its utterance in a list and its own number in that. */
interface Place {
	index: number;
	at: number;
	word: Word;
}

/** The shortest time that a word takes, in seconds. */
const MOMENT = 0.01;

/** The words of an utterance, with the service's times for each word if there are any. */
function wordsIn({ text, start, end }: Utterance, timed: unknown): Word[] {
	const texts = text === '' ? [] : text.split(' ');
	const own = Array.isArray(timed) ? timed.filter(isObject) : [];
	const areTimed = own.length === texts.length;
	const perSign = start === null || end === null ? 0 : (end - start) / text.length;
	let shown = 0;
	return texts.map((word, i) => {
		const guess = start === null ? null : start + shown * perSign;
		shown += word.length + 1;
		const between = areTimed ? own[i] : { start, end };
		const [begin, over] = [timeOrNull(between.start), timeOrNull(between.end)];
		const from = begin ?? -Infinity;
		return {
			text: word,
			from,
			until: Math.max(over ?? Infinity, from + MOMENT),
			start: areTimed ? begin : guess,
			end: areTimed ? over : guess === null ? null : guess + word.length * perSign,
		};
	});
}

/** The utterances of a list with their words. */
export function wordedOf({
	segments,
	utterances,
}: {
	segments: Array<Record<string, unknown>>;
	utterances: Utterance[];
}): Worded[] {
	return utterances.map((utterance, i) => ({
		utterance,
		words: wordsIn(utterance, segments[i].words),
	}));
}

/** A text without the differences between spellings: capitals, punctuation, forms of characters. */
export const comparable = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N} ]/gu, '');

type Places = Map<string, Place[]>;

/** Where each word stands in a list, by its key. */
function placesOf(list: Worded[]): Places {
	const places = new Map<string, Place[]>();
	const keys = new Map<string, string>();
	list.forEach(({ words }, index) => {
		words.forEach((word, at) => {
			const key = keys.get(word.text) ?? (comparable(word.text) || word.text);
			keys.set(word.text, key);
			const known = places.get(key);
			if (known) known.push({ index, at, word });
			else places.set(key, [{ index, at, word }]);
		});
	});
	return places;
}

// A comparison and not a difference: Infinity - Infinity is NaN.
const order = (one: number, other: number) => Number(one > other) - Number(one < other);

/**
 * The words of the poorer list that the richer one has as well, at overlapping times; each is paired once.
 *
 * Earliest deadline first: a word whose time ends is paired with the begun word of the other list that ends next. This
 * gives the largest number of pairs.
 */
function sharedWords(known: Places, poorer: Worded[]): Map<Word, Place> {
	const shared = new Map<Word, Place>();
	for (const [key, places] of placesOf(poorer)) {
		const both = [places, known.get(key) ?? []].flatMap((list, side) =>
			list.map((place) => ({ ...place, side })),
		);
		const begins = [...both].sort((a, b) => order(a.word.from, b.word.from));
		const ends = both.sort((a, b) => order(a.word.until, b.word.until));
		/** The begun and unpaired words of each list, earliest end first. */
		const open: Array<typeof both> = [[], []];
		let next = 0;
		for (const { word, side } of ends) {
			for (; next < begins.length && begins[next].word.from < word.until; next += 1) {
				const { until } = begins[next].word;
				const list = open[begins[next].side];
				list.splice(
					countOf(list, (one) => one.word.until <= until),
					0,
					begins[next],
				);
			}
			if (open[side][0]?.word.until !== word.until) continue;
			const pair = [open[side].shift(), open[1 - side].shift()];
			const [poor, rich] = side === 0 ? pair : pair.reverse();
			if (poor && rich) shared.set(poor.word, rich);
		}
	}
	return shared;
}

/** The clocks of two lists may differ by at most this many seconds. */
const MOST_SHIFT = 2;
/** Times of one word that differ by less than this many seconds are the same. */
const NEARLY = 0.1;

/** The poorer list on the clock of the richer one, if the words that occur once in both differ by the same time. */
function inStep(known: Places, poorer: Worded[]): Worded[] {
	/** When a word begins, where its own time is known. */
	const beginOf = ({ word }: Place) => (word.start === word.from ? word.start : NaN);
	const apart = [...placesOf(poorer)].flatMap(([key, [place, another]]) => {
		const [rich, second] = known.get(key) ?? [];
		const by = rich && !second && !another ? beginOf(rich) - beginOf(place) : NaN;
		return Number.isFinite(by) ? by : [];
	});
	const shift = apart.sort((a, b) => a - b)[apart.length >> 1] ?? 0;
	const agreeing = apart.filter((by) => Math.abs(by - shift) < NEARLY).length;
	const isShifted = Math.abs(shift) >= NEARLY && Math.abs(shift) <= MOST_SHIFT;
	if (!isShifted || agreeing < 3 || agreeing < apart.length * 0.8) return poorer;
	const moved = <T extends { start: number | null; end: number | null }>(one: T): T => ({
		...one,
		start: one.start === null ? null : Math.max(0, one.start + shift),
		end: one.end === null ? null : Math.max(0, one.end + shift),
	});
	return poorer.map(({ utterance, words }) => ({
		utterance: moved(utterance),
		words: words.map((word) => ({
			...moved(word),
			from: word.from + shift,
			until: word.until + shift,
		})),
	}));
}

/**
 * The words of the poorer list that spell the same sounds in another way ("25" and "twenty five"): the richer list has
 * other words between the same shared words, at the same time as far as it is known.
 */
function replacedWords(richer: Worded[], poorer: Worded[], shared: Map<Word, Place>): Set<Word> {
	const paired = new Set([...shared.values()].map(({ word }) => word));
	const all = richer.flatMap(({ words }) => words);
	const numbers = new Map(all.map((word, number) => [word, number]));
	/** The number of unshared words of the richer list before each word. */
	const others = [0];
	for (const word of all) others.push(others[others.length - 1] + (paired.has(word) ? 0 : 1));
	const byTime = all.filter((word) => !paired.has(word)).sort((a, b) => order(a.from, b.from));
	let latest = -Infinity;
	const lasting = byTime.map(({ until }) => (latest = Math.max(latest, until)));
	/** Whether an unshared word overlaps the middle of a word's time; at the ends, times are not exact enough. */
	const isSpoken = ({ from, until }: Word) => {
		const edge = Number.isFinite(until - from) ? (until - from) / 4 : 0;
		return lasting[countOf(byTime, (other) => other.from < until - edge) - 1] > from + edge;
	};

	const replaced = new Set<Word>();
	let before = -1;
	let gap: Word[] = [];
	const close = (after: number) => {
		const [first, end] = before < after ? [before + 1, after] : [after + 1, before];
		if (others[Math.max(first, end)] > others[first])
			for (const word of gap) if (isSpoken(word)) replaced.add(word);
		gap = [];
		before = after;
	};
	for (const word of poorer.flatMap(({ words }) => words)) {
		const place = shared.get(word);
		if (place) close(numbers.get(place.word) ?? -1);
		else gap.push(word);
	}
	close(all.length);
	return replaced;
}

/** Two lists in one language share at least this part of their words, if they have more than this many. */
const FEW_WORDS = 5;
const SHARED_PART = 0.2;

/** Consecutive words of an utterance that the other list lacks, with the shared words around them. */
interface Gap {
	utterance: Utterance;
	words: Word[];
	before?: Place;
	after?: Place;
}

/** The words of an utterance that the other list lacks. */
function gapsIn({ utterance, words }: Worded, shared: Map<Word, Place>): Gap[] {
	const places = words.map((word) => shared.get(word));
	const gaps: Gap[] = [];
	for (let first = 0, end = 0; first < words.length; first = end + 1) {
		for (end = first; end < words.length && !places[end]; ) end += 1;
		if (end === first) continue;
		const missing = words.slice(first, end);
		const times =
			missing.length === words.length
				? utterance
				: { start: missing[0].start, end: missing[missing.length - 1].end };
		const text = missing.map((word) => word.text).join(' ');
		gaps.push({
			// Emotions are matched by time later.
			utterance: { ...utterance, text, start: times.start, end: times.end, emotion: null },
			words: missing,
			before: places[first - 1],
			after: places[end],
		});
	}
	return gaps;
}

/**
 * Merges two lists of segments of one call: the utterances of the richer list, plus the words that only the poorer one
 * has, plus the speakers that only the poorer one knows.
 *
 * Where both lists have different words in one place, the richer one wins; a list in another language adds nothing.
 * Missing words are inserted into the utterance during which they were said. If there is none, or it is somebody else's,
 * they become an utterance of their own, in order of time.
 */
export function merged(richer: Worded[], list: Worded[]): Worded[] {
	const known = placesOf(richer);
	const inTime = inStep(known, list);
	const shared = sharedWords(known, inTime);
	const replaced = replacedWords(richer, inTime, shared);
	const [added, had] = [inTime, richer].map((one) =>
		one.reduce((sum, { words }) => sum + words.length, 0),
	);
	const isForeign =
		Math.min(added, had) > FEW_WORDS && shared.size < Math.min(added, had) * SHARED_PART;
	if (isForeign && replaced.size > added / 2) return richer;
	const poorer = inTime.map(({ utterance, words }) => ({
		utterance,
		words: words.filter((word) => !replaced.has(word)),
	}));
	let latest = -Infinity;
	const begun = richer.map(({ utterance: { start } }) => {
		latest = Math.max(latest, start ?? latest);
		return { start: latest };
	});
	const speakers = richer.map(() => new Set<string>());
	/** Words to insert before each word of an utterance, and after the last one. */
	const inserted = richer.map((): Word[][] => []);
	const between: Array<{ at: number; worded: Worded }> = [];
	let reached = -1;

	for (const worded of poorer) {
		for (const word of worded.words) {
			const place = shared.get(word);
			const { speaker } = worded.utterance;
			if (place && speaker !== null) speakers[place.index].add(speaker);
		}
		for (const { utterance, words, before, after } of gapsIn(worded, shared)) {
			const { start, end } = utterance;
			const middle = start === null || end === null ? NaN : (start + end) / 2;
			const last = lastBegun(begun, middle);
			const isDuring = Number(richer[last]?.utterance.end) >= middle;
			const around = before && before.index === after?.index ? before.index : isDuring ? last : -1;
			const host = richer[around]?.utterance;
			const speaker = utterance.speaker ?? host?.speaker ?? null;
			const places = [before && { ...before, at: before.at + 1 }, after];
			const place = places.find((place) => place?.index === around && speaker === host?.speaker);
			if (place) {
				inserted[around][place.at] = [...(inserted[around][place.at] ?? []), ...words];
				continue;
			}
			const time = start === null ? reached : lastBegun(begun, start);
			reached = Math.max(before?.index ?? -1, Math.min((after?.index ?? Infinity) - 1, time));
			between.push({ at: reached + 0.5, worded: { utterance: { ...utterance, speaker }, words } });
		}
		reached = shared.get(worded.words[worded.words.length - 1])?.index ?? reached;
	}

	const all = richer.map(({ utterance, words }, i) => {
		const [only = null, another] = speakers[i];
		const speaker = utterance.speaker ?? (another === undefined ? only : null);
		const slots = [...words, undefined].flatMap((word, at) => [
			...(inserted[i][at] ?? []),
			...(word ? [word] : []),
		]);
		const text =
			inserted[i].length === 0 ? utterance.text : slots.map((word) => word.text).join(' ');
		return { at: i, worded: { utterance: { ...utterance, text, speaker }, words: slots } };
	});
	return [...all, ...between]
		.sort(
			(a, b) => a.at - b.at || (a.worded.utterance.start ?? 0) - (b.worded.utterance.start ?? 0),
		)
		.map(({ worded }) => worded);
}
