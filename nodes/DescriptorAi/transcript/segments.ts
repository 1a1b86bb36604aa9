import { EMOTIONS, isObject } from '../api';
import { speakerIdOf } from '../call/values';
import type { RichLine } from './assemble';
import { estimatedSeconds, withoutMarks } from './line';
import { elapsedTime, spanIn, timeline, type Span, type Time } from './time';
import { UnreadableTranscript } from './unreadable';

/** A stretch of speech as a speech service describes it; anything may be there, or missing. */
export interface Described {
	text?: unknown;
	/** A number in the unit of the whole list, or text with a time such as `12.5s` or `00:12.5`. */
	start?: unknown;
	end?: unknown;
	duration?: unknown;
	speaker?: unknown;
	/** Number of the audio channel: who speaks, if nothing else tells. */
	channel?: unknown;
}

/** What speech services call the parts of a segment or of a word, in lower case and without signs, the best first. */
const NAMES = {
	text: 'text transcript content sentence utterance message word punctuatedword',
	start:
		'start starttime startoffset starttimestamp begin begintime beginoffset from ts offset timestamp time',
	end: 'end endtime endoffset endtimestamp endts stop until to',
	duration: 'duration',
	speaker:
		'speaker speakername speakerlabel speakertag speakerid participantname participantid participant name sender author user username role participantrole',
	channel: 'channel channeltag channellabel mediachannel',
	words: 'words',
	emotion: 'emotion',
};
/** With these at its end, a name tells how many of its unit make a second. */
const UNITS = { ms: 1000, millis: 1000, milliseconds: 1000, s: 1, sec: 1, seconds: 1 };

type Part = keyof typeof NAMES;

const PARTS = new Map(
	(Object.keys(NAMES) as Part[]).flatMap((part) =>
		NAMES[part]
			.split(' ')
			.flatMap((name, rank) => [
				[name, { part, rank, unit: 0 }] as const,
				...(/^(?:start|end|duration)$/.test(part) ? Object.entries(UNITS) : []).map(
					([sign, unit]) => [name + sign, { part, rank, unit }] as const,
				),
			]),
	),
);

/** What a name such as `start_time`, `startTime` or `Start Time (ms)` stands for. */
export const partNamed = (name: string) => PARTS.get(name.toLowerCase().replace(/[^a-z\d]/g, ''));

/** A time, or a number whose unit is not known. */
type Given = number | Time;

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

/** A number, be it as text or not; `null` for all else. */
export function numberIn(value: unknown): number | null {
	const isNumber =
		typeof value === 'string' && /^\s{0,9}-?\d{1,15}(?:\.\d{1,30})?\s{0,9}$/.test(value);
	const number = isNumber ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** One time or two, from a value or a list of two. */
function givenIn(value: unknown, unit: number): Given[] {
	if (Array.isArray(value))
		return value.slice(0, 2).flatMap((one) => givenIn(one, unit).slice(0, 1));
	const number = numberIn(value);
	if (number !== null) return [unit > 0 ? elapsedTime(number / unit) : number];
	const span = typeof value === 'string' ? spanIn(value.slice(0, 100).trim()) : null;
	return span ? [span.start, ...(span.end ? [span.end] : [])] : [];
}

function speakerIn(value: unknown): string | null {
	const id = speakerIdOf(isObject(value) ? (value.name ?? value.id) : value);
	return id === null ? null : withoutMarks(id).trim() || null;
}

/** What a segment or a word tells, by whatever names; `null` for what it does not. */
export function pieceOf(entry: unknown) {
	const told = Object.entries(isObject(entry) ? entry : {}).flatMap(([key, value]) => {
		// Messages are from somebody, subtitles from one time to another.
		const isFrom = /^from$/i.test(key) && givenIn(value, 0).length === 0;
		const named = partNamed(isFrom ? 'sender' : key);
		return named ? { ...named, value } : [];
	});
	told.sort((a, b) => a.rank - b.rank);
	const first = <T>(part: Part, read: (value: unknown, unit: number) => T | null): T | null => {
		for (const one of told) {
			const found = one.part === part ? read(one.value, one.unit) : null;
			if (found !== null) return found;
		}
		return null;
	};
	const timesOf = (part: Part) =>
		first(part, (value, unit) => {
			const times = givenIn(value, unit);
			return times.length > 0 ? times : null;
		}) ?? [];
	const [start = null, until = null] = timesOf('start');
	const [end = until] = timesOf('end');
	const [duration = null] = timesOf('duration');
	return {
		text: first('text', textOrNull),
		start,
		end,
		duration,
		speaker: first('speaker', speakerIn),
		channel: first('channel', speakerIn),
		words: first('words', (value) => (Array.isArray(value) ? value : null)) ?? [],
		emotion: first('emotion', textOrNull),
	};
}

type Piece = ReturnType<typeof pieceOf>;

/** Nobody speaks as slowly in seconds, nor as fast in milliseconds: what a word's 0.4 s may be multiplied by. */
const SLOWEST = 100;
/** The same where only beginnings are known, so that pauses count as well. */
const SLOWEST_WITH_PAUSES = 300;
/** Later times count from 1970, in seconds; in milliseconds if they are a thousand times later. */
const SINCE_1970 = 100_000_000;

/** No call is shorter, in milliseconds, nor longer, in seconds. */
const SHORTEST = 1000;
const LONGEST = 6 * 3600;

/**
 * How many of the unit make a second. Whole numbers are milliseconds if the call would be far too long in seconds, or
 * else if nearly all that was said, word by word where that is told, would; holds tell nothing.
 */
function perSecond(segments: Piece[], words: Piece[]): number {
	const numbers = [...segments, ...words].flatMap(({ start, end, duration }) =>
		[start, end, duration].filter((one) => typeof one === 'number'),
	);
	if (numbers.some((one) => one >= SINCE_1970 * 1000)) return 1000;
	if (!numbers.every(Number.isInteger)) return 1;
	const pieces = words.length > 0 ? words : segments;
	const last = numbers.reduce((a, b) => Math.max(a, b), 0);
	if (last < SHORTEST) return 1;
	const slowness = pieces.flatMap(({ text, start, end, duration }) => {
		const known = typeof start === 'number' && typeof end === 'number' ? end - start : 0;
		const lasting = typeof duration === 'number' ? duration : known;
		return text !== null && lasting > 0 ? lasting / estimatedSeconds(text.trim()) : [];
	});
	const pauses = pieces.flatMap(({ text, start }, index) => {
		const next = pieces[index + 1]?.start;
		if (text === null || typeof start !== 'number' || typeof next !== 'number') return [];
		return next > start ? (next - start) / estimatedSeconds(text.trim()) : [];
	});
	// Of the quicker quarter, which is not made of holds.
	const typical = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 2];
	const isSlow =
		slowness.length > 0
			? typical(slowness) > SLOWEST
			: last > LONGEST || typical(pauses) > SLOWEST_WITH_PAUSES;
	return isSlow && last < SINCE_1970 ? 1000 : 1;
}

function spanOf({ start, end, duration }: Piece, unit: number): Span | null {
	const timeOf = (given: Given): Time => {
		if (typeof given !== 'number') return given;
		const time = elapsedTime(given / unit);
		return time.elapsed < SINCE_1970 ? time : { ...time, isOfDay: true };
	};
	if (start === null) return null;
	const from = timeOf(start);
	if (end !== null || duration === null) {
		return { start: from, end: end === null ? null : timeOf(end) };
	}
	const { elapsed } = timeOf(duration);
	return {
		start: from,
		end: { ...from, elapsed: from.elapsed + elapsed, ofDay: from.ofDay + elapsed },
	};
}

const isTimedWord = ({ text, start, end, duration }: Piece) =>
	text !== null && start !== null && (end ?? duration) !== null;

/** With nothing but channels to tell the speakers, each channel is one; services give channel after channel. */
function byChannel(lines: Array<RichLine & Pick<Piece, 'channel'>>): RichLine[] {
	const channels = new Set(lines.flatMap(({ channel }) => channel ?? []));
	if (channels.size < 2 || lines.some(({ speaker }) => speaker !== null)) return lines;
	const named = lines.map((line) => ({ ...line, speaker: line.channel }));
	if (named.some(({ start }) => start === null)) return named;
	return named.sort((a, b) => Number(a.start) - Number(b.start));
}

/** The service takes no others. */
const KNOWN_EMOTIONS = new Set<string>(EMOTIONS);

/**
 * What a list of segments says. Of words and emotions, only what the service takes is kept.
 *
 * @param knownUnit how many of the unit of its numbers make a second, if that is known
 * @throws UnreadableTranscript when one of them has no text
 */
export function segmentLines(list: unknown[], knownUnit?: number): RichLine[] {
	const pieces = list.map(pieceOf);
	const words = pieces.map((piece) => piece.words.map(pieceOf).filter(isTimedWord));
	const unit = knownUnit ?? perSecond(pieces, words.flat());
	const spans = pieces.flatMap((piece, index) => [piece, ...words[index]]);
	const moments = timeline(spans.map((piece) => spanOf(piece, unit))).values();
	const lines = pieces.map(({ text, channel, emotion, ...piece }, index) => {
		const speaker = piece.speaker ?? words[index].find((word) => word.speaker)?.speaker ?? null;
		if (text === null) throw new UnreadableTranscript(`Its segment ${index + 1} lacks a text.`);
		const { start = null, end = null } = moments.next().value ?? {};
		const kept = words[index].map((word) => {
			const moment = moments.next().value;
			return { text: (word.text ?? '').trim(), start: moment?.start ?? 0, end: moment?.end ?? 0 };
		});
		return {
			text: text.trim(),
			start,
			end,
			speaker,
			channel,
			...(kept.length > 0 && { words: kept }),
			...(emotion !== null && KNOWN_EMOTIONS.has(emotion) && { emotion }),
		};
	});
	return byChannel(lines);
}
