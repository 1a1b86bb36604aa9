import {
	NodeApiError,
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { parseBaseUrl } from './baseUrl';
import type { SubmitRequest } from './contract';
import {
	answerError,
	connectionError,
	unreadableError,
	type RequestInfo,
	type ServiceAnswer,
} from './errors';
import { limit } from './limit';
import { pause } from './pause';

const CREDENTIAL = 'descriptorAiApi';

/** A request that takes longer than this many milliseconds is given up. */
const TIMEOUT = 120_000;
/** Requests that one node has open at a time. */
const OPEN_REQUESTS = 10;
/** How often a GET is tried, and the wait before the second try in milliseconds; it doubles each time. */
const TRIES = 4;
const FIRST_WAIT = 1_000;
/** The longest `Retry-After` that is obeyed within one request, in milliseconds. */
const LONGEST_WAIT = 30_000;

/** What n8n gives a node that runs, or that is called over a webhook. */
export type RequestContext = IExecuteFunctions | IWebhookFunctions;

/** The only place that sends requests to Descriptor.AI. */
export class DescriptorAiClient {
	private readonly inTurn = limit(OPEN_REQUESTS);

	private constructor(
		private readonly ctx: RequestContext,
		readonly baseUrl: string,
		private readonly credentials: ICredentialDataDecryptedObject,
	) {}

	/** @throws NodeOperationError when the credential holds no usable address */
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
		return new DescriptorAiClient(ctx, baseUrl, credentials);
	}

	/** The address of the page that shows a result to a person in a browser. */
	resultUrl(resultId: string): string {
		return `${this.baseUrl}/result/${encodeURIComponent(resultId)}`;
	}

	/**
	 * POST /offline/processing, once: a submit is never repeated here, because each accepted one is paid for.
	 *
	 * @param labels label of the parameter behind each field of the request, for the service's validation messages
	 * @returns the result id
	 * @throws NodeApiError whose context says `uncertain` when the service may have accepted the recording all the same
	 */
	async submit(
		request: SubmitRequest,
		itemIndex: number,
		labels: Record<string, string>,
	): Promise<string> {
		const info: RequestInfo = { itemIndex, baseUrl: this.baseUrl, labels };
		const answer = await this.send('POST', '/offline/processing', info, request);
		if (answer instanceof NodeApiError) throw answer;
		const { result_id: resultId } = (answer.body ?? {}) as { result_id?: unknown };
		if (typeof resultId !== 'string' || resultId === '') {
			throw unreadableError(this.ctx.getNode(), info);
		}
		// Should n8n end before it has saved the execution, this is the only trace of what was paid for.
		this.ctx.logger.info(`Descriptor.AI has accepted a recording: result ID ${resultId}`);
		return resultId;
	}

	/**
	 * GET /offline/processing/{result_id}.
	 *
	 * Faults that pass (429, 5xx, connection) are tried again with growing waits, or the wait that the service asks for.
	 *
	 * @returns the service's answer with status 2xx, or 425 while it is still processing
	 * @throws NodeApiError whose context says `transient` when the fault may have passed later
	 */
	async fetchResult(
		resultId: string,
		itemIndex: number,
		signal: AbortSignal,
	): Promise<ServiceAnswer> {
		const info: RequestInfo = { itemIndex, baseUrl: this.baseUrl, resultId };
		const path = `/offline/processing/${encodeURIComponent(resultId)}`;
		for (let tryNumber = 1; ; tryNumber++) {
			const answer = await this.send('GET', path, info);
			if (!(answer instanceof NodeApiError)) return answer;
			const { transient, retryAfter } = answer.context;
			const wait = typeof retryAfter === 'number' ? retryAfter : FIRST_WAIT * 2 ** (tryNumber - 1);
			if (!transient || tryNumber === TRIES || wait > LONGEST_WAIT || signal.aborted) throw answer;
			await pause(wait, signal);
		}
	}

	/** Sends one request. What goes wrong is returned, so that the caller decides whether to try again. */
	private async send(
		method: 'GET' | 'POST',
		path: string,
		info: RequestInfo,
		body?: SubmitRequest,
	): Promise<ServiceAnswer | NodeApiError> {
		const node = this.ctx.getNode();
		const request: IHttpRequestOptions = {
			method,
			url: `${this.baseUrl}/api/v1${path}`,
			body,
			json: true,
			returnFullResponse: true,
			// 425 is an everyday state, and other answers hold the service's own words: all are read here.
			ignoreHttpStatusErrors: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: TIMEOUT,
		};
		try {
			const answer: ServiceAnswer = await this.inTurn(
				async () =>
					await this.ctx.helpers.httpRequestWithAuthentication.call(this.ctx, CREDENTIAL, request, {
						// Otherwise n8n decrypts the credential anew for each request, which costs more than the request.
						credentialsDecrypted: {
							id: '',
							name: CREDENTIAL,
							type: CREDENTIAL,
							data: this.credentials,
						},
					}),
			);
			const expected = answer.statusCode < 300 || answer.statusCode === 425;
			return expected ? answer : answerError(node, answer, info);
		} catch (fault) {
			return connectionError(node, fault, info);
		}
	}
}
