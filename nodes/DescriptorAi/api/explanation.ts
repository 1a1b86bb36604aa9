import { parseBaseUrl } from './baseUrl';
import { subjectOf, waysOut, type Labels } from './purpose';
import type { RequestInfo, ServiceAnswer } from './request';
import { isAboutToken, isOfService, senderOf } from './sender';
import { serviceWords } from './serviceWords';

/** What happened, and what a person can do. */
export interface Explanation {
	message: string;
	description: string;
}

/** Statuses that say that a request is too large, or its address too long. */
const TOO_LONG = [413, 414, 431];

/** Statuses that say that a request was given up. */
const GIVEN_UP = [408, 499];

/** Statuses of which each says something of its own, whoever sends it. */
const PLAIN = [...TOO_LONG, ...GIVEN_UP, 404, 405, 429];

/** Where an answer redirects to, as it would stand in the credential; of a page that is no API, the host only. */
function redirectOf({ headers: { location } }: ServiceAnswer, baseUrl: string): string {
	if (typeof location !== 'string' || !URL.canParse(location, baseUrl)) return 'another address';
	const { href, origin, pathname } = new URL(location, baseUrl);
	const target = parseBaseUrl(href);
	if (target === null) return 'another address';
	return pathname.includes('/api/v1/') ? target : `${origin}/…`;
}

/** What was said, or else who said it, at the end of a sentence. */
function saidIn(answer: ServiceAnswer, labels?: Labels): string {
	const words = serviceWords(answer.body, labels);
	const quoted = words && `: ${words}`;
	return words && isOfService(answer) ? quoted : `${quoted} (${senderOf(answer)})`;
}

/** What a refusal means that is about the access token, or that is not the service's own; undefined for others. */
export function explainRefusal(
	answer: ServiceAnswer,
	baseUrl: string,
	labels?: Labels,
): Explanation | undefined {
	const { statusCode, body } = answer;
	const said = saidIn(answer, labels);
	const isForeign = !isOfService(answer);
	if (statusCode === 407) {
		return {
			message: `The proxy between n8n and ${baseUrl} asks for a sign-in${said}`,
			description:
				"Put its user name and password into n8n's proxy settings (HTTP_PROXY, HTTPS_PROXY), or let n8n reach that address without it (NO_PROXY).",
		};
	}
	const isOfToken = statusCode === 401 || statusCode === 403;
	const isRefusal = statusCode >= 400 && statusCode < 500 && !PLAIN.includes(statusCode);
	if (isForeign && (isOfToken || (isRefusal && serviceWords(body) === ''))) {
		return {
			message: `Something other than Descriptor.AI refused the request to ${baseUrl}${said}`,
			description:
				isOfToken && isAboutToken(answer)
					? `The answer is about the access token: open the credential and paste one that is valid for ${baseUrl}. Check 'Base URL' there, too. If both are right, ask whoever runs the proxy, firewall, VPN or gateway in between to allow requests from n8n.`
					: "It may be a proxy, a firewall, a VPN or a gateway. Ask whoever runs it to allow requests from n8n to that address. Check 'Base URL' in the credential, too. The access token may be right.",
		};
	}
	if (statusCode === 401) {
		return {
			message: `Descriptor.AI did not accept the access token${said}`,
			description: `Open the credential and paste an access token that is valid for ${baseUrl}.`,
		};
	}
	if (statusCode !== 403) return undefined;
	return {
		message: `Descriptor.AI does not allow this request${said}`,
		description: `Open the credential and paste an access token that is valid for ${baseUrl} and may do this, unless this is about credit, the plan or a download: settle that first.`,
	};
}

/** What happened, and the way out, for an answer that is not a success. */
export function explain(answer: ServiceAnswer, { purpose, baseUrl }: RequestInfo): Explanation {
	const { statusCode } = answer;
	const labels = 'labels' in purpose ? purpose.labels : {};
	const said = saidIn(answer, labels);
	const ways = waysOut(purpose, baseUrl);
	const kept = purpose.kind === 'result' ? ` ${ways.kept}` : '';
	if (statusCode < 400) {
		// See Other: the request was carried out, and its outcome is there.
		const lost = statusCode === 303 ? ways.lost : undefined;
		return {
			message: `${baseUrl} redirects to ${redirectOf(answer, baseUrl)}`,
			description: `${lost ?? 'Nothing was sent there.'} Enter that address as 'Base URL' in the credential if Descriptor.AI has moved there.${kept}`,
		};
	}
	const refusal = explainRefusal(answer, baseUrl, labels);
	if (refusal) return { ...refusal, description: refusal.description + kept };
	if (statusCode === 404 && ways.unknown && isOfService(answer)) {
		return {
			message: `Descriptor.AI does not know ${subjectOf(purpose)}${said}`,
			description: ways.unknown,
		};
	}
	if (statusCode === 404 || statusCode === 405) {
		return {
			message: `There is no Descriptor.AI API at ${baseUrl}${said}`,
			description: `Check 'Base URL' in the credential.${kept}`,
		};
	}
	if (TOO_LONG.includes(statusCode) && ways.tooLong) {
		return {
			message: `The transcript is too long for ${subjectOf(purpose)}${said}`,
			description: ways.tooLong,
		};
	}
	if (statusCode === 429) {
		const wait = retryAfter(answer.headers['retry-after'], Date.now());
		const asked = wait ? `It asks you to wait ${Math.ceil(wait / 1000)} seconds. ` : '';
		return {
			message: `Descriptor.AI is receiving too many requests${said}`,
			description: asked + ways.tooMany,
		};
	}
	if (statusCode >= 500 || GIVEN_UP.includes(statusCode)) {
		return { message: `Descriptor.AI could not answer${said}`, description: ways.later };
	}
	const insightsForm =
		purpose.kind === 'submit' && /config\.insights/.test(said)
			? ` If the message is about the form of '${purpose.labels['config.insights']}' as a whole, set 'Insights Format' under Options to the other form.`
			: '';
	return {
		message: `Descriptor.AI did not accept the request${said}`,
		description: `${ways.correct}${insightsForm}`,
	};
}

/** Milliseconds that a `Retry-After` header asks to wait: it holds seconds or a date. */
export function retryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
