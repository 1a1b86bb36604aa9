const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** Names the instance of the org; characters 4 to 6 of every id. */
const POD = 'Qy0';

/**
 * Adds the check suffix to an id of 15 characters: one character for each five, whose bits say
 * which of the five are upper case.
 */
export function withSuffix(id15: string): string {
	const suffix = [0, 5, 10].map((from) => {
		const bits = [...id15.slice(from, from + 5)].map((character, index) =>
			/[A-Z]/.test(character) ? 1 << index : 0,
		);
		return SUFFIX_ALPHABET[bits.reduce((sum, bit) => sum + bit, 0)];
	});
	return id15 + suffix.join('');
}

/** Makes the id of the n-th record of an object, 18 characters. */
export function makeId(keyPrefix: string, n: number): string {
	let digits = '';
	for (let rest = n; rest > 0; rest = Math.floor(rest / DIGITS.length)) {
		digits = DIGITS[rest % DIGITS.length] + digits;
	}
	return withSuffix(keyPrefix + POD + digits.padStart(9, '0'));
}

/** The 18-character form of an id of 15 or 18 characters, or null when it is not an id. */
export function normalizeId(text: string): string | null {
	if (!/^(\w{15}|\w{18})$/.test(text)) return null;
	const id18 = withSuffix(text.slice(0, 15));
	return text.length === 15 || text === id18 ? id18 : null;
}

/** The first characters of the ids of an org's n-th custom object, from 0: "a00", "a01" … */
export function customPrefix(n: number): string {
	return `a${DIGITS[Math.floor(n / DIGITS.length)]}${DIGITS[n % DIGITS.length]}`;
}
