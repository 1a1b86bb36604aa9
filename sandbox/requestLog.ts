import type { FastifyInstance } from 'fastify';

/** One request that a sandbox server has answered. Bodies and headers are left out: they hold tokens. */
export interface LoggedRequest {
	method: string;
	/** Without the query string, because a query can hold customer data. */
	path: string;
	/** HTTP status of the answer. */
	status: number;
	/** When the answer was sent, ISO 8601. */
	time: string;
}

/** The header of a request that a sandbox server sends to itself, as a part of one that it has got. */
export const PART_OF_REQUEST = 'x-part-of-request';

/**
 * Keeps a log of everything the server answers.
 *
 * @param app the server, before its routes are added
 * @returns the log, which grows as requests are answered
 */
export function keepRequestLog(app: FastifyInstance): LoggedRequest[] {
	const log: LoggedRequest[] = [];
	app.addHook('onResponse', async (request, reply) => {
		if (PART_OF_REQUEST in request.headers) return;
		log.push({
			method: request.method,
			path: request.url.split('?')[0],
			status: reply.statusCode,
			time: new Date().toISOString(),
		});
	});
	return log;
}
