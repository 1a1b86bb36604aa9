/** Milliseconds since 1970, of seconds or milliseconds since then; undefined for what is neither. */
function sinceEpoch(value: string | undefined): number | undefined {
	if (/^\d{10}(\.\d+)?$/.test(value ?? '')) return Number(value) * 1000;
	return /^\d{13}$/.test(value ?? '') ? Number(value) : undefined;
}

/** The end of Amazon's signatures, version 4, and of those made after them: a date such as 20261128T093000Z, and seconds. */
function amazonLike(parameters: Map<string, string>): number[] {
	return ['amz', 'goog', 'oss', 'obs', 'tos'].flatMap((vendor) => {
		const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i.exec(
			parameters.get(`x-${vendor}-date`) ?? '',
		);
		const seconds = parameters.get(`x-${vendor}-expires`) ?? '';
		if (!date || !/^\d+$/.test(seconds)) return [];
		const [year, month, day, hour, minute, second] = date.slice(1).map(Number);
		return [Date.UTC(year, month - 1, day, hour, minute, second) + Number(seconds) * 1000];
	});
}

/** The end of an Azure shared access signature, in UTC, and of the key that it was made with. */
function azure(parameters: Map<string, string>): number[] {
	if (!parameters.has('sig')) return [];
	return ['se', 'ske'].flatMap((name) => {
		// A plus sign that was not encoded is a space here.
		const time = (parameters.get(name) ?? '').trim().replace(' ', '+');
		if (!/^\d{4}-\d\d-\d\d(T|$)/.test(time)) return [];
		const hasZone = /(Z|[+-]\d\d:\d\d)$/i.test(time);
		return [Date.parse(time.includes('T') && !hasZone ? `${time}Z` : time)];
	});
}

const EXPIRY = /^(temp_url_)?(exp|expires?|expiry|expires?[_-]?at|expiration)$/;
const SIGNATURE = /(^|[-_])(sig|sign|signature|hmac|hash|md5|token)$/;

/** A time in a parameter of its own, which only a signature makes one that counts. */
function signedTime(parameters: Map<string, string>): number[] {
	const names = [...parameters.keys()];
	if (!names.some((name) => SIGNATURE.test(name))) return [];
	const times = names.filter((name) => EXPIRY.test(name));
	return times.map((name) => sinceEpoch(parameters.get(name)) ?? NaN);
}

/** A JSON object in base64; undefined for what is none. */
function decoded(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
		return typeof value === 'object' && value !== null ? { ...value } : undefined;
	} catch {
		return undefined;
	}
}

/** The end of a JSON Web Token, as n8n's own links to files have one. */
function token(value: string): number[] {
	const [, payload] = /\beyJ[\w-]*\.([\w-]+)\.[\w-]*/.exec(value) ?? [];
	const { exp } = decoded(payload ?? '') ?? {};
	return typeof exp === 'number' ? [exp * 1000] : [];
}

/** The end of a signature that is a single parameter, as Akamai (`exp=…~acl=…~hmac=…`) and Tencent (`begin;end`) have it. */
function inOne(name: string, value: string): number[] {
	const [, end] = /^(?=.*~hmac=)(?:.*~)?exp=(\d{10})~/.exec(value) ?? [];
	const [, until] = name === 'q-sign-time' ? (/^\d{10};(\d{10})$/.exec(value) ?? []) : [];
	return [sinceEpoch(end ?? until) ?? NaN];
}

/** The end of a CloudFront policy, which is JSON in base64 with other signs. */
function cloudFront(parameters: Map<string, string>): number[] {
	const policy = (parameters.get('policy') ?? '').replace(
		/[-_~]/g,
		(sign) => ({ '-': '+', _: '=', '~': '/' })[sign] ?? '',
	);
	const [, end] =
		/"DateLessThan":\{"AWS:EpochTime":(\d+)\}/.exec(JSON.stringify(decoded(policy) ?? {})) ?? [];
	return [sinceEpoch(end) ?? NaN];
}

/**
 * When an address expires, in milliseconds since 1970, as far as it says so itself; undefined where it does not.
 *
 * Read are the published forms of signed addresses: Amazon S3 and CloudFront, Google, Azure, those made after them, JSON
 * Web Tokens, and a time next to a signature.
 */
export function expiryOf({ searchParams }: URL): number | undefined {
	const all = [...searchParams];
	const parameters = new Map(all.map(([name, value]) => [name.toLowerCase(), value]));
	const ends = [
		...amazonLike(parameters),
		...azure(parameters),
		...signedTime(parameters),
		...cloudFront(parameters),
		...[...parameters].flatMap(([name, value]) => [...token(value), ...inOne(name, value)]),
	].filter((end) => !Number.isNaN(end));
	return ends.length > 0 ? Math.min(...ends) : undefined;
}
