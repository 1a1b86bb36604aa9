import type { Span } from '../call/talkTimes';
import type { Utterance } from '../call/utterances';

/** Speech of one emotion, `null` where it is not known. */
export interface EmotionSpan extends Span {
	emotion: string | null;
}

/** More utterances than this overlap in a picture, so they are summarized in time slots. */
const MOST_UTTERANCES = 100;
const SLOTS = 200;
/** The share of the speech in a slot from which another emotion replaces neutral. */
const GIVES_WAY = 0.3;

const STEPS = [
	1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400,
];

/**
 * The spans that a lane of the timeline draws for one voice: each utterance, or one emotion per time slot if there are
 * too many utterances to tell apart.
 *
 * @param duration of the call in seconds
 * @returns the spans, and the length of a slot in seconds, `null` if each utterance is shown
 */
export function emotionSpansOf(
	turns: Utterance[],
	duration: number,
): { spans: EmotionSpan[]; slotSeconds: number | null } {
	const timed = turns.flatMap(({ start, end, emotion }) =>
		start === null || end === null || end <= start || start >= duration
			? []
			: { start, end: Math.min(end, duration), emotion },
	);
	if (timed.length <= MOST_UTTERANCES) return { spans: timed, slotSeconds: null };
	const slotSeconds = duration / SLOTS;
	return { spans: inSlots(timed, slotSeconds), slotSeconds };
}

/** The seconds of each emotion in each slot. */
function secondsInSlots(spans: EmotionSpan[], width: number): Array<Map<string | null, number>> {
	const empty = () => new Array<number>(SLOTS + 1).fill(0);
	// A span is counted where it begins and ends, and not in each slot between: a faulty result may contain thousands
	// that all last to the end of the call.
	const noted = new Map<string | null, { parts: number[]; whole: number[] }>();
	for (const { start, end, emotion } of spans) {
		if (!noted.has(emotion)) noted.set(emotion, { parts: empty(), whole: empty() });
		const { parts = [], whole = [] } = noted.get(emotion) ?? {};
		const last = Math.min(SLOTS - 1, Math.ceil(end / width) - 1);
		const first = Math.min(last, Math.floor(start / width));
		if (first === last) {
			parts[first] += end - start;
			continue;
		}
		parts[first] += (first + 1) * width - start;
		parts[last] += end - last * width;
		whole[first + 1] += 1;
		whole[last] -= 1;
	}
	const heard = Array.from({ length: SLOTS }, () => new Map<string | null, number>());
	for (const [emotion, { parts, whole }] of noted) {
		let through = 0;
		heard.forEach((seconds, slot) => {
			through += whole[slot];
			const sum = parts[slot] + through * width;
			if (sum > 0) seconds.set(emotion, sum);
		});
	}
	return heard;
}

function inSlots(spans: EmotionSpan[], width: number): EmotionSpan[] {
	const merged: EmotionSpan[] = [];
	secondsInSlots(spans, width).forEach((seconds, slot) => {
		if (seconds.size === 0) return;
		const emotion = emotionOfSlot(seconds);
		const last = merged.at(-1);
		if (last?.emotion === emotion && last.end === slot * width) last.end = (slot + 1) * width;
		else merged.push({ start: slot * width, end: (slot + 1) * width, emotion });
	});
	return merged;
}

function emotionOfSlot(seconds: Map<string | null, number>): string | null {
	const known = [...seconds].filter(([emotion]) => emotion !== null).sort(([, a], [, b]) => b - a);
	const all = known.reduce((sum, [, each]) => sum + each, 0);
	const [first, second] = known;
	return first?.[0] === 'neutral' && second && second[1] >= GIVES_WAY * all
		? second[0]
		: (first?.[0] ?? null);
}

/** The labels of a time axis, in seconds: at most six round times. */
export function ticksOf(duration: number): number[] {
	const step = STEPS.find((each) => duration / each <= 5) ?? STEPS[STEPS.length - 1] * 2;
	return Array.from({ length: Math.floor(duration / step) + 1 }, (_, index) => index * step);
}

/** The position of a time on an axis, in percent to two decimals, for SVG and CSS. */
export function placeOf(time: number, duration: number): string {
	const share = duration > 0 ? Math.min(1, Math.max(0, time / duration)) : 0;
	return `${Math.round(share * 10_000) / 100}%`;
}
