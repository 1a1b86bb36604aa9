import type { FieldValue, SalesforceRecord } from './fields';
import type { ObjectDefinition } from './objects';

/** What an answer adds to the records that are stored. */

/**
 * The `attributes` of a record.
 *
 * @param version as in the path of the request, such as "v62.0"
 */
export function attributesOf(object: ObjectDefinition, id: FieldValue, version: string) {
	return { type: object.name, url: `/services/data/${version}/sobjects/${object.name}/${id}` };
}

/**
 * A record as an answer shows it: with the fields that the user sees, and in place of a file's content, the address of the content.
 *
 * @param version as in the path of the request, such as "v62.0"
 */
export function shown(
	object: ObjectDefinition,
	record: SalesforceRecord,
	version: string,
): SalesforceRecord {
	const { url } = attributesOf(object, record.Id, version);
	const contents = object.fields.filter(({ type }) => type === 'base64');
	return {
		...Object.fromEntries(object.fields.map(({ name }) => [name, record[name] ?? null])),
		...Object.fromEntries(contents.map(({ name }) => [name, `${url}/${name}`])),
	};
}
