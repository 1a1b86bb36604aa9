import { isObject } from '../api';
import { speakerIdOf } from '../call/values';
import { withoutInvisible } from './text';
import { elapsedTimestamp, rangeIn, type Timestamp } from './timestamps';

/** A segment or a word as a speech service describes it, with its own keys. */
export type ForeignSegment = Record<string, unknown>;

/** Keys that speech services use in segments and words, in lower case without punctuation, the best first. */
const KEYS = {
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
/** Units that may follow the key of a time, and how many make a second. */
const UNITS = { ms: 1e3, millis: 1e3, milliseconds: 1e3, s: 1, sec: 1, seconds: 1, inticks: 1e7 };

type Field = keyof typeof KEYS;

const FIELDS = new Map(
	(Object.keys(KEYS) as Field[]).flatMap((field) => {
		const units = /^(?:start|end|duration)$/.test(field) ? Object.entries(UNITS) : [];
		const suffixes: Array<[suffix: string, perSecond: number | null]> = [['', null], ...units];
		return KEYS[field]
			.split(' ')
			.flatMap((key, rank) =>
				suffixes.map(([suffix, perSecond]) => [key + suffix, { field, rank, perSecond }] as const),
			);
	}),
);

/** The field that a key such as `start_time`, `startTime` or `Start Time (ms)` stands for. */
export const fieldOf = (key: string) =>
	FIELDS.get(key) ?? FIELDS.get(key.toLowerCase().replace(/[^a-z\d]/g, ''));

/** A timestamp, or a number in a unit that is not known yet. */
export type Time = number | Timestamp;

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

/** A number or a numeric text as a number. */
function numberOrNull(value: unknown): number | null {
	const isNumeric =
		typeof value === 'string' && /^\s{0,9}-?\d{1,15}(?:\.\d{1,30})?\s{0,9}$/.test(value);
	const number = isNumeric ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** One time or two, from a value or a list of two; `null` if it is none. */
function timesOrNull(value: unknown, perSecond: number | null): Time[] | null {
	if (Array.isArray(value)) {
		const times = value.slice(0, 2).flatMap((one) => timesOrNull(one, perSecond)?.[0] ?? []);
		return times.length > 0 ? times : null;
	}
	const number = numberOrNull(value);
	if (number !== null) return [perSecond ? elapsedTimestamp(number / perSecond) : number];
	const range = typeof value === 'string' ? rangeIn(value.slice(0, 100).trim()) : null;
	return range && [range.start, range.end].filter((time) => time !== null);
}

function speakerOrNull(value: unknown): string | null {
	const id = speakerIdOf(isObject(value) ? (value.name ?? value.id) : value);
	return (id !== null && withoutInvisible(id).trim()) || null;
}

/** What each field of a segment is read as. */
interface Values {
	text: string;
	start: Time[];
	end: Time[];
	duration: Time[];
	speaker: string;
	channel: string;
	words: unknown[];
	emotion: string;
}

/** How a value is read; `null` if it cannot be one of this field. */
const READERS: {
	[Name in Field]: (value: unknown, perSecond: number | null) => Values[Name] | null;
} = {
	text: textOrNull,
	start: timesOrNull,
	end: timesOrNull,
	duration: timesOrNull,
	speaker: speakerOrNull,
	channel: speakerOrNull,
	words: (value) => (Array.isArray(value) ? value : null),
	emotion: textOrNull,
};

/** Reads the fields of a segment or a word, whatever their keys; `null` for missing ones. */
export function segmentFields(segment: unknown) {
	const values: Partial<Values> = {};
	const ranks: Partial<Record<Field, number>> = {};
	const keep = <Name extends Field>(
		field: Name,
		rank: number,
		given: unknown,
		perSecond: number | null,
	) => {
		if (rank >= (ranks[field] ?? Infinity)) return;
		const value = READERS[field](given, perSecond);
		if (value === null) return;
		values[field] = value;
		ranks[field] = rank;
	};
	for (const [key, value] of Object.entries(isObject(segment) ? segment : {})) {
		// Messages are from somebody, subtitles from one time to another.
		const isSender = /^from$/i.test(key) && timesOrNull(value, null) === null;
		const known = fieldOf(isSender ? 'sender' : key);
		if (known) keep(known.field, known.rank, value, known.perSecond);
	}
	const [start = null, until = null] = values.start ?? [];
	const [end = until] = values.end ?? [];
	const [duration = null] = values.duration ?? [];
	const { text = null, speaker = null, channel = null, words = [], emotion = null } = values;
	return { text, start, end, duration, speaker, channel, words, emotion };
}

export type SegmentFields = ReturnType<typeof segmentFields>;
