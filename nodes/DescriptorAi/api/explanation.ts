import { parseBaseUrl } from './baseUrl';
import { subjectOf, waysOut } from './purpose';
import type { RequestInfo, ServiceAnswer } from './request';
import { serviceWords } from './serviceWords';

/** What happened, and what a person can do. */
export interface Explanation {
	message: string;
	description: string;
}

/** Statuses that say that a request is too large, or its address too long. */
const TOO_LONG = [413, 414, 431];

/** Where an answer redirects to, as it would stand in the credential. */
function redirectOf({ headers: { location } }: ServiceAnswer, baseUrl: string): string {
	const target = typeof location === 'string' && URL.canParse(location, baseUrl);
	return (target && parseBaseUrl(new URL(location, baseUrl).href)) || 'another address';
}

/** What happened, and the way out, for an answer that is not a success. */
export function explain(answer: ServiceAnswer, { purpose, baseUrl }: RequestInfo): Explanation {
	const { statusCode } = answer;
	const words = serviceWords(answer.body, 'labels' in purpose ? purpose.labels : {});
	const said = words ? `: ${words}` : ` (HTTP ${statusCode})`;
	const ways = waysOut(purpose, baseUrl);
	const kept = purpose.kind === 'result' ? ` ${ways.kept}` : '';
	if (statusCode < 400) {
		return {
			message: `${baseUrl} sends requests on to ${redirectOf(answer, baseUrl)}`,
			description: `Nothing was sent there. Enter that address as 'Base URL' in the credential if Descriptor.AI has moved there.${kept}`,
		};
	}
	if (statusCode === 401 || statusCode === 403) {
		return {
			message: `Descriptor.AI did not accept the access token${said}`,
			description: `Open the credential and paste an access token that is valid for ${baseUrl}.${kept}`,
		};
	}
	if (statusCode === 404 && ways.unknown) {
		return {
			message: `Descriptor.AI does not know ${subjectOf(purpose)}${said}`,
			description: ways.unknown,
		};
	}
	if (statusCode === 404 || statusCode === 405) {
		return {
			message: `There is no Descriptor.AI API at ${baseUrl}${said}`,
			description: "Check 'Base URL' in the credential.",
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
		const asked = wait ? `It asks to be left alone for ${Math.ceil(wait / 1000)} seconds. ` : '';
		return {
			message: `Descriptor.AI is receiving too many requests${said}`,
			description: asked + ways.tooMany,
		};
	}
	if (statusCode >= 500) {
		return { message: `Descriptor.AI could not answer${said}`, description: ways.later };
	}
	const insightsForm =
		purpose.kind === 'submit' && /config\.insights/.test(words)
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
