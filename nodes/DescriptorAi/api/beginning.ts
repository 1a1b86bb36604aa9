import type { IExecuteFunctions } from 'n8n-workflow';

import { withDeadline } from './deadline';

/** An address that has not shown its first bytes after this many milliseconds is given up. */
const TIMEOUT = 20_000;

/** What an address answers, as far as it was read. */
export interface Beginning {
	statusCode: number;
	/** The content type that the server names; empty where it names none. */
	label: string;
	/** Of an answer with a status from 400, none. */
	bytes: Buffer;
}

/**
 * The first bytes of a stream, which is not read any further.
 *
 * @param length how many at least, where there are so many
 */
export async function firstBytes(stream: AsyncIterable<Buffer>, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		chunks.push(chunk);
		size += chunk.length;
		// Leaving the loop destroys the stream.
		if (size >= length) break;
	}
	return Buffer.concat(chunks);
}

/**
 * GET of the first byte of what is at an address, as whoever knows nothing but the address gets it.
 *
 * It goes through n8n, whose proxies and rules for addresses apply, and has no credential. It is never a HEAD, because an
 * address may be signed for GET alone. Of a server that sends more than was asked for, not much more is read.
 *
 * @param length how many bytes to read where the server sends more than the first
 * @throws what n8n throws when there is no answer in time, or when the execution is stopped
 */
export async function fetchBeginning(
	ctx: IExecuteFunctions,
	url: string,
	length: number,
): Promise<Beginning> {
	return await withDeadline(ctx, TIMEOUT, async (given) => {
		const { statusCode, headers, body } = (await ctx.helpers.httpRequest({
			method: 'GET',
			url,
			headers: { Accept: '*/*', 'Accept-Encoding': 'identity', Range: 'bytes=0-0' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: (given as IExecuteFunctions).getExecutionCancelSignal(),
		})) as {
			statusCode: number;
			headers: Record<string, unknown>;
			body: AsyncIterable<Buffer> & { destroy(): void };
		};
		const label = String(headers['content-type'] ?? '');
		if (statusCode < 400) return { statusCode, label, bytes: await firstBytes(body, length) };
		body.destroy();
		return { statusCode, label, bytes: Buffer.alloc(0) };
	});
}
