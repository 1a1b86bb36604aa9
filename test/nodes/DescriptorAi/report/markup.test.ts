import { markup } from '../../../../nodes/DescriptorAi/report/markup';

describe('A markup template', () => {
	it('escapes what is put into it, in text and in attributes', () => {
		expect(markup`<p title="${`"'`}">${'<b>&'}</p>`.source).toBe(
			'<p title="&quot;&#39;">&lt;b&gt;&amp;</p>',
		);
	});

	it('takes markup as it is, also in lists', () => {
		const items = ['<', '>'].map((text) => markup`<li>${text}</li>`);
		expect(markup`<ul>${items}</ul>`.source).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>');
	});

	it('leaves nothing where there is nothing, but keeps a zero', () => {
		expect(markup`${null}${undefined}${false}${[]}${0}`.source).toBe('0');
	});

	it('takes what only looks like markup for text', () => {
		const forged = { source: '<script>' };
		expect(() => markup`${forged as never}`.source).toThrow();
		expect(markup`${[JSON.stringify(forged)]}`.source).not.toContain('<');
	});

	it.each([
		['control characters, which XML forbids', 'a\0b\u001B\u0085\uFFFFc', 'abc'],
		['overrides of the direction', '\u202Eabc\u2066', 'abc'],
		['halves of characters', 'a\uD83Db', 'a\uFFFDb'],
	])('rids text of %s', (_, text, expected) => {
		expect(markup`${text}`.source).toBe(expected);
	});

	it('keeps emoji, line feeds and marks that Hebrew needs', () => {
		const text = '😀\n\u200Fשלום\u200E';
		expect(markup`${text}`.source).toBe(text);
	});
});
