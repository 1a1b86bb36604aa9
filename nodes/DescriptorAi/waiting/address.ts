import type { IExecuteFunctions } from 'n8n-workflow';

/** The end of the address that a waiting execution is called at; the node's description names the same. */
export const CALLBACK_PATH = 'analysis-finished';

/** From how far a host can be reached: this machine, its network, everywhere. */
const LOOPBACK = 0;
const PRIVATE = 1;
const PUBLIC = 2;

const LOOPBACK_HOST = /^(localhost|.+\.localhost|127\..+|0\.0\.0\.0|\[::1?\])$/;
const PRIVATE_HOST =
	/^([^.:]+|.+\.(local|internal|lan|intranet|home\.arpa)|10\..+|192\.168\..+|169\.254\..+|172\.(1[6-9]|2\d|3[01])\..+|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..+|\[f[cd].*\]|\[fe[89ab].*\])$/;

function reach({ hostname }: URL): number {
	if (LOOPBACK_HOST.test(hostname)) return LOOPBACK;
	return PRIVATE_HOST.test(hostname) ? PRIVATE : PUBLIC;
}

/** The address that wakes this execution when it waits, as n8n tells it; `null` when it tells none. */
export function resumeAddress(ctx: IExecuteFunctions): URL | null {
	const told = ctx.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	try {
		const address = new URL(String(told));
		// What n8n needs to recognise the execution is partly in the query, which is kept.
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
 * Why the service cannot call n8n at an address, judged by the names of the two hosts; `null` when it may.
 *
 * A service in the same private network, or on the same machine, reaches what the internet does not.
 */
export function whyUnreachable(resume: URL | null, baseUrl: string): string | null {
	if (resume === null) return 'n8n has no webhook address';
	if (reach(resume) >= reach(new URL(baseUrl))) return null;
	const from = reach(resume) === LOOPBACK ? 'this machine' : 'a private network';
	return `n8n's webhook address, ${resume.origin}, can be reached from ${from} only`;
}
