import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { generate } from 'selfsigned';

import { keepCertificate } from './certificateFile';

/** A request that reached a host of a vendor. */
export interface VendorRequest {
	/** Without port. */
	host: string;
	method: string;
	/** Without the query. */
	path: string;
	/** Whether it carried a credential, in its head or in its query. */
	hasCredential: boolean;
	status: number;
}

/** The header of a Basic login. */
export const basic = (user: string, password: string): string =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** An address with parameters of its query changed. */
export function withQuery(url: string, changed: Record<string, number>): URL {
	const address = new URL(url);
	for (const [name, value] of Object.entries(changed))
		address.searchParams.set(name, String(value));
	return address;
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** The parameter `:id` of a route. */
export const idIn = ({ params }: FastifyRequest): string => (params as { id: string }).id;

/** A function that adds routes for GET to a host; a login answers the requests that it refuses, and no others. */
export const getOn =
	(app: FastifyInstance, host: string | RegExp, login: Handler) =>
	(url: string, handler: Handler): void => {
		app.route({
			method: 'GET',
			url,
			constraints: { host },
			onRequest: async (request, reply) => await login(request, reply),
			handler: async (request, reply) => await handler(request, reply),
		});
	};

/**
 * Prepares an HTTPS server that has the names of the vendors' hosts, and a proxy that leads to it and to nowhere else.
 *
 * The programs under test use the vendors' addresses as they are. The proxy notes each host that they try to reach.
 *
 * @param names of the hosts
 */
export async function prepareVendorHosts(names: string[]) {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'Phone systems' }], {
		keySize: 2048,
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
		],
	});
	const requests: VendorRequest[] = [];
	const strangers: string[] = [];
	const app = fastify({
		https: { key, cert },
		forceCloseConnections: true,
	}) as unknown as FastifyInstance;
	await app.register(formbody);
	app.addHook('onResponse', async ({ headers, hostname, method, url }, { statusCode: status }) => {
		const hasCredential = headers.authorization !== undefined || /[?&](access_)?token=/.test(url);
		requests.push({ host: hostname, method, path: url.split('?')[0], hasCredential, status });
	});

	const proxy = fastify({ forceCloseConnections: true });
	// No host is reached without TLS.
	proxy.setNotFoundHandler(async ({ hostname }, reply) => {
		strangers.push(hostname);
		return await reply.code(502).send();
	});
	const open = new Set<{ destroy(): unknown }>();
	proxy.server.on('connect', ({ url }, client) => {
		open.add(client);
		client.on('error', () => client.destroy());
		client.on('close', () => open.delete(client));
		const [host] = String(url).split(':');
		if (names.includes(host)) {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			app.server.emit('connection', client);
		} else {
			strangers.push(host);
			client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		}
	});

	const certificate = keepCertificate(cert);
	return {
		app,
		key,
		cert,
		requests,
		strangers,
		/** @returns environment variables that send the requests of a program here, and let it trust the certificate */
		async listen(): Promise<Record<string, string>> {
			await app.ready();
			const address = await proxy.listen({ host: '127.0.0.1', port: 0 });
			return {
				HTTPS_PROXY: address,
				HTTP_PROXY: address,
				NO_PROXY: '127.0.0.1,localhost,::1',
				NODE_EXTRA_CA_CERTS: certificate.file,
			};
		},
		async close(): Promise<void> {
			for (const connection of open) connection.destroy();
			await Promise.all([app.close(), proxy.close()]);
			certificate.remove();
		},
	};
}
