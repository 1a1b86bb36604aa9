import formBody from '@fastify/formbody';
import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from 'fastify';
import { linkSection, page } from '../html';
import { keepRequestLog, type LoggedRequest } from '../requestLog';
import { ORGANIZATION_ID, SANDBOX_USER, Sessions, type JwtLogin } from './auth';
import { describeObject, summariseObject } from './describe';
import { noSuchColumn, notFound, SalesforceError, salesforceError } from './errors';
import type { SalesforceRecord } from './fields';
import { findField, OBJECTS } from './objects';
import { recordPage } from './recordPage';
import { RecordStore } from './records';
import { attributesOf, runQuery } from './soql';

export interface SalesforceServer {
	app: FastifyInstance;
	records(objectName: string): SalesforceRecord[];
	requests(): LoggedRequest[];
	jwt: JwtLogin;
	accessToken: string;
}

/** The API versions that are served, as the live service does. */
const FIRST_VERSION = 30;
const LAST_VERSION = 64;

interface OnVersion {
	version: string;
}
interface OnObject extends OnVersion {
	object: string;
}
interface OnRecord extends OnObject {
	id: string;
}
interface OnExternalId extends OnObject {
	field: string;
	value: string;
}

/**
 * Creates the stand-in for a Salesforce org: login, REST API and record pages.
 *
 * @param publicKey PEM that login assertions are checked with; without it a key pair is generated
 */
export function createSalesforceServer(publicKey?: string): SalesforceServer {
	const app = fastify({
		forceCloseConnections: true,
		// A key of an upsert may be too long for its field; that is Salesforce's error, not a 404.
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 },
	});
	const log = keepRequestLog(app);
	const sessions = new Sessions(publicKey);
	const store = new RecordStore(SANDBOX_USER);

	// Bodies stay texts, because Salesforce names the place of a fault in them.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		async (_request: unknown, text: string) => text,
	);
	app.setErrorHandler<FastifyError>(async (error, _request, reply) => sendError(error, reply));
	app.setNotFoundHandler(async (_request, reply) => sendError(notFound(), reply));

	app.register(async (login) => await addLoginRoutes(login, sessions, store));
	app.register(async (api) => addApi(api, sessions, store), { prefix: '/services/data' });
	addPages(app, store);

	return {
		app,
		records: (objectName) => store.list(objectName),
		requests: () => log,
		jwt: sessions.jwt,
		accessToken: sessions.accessToken,
	};
}

/** Where a request reached the sandbox, such as "http://127.0.0.1:3002". */
const originOf = ({ protocol, host }: FastifyRequest) => `${protocol}://${host}`;

async function addLoginRoutes(
	app: FastifyInstance,
	sessions: Sessions,
	store: RecordStore,
): Promise<void> {
	await app.register(formBody);

	app.post<{ Body: Record<string, unknown> | null }>(
		'/services/oauth2/token',
		async (request, reply) => {
			const answer = sessions.token(request.body ?? {}, originOf(request), store.userId);
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

/** Adds everything that needs a session, below `/services/data`. */
function addApi(app: FastifyInstance, sessions: Sessions, store: RecordStore): void {
	app.addHook('onRequest', async (request) => {
		if (!sessions.accepts(request.headers.authorization)) {
			throw salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		}
		const version = Number(/\/v(\d+)\.0\//.exec(request.url)?.[1]);
		if (!(version >= FIRST_VERSION && version <= LAST_VERSION)) throw notFound();
	});
	app.setNotFoundHandler(async (_request, reply) => sendError(notFound(), reply));

	addObjectRoutes(app, store);
	addRecordRoutes(app, store);
}

function addObjectRoutes(app: FastifyInstance, store: RecordStore): void {
	app.get<{ Params: OnVersion }>('/:version/sobjects', async ({ params }) => ({
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: OBJECTS.map((object) => summariseObject(object, params.version)),
	}));

	app.get<{ Params: OnObject }>('/:version/sobjects/:object', async ({ params }) => ({
		objectDescribe: summariseObject(store.object(params.object), params.version),
		recentItems: store
			.list(params.object)
			.slice(-5)
			.map(({ Id, Name }) => ({
				attributes: attributesOf(store.object(params.object), Id, params.version),
				Id,
				Name,
			})),
	}));

	app.get<{ Params: OnObject }>('/:version/sobjects/:object/describe', async ({ params }) =>
		describeObject(store.object(params.object), params.version),
	);

	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/query',
		async ({ params, query }) => runQuery(store, query.q ?? '', params.version),
	);
}

function addRecordRoutes(app: FastifyInstance, store: RecordStore): void {
	app.post<{ Params: OnObject; Body: string | null }>(
		'/:version/sobjects/:object',
		async ({ params, body }, reply) =>
			reply.code(201).send({ id: store.create(params.object, body), success: true, errors: [] }),
	);

	app.get<{ Params: OnRecord; Querystring: { fields?: string } }>(
		'/:version/sobjects/:object/:id',
		async ({ params, query }) => {
			const object = store.object(params.object);
			const record = store.get(params.object, params.id);
			const attributes = attributesOf(object, record.Id, params.version);
			if (!query.fields) return { attributes, ...record };
			const fields = query.fields.split(',').map((name) => {
				const field = findField(object, name.trim());
				if (!field) throw noSuchColumn(name.trim(), object);
				return [field.name, record[field.name]];
			});
			return { attributes, ...Object.fromEntries(fields) };
		},
	);

	app.patch<{ Params: OnRecord; Body: string | null }>(
		'/:version/sobjects/:object/:id',
		async ({ params, body }, reply) => {
			store.update(params.object, params.id, body);
			return reply.code(204).send();
		},
	);

	app.delete<{ Params: OnRecord }>('/:version/sobjects/:object/:id', async ({ params }, reply) => {
		store.delete(params.object, params.id);
		return reply.code(204).send();
	});

	app.route<{ Params: OnExternalId; Body: string | null }>({
		method: ['PATCH', 'POST'],
		url: '/:version/sobjects/:object/:field/:value',
		handler: async ({ params, body }, reply) => {
			const outcome = store.upsert(params.object, params.field, params.value, body);
			return reply
				.code(outcome.created ? 201 : 200)
				.send({ id: outcome.id, success: true, errors: [], created: outcome.created });
		},
	});
}

/** The pages for people, and the view for tests of another process; neither asks for a session. */
function addPages(app: FastifyInstance, store: RecordStore): void {
	const show = (id: string, reply: FastifyReply) => {
		const found = store.find(id);
		reply.type('text/html; charset=utf-8');
		return found
			? recordPage(store, found.object, found.record)
			: reply.code(404).send(page('Record not found', id, ''));
	};

	app.get('/', async (_request, reply) => {
		const links = store
			.list('Call_Analysis__c')
			.map(({ Id: id, Name: name }): [string, string] => [`/${String(id)}`, String(name)])
			.reverse();
		reply.type('text/html; charset=utf-8');
		return page(
			'Salesforce (sandbox)',
			'Newest first',
			linkSection('Call analyses', links, 'There are none yet.'),
		);
	});
	app.get<{ Params: { id: string } }>('/:id', async ({ params }, reply) => show(params.id, reply));
	app.get<{ Params: { id: string } }>('/lightning/r/:object/:id/view', async ({ params }, reply) =>
		show(params.id, reply),
	);
	app.get<{ Params: { object: string } }>('/sandbox/records/:object', async ({ params }) =>
		store.list(params.object),
	);
}

function sendError(error: FastifyError | SalesforceError, reply: FastifyReply): FastifyReply {
	if (error instanceof SalesforceError) return reply.code(error.status).send(error.entries);
	// What is left is fastify's own, such as a body beyond its limit.
	const { statusCode = 500, message } = error;
	return reply.code(statusCode).send([{ message, errorCode: error.code ?? 'UNKNOWN_EXCEPTION' }]);
}
