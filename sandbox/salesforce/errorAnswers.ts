import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SalesforceError, salesforceError } from './errors';
import { invalidMultipart } from './upload';
import { say, Words, type Language } from './words';

/** The largest body that is not multipart, in bytes: 37.5 MB of a file in base64. */
export const MAX_BODY = 52_428_800;
/** The most bytes of an address, and of an address with the headers. */
const MAX_HEAD = 16_384;

const requestTooLarge = salesforceError(
	400,
	'JSON_PARSER_ERROR',
	say`Maximum size of request reached. Maximum size of request is ${MAX_BODY} bytes.`,
);

/** Assumption 8 of the README. */
const fileTooLarge = salesforceError(
	413,
	'POST_BODY_TOO_LARGE',
	say`Your file exceeds the maximum size of a file.`,
);

/** The entries of an error in a language. */
export const entriesOf = ({ entries }: SalesforceError, language: Language) =>
	entries.map(({ message, ...entry }) => ({
		message: message instanceof Words ? message.in(language) : message,
		...entry,
	}));

/** Answers an error in the form of Salesforce, and in a language. */
export function sendError(
	error: FastifyError | SalesforceError,
	reply: FastifyReply,
	language: Language,
): FastifyReply {
	if (error instanceof SalesforceError) {
		return reply.code(error.status).send(entriesOf(error, language));
	}
	if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
		return sendError(requestTooLarge, reply, language);
	if (error.code === 'FST_REQ_FILE_TOO_LARGE') return sendError(fileTooLarge, reply, language);
	const { code, statusCode = 500, message } = error;
	// The multipart parser reports a broken body with a message, without a code.
	if (!code && /multipart/i.test(message))
		return sendError(invalidMultipart(message), reply, language);
	// Other errors are fastify's own.
	return reply.code(statusCode).send([{ message, errorCode: code ?? 'UNKNOWN_EXCEPTION' }]);
}

/**
 * Refuses a request whose address, or whose address and headers, are too long. It is refused before
 * it reaches the API, by Salesforce's web server, and in that server's form.
 */
export async function checkHead(request: FastifyRequest, reply: FastifyReply) {
	const address = Buffer.byteLength(request.url);
	const headers = request.raw.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
	if (address > MAX_HEAD) return sendBadMessage(reply, 414, 'URI Too Long');
	if (address + headers > MAX_HEAD) {
		return sendBadMessage(reply, 431, 'Request Header Fields Too Large');
	}
}

function sendBadMessage(reply: FastifyReply, status: number, reason: string): FastifyReply {
	return reply
		.code(status)
		.type('text/html;charset=iso-8859-1')
		.send(`<h1>Bad Message ${status}</h1><pre>reason: ${reason}</pre>`);
}
