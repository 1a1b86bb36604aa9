import type { FastifyInstance, FastifyRequest } from 'fastify';
import { salesforceError } from './errors';

/**
 * What can go wrong between a client and the rules of the org:
 * "server error" is an error inside of Salesforce, which has changed nothing;
 * "maintenance" is the page that stands in front of Salesforce while it is down;
 * "answer lost" breaks the connection after the request has been carried out.
 */
export type Trouble = 'server error' | 'maintenance' | 'answer lost';

/** Which requests to the API something happens to. */
export interface Which {
	/** "GET" and so on; any method without it. */
	method?: string;
	/** What the path without the query string has to match; any path without it. */
	path?: RegExp;
	/** How often it happens; always without it. */
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

const matches = ({ method, url }: FastifyRequest, which: Which) =>
	(which.method ?? method) === method && (which.path?.test(url.split('?')[0]) ?? true);

/** The troubles that an org is in. */
export class Troubles {
	private readonly causes: Array<Which & { trouble: Trouble }> = [];

	private meeting: (Which & { count: number; waiting: Array<() => void> }) | undefined;

	/** Lets a trouble happen to requests from now on. */
	cause(trouble: Trouble, which: Which): void {
		this.causes.push({ ...which, trouble });
	}

	/** Lets nothing happen any more. */
	end(): void {
		this.causes.length = 0;
	}

	/** Lets the next requests wait for each other until there are that many, and be carried out at the same time. */
	meet(count: number, which: Which): void {
		this.meeting = { ...which, count, waiting: [] };
	}

	/** Lets troubles happen to the requests of a server, once they have been received in full. */
	watch(app: FastifyInstance): void {
		const lost = new WeakSet<FastifyRequest>();
		app.addHook('preHandler', async (request, reply) => {
			await this.arrive(request);
			const found = this.causes.find((cause) => cause.times !== 0 && matches(request, cause));
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
		if (!meeting || !matches(request, meeting)) return;
		const others = new Promise<void>((go) => meeting.waiting.push(go));
		if (meeting.waiting.length === meeting.count) {
			this.meeting = undefined;
			for (const go of meeting.waiting) go();
		}
		await others;
	}
}

/** What Salesforce answers when it fails itself; the numbers tell its support where. */
const unknownException = () =>
	salesforceError(
		500,
		'UNKNOWN_EXCEPTION',
		'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)',
	);
