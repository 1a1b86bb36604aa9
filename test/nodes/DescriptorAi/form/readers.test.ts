import { parameter, type Reader } from '../../../../nodes/DescriptorAi/form/parameter';
import {
	asBoolean,
	asDate,
	asList,
	asNumber,
	asText,
} from '../../../../nodes/DescriptorAi/form/readers';

const read = <Value>(
	reader: Reader<Value>,
	displayName: string,
	given: unknown,
	typeOptions = {},
) => {
	const property = { displayName, name: 'name', type: 'string', default: 1, typeOptions } as const;
	return parameter(property, reader).parse(given);
};

describe('A boolean', () => {
	it.each([true, 'true', 'TRUE', ' True ', 'yes', 'on', 1, '1'])('is true for %j', (value) => {
		expect(read(asBoolean, 'Simplify', value)).toBe(true);
	});

	it.each([false, 'false', 'False', 'no', 'off', 0, '0'])('is false for %j', (value) => {
		expect(read(asBoolean, 'Simplify', value)).toBe(false);
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
	])('is refused when it is %j', (value, returned) => {
		expect(() => read(asBoolean, 'Simplify', value)).toThrow(
			`'Simplify' must be true or false, but the expression returned ${returned}`,
		);
	});
});

describe('A date that an expression returns for text', () => {
	const iso = '2026-11-23T10:00:00.000+02:00';

	it('is written in ISO 8601', () => {
		expect(read(asText, 'Timestamp', { toISO: () => iso, toUTC: () => null })).toBe(iso);
		expect(read(asText, 'Timestamp', new Date(iso))).toBe('2026-11-23T08:00:00.000Z');
	});

	it.each([
		{ toISO: (): unknown => null, toUTC: true },
		{ toISO: (): unknown => 'PT5S' },
		new Date(NaN),
	])('is refused when it is not valid', (date) => {
		expect(() => read(asText, 'Timestamp', date)).toThrow("'Timestamp' must be text");
	});
});

describe('A date', () => {
	it.each(['2026-11-23T10:00:00', '25.11.2026 10:00', '', 1_795_000_000])(
		'%j is taken',
		(value) => {
			expect(read(asDate, 'Timestamp', value)).toBe(String(value));
		},
	);

	it.each([true, false, 'Invalid DateTime', 'Invalid Date', 'PT5S', 'P1D'])(
		'%j is refused',
		(value) => {
			expect(() => read(asDate, 'Timestamp', value)).toThrow("'Timestamp' must be a date");
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
		if (entries) expect(read(asList, 'Label Categories', value)).toEqual(entries);
		else
			expect(() => read(asList, 'Label Categories', value)).toThrow(
				"'Label Categories' must be a list",
			);
	});
});

describe('A number', () => {
	const hours = { minValue: 1, maxValue: 8 };

	it.each<[unknown, object, number]>([
		[2, hours, 2],
		[' 2.5 ', hours, 2.5],
		['8', { ...hours, numberPrecision: 0 }, 8],
		[-3, {}, -3],
	])('%j is read within %j', (given, limits, number) => {
		expect(read(asNumber, 'Expiry (Hours)', given, limits)).toBe(number);
	});

	it.each<[unknown, object, string]>([
		[0, hours, 'a number from 1 to 8'],
		['', hours, 'a number from 1 to 8'],
		[[2], hours, 'a number from 1 to 8'],
		[true, hours, 'a number from 1 to 8'],
		[2.5, { ...hours, numberPrecision: 0 }, 'a whole number from 1 to 8'],
		[-1, { minValue: 0 }, 'a number of at least 0'],
		[Infinity, {}, 'a number'],
		['three', {}, 'a number'],
	])('%j is refused within %j', (given, limits, wanted) => {
		expect(() => read(asNumber, 'Expiry (Hours)', given, limits)).toThrow(
			expect.objectContaining({
				message: `'Expiry (Hours)' must be ${wanted}`,
				remedy: 'Correct it, for example to 1 hours.',
			}),
		);
	});
});
