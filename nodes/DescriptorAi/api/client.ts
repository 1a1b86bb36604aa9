import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { parseBaseUrl } from './baseUrl';
import type { AnalysisResult, InsightRequest, SubmitRequest } from './contract';
import { withDeadline } from './deadline';
import { answerError, connectionError, unreadableError } from './errors';
import { type RequestInfo, type ServiceAnswer } from './request';
import { isObject } from './json';
import { limit } from './limit';
import { pause } from './pause';
import type { Labels, Purpose } from './purpose';
import { withoutSecrets } from './secrets';
import { parseToken, UNUSABLE_TOKEN } from './token';

const CREDENTIAL = 'descriptorAiApi';

/** A request that takes longer than this many milliseconds is given up, unless its purpose has another time. */
const TIMEOUT = 120_000;
/** The lists of a form are not waited for longer than this many milliseconds. */
const OPTIONS_TIMEOUT = 10_000;
/** Requests that one node has open at a time. */
const OPEN_REQUESTS = 10;
/** How often a GET is tried, and the wait before the second try in milliseconds; it doubles each time. */
const TRIES = 4;
const FIRST_WAIT = 1_000;
/** The longest `Retry-After` that is obeyed within one request, in milliseconds. */
const LONGEST_WAIT = 30_000;

/** Statuses other than a success that say of an analysis that it is not ready. */
const NOT_READY = [409, 423, 425];

/** Where a success has words about an analysis. */
const QUOTED = ['status', 'state', 'error', 'detail', 'message', 'failed'];

/** What n8n gives a node that runs, that is called over a webhook, or whose form is open. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** A text as a part of an address; half a character, which has no place in one, becomes the sign for an unknown one. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

/** What an insight can be; a page of something else than the service is none, nor is JSON that breaks off. */
const isInsight = (body: unknown) =>
	body !== undefined &&
	body !== null &&
	!(isObject(body) && QUOTED.some((key) => key in body)) &&
	!(typeof body === 'string' && /^(<|$|\{\s*["}]|\[\s*["[{\]])/.test(body.trimStart()));

/** Whether a success may hold words of the service that a person is told; a plain result holds none. */
const mayBeQuoted = (body: unknown) =>
	isObject(body) &&
	[body, body.result].some(
		(part) => isObject(part) && QUOTED.some((key) => (part[key] ?? null) !== null),
	);

/** What holds the addresses that an analysis came with. */
const ADDRESSES = ['audio', 'config'];

/** The words in a success with the addresses that they may repeat: all else may be long, and is not shown. */
function wordsIn(body: unknown): unknown {
	if (!isObject(body)) return body;
	const words = [...QUOTED, ...ADDRESSES].filter((key) => key in body);
	const inner = 'result' in body && { result: wordsIn(body.result) };
	return { ...Object.fromEntries(words.map((key) => [key, body[key]])), ...inner };
}

/** A success with its words as they are in another one; everything else in it is data, and stays as it came. */
function withWordsOf(open: unknown, body: unknown): unknown {
	if (!isObject(body) || !isObject(open)) return body;
	const words = QUOTED.filter((key) => key in body).map((key) => [key, open[key]]);
	const inner = 'result' in body && { result: withWordsOf(open.result, body.result) };
	return { ...body, ...Object.fromEntries(words), ...inner };
}

/** What goes with a request. */
interface Sending {
	body?: object;
	/** What was sent before, and the answer may be about. */
	about?: object;
	/** Milliseconds. */
	timeout?: number;
	signal?: AbortSignal;
}

/** The only place that sends requests to Descriptor.AI. */
export class DescriptorAiClient {
	private readonly inTurn = limit(OPEN_REQUESTS);
	/** What was submitted, by result ID: an answer about it may repeat its addresses. */
	private readonly submitted = new Map<string, SubmitRequest>();

	private constructor(
		private readonly ctx: RequestContext,
		readonly baseUrl: string,
		private readonly accessToken: string,
	) {}

	/** @throws NodeOperationError when the credential holds no usable address or token */
	static async connect(ctx: RequestContext): Promise<DescriptorAiClient> {
		const credentials = await ctx.getCredentials(CREDENTIAL);
		const baseUrl = parseBaseUrl(credentials.baseUrl);
		if (baseUrl === null) {
			throw new NodeOperationError(
				ctx.getNode(),
				"'Base URL' in the credential is not a web address",
				{
					description:
						'Open the credential and enter an address such as https://demo.descriptor.ai.',
				},
			);
		}
		const accessToken = parseToken(credentials.accessToken);
		if (accessToken === null) {
			const { message, description } = UNUSABLE_TOKEN;
			throw new NodeOperationError(ctx.getNode(), message, { description });
		}
		return new DescriptorAiClient(ctx, baseUrl, accessToken);
	}

	/** The address of the page that shows a result to a person in a browser. */
	resultUrl(resultId: string): string {
		return `${this.baseUrl}/result/${encoded(resultId)}`;
	}

	/**
	 * POST /offline/processing, once: a submit is never repeated here, because each accepted one is paid for.
	 *
	 * @returns the result id
	 * @throws NodeApiError whose context says `uncertain` when the service may have accepted the recording all the same
	 */
	async submit(request: SubmitRequest, itemIndex: number, labels: Labels): Promise<string> {
		const info = this.info({ kind: 'submit', labels }, itemIndex);
		const answer = await this.send('POST', '/offline/processing', info, { body: request });
		if (answer instanceof NodeApiError) throw answer;
		const { result_id: given } = (answer.body ?? {}) as { result_id?: unknown };
		const resultId = Number.isSafeInteger(given) ? String(given) : given;
		if (typeof resultId !== 'string' || resultId === '') {
			throw unreadableError(this.ctx.getNode(), info);
		}
		this.submitted.set(resultId, request);
		// Should n8n end before it has saved the execution, this is the only trace of what was paid for.
		this.ctx.logger.info(`Descriptor.AI has accepted a recording: result ID ${resultId}`);
		return resultId;
	}

	/**
	 * GET /offline/processing/{result_id}.
	 *
	 * Faults that pass (429, 5xx, connection) are tried again with growing waits, or the wait that the service asks for.
	 *
	 * @returns the service's answer with status 2xx, or 425, 409 or 423 while there is no result
	 * @throws NodeApiError whose context says `transient` when the fault may have passed later
	 */
	async fetchResult(
		resultId: string,
		itemIndex: number,
		signal: AbortSignal,
	): Promise<ServiceAnswer> {
		const info = this.info({ kind: 'result', resultId }, itemIndex);
		const path = `/offline/processing/${encoded(resultId)}`;
		const about = this.submitted.get(resultId);
		return await this.sendPatiently('GET', path, info, { about, signal });
	}

	/**
	 * POST /insights/{name}: one insight on a transcript.
	 *
	 * It is repeated only after faults at which the service has not begun with it, because each insight costs something.
	 *
	 * @param ways the labels of what is sent, and the time-out in milliseconds
	 * @returns the insight in its published shape, whatever that is for this name
	 */
	async makeInsight(
		name: string,
		{ query = {}, body }: InsightRequest,
		itemIndex: number,
		{ labels, timeout }: { labels: Labels; timeout: number },
		signal: AbortSignal,
	): Promise<unknown> {
		const info = this.info({ kind: 'insight', insight: name, labels }, itemIndex);
		const search = Object.entries(query)
			.map(([key, value]) => `${key}=${encoded(value)}`)
			.join('&');
		const path = `/insights/${encoded(name)}${search && `?${search}`}`;
		const answer = await this.sendPatiently('POST', path, info, { body, timeout, signal });
		if (isInsight(answer.body)) return answer.body;
		throw unreadableError(this.ctx.getNode(), info);
	}

	/** POST /metrics/calculate: the metrics of a result; repeated as `makeInsight` is. */
	async calculateMetrics(
		result: AnalysisResult,
		itemIndex: number,
		labels: Labels,
		signal: AbortSignal,
	): Promise<Record<string, unknown>> {
		const info = this.info({ kind: 'metrics', labels }, itemIndex);
		const sending = { body: result, signal };
		const { body } = await this.sendPatiently('POST', '/metrics/calculate', info, sending);
		if (isObject(body) && ('overall' in body || 'intervals' in body)) return body;
		throw unreadableError(this.ctx.getNode(), info);
	}

	/** GET /options: every value that the service takes now, by the name of its list. Asked once and not for long. */
	async fetchOptions(): Promise<Record<string, unknown>> {
		const info = this.info({ kind: 'options' }, 0);
		const answer = await this.send('GET', '/options', info, { timeout: OPTIONS_TIMEOUT });
		if (answer instanceof NodeApiError) throw answer;
		const { options } = isObject(answer.body) ? answer.body : {};
		if (isObject(options)) return options;
		throw unreadableError(this.ctx.getNode(), info);
	}

	private info(purpose: Purpose, itemIndex: number): RequestInfo {
		return { purpose, itemIndex, baseUrl: this.baseUrl };
	}

	/**
	 * Sends a request that may be repeated, and again after faults that pass, with growing waits or the wait that the
	 * service asks for. A POST is repeated only if the service has not begun with it.
	 *
	 * @throws NodeApiError whose context says `transient` when the fault may have passed later
	 */
	private async sendPatiently(
		method: 'GET' | 'POST',
		path: string,
		info: RequestInfo,
		sending: Sending & { signal: AbortSignal },
	): Promise<ServiceAnswer> {
		const { signal } = sending;
		for (let tryNumber = 1; ; tryNumber++) {
			const answer = await this.send(method, path, info, sending);
			if (!(answer instanceof NodeApiError)) return answer;
			const { transient, untouched, retryAfter } = answer.context;
			const wait = typeof retryAfter === 'number' ? retryAfter : FIRST_WAIT * 2 ** (tryNumber - 1);
			const mayRepeat = transient && (method === 'GET' || untouched);
			if (!mayRepeat || tryNumber === TRIES || wait > LONGEST_WAIT || signal.aborted) throw answer;
			await pause(wait, signal);
		}
	}

	/** Sends one request. What goes wrong is returned, so that the caller decides whether to try again. */
	private async send(
		method: 'GET' | 'POST',
		path: string,
		info: RequestInfo,
		{ body, about, timeout = TIMEOUT, signal }: Sending,
	): Promise<ServiceAnswer | NodeApiError> {
		const node = this.ctx.getNode();
		const request: IHttpRequestOptions = {
			method,
			url: `${this.baseUrl}/api/v1${path}`,
			body,
			json: true,
			returnFullResponse: true,
			// n8n gives up after five minutes of silence otherwise; here, the deadline ends all requests.
			timeout: 0,
			// 425 is an everyday state, and other answers hold the service's own words: all are read here.
			ignoreHttpStatusErrors: true,
			// What is sent is for this host only: the token, the link to a recording, the words of a call.
			disableFollowRedirect: true,
		};
		try {
			const answer: ServiceAnswer = await this.inTurn(async () => {
				// A request whose turn comes after the stop is not begun with.
				signal?.throwIfAborted();
				return await withDeadline(this.ctx, timeout, async (ctx) => {
					const { httpRequestWithAuthentication } = ctx.helpers;
					// Otherwise n8n decrypts the credential anew for each request, which costs more than the request.
					const data = { accessToken: this.accessToken };
					const known = { id: '', name: CREDENTIAL, type: CREDENTIAL, data };
					return await httpRequestWithAuthentication.call(ctx, CREDENTIAL, request, {
						credentialsDecrypted: known,
					});
				});
			});
			const isNotReady = info.purpose.kind === 'result' && NOT_READY.includes(answer.statusCode);
			const expected = answer.statusCode < 300 || (isNotReady && isObject(answer.body));
			if (expected && !mayBeQuoted(answer.body)) return answer;
			const said = expected ? { ...answer, body: wordsIn(answer.body) } : answer;
			const open = withoutSecrets(said, this.accessToken, body ?? about);
			if (!expected) return answerError(node, open, info);
			return { ...answer, body: withWordsOf(open.body, answer.body) };
		} catch (fault) {
			return connectionError(node, fault, info);
		}
	}
}
