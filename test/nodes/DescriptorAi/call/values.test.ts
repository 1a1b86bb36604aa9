import { oneLine } from '../../../../nodes/DescriptorAi/call/values';

describe('A text as one line', () => {
	it.each([
		['  two\r\n\twords ', 'two words'],
		['two\u0000\u001bwords', 'two words'],
		['two\u2028 \u00a0words', 'two words'],
		['a\tb\nc', 'a b c'],
		['\n\n', ''],
		['', ''],
	])('%j is %j', (text, line) => {
		expect(oneLine(text)).toBe(line);
	});

	it.each([undefined, null, 7, ['x'], {}])('%j is empty', (text) => {
		expect(oneLine(text)).toBe('');
	});

	// As many as would overflow the stack of a regular expression that takes them in one run.
	it.each([' ', '\n', '\u0000', ' \t'])('forty million signs of %j are one space', (part) => {
		expect(oneLine(`a${part.repeat(40_000_000 / part.length)}b`)).toBe('a b');
	});
});
