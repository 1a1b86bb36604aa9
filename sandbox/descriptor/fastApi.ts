import type {
	FastifyError,
	FastifyInstance,
	FastifyReply,
	FastifyRequest,
	RouteShorthandOptions,
} from 'fastify';
import { parseJson } from '../json';
import { ContractViolation, describeErrors } from './validation';

type Socket = FastifyRequest['raw']['socket'];

/** How FastAPI, which the service is built on, and its server uvicorn read a request and refuse it. */

/** The most bytes of the request line and the headers together; assumption 1 of the README. */
export const MAX_HEAD = 64 * 1024;

/** Answers invalid HTTP, or a head beyond the limit, as uvicorn does: 400 and no JSON. */
export function refuseConnection(_error: Error, socket: Socket): void {
	if (!socket.writable) return;
	const text = 'Invalid HTTP request received.';
	socket.end(
		'HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\n' +
			`content-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
	);
}

/** An answer of the form `{detail: "..."}`. */
export class HttpError extends Error {
	constructor(
		readonly status: number,
		readonly detail: string,
	) {
		super(detail);
	}
}

/** Refuses a request without the token. */
export function requireToken({ headers }: FastifyRequest, token: string): void {
	const [scheme, credentials] = headers.authorization?.split(/\s+/, 2) ?? [];
	if (!scheme || !credentials) throw new HttpError(403, 'Not authenticated');
	if (scheme.toLowerCase() !== 'bearer') {
		throw new HttpError(403, 'Invalid authentication credentials');
	}
	if (credentials !== token) throw new HttpError(401, 'Invalid authentication credentials');
}

/** Refuses a wrong token where the published file requires none; assumption 2 of the README. */
export function checkSentToken(request: FastifyRequest, token: string): void {
	if (request.headers.authorization !== undefined) requireToken(request, token);
}

/**
 * The options of a route whose body must follow a schema. They check in FastAPI's order: the token,
 * whether there is a body, the schema.
 */
export function bodyOf(
	schema: object,
	checkToken: (request: FastifyRequest) => void,
): RouteShorthandOptions {
	return {
		schema: { body: schema },
		attachValidation: true,
		preValidation: async (request) => {
			checkToken(request);
			if (request.body === undefined || request.body === null) {
				throw new ContractViolation([{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
			}
		},
		preHandler: async (request) => {
			const errors = request.validationError?.validation;
			if (errors) throw new ContractViolation(describeErrors(errors, request.body));
		},
	};
}

/** Makes a server read bodies and answer errors as FastAPI does. */
export function speakFastApi(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		async (request: FastifyRequest, text: string) => parseBody(request, text),
	);
	app.setErrorHandler<FastifyError>(async (error, _request, reply) => sendError(error, reply));
	app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ detail: 'Not Found' }));
}

function parseBody(request: FastifyRequest, text: string): unknown {
	if (text === '') return undefined;
	// FastAPI reads a body as JSON when its type says so, or when it has no type at all.
	const type = request.headers['content-type']?.split(';')[0].trim().toLowerCase();
	if (type !== undefined && !/^application\/(.+\+)?json$/.test(type)) return text;
	const parsed = parseJson(text);
	if (parsed.ok) return parsed.value;
	throw new ContractViolation([
		{ loc: ['body', parsed.position], msg: 'JSON decode error', type: 'json_invalid' },
	]);
}

function sendError(error: FastifyError, reply: FastifyReply): FastifyReply {
	if (error instanceof ContractViolation) return reply.code(422).send({ detail: error.detail });
	if (error instanceof HttpError) {
		if (error.status === 401) reply.header('www-authenticate', 'Bearer');
		return reply.code(error.status).send({ detail: error.detail });
	}
	// Other errors are fastify's own, such as a body beyond the limit.
	return reply.code(error.statusCode ?? 500).send({ detail: error.message });
}
