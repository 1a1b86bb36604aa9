import { markup, type Markup } from './markup';
import { clipped, directionOfText } from './text';

/** Width of a character as a share of the font size: a guess on the wide side, because fonts differ. */
function widthOf(character: string): number {
	if (
		/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(
			character,
		)
	) {
		return 1.05;
	}
	if (/[mwMW@%—…]/.test(character)) return 1;
	if (/\p{Lu}/u.test(character)) return 0.76;
	return /[ .,:;'|ijlt1()]/.test(character) ? 0.34 : 0.58;
}

/** About how wide a line of text is, in the unit of the font size. */
export function roughWidth(text: string, size: number): number {
	return [...text].reduce((sum, character) => sum + widthOf(character), 0) * size;
}

/** As much of a text as fits a width, both in the unit of the font size. SVG neither breaks nor cuts lines. */
function fitted(text: string, width: number, size: number): string {
	const characters = [...text.slice(0, 500)];
	let room = width / size;
	const fits = characters.findIndex((character) => (room -= widthOf(character)) < 0);
	return fits < 0 ? text.slice(0, 500) : clipped(text, Math.max(1, fits));
}

interface Label {
	text: string;
	x: number;
	y: number;
	/** Room for it, in the unit of the picture. */
	width: number;
	size: number;
	/** Class names of the style sheet. */
	kind?: string;
	/** The edge that is at `x`, whatever the direction of the text. */
	edge?: 'left' | 'right';
}

/** A line of text that begins, or ends, at a place, in the direction in which it is to be read. */
export function label({ text, x, y, width, size, kind = 'ink', edge = 'left' }: Label): Markup {
	const direction = directionOfText(text);
	const anchor = (edge === 'left') === (direction === 'ltr') ? 'start' : 'end';
	return markup`<text class="${kind}" x="${x}" y="${y}" font-size="${size}" direction="${direction}" text-anchor="${anchor}">${fitted(text, width, size)}</text>
`;
}
