import { booleanIn, dateIn, list, onlyText } from '../../../../nodes/DescriptorAi/form/parameters';

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
		expect(onlyText({ toISO: () => iso, toUTC: () => null }, 'Timestamp')).toBe(iso);
		expect(onlyText(new Date(iso), 'Timestamp')).toBe('2026-11-23T08:00:00.000Z');
	});

	it.each([
		{ toISO: (): unknown => null, toUTC: true },
		{ toISO: (): unknown => 'PT5S' },
		new Date(NaN),
	])('is refused when it is not valid', (date) => {
		expect(() => onlyText(date, 'Timestamp')).toThrow("'Timestamp' must be text");
	});
});

describe('A date', () => {
	it.each(['2026-11-23T10:00:00', '25.11.2026 10:00', '', 1_795_000_000])(
		'%j is taken',
		(value) => {
			expect(dateIn(value, 'Timestamp')).toBe(String(value));
		},
	);

	it.each([true, false, 'Invalid DateTime', 'Invalid Date', 'PT5S', 'P1D'])(
		'%j is refused',
		(value) => {
			expect(() => dateIn(value, 'Timestamp')).toThrow("'Timestamp' must be a date");
		},
	);
});

describe('A list as text', () => {
	it.each([
		['[VIP] customer, other', ['[VIP] customer', 'other']],
		['["VIP", "other"]', ['VIP', 'other']],
		['{a}', null],
		['[VIP]', null],
	])('%j is read as %j', (value, entries) => {
		if (entries) expect(list(value, 'Label Categories')).toEqual(entries);
		else expect(() => list(value, 'Label Categories')).toThrow("'Label Categories' must be a list");
	});
});
