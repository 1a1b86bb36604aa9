import type { Utterance } from './utterances';

/** A stretch of time in a recording, in seconds; it never ends before it starts. */
export interface Span {
	start: number;
	end: number;
}

/** In seconds. A shorter overlap is no interruption, and a shorter pause is a breath. */
const SLIP_SECONDS = 0.25;

/** The times of utterances, earliest first. Those without both times are left out. */
export function spansOf(utterances: Utterance[]): Span[] {
	const spans = utterances.flatMap(({ start, end }) =>
		start === null || end === null ? [] : { start, end: Math.max(start, end) },
	);
	return spans.sort((a, b) => a.start - b.start);
}

/**
 * Merges overlapping spans, earliest first.
 *
 * @param spans earliest first
 * @param gap pauses of at most this many seconds are filled
 */
function merged(spans: Span[], gap = 0): Span[] {
	const whole: Span[] = [];
	for (const span of spans) {
		const last = whole.at(-1);
		if (last && span.start <= last.end + gap) last.end = Math.max(last.end, span.end);
		else whole.push({ ...span });
	}
	return whole;
}

/** The seconds covered by at least one of the spans, which come earliest first. */
export function secondsHeard(spans: Span[]): number {
	return merged(spans).reduce((sum, { start, end }) => sum + end - start, 0);
}

type SpeakerSpan = Span & { speaker: string };

/** Of the spans begun so far: the one that ends last, and the last one of another speaker. */
class Begun {
	private last?: SpeakerSpan;
	private other?: SpeakerSpan;

	add(span: SpeakerSpan): void {
		if (!this.last || span.end > this.last.end) {
			if (this.last && this.last.speaker !== span.speaker) this.other = this.last;
			this.last = span;
		} else if (span.speaker !== this.last.speaker && span.end > (this.other?.end ?? -1)) {
			this.other = span;
		}
	}

	/** When the last span of other speakers ends. */
	endOfOthers(speaker: string): number {
		return (this.last?.speaker === speaker ? this.other?.end : this.last?.end) ?? 0;
	}
}

/**
 * How often each speaker interrupts: begins to speak while somebody else is still speaking, and both continue for at
 * least SLIP_SECONDS. A speaker who pauses for a breath does not begin again.
 */
export function countInterruptions(spansBySpeaker: Map<string, Span[]>): Map<string, number> {
	const counts = new Map([...spansBySpeaker.keys()].map((speaker) => [speaker, 0]));
	const inOrder = [...spansBySpeaker]
		.flatMap(([speaker, spans]) =>
			merged(spans, SLIP_SECONDS).map((span): SpeakerSpan => ({ ...span, speaker })),
		)
		.sort((a, b) => a.start - b.start);
	const begun = new Begun();
	let next = 0;
	for (const { speaker, start, end } of inOrder) {
		while (inOrder[next].start < start) begun.add(inOrder[next++]);
		const together = Math.min(end, begun.endOfOthers(speaker)) - start;
		if (together >= SLIP_SECONDS) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
	}
	return counts;
}
