import type { IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../api/json';

/** JSON begins with a letter of ASCII, so a zero or a mark at the beginning tells how its letters are written. */
function encodingOf([first, second]: Buffer): string {
	if (first === 0 || first === 0xfe) return 'utf-16be';
	return second === 0 || first === 0xff ? 'utf-16le' : 'utf-8';
}

/**
 * The result IDs in a body: of one result or a list of them, in either published form; each once.
 *
 * Nothing else of it is used: whoever knows the address can write into it what they like.
 */
export function resultIdsIn(body: unknown): string[] {
	if (Array.isArray(body)) return [...new Set(body.flatMap(resultIdsIn))];
	if (!isObject(body)) return [];
	const inner = isObject(body.result) ? body.result : {};
	const ids = [body.job_id, body.result_id, inner.job_id, inner.result_id];
	const plain = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id);
	return ids.filter(plain).slice(0, 1);
}

/** Whether n8n refuses a body for its size. */
const isTooLarge = (error: unknown) => isObject(error) && error.type === 'entity.too.large';

/**
 * The result IDs that a call names. Its body is read as JSON whatever it is labelled as; a body that is no JSON names
 * none.
 *
 * @returns undefined when the body is larger than n8n takes
 */
export async function resultIdsOf(ctx: IWebhookFunctions): Promise<string[] | undefined> {
	try {
		const request = ctx.getRequestObject();
		await request.readRawBody();
		const { rawBody } = request;
		return resultIdsIn(JSON.parse(new TextDecoder(encodingOf(rawBody)).decode(rawBody)));
	} catch (error) {
		return isTooLarge(error) ? undefined : [];
	}
}
