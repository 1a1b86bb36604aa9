import type { FastifyInstance } from 'fastify';
import { notInSandbox } from '../errors';
import type { OrgMetadata } from '../install/orgMetadata';
import type { OnObject, OnVersion } from '../objectRoutes';
import type { RecordStore } from '../records';
import { createField } from './customField';

/** The one query that is supported. */
const RULES =
	/^SELECT ValidationName, Active FROM ValidationRule WHERE EntityDefinition\.QualifiedApiName = '(\w+)'$/;

/**
 * Adds the Tooling API, as far as it creates custom fields and lists the validation rules of an object. Like Salesforce's,
 * it cannot create a custom object.
 */
export function addToolingRoutes(
	app: FastifyInstance,
	store: RecordStore,
	metadata: OrgMetadata,
): void {
	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/tooling/query',
		async ({ params, query }) => {
			const object = RULES.exec(query.q ?? '')?.[1];
			if (!object) throw notInSandbox('other queries of the Tooling API');
			const url = `/services/data/${params.version}/tooling/sobjects/ValidationRule`;
			const rules = [...metadata.validationRules(object)];
			const records = rules.map(([ValidationName, Active]) => ({
				attributes: { type: 'ValidationRule', url },
				ValidationName,
				Active,
			}));
			return { size: rules.length, totalSize: rules.length, done: true, records };
		},
	);

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
