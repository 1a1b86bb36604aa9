import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from '../json';
import { PART_OF_REQUEST } from '../requestLog';
import { salesforceError } from './errors';
import { say } from './words';

/**
 * A fault of the API:
 * "server error": an internal error of Salesforce, which has changed nothing;
 * "maintenance": the HTML page that is sent while Salesforce is down;
 * "answer lost": the connection breaks after the request was handled.
 */
export type Trouble = 'server error' | 'maintenance' | 'answer lost';

/** Selects requests to the API. A request that consists of others is selected with any of them. */
export interface Which {
	/** Such as "GET"; any method unless given. */
	method?: string;
	/** Matches the path without the query string; any path unless given. */
	path?: RegExp;
	/** How many requests; all unless given. */
	times?: number;
}

const PAGE = `<!DOCTYPE html>
<html>
<head><title>Server Too Busy</title></head>
<body>
<h1>We are down for maintenance.</h1>
<p>Sorry for the inconvenience. We'll be back shortly.</p>
</body>
</html>`;

const fits = ({ method, url }: { method: string; url: string }, which: Which) =>
	(which.method ?? method) === method && (which.path?.test(url.split('?')[0]) ?? true);

const isPart = ({ headers }: FastifyRequest) => PART_OF_REQUEST in headers;

/** What a composite request consists of; nothing for another request. */
function partsOf({ body }: FastifyRequest): Array<{ method: string; url: string }> {
	const parsed = typeof body === 'string' ? parseJson(body) : undefined;
	const parts: unknown = parsed?.ok ? Object(parsed.value).compositeRequest : undefined;
	return Array.isArray(parts) ? parts.map(Object) : [];
}

/** Whether a request has a fault: what breaks a connection strikes the request as a whole. */
function strikes(request: FastifyRequest, cause: Which & { trouble: Trouble }): boolean {
	if (cause.trouble === 'server error') return fits(request, cause);
	return !isPart(request) && [request, ...partsOf(request)].some((one) => fits(one, cause));
}

/** The faults that an org answers with. */
export class Troubles {
	private readonly causes: Array<Which & { trouble: Trouble }> = [];

	private meeting: (Which & { count: number; waiting: Array<() => void> }) | undefined;

	/** Answers requests with a fault from now on. */
	cause(trouble: Trouble, which: Which): void {
		this.causes.push({ ...which, trouble });
	}

	/** Removes every fault. */
	end(): void {
		this.causes.length = 0;
	}

	/** Holds the next requests back until there are that many, and then handles them at the same time. */
	meet(count: number, which: Which): void {
		this.meeting = { ...which, count, waiting: [] };
	}

	/** Adds the faults to a server; a request is received in full before. */
	watch(app: FastifyInstance): void {
		const lost = new WeakSet<FastifyRequest>();
		app.addHook('preHandler', async (request, reply) => {
			await this.arrive(request);
			const found = this.causes.find((cause) => cause.times !== 0 && strikes(request, cause));
			if (!found) return;
			if (found.times) found.times -= 1;
			if (found.trouble === 'server error') throw unknownException();
			if (found.trouble === 'answer lost') lost.add(request);
			else return reply.code(503).type('text/html;charset=utf-8').send(PAGE);
		});
		app.addHook('onSend', async (request) => {
			if (lost.has(request)) request.raw.socket.destroy();
		});
	}

	private async arrive(request: FastifyRequest): Promise<void> {
		const { meeting } = this;
		if (!meeting || !fits(request, meeting)) return;
		const others = new Promise<void>((go) => meeting.waiting.push(go));
		if (meeting.waiting.length === meeting.count) {
			this.meeting = undefined;
			for (const go of meeting.waiting) go();
		}
		await others;
	}
}

/** Salesforce's answer to an internal error; the numbers identify it for its support. */
const unknownException = () =>
	salesforceError(
		500,
		'UNKNOWN_EXCEPTION',
		say`An unexpected error occurred. Please include this ErrorId if you contact support: ${'1234567890-12345 (-1234567890)'}`,
	);
