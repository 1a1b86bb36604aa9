import { NodeApiError, NodeOperationError, type IHttpRequestOptions } from 'n8n-workflow';

import { WORD_FIELDS, type Labels, type ServiceAnswer } from './answers';
import { clock } from './clock';
import { isObject, type AnalysisResult, type InsightRequest, type SubmitRequest } from './contract';
import { parseCredential } from './credential';
import { answerError, connectionError, unreadableError, type Facts } from './errors';
import type { Purpose, RequestInfo } from './messages';
import { withoutSecrets, withoutSecretsInWords } from './secrets';
import { limitConcurrency, withDeadline, type RequestContext } from './transport';

const CREDENTIAL = 'descriptorAiApi';

/** The lists of a form are not waited for longer than this many milliseconds. */
const OPTIONS_TIMEOUT = 10_000;
/** Requests that one node has open at a time. */
const OPEN_REQUESTS = 10;
/** How long a client tries. */
export interface Patience {
	/** How often a request that may be repeated is sent at most. */
	tries: number;
	/** A request that takes longer than this many milliseconds is canceled, unless it has a time of its own. */
	timeout: number;
}
const PATIENT: Patience = { tries: 4, timeout: 120_000 };
/** The wait before the second try in milliseconds, without jitter; it doubles each time. */
const FIRST_WAIT = 1_000;
/** The longest `Retry-After` that is obeyed within one request, in milliseconds. */
const LONGEST_WAIT = 30_000;

/** Statuses other than a success that say that an analysis is not ready. */
const NOT_READY = [409, 423, 425];

/** URL-encodes a text; a lone surrogate, which encodeURIComponent rejects, becomes U+FFFD. */
const urlEncoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

/** Whether a body can be an insight: not a page, not JSON that breaks off, not words about the request. */
const isInsight = (body: unknown) =>
	body !== undefined &&
	body !== null &&
	!(isObject(body) && WORD_FIELDS.some((key) => key in body)) &&
	!(typeof body === 'string' && /^(<|$|\{\s*["}]|\[\s*["[{\]])/.test(body.trimStart()));

interface RequestOptions {
	body?: object;
	/** What was sent before about the same analysis: the answer may repeat its URLs. */
	sentBefore?: object;
	/** Milliseconds. */
	timeout?: number;
	signal?: AbortSignal;
}

/**
 * Milliseconds before a request that was sent some times is sent again: exponential backoff, or the wait that the service requests,
 * plus jitter, so that requests that failed at the same moment do not come back at the same moment.
 */
function backoff(tries: number, retryAfter?: number): number {
	const wait = FIRST_WAIT * 2 ** (tries - 1);
	return Math.round((retryAfter ?? wait) + clock.random() * wait);
}

/** The only place that sends requests to Descriptor.AI. */
export class DescriptorAiClient {
	private readonly limited = limitConcurrency(OPEN_REQUESTS);
	/** What was submitted, by result ID: an answer about it may repeat its URLs. */
	private readonly submitted = new Map<string, SubmitRequest>();

	private constructor(
		private readonly ctx: RequestContext,
		readonly baseUrl: string,
		private readonly token: string,
		private readonly patience: Patience,
	) {}

	/** @throws NodeOperationError when the credential contains no usable base URL or token */
	static async connect(
		ctx: RequestContext,
		patience: Patience = PATIENT,
	): Promise<DescriptorAiClient> {
		const credential = parseCredential(await ctx.getCredentials(CREDENTIAL));
		if ('message' in credential) {
			const { message, description } = credential;
			throw new NodeOperationError(ctx.getNode(), message, { description });
		}
		return new DescriptorAiClient(ctx, credential.baseUrl, credential.token, patience);
	}

	/** The URL of the page that shows a result in a browser. */
	resultUrl(resultId: string): string {
		return `${this.baseUrl}/result/${urlEncoded(resultId)}`;
	}

	/**
	 * POST /offline/processing, once: a submit is never sent again, because each accepted one is paid for. Nor is one that was
	 * sent canceled when the execution is stopped: nobody would know its result ID.
	 *
	 * @returns the result ID
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
		// If n8n ends before it has saved the execution, this is the only trace of the paid analysis.
		this.ctx.logger.info(`Descriptor.AI has accepted a recording: result ID ${resultId}`);
		return resultId;
	}

	/**
	 * GET /offline/processing/{result_id}.
	 *
	 * It is sent again after transient faults (429, 5xx, connection).
	 *
	 * @returns the service's answer with status 2xx, or 425, 409 or 423 while there is no result
	 * @throws NodeApiError whose context says `transient` if the request may succeed later
	 */
	async fetchResult(
		resultId: string,
		itemIndex: number,
		signal: AbortSignal,
	): Promise<ServiceAnswer> {
		const info = this.info({ kind: 'result', resultId }, itemIndex);
		const path = `/offline/processing/${urlEncoded(resultId)}`;
		const sentBefore = this.submitted.get(resultId);
		return await this.sendWithRetries('GET', path, info, { sentBefore, signal });
	}

	/**
	 * POST /insights/{name}: one insight on a transcript.
	 *
	 * It is sent again only if the service has not begun with it, because each insight is paid for.
	 *
	 * @param options the labels of the sent parameters, and the timeout in milliseconds
	 * @returns the insight in its published shape, which depends on its name
	 */
	async requestInsight(
		name: string,
		{ query = {}, body }: InsightRequest,
		itemIndex: number,
		{ labels, timeout }: { labels: Labels; timeout: number },
		signal: AbortSignal,
	): Promise<unknown> {
		const info = this.info({ kind: 'insight', insight: name, labels }, itemIndex);
		const search = Object.entries(query)
			.map(([key, value]) => `${key}=${urlEncoded(value)}`)
			.join('&');
		const path = `/insights/${urlEncoded(name)}${search && `?${search}`}`;
		const answer = await this.sendWithRetries('POST', path, info, { body, timeout, signal });
		if (isInsight(answer.body)) return answer.body;
		throw unreadableError(this.ctx.getNode(), info);
	}

	/** POST /metrics/calculate: the metrics of a result; retried like `requestInsight`. */
	async calculateMetrics(
		result: AnalysisResult,
		itemIndex: number,
		labels: Labels,
		signal: AbortSignal,
	): Promise<Record<string, unknown>> {
		const info = this.info({ kind: 'metrics', labels }, itemIndex);
		const options = { body: result, signal };
		const { body } = await this.sendWithRetries('POST', '/metrics/calculate', info, options);
		if (isObject(body) && ('overall' in body || 'intervals' in body)) return body;
		throw unreadableError(this.ctx.getNode(), info);
	}

	/** GET /options: every value that the service takes now, by the name of its list. Sent once, with a short timeout. */
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
	 * Sends a request, and again after transient faults; a POST only if the service has not begun with it.
	 *
	 * @throws NodeApiError whose context says `transient` if the request may succeed later
	 */
	private async sendWithRetries(
		method: 'GET' | 'POST',
		path: string,
		info: RequestInfo,
		options: RequestOptions & { signal: AbortSignal },
	): Promise<ServiceAnswer> {
		const { signal } = options;
		for (let tries = 1; ; tries++) {
			const answer = await this.send(method, path, info, options);
			if (!(answer instanceof NodeApiError)) return answer;
			const { transient, untouched, retryAfter } = answer.context as Partial<Facts>;
			const mayRepeat = transient && (method === 'GET' || untouched);
			const isOver =
				tries === this.patience.tries || (retryAfter ?? 0) > LONGEST_WAIT || signal.aborted;
			if (!mayRepeat || isOver) throw answer;
			await clock.pause(backoff(tries, retryAfter), signal);
		}
	}

	/** Sends one request. An error is returned, not thrown: the caller decides about retries. */
	private async send(
		method: 'GET' | 'POST',
		path: string,
		info: RequestInfo,
		{ body, sentBefore, timeout = this.patience.timeout, signal }: RequestOptions,
	): Promise<ServiceAnswer | NodeApiError> {
		const node = this.ctx.getNode();
		const isStopped = info.purpose.kind !== 'submit';
		const request: IHttpRequestOptions = {
			method,
			url: `${this.baseUrl}/api/v1${path}`,
			body,
			json: true,
			returnFullResponse: true,
			// Otherwise n8n gives up after five minutes of silence; here, the deadline ends all requests.
			timeout: 0,
			// 425 is a normal state, and other answers contain the service's own words: all are read here.
			ignoreHttpStatusErrors: true,
			// A redirect would send the token, the URL of a recording or the words of a call to another host.
			disableFollowRedirect: true,
		};
		try {
			const answer: ServiceAnswer = await this.limited(async () => {
				// It may have waited for others, and been stopped meanwhile.
				signal?.throwIfAborted();
				const task = async (ctx: RequestContext) => {
					const { httpRequestWithAuthentication } = ctx.helpers;
					// Otherwise n8n decrypts the credential anew for each request, which costs more than the request.
					const data = { accessToken: this.token };
					const credentialsDecrypted = { id: '', name: CREDENTIAL, type: CREDENTIAL, data };
					return await httpRequestWithAuthentication.call(ctx, CREDENTIAL, request, {
						credentialsDecrypted,
					});
				};
				return await withDeadline(this.ctx, timeout, task, isStopped);
			});
			const sent = body ?? sentBefore;
			const isNotReady = info.purpose.kind === 'result' && NOT_READY.includes(answer.statusCode);
			if (answer.statusCode < 300 || (isNotReady && isObject(answer.body))) {
				return withoutSecretsInWords(answer, this.token, sent);
			}
			return answerError(node, withoutSecrets(answer, this.token, sent), info);
		} catch (fault) {
			return connectionError(node, fault, info);
		}
	}
}
