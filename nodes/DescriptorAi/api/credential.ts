import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Why a credential cannot be used, without its content. */
const UNUSABLE_BASE_URL = {
	message: "'Base URL' in the credential is not a web address",
	description: 'In the credential, enter an address such as https://demo.descriptor.ai.',
};
export const UNUSABLE_TOKEN = {
	message: "'Access Token' in the credential cannot be used",
	description:
		'It is empty, or contains a character that no access token has, such as a space, a line break or an accented letter. In the credential, paste the token again.',
};

/**
 * The base URL of a Descriptor.AI installation, from the input of a person.
 *
 * A trailing slash, a pasted `/api/v1…` and a missing `https://` do no harm; a path before `/api/v1` (an on-premise
 * installation behind a proxy) is kept.
 *
 * @returns the URL without a trailing slash, or `null` if it is not an http(s) URL
 */
export function parseBaseUrl(input: unknown): string | null {
	const typed = typeof input === 'string' ? input.trim() : '';
	if (typed === '' || /\s/.test(typed)) return null;
	try {
		const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
		if (!['http:', 'https:'].includes(url.protocol)) return null;
		const path = url.pathname.replace(/\/api\/v1(\/.*)?$/, '').replace(/\/+$/, '');
		return url.origin + path;
	} catch {
		return null;
	}
}

/** What is often copied with a token: spaces, line breaks, invisible characters, quotation marks, the header's name and scheme. */
const AROUND = String.raw`[\s\p{Cc}\p{Cf}\p{Pi}\p{Pf}"'${'`'}„]`;
const BEFORE = new RegExp(String.raw`^(?:${AROUND}|authorization\s*:|bearer(?=[\s:]|$):?)+`, 'iu');
const BEHIND = new RegExp(`${AROUND}+$`, 'u');

/**
 * The access token, from the input of a person.
 *
 * @returns the token alone, or `null` if there is none, or none that fits into a header (RFC 6750: visible ASCII)
 */
export function parseToken(input: unknown): string | null {
	const token = String(input ?? '')
		.replace(BEFORE, '')
		.replace(BEHIND, '');
	return /^[\x21-\x7e]+$/.test(token) ? token : null;
}

/** @returns what requests need, or why the credential cannot be used and what a person can do */
export function parseCredential(
	data: ICredentialDataDecryptedObject,
): { baseUrl: string; token: string } | typeof UNUSABLE_TOKEN {
	const baseUrl = parseBaseUrl(data.baseUrl);
	if (baseUrl === null) return UNUSABLE_BASE_URL;
	const token = parseToken(data.accessToken);
	return token === null ? UNUSABLE_TOKEN : { baseUrl, token };
}
