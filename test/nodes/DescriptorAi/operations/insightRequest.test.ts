import { insightRequests } from '../../../../nodes/DescriptorAi/operations/transcript/insightRequest';

const csatTexts = (...lines: string[]) =>
	insightRequests('csat', { language: null, segments: [], lines, lacksSpeakers: false }, 'en-US', {
		provider: 'azure',
		prompt_customization: '',
	}).map(({ query, isWhole }) => [query?.text ?? '', isWhole] as const);

describe('The requests for CSAT', () => {
	it('begin with the whole text where it fits, and go on with shorter ends of it', () => {
		const long = 'x'.repeat(4_000);
		const texts = csatTexts(long, 'y');
		expect(texts.map(([text, isWhole]) => [text.length, isWhole])).toEqual([
			[4_002, true],
			[1, false],
		]);
		expect(csatTexts('short')).toEqual([['short', true]]);
	});

	it('hold the end of a text that is too long for any address', () => {
		const lines = Array.from({ length: 3_000 }, (_, i) => `Dana: שלום, number ${i}.`);
		const texts = csatTexts(...lines);
		expect(texts.map(([, isWhole]) => isWhole)).toEqual([false, false, false, false]);
		expect(texts.map(([text]) => lines.join('\n').endsWith(text))).not.toContain(false);
		expect(encodeURIComponent(texts[0][0]).length).toBeLessThanOrEqual(60_000);
		expect(encodeURIComponent(texts[0][0]).length).toBeGreaterThan(59_000);
	});

	it('hold the end of a line that is too long by itself, and no half of a character', () => {
		const [[text]] = csatTexts(`${'😀'.repeat(30_000)}\ud800`);
		expect(text.endsWith('😀\ufffd')).toBe(true);
		expect(encodeURIComponent(text).length).toBeLessThanOrEqual(60_000);
	});
});
