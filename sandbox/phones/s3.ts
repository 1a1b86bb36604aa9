import { sign } from 'aws4';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { AudioFormat, Recording } from './recordings';
import { getOn } from './vendorHosts';

/** The time at the vendors. */
export interface Clock {
	/** In milliseconds since 1970. */
	now(): number;
}

/** An access key of AWS. */
export interface AwsKey {
	accessKeyId: string;
	secretAccessKey: string;
}

/** Why AWS refuses a request: its status and code, and a message where the code does not say it. */
type Refusal = [status: number, code: string, message?: string];

/** Why AWS refuses the signature in the head of a request; a library signs the same request again to compare. */
export function refusalOf(
	{ headers, method, url: path }: FastifyRequest,
	[service, region]: [service: string, region: string],
	key: AwsKey,
): Refusal | undefined {
	const { authorization = '' } = headers;
	const [, id, names = ''] =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/.*SignedHeaders=([^,]+)/.exec(authorization) ?? [];
	if (!id) return [403, 'MissingAuthenticationToken'];
	if (id !== key.accessKeyId) return [403, 'InvalidAccessKeyId'];
	const signed = Object.fromEntries(names.split(';').map((name) => [name, headers[name]]));
	const again = sign({ method, path, service, region, headers: signed }, key).headers;
	const isSame =
		String(again?.Authorization).replaceAll(', ', ',') === authorization.replaceAll(', ', ',');
	return isSame ? undefined : [403, 'SignatureDoesNotMatch'];
}

/** Sends a text as XML. */
export const sendXml = (reply: FastifyReply, status: number, xml: string) =>
	reply.code(status).type('application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);

/**
 * A bucket of S3 with recordings, for signed requests and for signed addresses.
 *
 * @param base the host, and the path to the bucket where the host does not name it
 */
export function addBucket(
	app: FastifyInstance,
	clock: Clock,
	base: string,
	region: string,
	key: AwsKey,
) {
	const objects = new Map<string, [Recording, AudioFormat]>();
	const [host] = base.split('/');
	const linkAt = (path: string, date: string, seconds: string) => {
		const query = `X-Amz-Date=${date}&X-Amz-Expires=${seconds}`;
		const request = { service: 's3', region, host, path: `${path}?${query}`, signQuery: true };
		return `https://${host}${sign(request, key).path}`;
	};

	/** Why a request with a signed address is refused. */
	function refusalOfLink({ headers, query, url }: FastifyRequest): Refusal | undefined {
		const asked = query as Record<string, string | undefined>;
		const { 'X-Amz-Date': date = '', 'X-Amz-Expires': seconds = '0' } = asked;
		if (headers.authorization) return [400, 'InvalidArgument', 'Only one auth mechanism allowed'];
		if (linkAt(url.split('?')[0], date, seconds) !== `https://${host}${url}`) {
			return [403, 'SignatureDoesNotMatch'];
		}
		const signedAt = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)/, '$1-$2-$3T$4:$5:'));
		const isOver = clock.now() > signedAt + Number(seconds) * 1000;
		return isOver ? [403, 'AccessDenied', 'Request has expired'] : undefined;
	}
	function refusal(request: FastifyRequest): Refusal | undefined {
		const { authorization } = request.headers;
		if (request.url.includes('X-Amz-Signature=')) return refusalOfLink(request);
		if (!authorization) return [403, 'AccessDenied'];
		return authorization.startsWith('AWS4')
			? refusalOf(request, ['s3', region], key)
			: [400, 'InvalidArgument', 'Unsupported Authorization Type'];
	}

	const fail = (reply: FastifyReply, [status, code, message = code]: Refusal) =>
		sendXml(reply, status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
	const get = getOn(app, host, (request, reply) => {
		const refused = refusal(request);
		return refused && fail(reply, refused);
	});
	get('/*', ({ query, url }, reply) => {
		if ('location' in (query as object)) {
			const head = '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';
			return sendXml(reply, 200, `${head}${region}</LocationConstraint>`);
		}
		const [recording, format] = objects.get(decodeURIComponent(url.split('?')[0])) ?? [];
		return recording?.isReady() && format
			? recording.send(reply, format)
			: fail(reply, [404, 'NoSuchKey']);
	});

	const pathOf = (name: string) => `/${[...base.split('/').slice(1), name].join('/')}`;
	return {
		put(name: string, recording: Recording, format: AudioFormat): void {
			objects.set(pathOf(name), [recording, format]);
		},
		/** A signed address that is valid from now on. */
		link(name: string, seconds = 600): string {
			const date = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
			return linkAt(pathOf(name), date, String(seconds));
		},
	};
}
