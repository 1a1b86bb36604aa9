import { isObject } from '../api';
import type { Call } from '../call/call';
import { insightOf } from '../call/insights';
import { timeOrNull } from '../call/values';
import { markup, type Markup } from './markup';
import { capitalized, clock } from './text';
import { placeOf } from './timeAxis';

/** A part of a call, in seconds. */
interface Phase {
	name: string;
	start: number;
	end: number;
}

const PHASES = ['introduction', 'negotiation', 'resolution'];

/** The parts into which the service divides a call; empty when it does not. */
function phasesOf({ insights }: Call): Phase[] {
	const division = insightOf(insights, 'division');
	if (!isObject(division)) return [];
	return PHASES.flatMap((name) => {
		const part = division[name];
		if (!isObject(part)) return [];
		const [start, end] = [timeOrNull(part.start), timeOrNull(part.end)];
		return start === null || end === null || end <= start ? [] : { name, start, end };
	});
}

/**
 * The parts of a call above its time line; nothing when they are not known. `duration` is in seconds.
 *
 * Their names stand above: a part may be shorter than its name.
 */
export function phaseBands(call: Call, duration: number): Markup | null {
	const known = phasesOf(call).filter(({ start }) => start < duration);
	if (known.length === 0) return null;
	const words = known.map(({ name, start, end }) => `${name} ${clock(start)}–${clock(end)}`);
	const bands = known.map(({ start, end }, index) => {
		const width = placeOf(Math.min(end, duration) - start, duration);
		return markup`<span style="left:${placeOf(start, duration)};width:${width}" title="${capitalized(words[index])}"></span>`;
	});
	return markup`<div class="lane"><div class="lane-head"><h3>Phases</h3>${words.map((text) => markup`<span><bdi dir="ltr">${text}</bdi></span>`)}</div><div class="phases" aria-hidden="true">${bands}</div></div>`;
}
