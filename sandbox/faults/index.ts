import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { send, type Answer, type Coming } from './wire';

export { startOtherHost, type OtherHost } from './otherHost';

/** A faulty answer. What is left out comes from the service's own answer, or else is 200 and an empty body. */
export interface Fault extends Partial<Omit<Answer, 'body'>> {
	/** The body, or a function that changes the service's own. */
	body?: string | ((own: string) => string);
	/** "whole" unless given. */
	coming?: Coming;
}

/** Which requests a fault is for. */
interface Aim {
	/** How many; 1 unless given. */
	times?: number;
	/** Selects requests; all unless given. */
	about?: (request: { url: string; body: string }) => boolean;
	/** Whether the service handles the request, and only its answer is faulty; false unless given. */
	done?: boolean;
}

/** A fault that was requested. */
interface Aimed {
	/** How many requests have met it so far. */
	struck: number;
}

export interface Faults {
	/**
	 * Answers the next requests with this method and this path, or a path below it, with a fault. If several faults fit,
	 * the first requested is used.
	 */
	next(method: 'GET' | 'POST' | 'PATCH', path: string, fault: Fault, aim?: Aim): Aimed;
	/** Removes the faults that have not struck yet. */
	clear(): void;
}

interface Rule extends Aimed {
	method: string;
	path: string;
	fault: Fault;
	aim: Aim;
}

function isMeant({ method, path, aim, struck }: Rule, request: FastifyRequest): boolean {
	const { url } = request;
	const [requested] = url.split('?');
	if (method !== request.method || struck >= (aim.times ?? 1)) return false;
	if (requested !== path && !requested.startsWith(`${path}/`)) return false;
	return aim.about?.({ url, body: JSON.stringify(request.body ?? null) }) ?? true;
}

async function strike(
	{ coming = 'whole', body = (own) => own, ...given }: Fault,
	own: Answer,
	{ raw }: FastifyReply,
): Promise<void> {
	const struck = typeof body === 'string' ? body : body(own.body);
	await send({ ...own, ...given, body: struck }, coming, raw);
}

/**
 * Lets a server fail on demand: before it looks at a request, or after it has handled it.
 *
 * @param app the server, before its routes are added
 */
export function addFaults(app: FastifyInstance): Faults {
	let rules: Rule[] = [];
	const afterwards = new WeakMap<FastifyRequest, Fault>();

	app.addHook('preValidation', async (request, reply) => {
		const rule = rules.find((each) => isMeant(each, request));
		if (!rule) return;
		rule.struck += 1;
		const { fault, aim } = rule;
		if (aim.done) {
			afterwards.set(request, fault);
			return;
		}
		reply.hijack();
		await strike(fault, { status: 200, headers: {}, body: '' }, reply);
	});

	// As long as done() is not run, the server does not send its own answer.
	app.addHook('onSend', (request, reply, payload, done) => {
		const fault = afterwards.get(request);
		if (!fault) {
			done();
			return;
		}
		const headers = { 'content-type': String(reply.getHeader('content-type')) };
		void strike(fault, { status: reply.statusCode, headers, body: String(payload) }, reply);
	});

	return {
		next(method, path, fault, aim = {}) {
			const rule: Rule = { method, path, fault, aim, struck: 0 };
			rules.push(rule);
			return rule;
		},
		clear() {
			rules = [];
		},
	};
}
