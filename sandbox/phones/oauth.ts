import type { FastifyInstance } from 'fastify';

import type { Clock } from './s3';
import { basic } from './vendorHosts';

/** In milliseconds; a refresh token is used up with its first use. */
const HOUR = 3_600_000;

/**
 * The sessions of a vendor with OAuth2, and the address that renews them.
 *
 * @param refreshable how long a refresh token is valid, in milliseconds
 */
export function addSessions(
	app: FastifyInstance,
	clock: Clock,
	host: string,
	path: string,
	refreshable: number,
) {
	const client = { id: 'made-up-client-id', secret: 'made-up-client-secret' };
	/** When each token ends. */
	const [access, refresh] = [new Map<string, number>(), new Map<string, number>()];
	/** Opens a session, as a person does who connects a credential. */
	function connect(): { access_token: string; refresh_token: string } {
		const number = access.size + 1;
		const tokens = { access_token: `access-${number}`, refresh_token: `refresh-${number}` };
		access.set(tokens.access_token, clock.now() + HOUR);
		refresh.set(tokens.refresh_token, clock.now() + refreshable);
		return tokens;
	}
	app.post(path, { constraints: { host } }, (request, reply) => {
		const fail = (status: number, error: string) => reply.code(status).send({ error });
		if (request.headers.authorization !== basic(client.id, client.secret)) {
			return fail(401, 'invalid_client');
		}
		const { grant_type: grant, refresh_token: token = '' } = (request.body ?? {}) as Record<
			string,
			string
		>;
		if (grant !== 'refresh_token') return fail(400, 'unsupported_grant_type');
		const isValid = (refresh.get(token) ?? 0) > clock.now();
		refresh.delete(token);
		return isValid
			? reply.send({ ...connect(), token_type: 'bearer', expires_in: HOUR / 1000 })
			: fail(400, 'invalid_grant');
	});
	return {
		client,
		tokenUrl: `https://${host}${path}`,
		connect,
		/** What the token in a header is worth. */
		stateOf(authorization = ''): 'open' | 'over' | 'unknown' {
			const endsAt = access.get(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
			if (endsAt === undefined) return 'unknown';
			return endsAt > clock.now() ? 'open' : 'over';
		},
	};
}
