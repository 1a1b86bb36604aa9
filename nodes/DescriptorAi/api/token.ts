/** Why a token cannot be used, without the token. */
export const UNUSABLE_TOKEN = {
	message: "'Access Token' in the credential cannot be used",
	description:
		'It is empty, or has a character that no access token has, such as a space, a line break or an accented letter. Open the credential and paste the token again.',
};

/** What is often copied with a token: spaces, line breaks, invisible characters, quotation marks, the header's own words. */
const AROUND = String.raw`[\s\p{Cc}\p{Cf}\p{Pi}\p{Pf}"'${'`'}„]`;
const BEFORE = new RegExp(String.raw`^(?:${AROUND}|authorization\s*:|bearer(?=[\s:]|$):?)+`, 'iu');
const BEHIND = new RegExp(`${AROUND}+$`, 'u');

/**
 * The access token, from what a person typed or pasted.
 *
 * @returns the token alone, or `null` if there is none, or none that fits into a header (RFC 6750: visible ASCII)
 */
export function parseToken(input: unknown): string | null {
	const token = String(input ?? '')
		.replace(BEFORE, '')
		.replace(BEHIND, '');
	return /^[\x21-\x7e]+$/.test(token) ? token : null;
}
