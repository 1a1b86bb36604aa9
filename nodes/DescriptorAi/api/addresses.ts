// What the parameters of a recording's address say: which recording it is, and what gives access to it.

/** A parameter that is a signature, or a token for some time. */
const SIGNATURE = /(^|[-_])(sig|sign|signature|hmac|md5|hdnts|hdnea|token)$/i;
/** Parameters that come with a signature and are others each time, as storage services and networks name them. */
const SIGNED =
	/^(x-(amz|goog|oss|cos|obs|ms)-.+|q-.+|(aws|google|oss)access(key)?id|expires?(_at|_on)?|exp|expiry|e|policy|key-pair-id|s[eprtv]|spr|sk(oid|tid|t|e|s|v)|temp_url_.+)$/i;

/** Names, in lower case with hyphens, of parameters that give access: passwords, keys, tokens, signatures, their expiry. */
const ACCESS =
	/^code$|(^|[-_.])(access-?code|auth|auth-?code|authorization|bearer|credentials?|exp|expir\w*|hash|hdnts|hdnea|hmac|jwt|key|md5|oauth|otp|pass|passcode|pin|pwd|policy|session|sig|sign|ticket)$|(apikey|authkey|key-?id|passwd|password|secret|sessionid|signature|token)$/;
/** The beginning of a JSON Web Token. */
const WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]/;

/** A web address, if the text is one as a whole. */
export function webAddress(text: string): URL | undefined {
	if (/\s/.test(text) || !/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
	return new URL(text);
}

/** The parameters of a query that can name a recording: all of them, less a signature and what comes with it. */
export function namingParameters({ searchParams }: URL): Array<[string, string]> {
	const query = [...searchParams];
	const isNamedByToken = query.length === 1 && /^token$/i.test(query[0][0]);
	// A lone token may be what names the recording, as in n8n's own links to files.
	if (isNamedByToken || !query.some(([name]) => SIGNATURE.test(name))) return query;
	return query.filter(([name]) => !SIGNATURE.test(name) && !SIGNED.test(name));
}

/** Salesforce's public links to a file: everyone who has one downloads it, although no parameter is named after that. */
const SALESFORCE_LINK = /\/sfc\/(dist|p)\//;

/** Whether a part of an address, or an address inside of it, has a parameter that gives access. */
function givesAccess(text: string): boolean {
	if (WEB_TOKEN.test(text) || SALESFORCE_LINK.test(text) || /:\/\/[^/?#]*@/.test(text)) return true;
	return text.split(/[/?#&;~,]/).some((part) =>
		[...new URLSearchParams(part)].some(([name, value]) => {
			const words = name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
			const isAccess = value !== '' && ACCESS.test(words);
			return isAccess || [name, value].some((inner) => inner !== part && givesAccess(inner));
		}),
	);
}

/** The longest address that is looked into, in characters; a longer one counts as one that gives access. */
const LONGEST = 2083;

/**
 * Whether everyone who reads an address gets more with it than where the recording is: a password, a key, a token or a
 * signature, in the query, the path or the fragment.
 */
export const holdsSecret = (address: URL): boolean =>
	address.href.length > LONGEST || givesAccess(address.href);
