import type { IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../api';

type Request = ReturnType<IWebhookFunctions['getRequestObject']>;

/** Whether n8n refuses a body for its size. */
const isTooLarge = (error: unknown) => isObject(error) && error.type === 'entity.too.large';

/** What has come of a request that nobody reads any more. */
const remainderOf = (request: Request) => (request.read() as Buffer | null) ?? Buffer.alloc(0);

/** Has n8n read all of a request; n8n would wait forever for the rest of a compressed one whose connection is broken. */
async function readWhole(request: Request): Promise<void> {
	const broken = new Promise<never>((_, reject) => {
		request.once('close', () => {
			if (!request.readableEnded) reject(new Error('The connection is broken'));
		});
	});
	await Promise.race([request.readRawBody(), broken]);
}

/**
 * Reads the body of a callback, as far as it has come. When n8n is so busy that the service does not wait for its answer any
 * longer, n8n does not read the request any more; but what has come of it is there, and names the analysis unless it is
 * compressed.
 *
 * @returns undefined when the body is larger than n8n accepts
 */
export async function readBody(request: Request): Promise<Buffer | undefined> {
	if (request.rawBody) return request.rawBody;
	if (request.destroyed) return remainderOf(request);
	const parts: Buffer[] = [];
	const keep = (part: Buffer) => void parts.push(part);
	request.on('data', keep);
	try {
		await readWhole(request);
		return request.rawBody;
	} catch (error) {
		return isTooLarge(error) ? undefined : Buffer.concat([...parts, remainderOf(request)]);
	} finally {
		request.off('data', keep);
	}
}
