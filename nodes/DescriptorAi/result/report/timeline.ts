import type { Utterance } from '../utterances';

/** Speech of one emotion, `null` where it is not known. Times in seconds. */
export interface Stretch {
	start: number;
	end: number;
	emotion: string | null;
}

/** More utterances than this run into one another in a picture, so that they are summed up in slots of time. */
const MOST_UTTERANCES = 100;
const SLOTS = 200;
/** What share of the speech in a slot another emotion has to fill, for neutral to give way to it. */
const GIVES_WAY = 0.3;

const STEPS = [
	1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400,
];

/**
 * What a lane of the time line shows of one voice: each utterance, or the emotion that stands for a slot of time when
 * there are too many to be told apart.
 *
 * @param duration of the call in seconds
 * @returns with the length of a slot, or `null` where each utterance is shown
 */
export function stretchesOf(
	turns: Utterance[],
	duration: number,
): { stretches: Stretch[]; slotSeconds: number | null } {
	const timed = turns.flatMap(({ start, end, emotion }) =>
		start === null || end === null || end <= start || start >= duration
			? []
			: { start, end: Math.min(end, duration), emotion },
	);
	if (timed.length <= MOST_UTTERANCES) return { stretches: timed, slotSeconds: null };
	const slotSeconds = duration / SLOTS;
	return { stretches: inSlots(timed, slotSeconds), slotSeconds };
}

function inSlots(stretches: Stretch[], width: number): Stretch[] {
	// Only sums are kept: thousands of utterances of a faulty result may all go on to the end of the call.
	const heard = Array.from({ length: SLOTS }, () => new Map<string | null, number>());
	for (const { start, end, emotion } of stretches) {
		const last = Math.min(SLOTS - 1, Math.ceil(end / width) - 1);
		for (let slot = Math.min(last, Math.floor(start / width)); slot <= last; slot++) {
			const seconds = Math.min(end, (slot + 1) * width) - Math.max(start, slot * width);
			heard[slot].set(emotion, (heard[slot].get(emotion) ?? 0) + seconds);
		}
	}
	const merged: Stretch[] = [];
	heard.forEach((seconds, slot) => {
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

/** The times under a time axis, in seconds: round ones, at most six. */
export function ticksOf(duration: number): number[] {
	const step = STEPS.find((each) => duration / each <= 5) ?? STEPS[STEPS.length - 1] * 2;
	return Array.from({ length: Math.floor(duration / step) + 1 }, (_, index) => index * step);
}

/** Where a time is on an axis, in percent of its length to two decimals, as SVG and CSS take it. */
export function placeOf(time: number, duration: number): string {
	const share = duration > 0 ? Math.min(1, Math.max(0, time / duration)) : 0;
	return `${Math.round(share * 10_000) / 100}%`;
}
