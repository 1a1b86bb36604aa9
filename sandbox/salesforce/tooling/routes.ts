import type { FastifyInstance } from 'fastify';
import { notInSandbox } from '../errors';
import type { OrgMetadata } from '../install/orgMetadata';
import type { OnObject } from '../objectRoutes';
import type { RecordStore } from '../records';
import { createField } from './customField';

/**
 * Adds the Tooling API, as far as it creates custom fields. Like Salesforce's, it cannot create a custom object.
 */
export function addToolingRoutes(
	app: FastifyInstance,
	store: RecordStore,
	metadata: OrgMetadata,
): void {
	app.post<{ Params: OnObject; Body: string | null }>(
		'/:version/tooling/sobjects/:object',
		async ({ params, body }, reply) => {
			if (params.object.toLowerCase() !== 'customfield') {
				throw notInSandbox(`the creation of ${params.object} by the Tooling API`);
			}
			const id = createField(store, metadata, body);
			return reply.code(201).send({ id, success: true, errors: [], warnings: [], infos: [] });
		},
	);
}
