import { EMOTIONS } from '../api';
import type { DraftSegment } from './draftSegments';
import { segmentFields, type SegmentFields, type Time } from './segmentFields';
import { estimatedSeconds } from './text';
import { timeline } from './relativeTimes';
import { elapsedTimestamp, type TimeRange, type Timestamp } from './timestamps';
import { UnreadableTranscript } from './unreadable';

/** Limit for a duration divided by the estimate: nobody speaks as slowly in seconds, nor as fast in milliseconds. */
const SLOWEST = 100;
/** The same where only starts are known, so that pauses count as well. */
const SLOWEST_WITH_PAUSES = 300;
/** Numbers from here on are seconds since 1970; from a thousand times as much on, milliseconds since 1970. */
const SINCE_1970 = 100_000_000;
/** The shortest call in milliseconds, and the longest in seconds. */
const SHORTEST = 1000;
const LONGEST = 6 * 3600;

const difference = (from?: Time | null, to?: Time | null) =>
	typeof from === 'number' && typeof to === 'number' ? to - from : 0;

/**
 * Whether numbers without a unit are milliseconds: whole numbers are if the call would be far too long in seconds, or
 * nearly everything in it far too slow. Holds do not count.
 */
function areMilliseconds(segments: SegmentFields[], words: SegmentFields[]): boolean {
	const numbers = [...segments, ...words].flatMap(({ start, end, duration }) =>
		[start, end, duration].filter((time) => typeof time === 'number'),
	);
	const last = numbers.reduce((a, b) => Math.max(a, b), 0);
	if (last >= SINCE_1970) return last >= SINCE_1970 * 1000;
	if (last < SHORTEST || !numbers.every(Number.isInteger)) return false;
	const spoken = words.length > 0 ? words : segments;
	/** Of the fastest quarter, which has no holds. */
	const slowness = (
		lastingOf: (fields: SegmentFields, next?: SegmentFields) => number,
	): number | undefined => {
		const all = spoken.flatMap((fields, index) => {
			const lasting = lastingOf(fields, spoken[index + 1]);
			if (fields.text === null || lasting <= 0) return [];
			return lasting / estimatedSeconds(fields.text.trim());
		});
		return all.sort((a, b) => a - b)[all.length >> 2];
	};
	const spokenIn = slowness(({ start, end, duration }) =>
		typeof duration === 'number' ? duration : difference(start, end),
	);
	if (spokenIn !== undefined) return spokenIn > SLOWEST;
	const withPauses = slowness(({ start }, next) => difference(start, next?.start));
	return last > LONGEST || Number(withPauses) > SLOWEST_WITH_PAUSES;
}

function rangeOf({ start, end, duration }: SegmentFields, perSecond: number): TimeRange | null {
	const timestamp = (time: Time): Timestamp => {
		if (typeof time !== 'number') return time;
		const elapsed = elapsedTimestamp(time / perSecond);
		return elapsed.elapsed < SINCE_1970 ? elapsed : { ...elapsed, isOfDay: true };
	};
	if (start === null) return null;
	const from = timestamp(start);
	if (end !== null) return { start: from, end: timestamp(end) };
	if (duration === null) return { start: from, end: null };
	const { elapsed } = timestamp(duration);
	const until = { ...from, elapsed: from.elapsed + elapsed, ofDay: from.ofDay + elapsed };
	return { start: from, end: until };
}

const isTimedWord = ({ text, start, end, duration }: SegmentFields) =>
	text !== null && start !== null && (end ?? duration) !== null;

/** Takes channels for speakers if nothing else names them, in chronological order: services list one after the other. */
function byChannel(drafts: Array<DraftSegment & Pick<SegmentFields, 'channel'>>): DraftSegment[] {
	const channels = new Set(drafts.flatMap(({ channel }) => channel ?? []));
	if (channels.size < 2 || drafts.some(({ speaker }) => speaker !== null)) return drafts;
	const named = drafts.map((draft) => ({ ...draft, speaker: draft.channel }));
	if (named.some(({ start }) => start === null)) return named;
	return named.sort((a, b) => Number(a.start) - Number(b.start));
}

const EMOTIONS_TAKEN = new Set<string | null>(EMOTIONS);

/**
 * Reads a list of segments. Words without times and emotions that the service rejects are left out.
 *
 * @param areSeconds whether numbers without a unit are known to be seconds
 * @throws UnreadableTranscript when a segment has no text
 */
export function listedSegments(list: unknown[], areSeconds = false): DraftSegment[] {
	const segments = list.map(segmentFields);
	const words = segments.map((fields) => fields.words.map(segmentFields).filter(isTimedWord));
	const perSecond = !areSeconds && areMilliseconds(segments, words.flat()) ? 1000 : 1;
	const inOrder = segments.flatMap((fields, index) => [fields, ...words[index]]);
	const times = timeline(inOrder.map((fields) => rangeOf(fields, perSecond))).values();
	const drafts = segments.map(({ text, speaker, channel, emotion }, index) => {
		if (text === null) throw new UnreadableTranscript(`Its segment ${index + 1} has no text.`);
		const { start = null, end = null } = times.next().value ?? {};
		const timedWords = words[index].map((word) => {
			const time = times.next().value;
			return { text: (word.text ?? '').trim(), start: time?.start ?? 0, end: time?.end ?? 0 };
		});
		return {
			text: text.trim(),
			start,
			end,
			speaker: speaker ?? words[index].find((word) => word.speaker)?.speaker ?? null,
			channel,
			...(timedWords.length > 0 && { words: timedWords }),
			...(EMOTIONS_TAKEN.has(emotion) && { emotion }),
		};
	});
	return byChannel(drafts);
}
