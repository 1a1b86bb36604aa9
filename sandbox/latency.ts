import type { FastifyInstance } from 'fastify';
import { sleep } from 'n8n-workflow';
import { PART_OF_REQUEST } from './requestLog';

/** A service that can be as far away as the real one is. */
export interface Distant {
	/** Lets each request take so many milliseconds more, from now on; 0 unless it is called. */
	setLatency(milliseconds: number): void;
}

/**
 * Holds each request back for a time before the server handles it. Requests are held back side by side.
 *
 * @param app the server, before its routes are added
 */
export function addLatency(app: FastifyInstance): Distant {
	let latency = 0;
	app.addHook('onRequest', async (request) => {
		// What a composite request consists of has not travelled.
		if (latency > 0 && !(PART_OF_REQUEST in request.headers)) await sleep(latency);
	});
	return {
		setLatency(milliseconds) {
			latency = milliseconds;
		},
	};
}
