import type { FastifyInstance } from 'fastify';
import { notInSandbox } from '../errors';
import type { OrgMetadata } from '../install/orgMetadata';
import type { OnObject, OnVersion } from '../objectRoutes';
import { runQuery } from '../query/soql';
import type { RecordStore } from '../records';
import { createField } from './customField';
import { ToolingSource } from './source';

/**
 * Adds the Tooling API: it creates custom fields, and tells which custom objects and fields there are.
 * Like Salesforce's, it cannot create a custom object.
 */
export function addToolingRoutes(
	app: FastifyInstance,
	store: RecordStore,
	metadata: OrgMetadata,
): void {
	const source = new ToolingSource(metadata);

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

	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/tooling/query',
		async ({ params, query }) => {
			const { totalSize, records } = runQuery(source, query.q ?? '', `${params.version}/tooling`);
			const entityTypeName = records[0]?.attributes.type ?? null;
			return {
				size: totalSize,
				totalSize,
				done: true,
				queryLocator: null,
				entityTypeName,
				records,
			};
		},
	);
}
