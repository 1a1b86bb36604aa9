import { booleanIn, onlyText } from '../../../../nodes/DescriptorAi/form/parameters';

describe('A switch', () => {
	it.each([true, 'true', 'TRUE', ' True ', 'yes', 'on', 1, '1'])('is on for %j', (value) => {
		expect(booleanIn(value, 'Simplify')).toBe(true);
	});

	it.each([false, 'false', 'False', 'no', 'off', 0, '0'])('is off for %j', (value) => {
		expect(booleanIn(value, 'Simplify')).toBe(false);
	});

	it.each([
		['', 'nothing'],
		[null, 'nothing'],
		[undefined, 'nothing'],
		[[], 'a list'],
		[[true], 'a list'],
		[{ on: true }, 'an object'],
		['maybe', 'other text'],
		[2, 'a number'],
		[NaN, 'a number'],
	])('is neither for %j', (value, returned) => {
		expect(() => booleanIn(value, 'Simplify')).toThrow(
			`'Simplify' must be true or false, but the expression returned ${returned}`,
		);
	});
});

describe('A date that an expression returns for text', () => {
	const iso = '2026-11-23T10:00:00.000+02:00';

	it('is written in ISO 8601', () => {
		expect(onlyText({ toISO: () => iso }, 'Timestamp')).toBe(iso);
		expect(onlyText(new Date(iso), 'Timestamp')).toBe('2026-11-23T08:00:00.000Z');
	});

	it.each([{ toISO: () => null }, new Date(NaN)])('is refused when it is not valid', (date) => {
		expect(() => onlyText(date, 'Timestamp')).toThrow("'Timestamp' must be text");
	});
});
