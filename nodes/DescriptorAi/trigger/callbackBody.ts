import type { IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../api';

type Request = ReturnType<IWebhookFunctions['getRequestObject']>;

/** Whether n8n refuses a body for its size. */
const isTooLarge = (error: unknown) => isObject(error) && error.type === 'entity.too.large';

/** What has come of a request that nobody reads any more. */
const remainderOf = (request: Request) => (request.read() as Buffer | null) ?? Buffer.alloc(0);

/**
 * Reads the body of a callback, as far as it has come. When n8n is so busy that the service does not wait for its answer any
 * longer, n8n does not read the request any more; but what has come of it is there, and names the analysis.
 *
 * @returns undefined when the body is larger than n8n accepts
 */
export async function readBody(request: Request): Promise<Buffer | undefined> {
	if (request.destroyed) return remainderOf(request);
	const parts: Buffer[] = [];
	const keep = (part: Buffer) => void parts.push(part);
	request.on('data', keep);
	try {
		await request.readRawBody();
		return request.rawBody;
	} catch (error) {
		return isTooLarge(error) ? undefined : Buffer.concat([...parts, remainderOf(request)]);
	} finally {
		request.off('data', keep);
	}
}
