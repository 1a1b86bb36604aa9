const EXPIRY =
	/^(temp_url_)?(e|exp|expir(es?|y|ation)([_-]?(at|on|time|date))?|valid[_-]?(until|to)|not[_-]?after)$/;
const SIGNATURE = /(^|[-_])(sig|sign|signature|hmac|hash|md5|token)$/;

const DAY = 86_400_000;

/**
 * Milliseconds since 1970, of text with the seconds or milliseconds since then, or with a date as ISO 8601 and HTTP have
 * it, in UTC unless it says otherwise; `NaN` for everything else. A day alone means its beginning.
 */
function timeOf(text = ''): number {
	if (/^\d{13}$/.test(text)) return Number(text);
	if (/^\d{10}(\.\d+)?$/.test(text)) return Number(text) * 1000;
	if (/^[a-z]{3}, \d\d? [a-z]{3} \d{4} [\d:]+ GMT$/i.test(text)) return Date.parse(text);
	const time = text
		.trim()
		.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i, '$1-$2-$3T$4:$5:$6Z')
		// A plus sign that was not URL-encoded has become a space.
		.replace(' ', '+');
	if (!/^\d{4}-\d\d-\d\d(T|$)/.test(time)) return NaN;
	return Date.parse(/T[\d:.]*$/.test(time) ? `${time}Z` : time);
}

/** CloudFront writes a tilde for a slash; nobody else uses it in Base64. */
const decoded = (base64 = '') => Buffer.from(base64.replaceAll('~', '/'), 'base64').toString();

/** Seconds since 1970 inside a value: of a JSON Web Token, of CloudFront's policy and of Tencent's signature. */
function secondsIn(name: string, value: string): string | undefined {
	const [, payload] = /\beyJ[\w-]*\.([\w-]+)\.[\w-]*/.exec(value) ?? [];
	const found =
		/"exp":\s*(\d{10})\b/.exec(decoded(payload)) ||
		(name === 'policy' && /DateLessThan[^}]*:\s*(\d{10})\b/.exec(decoded(value))) ||
		(name === 'q-sign-time' && /;(\d{10})$/.exec(value));
	return found ? found[1] : undefined;
}

/** All times at which parameters that belong together end; `NaN` for those without a time. */
function endsOf(given: URLSearchParams): number[] {
	const parameters = new Map([...given].map(([name, value]) => [name.toLowerCase(), value]));
	const isSigned = [...parameters.keys()].some((name) => SIGNATURE.test(name));
	return [...parameters].map(([name, value]) => {
		const [, vendor] = /^x-(\w+)-expires$/.exec(name) ?? [];
		if (vendor) return timeOf(parameters.get(`x-${vendor}-date`)) + Number(value) * 1000;
		// `ske` is the end of the key that a signature was made with.
		if (isSigned && (name === 'se' || name === 'ske')) return timeOf(value);
		if (!isSigned || !EXPIRY.test(name)) return timeOf(secondsIn(name, value));
		return timeOf(value) + (/^\d+-\d+-\d+$/.test(value) ? DAY : 0);
	});
}

/** The parameters in a part of an address, such as `exp=1772359200~hmac=…` after the name of them all. */
function parametersIn(part: string): URLSearchParams {
	const list = part.replace(/^[\w-]+=(?=[\w-]+=[^&])/, '').replaceAll('~', '&');
	return new URLSearchParams(list.includes('=') ? list : { part });
}

/**
 * When an address expires, in milliseconds since 1970; undefined if it does not say.
 *
 * It reads the published forms of signed addresses: Amazon S3 and CloudFront, Google, Azure, those made after them, JSON
 * Web Tokens such as n8n's, and a time next to a signature; in the query and in a part of the path.
 */
export function expiryOf({ pathname, searchParams }: URL): number | undefined {
	const signatures = [...searchParams.values()].filter((value) => value.includes('~'));
	const parts = [...pathname.split('/'), ...signatures].map(parametersIn);
	const known = [searchParams, ...parts].flatMap(endsOf).filter((end) => !Number.isNaN(end));
	return known.length > 0 ? Math.min(...known) : undefined;
}
