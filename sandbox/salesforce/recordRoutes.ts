import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attributesOf, shown } from './answers';
import { checkDuplicates } from './duplicates';
import { noSuchColumn, notFound } from './errors';
import type { FileStore } from './files';
import { findField } from './objects';
import type { OnObject } from './objectRoutes';
import type { Guard, RecordStore } from './records';
import { readUpload } from './upload';

interface OnRecord extends OnObject {
	id: string;
}
interface OnExternalId extends OnObject {
	field: string;
	value: string;
}

/** The duplicate rules, as a request wants them. */
export function duplicateGuard(
	store: RecordStore,
	{ headers, params }: FastifyRequest<{ Params: OnObject }>,
): Guard {
	const header = headers['sforce-duplicate-rule-header']?.toString();
	return (object, values) => checkDuplicates(store, object, values, header, params.version);
}

/** Adds the routes that create, read, change and delete records. */
export function addRecordRoutes(app: FastifyInstance, store: RecordStore, files: FileStore): void {
	app.post<{ Params: OnObject; Body: string | null }>(
		'/:version/sobjects/:object',
		async (request, reply) => {
			const object = store.object(request.params.object);
			const id =
				object.name === 'ContentVersion'
					? files.add(await readUpload(request, object))
					: store.create(object.name, request.body, duplicateGuard(store, request));
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
			const record = shown(object, store.read(params.object, params.id), params.version);
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
		handler: async (request, reply) => {
			const { object, field, value } = request.params;
			const guard = duplicateGuard(store, request);
			const outcome = await store.upsert(object, field, value, request.body, guard);
			return reply
				.code(outcome.created ? 201 : 200)
				.send({ id: outcome.id, success: true, errors: [], created: outcome.created });
		},
	});
}
