import type { Emotion } from '../api/contract';

/** The direction of an emotion's bar: pleasant ones rise, unpleasant ones sink, the others stay in the middle. */
type Pole = 'up' | 'down' | 'middle';

/** How an emotion is drawn. Bars differ without color, too: by `reach`, the share of the available height, 0 to 1. */
export interface Look {
	/** Safe in a class name. */
	key: string;
	pole: Pole;
	reach: number;
	/** Colors on a light and on a dark background. */
	light: string;
	dark: string;
}

// The colors of one pole differ in lightness as well as in hue, for color-blind readers.
const LOOKS: Record<Emotion, Omit<Look, 'key'>> = {
	cheerful: { pole: 'up', reach: 1, light: '#a87400', dark: '#f2b83a' },
	thankful: { pole: 'up', reach: 0.75, light: '#0e7a4f', dark: '#2fae7d' },
	friendly: { pole: 'up', reach: 0.5, light: '#3a8fe6', dark: '#79b8ff' },
	surprised: { pole: 'middle', reach: 0.75, light: '#9254de', dark: '#b98cff' },
	cautious: { pole: 'middle', reach: 0.45, light: '#6b6a3a', dark: '#c2b85a' },
	neutral: { pole: 'middle', reach: 0.2, light: '#828c9b', dark: '#7f8b9c' },
	impatient: { pole: 'down', reach: 0.4, light: '#c97200', dark: '#ffb057' },
	fear: { pole: 'down', reach: 0.55, light: '#3d3a99', dark: '#7d7af0' },
	stressed: { pole: 'down', reach: 0.7, light: '#b8509e', dark: '#f59ad6' },
	frustrated: { pole: 'down', reach: 0.85, light: '#d8432b', dark: '#ff6f52' },
	angry: { pole: 'down', reach: 1, light: '#8f1028', dark: '#cf2f4a' },
};
const UNKNOWN_EMOTION: Look = {
	key: 'other',
	pole: 'middle',
	reach: 0.6,
	light: '#3f4855',
	dark: '#ccd5e0',
};
const NO_EMOTION: Look = {
	key: 'none',
	pole: 'middle',
	reach: 0.1,
	light: '#828c9b',
	dark: '#7f8b9c',
};

const BY_NAME = new Map(Object.entries(LOOKS).map(([key, look]) => [key, { key, ...look }]));

export const ALL_LOOKS: readonly Look[] = [...BY_NAME.values(), UNKNOWN_EMOTION, NO_EMOTION];

/** How an emotion is drawn, by the service's name for it; `null` is speech without a known emotion. */
export function lookOf(emotion: string | null): Look {
	if (emotion === null) return NO_EMOTION;
	return BY_NAME.get(emotion.toLowerCase()) ?? UNKNOWN_EMOTION;
}

/** The upper edge and the height of an emotion's bar in a lane of that height, in the lane's unit. */
export function barOf({ pole, reach }: Look, height: number): { y: number; height: number } {
	const middle = height / 2;
	// The bar touches the middle line.
	const line = height / 28;
	const size = reach * (pole === 'middle' ? height * 0.6 : middle - line);
	const y = { up: middle - line - size, middle: middle - size / 2, down: middle - line }[pole];
	return { y, height: pole === 'middle' ? size : size + 2 * line };
}

/** CSS rules that color elements with the class of an emotion, for one color scheme. */
export function emotionRules(ground: 'light' | 'dark'): string {
	return ALL_LOOKS.map((each) => `.e-${each.key}{fill:${each[ground]};color:${each[ground]}}`).join(
		'',
	);
}
