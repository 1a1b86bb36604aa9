import fc from 'fast-check';

import {
	hasNumber,
	phoneDigits,
	phoneSpellings,
} from '../../../../nodes/DescriptorAi/salesforce/phoneNumbers';
import { words } from '../../../support/arbitraries';

describe('The digits of a number', () => {
	it.each([
		'+1 415 555 0101',
		'+1 (415) 555-0101',
		'+1.415.555.0101',
		'14155550101',
		'001 415 555 0101',
		'tel:+1-415-555-0101;ext=5',
		'tel:+14155550101;phone-context=example.com',
		'whatsapp:+14155550101',
		'sip:+14155550101@10.20.30.40:5060;user=phone',
		'"Line 2" <sip:+14155550101@example.com>;tag=77',
		'+1 415 555 0101 ext. 22',
		'+1 415 555 0101x22',
		'+1 415 555 0101 доб. 22',
		'+1 415 555 0101,,22#',
		'Tel. +1 415 555 0101',
		'＋１ ４１５ ５５５ ０１０１',
		'+(1) 415 555 0101',
		'\u202a+1 415 555 0101\u202c',
	])('are the same in every notation: %s', (given) => {
		expect(phoneDigits(given)).toBe('14155550101');
	});

	it.each([
		['+44 (0)20 7946 0958', '442079460958'],
		['0044 (0) 20 7946 0958'.replace('(0) ', '(0)'), '442079460958'],
		['+44 20 7946 0958', '442079460958'],
		['(0)20 7946 0958', '2079460958'],
		['020 7946 0958', '2079460958'],
	])('of %s are without the zero of calls inside the country', (given, digits) => {
		expect(phoneDigits(given)).toBe(digits);
	});

	it.each([
		['020 7946 0958', '44', '442079460958'],
		['(0)20 7946 0958', '44', '442079460958'],
		['+1 415 555 0101', '44', '14155550101'],
		['001 415 555 0101', '44', '14155550101'],
		['14155550101', '44', '14155550101'],
		['(415) 555-0101', '1', '14155550101'],
		['1 415 555 0101', '1', '14155550101'],
		['011 44 20 7946 0958', '1', '442079460958'],
	])('of %s with the code %s are %s', (given, code, digits) => {
		expect(phoneDigits(given, code)).toBe(digits);
	});

	it.each([
		'anonymous',
		'Restricted',
		'unknown',
		'',
		'n/a',
		'sip:anonymous@10.20.30.40',
		'lee2@example.com',
		'+266696687',
		'7378742833',
		'+86282452253',
	])('are none where nobody is named: %s', (given) => {
		expect(phoneDigits(given)).toBeUndefined();
		if (!given.includes('2@')) expect(hasNumber(given)).toBe(false);
	});

	it('are none for an extension, which is shown nevertheless, and for too many', () => {
		expect(phoneDigits('1234567')).toBeUndefined();
		expect(hasNumber('1234567')).toBe(true);
		expect(phoneDigits('1'.repeat(21))).toBeUndefined();
		expect(phoneDigits('1'.repeat(1_000_000))).toBeUndefined();
	});

	it('are 8 to 20 digits or none, whatever is given', () => {
		fc.assert(
			fc.property(words, fc.constantFrom('', '1', '44', '972'), (given, code) => {
				expect(phoneDigits(given, code) ?? '12345678').toMatch(/^\d{8,20}$/);
			}),
		);
	});

	it('are the same again when they are read again', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[1-9]\d{7,14}$/), (digits) => {
				expect(
					phoneDigits(`+${digits.slice(0, 3)} (${digits.slice(3, 5)}) ${digits.slice(5)}`),
				).toBe(digits);
			}),
		);
	});
});

describe('The spellings of a number', () => {
	it.each([
		['14155550101', ['4155550101', '0014155550101']],
		['442079460958', ['2079460958', '02079460958', '00442079460958', '4402079460958']],
		['4402079460958', ['442079460958', '02079460958']],
		['972541234567', ['0541234567', '541234567']],
		['2079460958', ['02079460958']],
		['4155550101', ['14155550101']],
	])('of %s are those that a record may have', (digits, expected) => {
		expect(phoneSpellings(digits)).toEqual(expect.arrayContaining([digits, ...expected]));
	});

	it('are few, each once, none shorter than a local number', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{8,20}$/), (digits) => {
				const spellings = phoneSpellings(digits);
				expect(new Set(spellings).size).toBe(spellings.length);
				expect(spellings.length).toBeLessThanOrEqual(8);
				for (const one of spellings) expect(one).toMatch(/^\d{7,24}$/);
			}),
		);
	});
});
