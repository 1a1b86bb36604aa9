import { isObject } from '../api/json';
import { speakerIdOf } from '../call/values';
import { withoutInvisible } from './text';
import { elapsedTimestamp, rangeIn, type Timestamp } from './timestamps';

/** A segment or a word as a speech service describes it: any keys, any values. */
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
export const fieldOf = (key: string) => FIELDS.get(key.toLowerCase().replace(/[^a-z\d]/g, ''));

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

/** Reads the fields of a segment or a word, whatever their keys; `null` for what it does not have. */
export function segmentFields(segment: unknown) {
	const entries = Object.entries(isObject(segment) ? segment : {}).flatMap(([key, value]) => {
		// Messages are from somebody, subtitles from one time to another.
		const isSender = /^from$/i.test(key) && timesOrNull(value, null) === null;
		const known = fieldOf(isSender ? 'sender' : key);
		return known ? { ...known, value } : [];
	});
	entries.sort((a, b) => a.rank - b.rank);
	const first = <T>(
		wanted: Field,
		read: (value: unknown, perSecond: number | null) => T | null,
	): T | null => {
		for (const { field, value, perSecond } of entries) {
			const found = field === wanted ? read(value, perSecond) : null;
			if (found !== null) return found;
		}
		return null;
	};
	const [start = null, until = null] = first('start', timesOrNull) ?? [];
	const [end = until] = first('end', timesOrNull) ?? [];
	const [duration = null] = first('duration', timesOrNull) ?? [];
	return {
		text: first('text', textOrNull),
		start,
		end,
		duration,
		speaker: first('speaker', speakerOrNull),
		channel: first('channel', speakerOrNull),
		words: first('words', (value) => (Array.isArray(value) ? value : null)) ?? [],
		emotion: first('emotion', textOrNull),
	};
}

export type SegmentFields = ReturnType<typeof segmentFields>;
