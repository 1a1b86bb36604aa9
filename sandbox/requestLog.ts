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

/**
 * Keeps a log of everything the server answers and offers it at `GET /sandbox/requests`, so that
 * the tests of another process can see it too.
 *
 * Nothing under `/sandbox/` asks for authentication, and nothing there is logged: the real services
 * have no such paths, and looking at the log must not change it.
 *
 * @param app the server, before its routes are added
 * @returns the log, which grows as requests are answered
 */
export function keepRequestLog(app: FastifyInstance): LoggedRequest[] {
	const log: LoggedRequest[] = [];

	app.addHook('onResponse', async (request, reply) => {
		const path = request.url.split('?')[0];
		if (path.startsWith('/sandbox/')) return;
		log.push({
			method: request.method,
			path,
			status: reply.statusCode,
			time: new Date().toISOString(),
		});
	});
	app.get('/sandbox/requests', async () => log);

	return log;
}
