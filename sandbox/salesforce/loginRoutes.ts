import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ORGANIZATION_ID, SANDBOX_USER, type Sessions } from './auth';
import type { RecordStore } from './records';

/** Where a request reached the sandbox, such as "http://127.0.0.1:3002". */
const originOf = ({ protocol, host }: FastifyRequest) => `${protocol}://${host}`;

/** The client that names itself in the `Authorization` header instead of the form. */
function clientOf({ headers }: FastifyRequest): Record<string, string> {
	const encoded = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
	if (!encoded) return {};
	const [client_id, client_secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
	return { client_id, client_secret };
}

/** Adds the token endpoint, and who is logged in. */
export async function addLoginRoutes(
	app: FastifyInstance,
	sessions: Sessions,
	store: RecordStore,
): Promise<void> {
	await app.register(formBody);

	app.post<{ Body: Record<string, unknown> | null }>(
		'/services/oauth2/token',
		async (request, reply) => {
			const form = { ...clientOf(request), ...request.body };
			const answer = sessions.token(form, originOf(request), store.userId);
			return reply.code(answer.status).send(answer.body);
		},
	);

	app.get('/services/oauth2/userinfo', async (request, reply) => {
		if (!sessions.accepts(request.headers.authorization)) {
			return reply.code(403).send('Bad_OAuth_Token');
		}
		const origin = originOf(request);
		return {
			sub: `${origin}/id/${ORGANIZATION_ID}/${store.userId}`,
			user_id: store.userId,
			organization_id: ORGANIZATION_ID,
			preferred_username: SANDBOX_USER.username,
			name: `${SANDBOX_USER.firstName} ${SANDBOX_USER.lastName}`,
			email: SANDBOX_USER.email,
			// The client puts the version in, as Salesforce leaves it open here.
			urls: {
				rest: `${origin}/services/data/v{version}/`,
				sobjects: `${origin}/services/data/v{version}/sobjects/`,
				query: `${origin}/services/data/v{version}/query/`,
				profile: `${origin}/${store.userId}`,
			},
			active: true,
		};
	});
}
