import fc from 'fast-check';
import { DateTime } from 'luxon';

import { asTime, isTimeZone } from '../../../../nodes/DescriptorAi/salesforce/callTimes';
import { anything } from '../../../support/arbitraries';

const BERLIN = 'Europe/Berlin';
const read = (value: unknown, zone = BERLIN) => asTime({ name: 'called_at', value }, zone);

describe('A time', () => {
	it.each([
		['ISO 8601', '2026-11-28T14:05:00+01:00'],
		['ISO 8601 in UTC', '2026-11-28T13:05:00.000Z'],
		['ISO 8601 without seconds', '2026-11-28T14:05+01'],
		['ISO 8601 without separators', '20261128T130500Z'],
		['ISO 8601 with a time zone after it', '2026-11-28T14:05:00+01:00[Europe/Berlin]'],
		['Salesforce', '2026-11-28T13:05:00.000+0000'],
		['SQL with an offset', '2026-11-28 13:05:00.123456+00'],
		['SQL with a zone', '2026-11-28 13:05:00 UTC'],
		['RFC 2822', 'Sat, 28 Nov 2026 14:05:00 +0100'],
		['RFC 2822 with a zone', '28 Nov 2026 08:05 EST'],
		['HTTP', 'Sat, 28 Nov 2026 13:05:00 GMT'],
		['RFC 2822 with a comment', 'Sat, 28 Nov 2026 14:05:00 +0100 (CET)'],
		['seconds', 1795871100],
		['seconds as text', '1795871100'],
		['seconds with a fraction', '1795871100.42'],
		['milliseconds', 1795871100123],
		['milliseconds as text', '1795871100123'],
		['a Date', new Date('2026-11-28T13:05:00Z')],
		['a date of Luxon', DateTime.fromISO('2026-11-28T13:05:00Z')],
	])('is read as %s', (_notation, value) => {
		expect(read(value)).toBe('2026-11-28T14:05:00+01:00');
	});

	it.each(['2026-11-28T14:05:00', '2026-11-28 14:05', '28 November 2026 14:05:00'])(
		'without an offset is one in the time zone: %s',
		(value) => {
			expect(read(value)).toBe('2026-11-28T14:05:00+01:00');
			expect(read(value, 'America/New_York')).toBe('2026-11-28T14:05:00-05:00');
			expect(read(value, 'Asia/Kolkata')).toBe('2026-11-28T14:05:00+05:30');
			expect(read(value, 'UTC')).toBe('2026-11-28T14:05:00Z');
		},
	);

	it('is that of the summer in summer', () => {
		expect(read('2026-07-01 14:05:00')).toBe('2026-07-01T14:05:00+02:00');
		expect(read('2026-07-01 14:05:00', 'America/New_York')).toBe('2026-07-01T14:05:00-04:00');
		expect(read('2026-01-01 14:05:00', 'Australia/Sydney')).toBe('2026-01-01T14:05:00+11:00');
	});

	it('that clocks skip is as if they had not been turned; of one that comes twice, it is the first', () => {
		expect(read('2026-03-29 02:30:00')).toBe('2026-03-29T03:30:00+02:00');
		expect(read('2026-10-25 02:30:00')).toBe('2026-10-25T02:30:00+02:00');
		expect(read('2026-03-08 02:30:00', 'America/New_York')).toBe('2026-03-08T03:30:00-04:00');
		expect(read('2026-11-01 01:30:00', 'America/New_York')).toBe('2026-11-01T01:30:00-04:00');
	});

	it('of a day alone is its beginning', () => {
		expect(read('2026-11-28')).toBe('2026-11-28T00:00:00+01:00');
	});

	it.each([
		'yesterday',
		'2026-02-30',
		'2026-13-01 10:00:00',
		'2026-11-28T24:00:00',
		'2026-11-28T10:60:00',
		'2026-11-28T10:00:00+15:00',
		'2026-11-28T10:00:00+01:99',
		'28 Now 2026 10:00:00 +0100',
		'28 Nov 2026 10:00:00 XYZ',
		'11/28/2026 14:05',
		'0026-11-28',
		'1899-12-30T00:00:00Z',
		'2200-01-02T00:00:00Z',
		'2026',
		'Invalid DateTime',
		12,
		-1795871100,
		1e300,
		NaN,
		true,
		[],
		{},
		new Date(NaN),
		DateTime.invalid('no'),
		DateTime.fromISO('2026-11-28').diff(DateTime.fromISO('2026-11-27')),
	])('that cannot be read is refused by the name of its field: %s', (value) => {
		expect(() => read(value)).toThrow("'called_at' of the item must be a date and time: ISO 8601");
	});

	it.each(['2026-11-28', '28 Nov 2026 14:05', '1795871100'])(
		'with a million spaces after it is read, with something after them it is not: %s',
		(value) => {
			const long = value + ' '.repeat(1_000_000);
			expect(read(long)).toBe(read(value));
			expect(() => read(`${long}x`)).toThrow('must be a date and time');
		},
	);

	it('of any moment and zone is what Luxon makes of it', () => {
		const zones = ['UTC', BERLIN, 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
		const moments = fc.integer({ min: 1e9, max: 7e9 });
		fc.assert(
			fc.property(moments, fc.constantFrom(...zones), (seconds, zone) => {
				const shown = DateTime.fromSeconds(seconds, { zone });
				const iso = shown.toISO({ suppressMilliseconds: true });
				expect(read(seconds, zone)).toBe(iso);
				expect(read(iso, zone)).toBe(iso);
				const local = shown.toFormat("yyyy-MM-dd'T'HH:mm:ss");
				const [first] = shown.getPossibleOffsets();
				expect(read(local, zone)).toBe(first.toISO({ suppressMilliseconds: true }));
			}),
		);
	});

	it('is ISO 8601 with an offset or refused in words, whatever is given', () => {
		fc.assert(
			fc.property(anything, (value) => {
				let said = '';
				try {
					said = read(value);
				} catch (error) {
					said = (error as Error).message;
				}
				expect(said).toMatch(
					/^(19|20|21)\d\d-[\dT:-]{14}(Z|[+-]\d\d:\d\d)$|^'called_at' of the item/,
				);
			}),
		);
	});
});

it('A time zone is one that the machine knows', () => {
	expect([BERLIN, 'utc', 'America/New_York'].map(isTimeZone)).toEqual([true, true, true]);
	expect(['Berlin', '', 'Europe/Atlantis'].map(isTimeZone)).toEqual([false, false, false]);
});
