import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

/** A request that reached the other host. */
interface ReceivedRequest {
	method: string;
	/** With its query. */
	url: string;
	headers: FastifyRequest['headers'];
	body: unknown;
}

export interface OtherHost {
	/** Its address, without a path. */
	url: string;
	/** Everything that came to it, oldest first. */
	requests: ReceivedRequest[];
	close(): Promise<void>;
}

/** A self-signed certificate for "localhost" with its key; used for nothing else. */
const SELF_SIGNED = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9sk20nrBuNJQZC8d
vkZz0xAOdzoCrOvPtOpF4t3yPnahRANCAARgzdXWaPqoIMwf6y50XTDLxZh8aZ3+
TUH0pUvFIde9PEcbOb2u8HIhtAnf1E/U6jDDFgJzi8H0h04WWqieFFwy
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUBPtiChRfU7BZ5T85BYwGc0boXXgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE3MzkyMloYDzIxMjYxMDMw
MTczOTIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARgzdXWaPqoIMwf6y50XTDLxZh8aZ3+TUH0pUvFIde9PEcbOb2u8HIh
tAnf1E/U6jDDFgJzi8H0h04WWqieFFwyo2kwZzAdBgNVHQ4EFgQUuYpWZNh1vkgD
+dhFf0COjrTP4J0wHwYDVR0jBBgwFoAUuYpWZNh1vkgD+dhFf0COjrTP4J0wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAK9jpNfqGX6KghXavhxUED31IPKXLm9tipoO9H/zxn+mAiBwfc8WDEix
He4NXePlIhDeEvRZPVbhPxb8/skMMgEhkA==
-----END CERTIFICATE-----`,
};

/**
 * Starts a host that is not the service: it accepts everything, answers with an empty JSON object, and logs requests.
 *
 * @param scheme "https" uses a certificate that no client trusts
 */
export async function startOtherHost(scheme: 'http' | 'https' = 'http'): Promise<OtherHost> {
	const requests: ReceivedRequest[] = [];
	const common = { forceCloseConnections: true };
	const app: FastifyInstance =
		scheme === 'https'
			? fastify({ ...common, https: SELF_SIGNED } as typeof common)
			: fastify(common);
	app.all('*', async ({ method, url, headers, body }) => {
		requests.push({ method, url, headers, body });
		return {};
	});
	const address = await app.listen({ host: 'localhost', port: 0 });
	return {
		url: `${scheme}://localhost:${new URL(address).port}`,
		requests,
		close: async () => await app.close(),
	};
}
