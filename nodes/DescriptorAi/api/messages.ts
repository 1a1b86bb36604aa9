// Everything that a person reads when a request fails: by its purpose, by the fault of the connection, by the status.
import { isAboutToken, isFromService, retryAfter, senderOf, serviceWords } from './answers';
import type { Labels, ServiceAnswer } from './answers';
import { isObject } from './contract';
import { parseBaseUrl } from './credential';
import { DeadlinePassed } from './transport';

/** What happened, and the next step. */
export interface Explanation {
	message: string;
	description: string;
}

/** The purpose of a request, with the labels of the parameters that a person entered. */
export type Purpose =
	| { kind: 'submit'; labels: Labels }
	| { kind: 'result'; resultId: string }
	| { kind: 'insight'; insight: string; labels: Labels }
	| { kind: 'metrics'; labels: Labels }
	| { kind: 'options' };

/** One request to the service, as far as an error text needs to know it. */
export interface RequestInfo {
	purpose: Purpose;
	itemIndex: number;
	baseUrl: string;
}

/** The texts that differ by purpose. */
interface Advice {
	/** The object of the request, as it stands in a sentence. */
	subject: string;
	/** Status 404; absent if it means that there is no API. */
	unknown?: string;
	/** Status 413, 414 or 431; absent if they are refusals like others. */
	tooLong?: string;
	/** Status 429. */
	tooMany: string;
	/** Status 5xx. */
	later: string;
	/** Other refusals. */
	correct: string;
	/** A success without the documented content; follows "The answer from <base URL>". */
	unreadable: string;
	/** What may have become of a request whose answer was lost. */
	lost?: string;
	/** What helps if a request needs more time. */
	slow?: string;
	/** What is not lost when there was no answer. */
	kept?: string;
}

const NOT_SENT_AGAIN =
	'It is not known whether the recording was accepted. It was not sent again, because each accepted recording is paid for. Find out whether Descriptor.AI has it before you submit it in a new execution.';
const MAYBE_MADE =
	'The insight may have been extracted and paid for; it was not requested again. Run the node again later if you need it.';
const RUN_AGAIN = 'Run the node again later.';
const FEWER_AT_A_TIME =
	'Run the node again later, or process fewer items at a time, for example with Loop Over Items and a Wait node.';

function adviceFor(purpose: Purpose, baseUrl: string): Advice {
	switch (purpose.kind) {
		case 'submit':
			return {
				subject: 'the recording',
				tooMany: `The recording was not accepted. Lower '${purpose.labels.atATime}' under Options, or submit fewer recordings at a time with Loop Over Items and a Wait node.`,
				later: NOT_SENT_AGAIN,
				correct: `The recording was not accepted. Correct what is named, or else check '${purpose.labels['audio.uri']}' and Options, and run the node again.`,
				unreadable: 'contains no result ID',
				lost: NOT_SENT_AGAIN,
			};
		case 'result': {
			const subject = `the result ID '${purpose.resultId}'`;
			const nothingLost = `Nothing is lost: run Get Result later with ${subject}`;
			return {
				subject,
				unknown: `Check the ID, and that it comes from the installation in the credential, ${baseUrl}. If it does, run Get Result again in some minutes; submit the recording again only if the ID is still unknown.`,
				tooMany: `${nothingLost}, or poll less often.`,
				later: `${nothingLost}.`,
				correct: `Check that ${subject} is the one that Submit returned.`,
				unreadable: `for ${subject} is not an analysis`,
				kept: `${nothingLost}.`,
			};
		}
		case 'insight': {
			const subject = `the insight '${purpose.insight}'`;
			return {
				subject,
				unknown: `Select an insight that the installation at ${baseUrl} has in '${purpose.labels.insight}'.`,
				tooLong: `Shorten '${purpose.labels.transcript}', or leave this insight out.`,
				tooMany: FEWER_AT_A_TIME,
				later: MAYBE_MADE,
				correct: `Correct the named parameter, or what '${purpose.labels.transcript}' is mapped to.`,
				unreadable: `for ${subject} cannot be read`,
				lost: MAYBE_MADE,
				slow: "Before that, raise 'Timeout (Seconds)' under Options.",
			};
		}
		case 'metrics':
			return {
				subject: 'metrics',
				tooLong: `Map '${purpose.labels['']}' to the result of a shorter call.`,
				tooMany: FEWER_AT_A_TIME,
				later: RUN_AGAIN,
				correct: `Correct the named parameter, or map '${purpose.labels['']}' to a result as Get Result returns it with Simplify off, unchanged.`,
				unreadable: 'contains no metrics',
				kept: RUN_AGAIN,
			};
		case 'options':
			return {
				subject: 'its options',
				tooMany: RUN_AGAIN,
				later: RUN_AGAIN,
				correct: "Check 'Base URL' in the credential.",
				unreadable: 'contains no options',
			};
	}
}

/** Connection faults that happen before anything was sent, by code. */
const NEVER_CONNECTED: Record<string, string> = {
	EAI_AGAIN: 'The name of the host cannot be resolved at the moment.',
	ECONNREFUSED: 'Nothing answers at that address and port.',
	EHOSTUNREACH: 'There is no route to that host.',
	ENETUNREACH: 'There is no route to that network.',
	ENOTFOUND: 'There is no host with that name.',
	CERT_HAS_EXPIRED: 'The TLS certificate of the host has expired.',
	CERT_NOT_YET_VALID: 'The TLS certificate of the host is not valid yet.',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'The host has a self-signed TLS certificate.',
	EPROTO: 'The server at that address and port does not speak HTTPS.',
	ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate of the host is for another name.',
	SELF_SIGNED_CERT_IN_CHAIN: 'The host has a self-signed TLS certificate.',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The TLS certificate of the host cannot be verified.',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate of the host cannot be verified.',
};

/** The code of a connection fault, which n8n wraps into errors of its own. */
function faultCode(fault: unknown, depth = 0): string | undefined {
	if (!isObject(fault) || depth > 4) return undefined;
	if (typeof fault.code === 'string') return fault.code;
	return faultCode(fault.cause, depth + 1) ?? faultCode(fault.errorResponse, depth + 1);
}

/** Why a request never reached a host, by the code of the fault; undefined if it may have been sent. */
export function whyNeverConnected(fault: unknown): string | undefined {
	return NEVER_CONNECTED[faultCode(fault) ?? ''];
}

/** For a request without an answer; the fault's own text is not used, because it may repeat what was sent. */
export function explainFault(fault: unknown, { purpose, baseUrl }: RequestInfo): Explanation {
	const { lost, kept, slow } = adviceFor(purpose, baseUrl);
	const neverConnected = whyNeverConnected(fault);
	const isLate = fault instanceof DeadlinePassed;
	const remedy = neverConnected
		? [`${neverConnected} Check 'Base URL' in the credential, and that n8n can reach it.`]
		: [isLate ? 'The request was canceled.' : 'The connection broke.', lost, isLate && slow];
	return {
		message: isLate
			? `${baseUrl} did not answer within ${fault.milliseconds / 1000} seconds`
			: `Descriptor.AI could not be reached at ${baseUrl}`,
		description: [...remedy, kept].filter(Boolean).join(' '),
	};
}

/** for a success without the content that the API documents. */
export function explainUnreadable({ purpose, baseUrl }: RequestInfo): Explanation {
	const { unreadable, lost, kept } = adviceFor(purpose, baseUrl);
	const after = purpose.kind === 'result' ? kept : lost;
	return {
		message: `The answer from ${baseUrl} ${unreadable}`,
		description: `Check 'Base URL' in the credential: something other than Descriptor.AI may be answering there.${after ? ` ${after}` : ''}`,
	};
}

/** The request is too large, or its URL too long. */
const TOO_LONG = [413, 414, 431];
/** The server gave the request up. */
const GIVEN_UP = [408, 499];
/** Statuses that mean the same whoever sends them. */
const PLAIN = [...TOO_LONG, ...GIVEN_UP, 404, 405, 429];

/** Where an answer redirects to, as it would stand in the credential; the host only, if it is not an API. */
function redirectOf({ headers: { location } }: ServiceAnswer, baseUrl: string): string {
	if (typeof location !== 'string' || !URL.canParse(location, baseUrl)) return 'another address';
	const { href, origin, pathname } = new URL(location, baseUrl);
	const target = parseBaseUrl(href);
	if (target === null) return 'another address';
	return pathname.includes('/api/v1/') ? target : `${origin}/…`;
}

/** The words of an answer, or else who sent it, for the end of a sentence. */
function saidIn(answer: ServiceAnswer, labels?: Labels): string {
	const words = serviceWords(answer.body, labels);
	const quoted = words && `: ${words}`;
	return words && isFromService(answer) ? quoted : `${quoted} (${senderOf(answer)})`;
}

/** For a refusal that is about the access token, or that does not come from the service; undefined for others. */
export function explainRefusal(
	answer: ServiceAnswer,
	baseUrl: string,
	labels?: Labels,
): Explanation | undefined {
	const { statusCode, body } = answer;
	const said = saidIn(answer, labels);
	if (statusCode === 407) {
		return {
			message: `The proxy between n8n and ${baseUrl} requires a login${said}`,
			description:
				"Put its user name and password into n8n's proxy settings (HTTP_PROXY, HTTPS_PROXY), or let n8n reach that address without it (NO_PROXY).",
		};
	}
	const isAccess = statusCode === 401 || statusCode === 403;
	const isRefusal = statusCode >= 400 && statusCode < 500 && !PLAIN.includes(statusCode);
	const hasNoWords = serviceWords(body) === '';
	if (!isFromService(answer) && (isAccess || (isRefusal && hasNoWords))) {
		return {
			message: `Something other than Descriptor.AI refused the request to ${baseUrl}${said}`,
			description:
				isAccess && isAboutToken(answer)
					? `The answer is about the access token: in the credential, paste one that is valid for ${baseUrl}. Check 'Base URL' there, too. If both are right, ask whoever runs the proxy, firewall, VPN or gateway in between to allow requests from n8n.`
					: "It may be a proxy, a firewall, a VPN or a gateway. Ask whoever runs it to allow requests from n8n to that address. Check 'Base URL' in the credential, too. The access token may be right.",
		};
	}
	if (statusCode === 401) {
		return {
			message: `Descriptor.AI did not accept the access token${said}`,
			description: `In the credential, paste an access token that is valid for ${baseUrl}.`,
		};
	}
	if (statusCode === 403) {
		return {
			message: `Descriptor.AI does not allow this request${said}`,
			description: `In the credential, paste an access token that is valid for ${baseUrl} and may do this, unless this is about credit, the plan or a download: settle that first.`,
		};
	}
	return undefined;
}

/** For an answer that is not a success, by its status. */
export function explainAnswer(
	answer: ServiceAnswer,
	{ purpose, baseUrl }: RequestInfo,
): Explanation {
	const { statusCode } = answer;
	const labels = 'labels' in purpose ? purpose.labels : {};
	const said = saidIn(answer, labels);
	const advice = adviceFor(purpose, baseUrl);
	const kept = purpose.kind === 'result' ? ` ${advice.kept}` : '';
	if (statusCode < 400) {
		// See Other: the request was carried out, and its outcome is there.
		const lost = statusCode === 303 ? advice.lost : undefined;
		return {
			message: `${baseUrl} redirects to ${redirectOf(answer, baseUrl)}`,
			description: `${lost ?? 'Nothing was sent there.'} Enter that address as 'Base URL' in the credential if Descriptor.AI has moved there.${kept}`,
		};
	}
	const refusal = explainRefusal(answer, baseUrl, labels);
	if (refusal) return { ...refusal, description: refusal.description + kept };
	if (statusCode === 404 && advice.unknown && isFromService(answer)) {
		return {
			message: `Descriptor.AI does not know ${advice.subject}${said}`,
			description: advice.unknown,
		};
	}
	if (statusCode === 404 || statusCode === 405) {
		return {
			message: `There is no Descriptor.AI API at ${baseUrl}${said}`,
			description: `Check 'Base URL' in the credential.${kept}`,
		};
	}
	if (TOO_LONG.includes(statusCode) && advice.tooLong) {
		return {
			message: `The transcript is too long for ${advice.subject}${said}`,
			description: advice.tooLong,
		};
	}
	if (statusCode === 429) {
		const wait = retryAfter(answer);
		const wish = wait ? `It asks you to wait ${Math.ceil(wait / 1000)} seconds. ` : '';
		return {
			message: `Descriptor.AI is receiving too many requests${said}`,
			description: wish + advice.tooMany,
		};
	}
	if (statusCode >= 500 || GIVEN_UP.includes(statusCode)) {
		return { message: `Descriptor.AI could not answer${said}`, description: advice.later };
	}
	const otherFormat =
		purpose.kind === 'submit' && /config\.insights/.test(said)
			? ` If the message is about the format of '${purpose.labels['config.insights']}' as a whole, select the other 'Insights Format' under Options.`
			: '';
	return {
		message: `Descriptor.AI did not accept the request${said}`,
		description: advice.correct + otherFormat,
	};
}
