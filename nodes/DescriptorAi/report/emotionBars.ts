import type { Lane } from './chart';
import { barOf, lookOf } from './emotionLooks';
import { markup, type Markup } from './markup';
import { clipped, clock, percent } from './text';
import { placeOf, ticksOf } from './timeAxis';

/** Height of a sample in a legend, in pixels. */
const SAMPLE = 22;
const EMOTION_LENGTH = 40;

/** A small bar that looks as an emotion does in a lane. */
export function sampleOf(emotion: string | null): Markup {
	const look = lookOf(emotion);
	const { y, height } = barOf(look, SAMPLE);
	return markup`<svg width="14" height="${SAMPLE}" aria-hidden="true"><line class="base" x1="0" x2="14" y1="${SAMPLE / 2}" y2="${SAMPLE / 2}"/><rect class="e-${look.key}" x="3" width="8" y="${y.toFixed(1)}" height="${height.toFixed(1)}"/></svg>`;
}

/** The emotions of a lane in words, the longest first: "friendly 46%, neutral 20%". */
export function emotionsInWords({ emotions }: Lane, most: number): string {
	return emotions
		.slice(0, most)
		.map(([emotion, share]) => `${clipped(emotion, EMOTION_LENGTH)} ${percent(share)}`)
		.join(', ');
}

/**
 * The bars of a lane, for an `<svg>` of that height. Places along the axis are in percent, so that the picture fits
 * any width without being stretched.
 */
export function laneBars({ spans }: Lane, duration: number, height: number): Markup {
	const bars = spans.map(({ start, end, emotion }) => {
		const look = lookOf(emotion);
		const bar = barOf(look, height);
		const title = `${clock(start)}–${clock(end)} ${clipped(emotion ?? 'speech', EMOTION_LENGTH)}`;
		return markup`<rect class="e-${look.key}" x="${placeOf(start, duration)}" width="${placeOf(
			end - start,
			duration,
		)}" rx="2" y="${bar.y.toFixed(1)}" height="${bar.height.toFixed(1)}"><title>${title}</title></rect>`;
	});
	return markup`<line class="base" x1="0" x2="100%" y1="${height / 2}" y2="${height / 2}"/>${bars}`;
}

/** The times under an axis, for an `<svg>`; `y` is the base line of the figures in its unit. */
export function axisLabels(duration: number, y: number): Markup {
	const labels = ticksOf(duration).map((time) => {
		const share = time / duration;
		const anchor = share < 0.03 ? 'start' : share > 0.95 ? 'end' : 'middle';
		return markup`<text class="tick" x="${placeOf(time, duration)}" y="${y}" text-anchor="${anchor}">${clock(time)}</text>`;
	});
	return markup`${labels}`;
}

/** Upright lines at the times of the axis, for an `<svg>` of any height. */
export function axisLines(duration: number): Markup {
	const lines = ticksOf(duration).map((time) => {
		const x = placeOf(time, duration);
		return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="100%"/>`;
	});
	return markup`${lines}`;
}
