import type { IExecuteFunctions } from 'n8n-workflow';

/** The end of the address for callbacks to a waiting execution; also in the node's description. */
export const CALLBACK_PATH = 'analysis-finished';

/** From how far a host can be reached: this machine, its network, everywhere. */
const LOOPBACK = 0;
const PRIVATE = 1;
const PUBLIC = 2;

const LOOPBACK_HOST = /^((localhost|.+\.localhost)(\.localdomain)?|(0|127)(\.\d+){3}|\[::1?\])$/;
const PRIVATE_HOST =
	/^([^.:]+|.+\.(local|localdomain|internal|lan|intranet|private|corp|home|home\.arpa|svc|docker|consul)|(.+\.)?fritz\.box|(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|198\.1[89]|22[4-9]|2[3-5]\d)(\.\d+)+|\[f[cdf].*\]|\[fe[89a-f].*\])$/;

/** IPv6 addresses that stand for one of IPv4: mapped, compatible, NAT64 and 6to4, as `URL` writes them. */
const IPV4_IN_IPV6 =
	/^\[(?:::(?:ffff:)?(?:0:)?|64:ff9b::|2002:)([\da-f]{1,4}):([\da-f]{1,4})(?::.*)?\]$/;

/** `URL` has already turned the other spellings of an IPv4 address, such as decimal and octal, into the usual one. */
function reach({ hostname }: URL): number {
	const [, high, low] = IPV4_IN_IPV6.exec(hostname) ?? [];
	const bytes = (part: string) => `${parseInt(part, 16) >> 8}.${parseInt(part, 16) & 255}`;
	const host = low ? `${bytes(high)}.${bytes(low)}` : hostname.replace(/\.$/, '');
	if (LOOPBACK_HOST.test(host)) return LOOPBACK;
	return PRIVATE_HOST.test(host) ? PRIVATE : PUBLIC;
}

/** The address that wakes this execution when it waits; `null` when n8n has none. */
export function resumeAddress(ctx: IExecuteFunctions): URL | null {
	const resumeUrl = ctx.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	try {
		const address = new URL(String(resumeUrl));
		// What n8n needs to recognize the execution is partly in the query, which is kept.
		address.pathname = `${address.pathname.replace(/\/$/, '')}/${CALLBACK_PATH}`;
		return address;
	} catch {
		return null;
	}
}

/** The address for one recording: the nonce in it is known to nobody but n8n and the service. */
export function callbackAddress(resume: URL, nonce: string): string {
	const address = new URL(resume);
	address.searchParams.set('job', nonce);
	return address.toString();
}

/**
 * The only place that an address can be reached from, judged by the names of the two hosts; `null` when the service may
 * reach it.
 *
 * A service in the same private network, or on the same machine, reaches addresses that the internet does not.
 */
export function onlyReachableFrom(address: URL, baseUrl: string): string | null {
	if (reach(address) >= reach(new URL(baseUrl))) return null;
	return reach(address) === LOOPBACK ? 'this machine' : 'a private network';
}

/** Why the service cannot send callbacks to an address of n8n; `null` when it may. */
export function whyUnreachable(resume: URL | null, baseUrl: string): string | null {
	if (resume === null) return 'n8n has no webhook address';
	const from = onlyReachableFrom(resume, baseUrl);
	return from && `n8n's webhook address, ${resume.origin}, can be reached from ${from} only`;
}
