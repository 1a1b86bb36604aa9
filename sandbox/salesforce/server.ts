import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { keepRequestLog, type LoggedRequest } from '../requestLog';
import { SANDBOX_USER, Sessions, type JwtLogin } from './auth';
import { describeObject, summariseObject } from './describe';
import { noSuchColumn, notFound, SalesforceError, salesforceError } from './errors';
import type { SalesforceRecord } from './fields';
import { addFilePages } from './filePages';
import { FileStore, type StoredFile } from './files';
import { addLoginRoutes } from './loginRoutes';
import { findField, OBJECTS } from './objects';
import { addPages } from './pages';
import { RecordStore } from './records';
import { attributesOf, shown } from './answers';
import { runQuery } from './soql';
import { invalidMultipart, readUpload } from './upload';

export interface SalesforceServer {
	app: FastifyInstance;
	records(objectName: string): SalesforceRecord[];
	files(): StoredFile[];
	requests(): LoggedRequest[];
	jwt: JwtLogin;
	accessToken: string;
}

/** The API versions that are served, as the live service does. */
const FIRST_VERSION = 30;
const LAST_VERSION = 64;

/** The largest body that is not multipart, in bytes: 37.5 MB of a file in base64. */
const MAX_BODY = 52_428_800;
/** The largest file of a multipart body, in bytes. */
const MAX_FILE_SIZE = 2 * 1024 * 1024 * 1024;

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
 * @param maxFileSize the largest file of a multipart upload, in bytes
 */
export function createSalesforceServer(
	publicKey?: string,
	maxFileSize = MAX_FILE_SIZE,
): SalesforceServer {
	const app = fastify({
		forceCloseConnections: true,
		bodyLimit: MAX_BODY,
		// A key of an upsert may be too long for its field; that is Salesforce's error, not a 404.
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 },
	});
	const log = keepRequestLog(app);
	const sessions = new Sessions(publicKey);
	const store = new RecordStore(SANDBOX_USER);
	const files = new FileStore(store);

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
	app.register(
		async (api) => {
			await api.register(multipart, { limits: { fileSize: maxFileSize } });
			addApi(api, sessions, store, files);
		},
		{ prefix: '/services/data' },
	);
	addPages(app, store, files);
	addFilePages(app, store, files);

	return {
		app,
		records: (objectName) => store.list(objectName),
		files: () => files.list(),
		requests: () => log,
		jwt: sessions.jwt,
		accessToken: sessions.accessToken,
	};
}

/** Adds everything that needs a session, below `/services/data`. */
function addApi(
	app: FastifyInstance,
	sessions: Sessions,
	store: RecordStore,
	files: FileStore,
): void {
	app.addHook('onRequest', async (request) => {
		if (!sessions.accepts(request.headers.authorization)) {
			throw salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		}
		const version = Number(/\/v(\d+)\.0\//.exec(request.url)?.[1]);
		if (!(version >= FIRST_VERSION && version <= LAST_VERSION)) throw notFound();
	});
	app.setNotFoundHandler(async (_request, reply) => sendError(notFound(), reply));

	addObjectRoutes(app, store);
	addRecordRoutes(app, store, files);
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

function addRecordRoutes(app: FastifyInstance, store: RecordStore, files: FileStore): void {
	app.post<{ Params: OnObject; Body: string | null }>(
		'/:version/sobjects/:object',
		async (request, reply) => {
			const object = store.object(request.params.object);
			const id =
				object.name === 'ContentVersion'
					? files.add(await readUpload(request, object))
					: store.create(object.name, request.body);
			return reply.code(201).send({ id, success: true, errors: [] });
		},
	);

	app.get<{ Params: OnRecord }>(
		'/:version/sobjects/:object/:id/VersionData',
		async ({ params }, reply) => {
			if (store.object(params.object).name !== 'ContentVersion') throw notFound();
			return reply.type('application/octet-stream').send(files.content(params.id));
		},
	);

	app.get<{ Params: OnRecord; Querystring: { fields?: string } }>(
		'/:version/sobjects/:object/:id',
		async ({ params, query }) => {
			const object = store.object(params.object);
			const record = shown(object, store.get(params.object, params.id), params.version);
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

const requestTooLarge = salesforceError(
	400,
	'JSON_PARSER_ERROR',
	`Maximum size of request reached. Maximum size of request is ${MAX_BODY} bytes.`,
);

/** An assumption: what Salesforce answers to a file beyond its limit is not documented. */
const fileTooLarge = salesforceError(
	413,
	'POST_BODY_TOO_LARGE',
	'Your file exceeds the maximum size of a file.',
);

function sendError(error: FastifyError | SalesforceError, reply: FastifyReply): FastifyReply {
	if (error instanceof SalesforceError) return reply.code(error.status).send(error.entries);
	if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendError(requestTooLarge, reply);
	if (error.code === 'FST_REQ_FILE_TOO_LARGE') return sendError(fileTooLarge, reply);
	const { code, statusCode = 500, message } = error;
	// The parser of multipart bodies has words but no codes for a broken one.
	if (!code && /multipart/i.test(message)) return sendError(invalidMultipart(message), reply);
	// What is left is fastify's own.
	return reply.code(statusCode).send([{ message, errorCode: code ?? 'UNKNOWN_EXCEPTION' }]);
}
