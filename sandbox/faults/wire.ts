import type { FastifyReply } from 'fastify';
import { sleep } from 'n8n-workflow';

/**
 * How an answer is sent: as it should be; half of its body with a matching length; half, and then the end of the
 * connection or its reset; a blank every few milliseconds without end; a reset instead of an answer; never.
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
	/** Names in lower case; Content-Length is added. */
	headers: Record<string, string>;
	body: string;
}

/** The pause between two blanks, and before a reset so that the first half arrives; in milliseconds. */
const PAUSE = 20;

/** Sends an answer. "never" leaves the connection open until the client or the server closes it. */
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
