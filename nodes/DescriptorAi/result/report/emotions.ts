/** Where an emotion stands in a picture: pleasant ones rise, unpleasant ones sink, the others keep to the middle. */
type Pole = 'up' | 'down' | 'middle';

/** How an emotion looks. No two look alike without colour either: `reach` (0 to 1, of the room there) differs. */
export interface Look {
	/** Safe in a class name. */
	key: string;
	pole: Pole;
	reach: number;
	/** Colours on a light and on a dark ground. */
	light: string;
	dark: string;
}

const look = (key: string, pole: Pole, reach: number, light: string, dark: string): Look => ({
	key,
	pole,
	reach,
	light,
	dark,
});

// The colours of one pole differ in lightness as well as in hue, for readers who see fewer hues.
const LOOKS: Look[] = [
	look('cheerful', 'up', 1, '#a87400', '#f2b83a'),
	look('thankful', 'up', 0.75, '#0e7a4f', '#2fae7d'),
	look('friendly', 'up', 0.5, '#3a8fe6', '#79b8ff'),
	look('surprised', 'middle', 0.75, '#9254de', '#b98cff'),
	look('cautious', 'middle', 0.45, '#6b6a3a', '#c2b85a'),
	look('neutral', 'middle', 0.2, '#828c9b', '#7f8b9c'),
	look('impatient', 'down', 0.4, '#c97200', '#ffb057'),
	look('fear', 'down', 0.55, '#3d3a99', '#7d7af0'),
	look('stressed', 'down', 0.7, '#b8509e', '#f59ad6'),
	look('frustrated', 'down', 0.85, '#d8432b', '#ff6f52'),
	look('angry', 'down', 1, '#8f1028', '#cf2f4a'),
];
const UNKNOWN_EMOTION = look('other', 'middle', 0.6, '#3f4855', '#ccd5e0');
const NO_EMOTION = look('none', 'middle', 0.1, '#828c9b', '#7f8b9c');

export const ALL_LOOKS: readonly Look[] = [...LOOKS, UNKNOWN_EMOTION, NO_EMOTION];

const BY_NAME = new Map(LOOKS.map((known) => [known.key, known]));

/** How an emotion looks, in whatever word the service has for it; `null` is speech whose emotion is not known. */
export function lookOf(emotion: string | null): Look {
	if (emotion === null) return NO_EMOTION;
	return BY_NAME.get(emotion.toLowerCase()) ?? UNKNOWN_EMOTION;
}

/** The upper edge and the height of an emotion's bar in a lane of that height, in the lane's unit. */
export function barOf({ pole, reach }: Look, height: number): { y: number; height: number } {
	const middle = height / 2;
	// The bar holds on to the middle line, so that it can be seen where the line runs.
	const line = height / 28;
	const size = reach * (pole === 'middle' ? height * 0.6 : middle - line);
	const y = { up: middle - line - size, middle: middle - size / 2, down: middle - line }[pole];
	return { y, height: pole === 'middle' ? size : size + 2 * line };
}

/** Style rules that colour whatever has the class of an emotion, for one ground. */
export function emotionRules(ground: 'light' | 'dark'): string {
	return ALL_LOOKS.map((each) => `.e-${each.key}{fill:${each[ground]};color:${each[ground]}}`).join(
		'',
	);
}
