import type { FastifyInstance } from 'fastify';
import { textOf } from '../../../salesforce/checker';
import { notInSandbox } from '../errors';
import type { OrgMetadata } from '../install/orgMetadata';
import type { OnObject, OnVersion } from '../objectRoutes';
import type { RecordStore } from '../records';
import { createField } from './customField';

/** The one query that is supported; assumption 40 of the README. */
const OBJECTS =
	/^SELECT QualifiedApiName, IsReportingEnabled, IsActivityTrackable, IsSearchable, IsFieldHistoryTracked, \(SELECT ValidationName, Active FROM ValidationRules\) FROM EntityDefinition WHERE QualifiedApiName IN \(([^)]*)\)$/;

/**
 * Adds the Tooling API, as far as it creates custom fields and tells the settings and validation rules of custom objects.
 * Like Salesforce's, it cannot create a custom object.
 */
export function addToolingRoutes(
	app: FastifyInstance,
	store: RecordStore,
	metadata: OrgMetadata,
): void {
	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/tooling/query',
		async ({ params, query }) => {
			const names = OBJECTS.exec(query.q ?? '')?.[1];
			if (!names) throw notInSandbox('other queries of the Tooling API');
			const typed = (type: string) => ({
				attributes: { type, url: `/services/data/${params.version}/tooling/sobjects/${type}` },
			});
			const answer = (records: object[]) => ({
				size: records.length,
				totalSize: records.length,
				done: true,
				records,
			});
			const objects = [...names.matchAll(/'(\w+)'/g)].flatMap(([, name]) => {
				const settings = metadata.settings(name);
				if (!settings) return [];
				const is = (element: string) => textOf(settings, element) === 'true';
				const rules = [...metadata.validationRules(name)].map(([ValidationName, Active]) => ({
					...typed('ValidationRule'),
					ValidationName,
					Active,
				}));
				return {
					...typed('EntityDefinition'),
					QualifiedApiName: name,
					IsReportingEnabled: is('enableReports'),
					IsActivityTrackable: is('enableActivities'),
					IsSearchable: is('enableSearch'),
					IsFieldHistoryTracked: is('enableHistory'),
					ValidationRules: rules.length > 0 ? answer(rules) : null,
				};
			});
			return answer(objects);
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
