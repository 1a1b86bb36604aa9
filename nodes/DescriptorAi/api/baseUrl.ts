/**
 * The address of a Descriptor.AI installation, from what a person typed or pasted.
 *
 * A trailing slash, a pasted `/api/v1…` and a missing `https://` do no harm; a path before `/api/v1` (an on-premise
 * installation behind a proxy) is kept.
 *
 * @returns the address without a trailing slash, or `null` if it is not an http(s) address
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
