import type { Emotion, GivenSegment } from './contract';
import { toHundredths } from './transcript';

export const POSITIVE = new Set<Emotion | null>(['cheerful', 'friendly', 'thankful']);
export const NEGATIVE = new Set<Emotion | null>([
	'angry',
	'frustrated',
	'impatient',
	'stressed',
	'fear',
]);

/** A part of a whole, 0 to 1 in hundredths; 0 of nothing. */
export const share = (part: number, whole: number) =>
	whole === 0 ? 0 : toHundredths(part / whole);

/** How segments feel on the whole, from -1 (all bad) to 1 (all good). */
export function mood(segments: GivenSegment[]): number {
	const positive = segments.filter(({ emotion }) => POSITIVE.has(emotion)).length;
	const negative = segments.filter(({ emotion }) => NEGATIVE.has(emotion)).length;
	return share(positive - negative, segments.length);
}
