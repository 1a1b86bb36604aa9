import type { FastifyInstance, FastifyReply } from 'fastify';
import { linkSection, page } from '../html';
import type { FileStore } from './files';
import { recordPage } from './recordPage';
import type { RecordStore } from './records';

/** The pages for people, and the view for tests of another process; neither asks for a session. */
export function addPages(app: FastifyInstance, store: RecordStore, files: FileStore): void {
	const show = (id: string, reply: FastifyReply) => {
		const found = store.find(id);
		reply.type('text/html; charset=utf-8');
		return found
			? recordPage(store, files, found.object, found.record)
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
