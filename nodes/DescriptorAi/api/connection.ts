import { isObject } from './json';

/** Connection faults that happen before anything was handed over, with what they mean. */
const NEVER_CONNECTED: Record<string, string> = {
	EAI_AGAIN: 'The name of the host could not be looked up at the moment.',
	ECONNREFUSED: 'Nothing answers at that address and port.',
	EHOSTUNREACH: 'There is no route to that host.',
	ENETUNREACH: 'There is no route to that network.',
	ENOTFOUND: 'There is no host of that name.',
	CERT_HAS_EXPIRED: 'The TLS certificate of the host has expired.',
	CERT_NOT_YET_VALID: 'The TLS certificate of the host is not valid yet.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The host shows a self-signed TLS certificate.',
	EPROTO: 'What answers at that address and port does not speak https.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate of the host is for another name.',
	SELF_SIGNED_CERT_IN_CHAIN: 'The host shows a self-signed TLS certificate.',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The TLS certificate of the host cannot be verified.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate of the host cannot be verified.',
};

/** The code of a connection fault, which n8n wraps into errors of its own. */
function faultCode(fault: unknown, depth = 0): string | undefined {
	if (!isObject(fault) || depth > 4) return undefined;
	if (typeof fault.code === 'string') return fault.code;
	return faultCode(fault.cause, depth + 1) ?? faultCode(fault.errorResponse, depth + 1);
}

/** Why a request never reached a host, as far as the fault tells; undefined when it may have been handed over. */
export function whyNeverConnected(fault: unknown): string | undefined {
	return NEVER_CONNECTED[faultCode(fault) ?? ''];
}
