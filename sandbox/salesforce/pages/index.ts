import type { FastifyInstance, FastifyReply } from 'fastify';
import { page } from '../../html';
import type { FileStore } from '../files';
import { recordPage } from './record';
import type { RecordStore } from '../records';
import { listLinks, recordTable } from './lists';

/** Adds the pages of lists and records; they need no session. */
export function addPages(app: FastifyInstance, store: RecordStore, files: FileStore): void {
	const missing = (what: string, name: string, reply: FastifyReply) =>
		reply.code(404).send(page(`${what} not found`, name, ''));
	const show = (id: string, reply: FastifyReply) => {
		reply.type('text/html; charset=utf-8');
		const found = store.find(id);
		const object = found && store.schema.find(found.object.name);
		return object ? recordPage(store, files, object, found.record) : missing('Record', id, reply);
	};
	const list = (name: string, reply: FastifyReply) => {
		reply.type('text/html; charset=utf-8');
		const object = store.schema.find(name);
		if (!object) return missing('Object', name, reply);
		const table = recordTable(store, object.labelPlural, object, store.list(object.name));
		return page(
			'Salesforce (sandbox)',
			'Newest first',
			`<section>${listLinks(store)}</section>${table}`,
		);
	};

	app.get('/', async (_request, reply) =>
		// An empty org has no object for calls.
		list(store.schema.find('Call_Analysis__c') ? 'Call_Analysis__c' : 'Contact', reply),
	);
	app.get<{ Params: { object: string } }>('/lightning/o/:object/list', async ({ params }, reply) =>
		list(params.object, reply),
	);
	app.get<{ Params: { id: string } }>('/:id', async ({ params }, reply) => show(params.id, reply));
	app.get<{ Params: { id: string } }>('/lightning/r/:object/:id/view', async ({ params }, reply) =>
		show(params.id, reply),
	);
}
