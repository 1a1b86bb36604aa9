/** A longer text, in characters, is no number. */
const LONGEST_TEXT = 200;
/** Shorter numbers are extensions; longer ones do not exist. */
const SHORTEST = 8;
const LONGEST = 20;
/** In digits, of an extension: what is longer may be the number of a customer. */
export const LONGEST_EXTENSION = 6;

/** "anonymous", "restricted" and "unavailable" on the keys of a telephone: phone systems send them as numbers. */
const WITHHELD = ['266696687', '7378742833', '86282452253'];

/** The code of the country that an international number begins with, as the ITU has assigned them. */
const COUNTRY = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)/;

/** The number in a text as it is written, without a scheme, a name, an extension and a host; empty if there is none. */
function numberIn(given: string): string {
	const text = given.slice(0, LONGEST_TEXT).normalize('NFKC');
	// A SIP address can have a name: "Lee" <sip:+14155550101@example.com>;tag=1
	const [, address = text] = /<([^<>]*)>/.exec(text) ?? [];
	const [user] = address.split(/[@;]/);
	return /(\+[\s(]*)?\d[^\p{L},#]*/u.exec(user)?.[0] ?? '';
}

/** Whether a text has the number of a caller, be it an extension, and not a word such as "anonymous". */
export const hasNumber = (given: string): boolean => {
	const digits = numberIn(given).replace(/\D/g, '');
	return digits !== '' && !WITHHELD.includes(digits);
};

/**
 * The digits of a phone number, with the code of its country where that is known.
 *
 * @param given in any notation, such as `tel:+1-415-555-0101;ext=5` or `+44 (0)20 7946 0958`
 * @param countryCode of numbers without one; empty if these stay as they are, without a leading zero
 * @returns 8 to 20 digits; undefined for anything else
 */
export function phoneDigits(given: string, countryCode = ''): string | undefined {
	if (!hasNumber(given)) return undefined;
	const number = numberIn(given).replace(/(?<=\d\D*)\(0\)/, '');
	const all = number.replace(/\D/g, '');
	// In North America, 011 stands where other countries have 00, and no number begins with a zero.
	const prefix = countryCode === '1' ? /^(00|011)/ : /^00/;
	const isInternational = number.startsWith('+') || prefix.test(all);
	const bare = all.replace(prefix, '').replace(/^0+/, '');
	const isNational = all.startsWith('0') || (countryCode === '1' && bare.length === 10);
	const digits = !isInternational && isNational ? countryCode + bare : bare;
	return digits.length >= SHORTEST && digits.length <= LONGEST ? digits : undefined;
}

/**
 * Whether two numbers, as digits, are the same: the digits of one end with those of the other, as `+44 20 7946 0958` does with
 * `(020) 7946 0958`. The same last digits are not enough: `+1 415 555 0101` and `+1 515 555 0101` share nine of them.
 */
export const isSameNumber = (one?: string, other?: string) =>
	one !== undefined && other !== undefined && (one.endsWith(other) || other.endsWith(one));

/** The ways in which the number may be stored, as digits: with and without the code of the country and a leading zero. */
export function phoneSpellings(digits: string): string[] {
	const [code = ''] = COUNTRY.exec(digits) ?? [];
	const rest = digits.slice(code.length).replace(/^0/, '');
	const national =
		rest.length < SHORTEST - 1 ? [] : [rest, `0${rest}`, code + rest, `${code}0${rest}`];
	// It may have no code itself.
	const whole = [
		digits,
		`00${digits}`,
		`0${digits}`,
		...(digits.length === 10 ? [`1${digits}`] : []),
	];
	return [...new Set([...whole, ...national])];
}
