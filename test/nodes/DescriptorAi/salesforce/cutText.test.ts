import fc from 'fast-check';

import { lineText, longText } from '../../../../nodes/DescriptorAi/salesforce/cutText';
import { words } from '../../../support/arbitraries';

const FAMILY = '👨‍👩‍👧‍👦';
const bytesOf = (text: string) => Buffer.byteLength(text.replaceAll('\n', '\r\n'));

describe('A text for a field of one line', () => {
	it.each([
		['stays as it is', 'abcde', 'abcde'],
		['is cut with an ellipsis', 'abcdef', 'abcd…'],
		['is one line', ' a\r\nb\t', 'a b'],
		['does not end in half of a pair', 'abc😀d', 'abc…'],
		['does not end within an emoji', `a${FAMILY}b`, 'a…'],
		['does not lose an accent', 'abce\u0301f', 'abc…'],
		['has no half of a pair', 'a\ud800b', 'a\ufffdb'],
		['is null where there is nothing', ' \n ', null],
		['is null where it is no text', { a: 1 }, null],
	])('%s', (_, value, expected) => {
		expect(lineText(value, 5)).toBe(expected);
	});

	it('stays whole in pairs even where no character ends', () => {
		const zalgo = `a${'\u0301'.repeat(200)}`;
		expect(lineText(zalgo, 80)).toHaveLength(80);
		expect(lineText(`${'😀\u200d'.repeat(100)}`, 80)).toMatch(/^(?:😀\u200d)+😀?…$/u);
	});
});

describe('A long text', () => {
	it('keeps its lines, whatever ended them, and loses control characters', () => {
		expect(longText('a\r\nb\rc\u2028d\te\0\b\u007f\ufffe\n', 100)).toBe('a\nb\nc\nd\te');
	});

	it.each(['a', 'é', 'ש', '€', '😀', FAMILY, '\n.'])('of %j fits in bytes', (character) => {
		const text = longText(character.repeat(40_000), 32_768) ?? '';
		expect(bytesOf(text)).toBeLessThanOrEqual(32_768);
		expect(bytesOf(text)).toBeGreaterThan(32_768 - 2 * Buffer.byteLength(FAMILY) - 3);
		expect(text.slice(0, -1).replaceAll(character, '').length).toBeLessThanOrEqual(1);
	});

	it('of the greatest size takes no longer than its length', () => {
		expect(longText(`${'<'.repeat(5_000_000)}\ud800`, 131_072)).toHaveLength(131_070);
	});
});

describe('Whatever a text holds', () => {
	it('it fits, is a beginning of itself, and can be stored', () => {
		fc.assert(
			fc.property(words, fc.integer({ min: 4, max: 60 }), (value, length) => {
				const line = lineText(value, length);
				const text = longText(value, length);
				expect(line ?? '.').not.toBe('');
				expect(line?.length ?? 0).toBeLessThanOrEqual(length);
				expect(bytesOf(text ?? '')).toBeLessThanOrEqual(length);
				for (const one of [line ?? '', text ?? '']) {
					expect(one).not.toMatch(/\p{Surrogate}|(?![\t\n])\p{Cc}/u);
				}
				expect(lineText(line, length)).toBe(line);
			}),
		);
	});
});
