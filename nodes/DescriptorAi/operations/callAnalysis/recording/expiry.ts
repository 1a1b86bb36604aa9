const EXPIRY = /^(temp_url_)?(exp|expires?|expiry|expires?[_-]?at|expiration)$/;
const SIGNATURE = /(^|[-_])(sig|sign|signature|hmac|hash|md5|token)$/;

/** Milliseconds since 1970, of text with the seconds or milliseconds since then; `NaN` for what is neither. */
function sinceEpoch(text = ''): number {
	if (/^\d{13}$/.test(text)) return Number(text);
	return /^\d{10}(\.\d+)?$/.test(text) ? Number(text) * 1000 : NaN;
}

/** Milliseconds since 1970, of a time such as `20260301T090000Z`. */
const amazonTime = (text = '') =>
	Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i, '$1-$2-$3T$4:$5:$6Z'));

/** Milliseconds since 1970, of Azure's times, which are in UTC unless they say otherwise. */
function azureTime(text: string): number {
	// A plus sign that was not URL-encoded has become a space.
	const time = text.trim().replace(' ', '+');
	if (!/^\d{4}-\d\d-\d\d(T|$)/.test(time)) return NaN;
	return Date.parse(/T[\d:.]*$/.test(time) ? `${time}Z` : time);
}

/** The sign that CloudFront has in place of a slash is no other's. */
const decoded = (base64 = '') => Buffer.from(base64.replaceAll('~', '/'), 'base64').toString();

/** Seconds since 1970 inside a value: of a JSON Web Token, of CloudFront's policy, of Akamai's and of Tencent's signature. */
function secondsIn(name: string, value: string): string | undefined {
	const [, payload] = /\beyJ[\w-]*\.([\w-]+)\.[\w-]*/.exec(value) ?? [];
	const found =
		/"exp":\s*(\d{10})\b/.exec(decoded(payload)) ||
		(name === 'policy' && /DateLessThan[^}]*:\s*(\d{10})\b/.exec(decoded(value))) ||
		/(?:^|~)exp=(\d{10})~.*hmac=/.exec(value) ||
		(name === 'q-sign-time' && /;(\d{10})$/.exec(value));
	return found ? found[1] : undefined;
}

/**
 * When an address expires, in milliseconds since 1970, as far as it says so itself; undefined where it does not.
 *
 * Read are the published forms of signed addresses: Amazon S3 and CloudFront, Google, Azure, those made after them, JSON
 * Web Tokens such as n8n's, and a time next to a signature.
 */
export function expiryOf({ searchParams }: URL): number | undefined {
	const parameters = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	const isSigned = [...parameters.keys()].some((name) => SIGNATURE.test(name));
	const ends = [...parameters].map(([name, value]) => {
		const [, vendor] = /^x-(\w+)-expires$/.exec(name) ?? [];
		if (vendor) return amazonTime(parameters.get(`x-${vendor}-date`)) + Number(value) * 1000;
		// `ske` is the end of the key that a signature was made with.
		if (isSigned && (name === 'se' || name === 'ske')) return azureTime(value);
		return sinceEpoch(isSigned && EXPIRY.test(name) ? value : secondsIn(name, value));
	});
	const known = ends.filter((end) => !Number.isNaN(end));
	return known.length > 0 ? Math.min(...known) : undefined;
}
