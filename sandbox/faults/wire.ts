import type { FastifyReply } from 'fastify';
import { sleep } from 'n8n-workflow';

/**
 * How an answer comes: as it should; a half of its body that passes for all of it; a half, and then the end of the
 * connection or its reset; a blank now and then, without an end; no answer but a reset; nothing at all.
 */
export type Coming =
	| 'whole'
	| 'half'
	| 'half, then end'
	| 'half, then reset'
	| 'drop by drop'
	| 'reset'
	| 'never';

export interface Answer {
	status: number;
	/** In lower case; what belongs to the length of the body is added. */
	headers: Record<string, string>;
	body: string;
}

/** The pause between two drops, and before a reset so that the half before it arrives; in milliseconds. */
const PAUSE = 20;

/** Sends an answer in the way it is to come. What never comes leaves the connection open until the other side or the server closes it. */
export async function send(
	{ status, headers, body }: Answer,
	coming: Coming,
	response: FastifyReply['raw'],
): Promise<void> {
	const { socket } = response;
	const whole = Buffer.from(body);
	const half = whole.subarray(0, Math.ceil(whole.length / 2));
	const head = (length: number) =>
		response.writeHead(status, { ...headers, 'content-length': length });
	switch (coming) {
		case 'whole':
			head(whole.length).end(whole);
			return;
		case 'half':
			head(half.length).end(half);
			return;
		case 'half, then end':
			head(whole.length).write(half, () => socket?.end());
			return;
		case 'half, then reset':
			head(whole.length).write(half);
			await sleep(PAUSE);
			socket?.resetAndDestroy();
			return;
		case 'drop by drop':
			response.writeHead(status, headers);
			while (!response.destroyed) {
				response.write(' ');
				await sleep(PAUSE);
			}
			return;
		case 'reset':
			socket?.resetAndDestroy();
			return;
		case 'never':
	}
}
