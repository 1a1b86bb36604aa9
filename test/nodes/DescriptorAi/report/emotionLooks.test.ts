import { ALL_LOOKS, barOf, lookOf } from '../../../../nodes/DescriptorAi/report/emotionLooks';
import { PALETTE, type Ground } from '../../../../nodes/DescriptorAi/report/palette';

const PUBLISHED =
	'angry cautious cheerful friendly frustrated impatient neutral stressed surprised thankful fear'.split(
		' ',
	);
const GROUNDS: Ground[] = ['light', 'dark'];

/** Relative luminance of a color, as the accessibility guidelines define it. */
function luminance(color: string): number {
	const [red, green, blue] = [1, 3, 5]
		.map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

describe('The looks of emotions', () => {
	it('are known for every published emotion, in any case', () => {
		expect(PUBLISHED.map((name) => lookOf(name.toUpperCase()).key)).toEqual(PUBLISHED);
	});

	it.each(['constructor', '__proto__', 'elated', ''])(
		'are one for all others, such as "%s"',
		(name) => {
			expect(lookOf(name).key).toBe('other');
		},
	);

	it('differ in shape, so that they can be told apart without color', () => {
		const shapes = ALL_LOOKS.map((look) => JSON.stringify(barOf(look, 64)));
		expect(new Set(shapes).size).toBe(ALL_LOOKS.length);
	});

	it('stay within their lane', () => {
		for (const look of ALL_LOOKS) {
			const { y, height } = barOf(look, 64);
			expect([look.key, y >= 0 && height > 0 && y + height <= 64]).toEqual([look.key, true]);
		}
	});

	it.each(GROUNDS)('stand out from a %s ground as charts must', (ground) => {
		for (const look of ALL_LOOKS) {
			const worst = contrast(look[ground], PALETTE[ground].card);
			expect([look.key, worst >= 3]).toEqual([look.key, true]);
		}
	});
});

describe('The colors of text', () => {
	it.each(GROUNDS)('can be read on a %s ground', (ground) => {
		const palette = PALETTE[ground];
		const pairs = [
			...['paper', 'card', 'tint', 'warn'].map((behind) => ['ink', behind]),
			...['paper', 'card', 'tint'].map((behind) => ['soft', behind]),
			...['paper', 'card'].map((behind) => ['accent', behind]),
			['good', 'card'],
			['bad', 'card'],
		];
		const faint = pairs.filter(([text, behind]) => contrast(palette[text], palette[behind]) < 4.5);
		expect(faint).toEqual([]);
	});
});
