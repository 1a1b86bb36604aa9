import type { Utterance } from './utterances';

/** A stretch of time in a recording, in seconds; it never ends before it starts. */
export interface Span {
	start: number;
	end: number;
}

/** Talk over one another that is shorter than this many seconds is a slip, and a pause that is shorter a breath. */
const SLIP_SECONDS = 0.25;

/** When utterances are heard, earliest first. Those without both times are left out. */
export function spansOf(utterances: Utterance[]): Span[] {
	const spans = utterances.flatMap(({ start, end }) =>
		start === null || end === null ? [] : { start, end: Math.max(start, end) },
	);
	return spans.sort((a, b) => a.start - b.start);
}

/**
 * The same time without overlaps, earliest first.
 *
 * @param spans earliest first
 * @param gap pauses of at most this many seconds are filled
 */
function united(spans: Span[], gap = 0): Span[] {
	const whole: Span[] = [];
	for (const span of spans) {
		const last = whole.at(-1);
		if (last && span.start <= last.end + gap) last.end = Math.max(last.end, span.end);
		else whole.push({ ...span });
	}
	return whole;
}

/** Seconds in which at least one of the spans, earliest first, is heard. */
export function secondsHeard(spans: Span[]): number {
	return united(spans).reduce((sum, { start, end }) => sum + end - start, 0);
}

type Spell = Span & { speaker: string };

/** Among what was begun so far: the spell that ends last, and the one of somebody else that ends last. */
class Begun {
	private last?: Spell;
	private other?: Spell;

	add(spell: Spell): void {
		if (!this.last || spell.end > this.last.end) {
			if (this.last && this.last.speaker !== spell.speaker) this.other = this.last;
			this.last = spell;
		} else if (spell.speaker !== this.last.speaker && spell.end > (this.other?.end ?? -1)) {
			this.other = spell;
		}
	}

	/** When the last of those ends who are not this speaker. */
	endOfOthers(speaker: string): number {
		return (this.last?.speaker === speaker ? this.other?.end : this.last?.end) ?? 0;
	}
}

/**
 * How often each speaker interrupts: begins to speak while somebody else, who began before, is still speaking, and
 * both go on together for at least SLIP_SECONDS. Who pauses for a breath does not begin anew.
 */
export function countInterruptions(spansBySpeaker: Map<string, Span[]>): Map<string, number> {
	const counts = new Map([...spansBySpeaker.keys()].map((speaker) => [speaker, 0]));
	const spells = [...spansBySpeaker]
		.flatMap(([speaker, spans]) =>
			united(spans, SLIP_SECONDS).map((span): Spell => ({ ...span, speaker })),
		)
		.sort((a, b) => a.start - b.start);
	const begun = new Begun();
	let next = 0;
	for (const { speaker, start, end } of spells) {
		while (spells[next].start < start) begun.add(spells[next++]);
		const together = Math.min(end, begun.endOfOthers(speaker)) - start;
		if (together >= SLIP_SECONDS) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
	}
	return counts;
}
