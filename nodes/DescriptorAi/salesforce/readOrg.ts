import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../api';
import { InvalidParameter } from '../form/parameter';
import { parsed } from '../form/readers';

/** A field as Salesforce describes it. */
export interface DescribedField {
	name: string;
	type: string;
	length: number;
	updateable: boolean;
	nameField?: boolean;
	autoNumber?: boolean;
	unique?: boolean;
	externalId?: boolean;
	referenceTo?: string[];
	picklistValues?: Array<{ value: string; active: boolean }>;
}

/** An object as Salesforce describes it. */
export interface Described {
	fields: DescribedField[];
	/** The objects whose records belong to its records, and how the object names them. */
	childRelationships?: Array<{ childSObject: string; relationshipName: string | null }>;
}

/** What an administrator sets for an object. */
export interface ObjectSettings {
	hasReports: boolean;
	hasActivities: boolean;
	hasSearch: boolean;
	hasHistory: boolean;
	/** Whether the validation rules are active, by name. */
	rules: Map<string, boolean>;
}

/** The fields that a permission set shows, with the object in front, and whether it lets edit them. */
export type FieldPermissions = Map<string, boolean>;

/** The fields of rows, of a query's answer or of items; undefined for an error in their place. */
export function rowsOf(given: unknown): IDataObject[] | undefined {
	const value = parsed(given);
	const list = isObject(value) && Array.isArray(value.records) ? value.records : value;
	const rows = [list ?? []].flat().filter(isObject);
	const fields = rows.map((row) => (isObject(row.json) ? row.json : row) as IDataObject);
	return fields.some((row) => 'error' in row || 'errorCode' in row) ? undefined : fields;
}

/** Whether an answer describes an object; what else it has, Salesforce says. */
const isDescribed = (answer: object): answer is Described =>
	'fields' in answer && Array.isArray(answer.fields);

/**
 * Reads the answer to `GET sobjects/{object}/describe`.
 *
 * @returns null when there is no such object, or none that the user may see
 */
export function readDescribe(
	given: unknown,
	{ displayName }: Pick<INodeProperties, 'displayName'>,
): Described | null {
	const isEmpty = typeof given === 'string' && given.trim() === '';
	const [answer = {}] = [isEmpty ? [] : (parsed(given) ?? given ?? [])].flat();
	if (isObject(answer)) {
		if (isDescribed(answer)) return answer;
		const { error = {}, errorCode } = answer;
		const { httpCode, status } = isObject(error) ? error : {};
		const code = String(errorCode ?? httpCode ?? status ?? '');
		if (Object.keys(answer).length === 0 || ['NOT_FOUND', '404'].includes(code)) return null;
		if (code) throw notDescribed(`'${displayName}' holds a refusal of Salesforce: ${code}`);
	}
	throw notDescribed(`'${displayName}' is not a description of an object`);
}

const notDescribed = (message: string) =>
	new InvalidParameter(
		message,
		'Map it to the answer of GET sobjects/Call_Analysis__c/describe, and see in that node what Salesforce says.',
	);

/** Reads rows of `EntityDefinition` of the Tooling API, by the names of the objects; undefined when they were refused. */
export function readObjectSettings(given: unknown): Map<string, ObjectSettings> | undefined {
	const rows = rowsOf(given)?.filter(({ QualifiedApiName }) => QualifiedApiName);
	return (
		rows &&
		new Map(
			rows.map((row) => [
				String(row.QualifiedApiName),
				{
					hasReports: row.IsReportingEnabled !== false,
					hasActivities: row.IsActivityTrackable !== false,
					hasSearch: row.IsSearchable !== false,
					hasHistory: row.IsFieldHistoryTracked !== false,
					rules: new Map(
						rowsOf(row.ValidationRules)?.map((rule) => [
							String(rule.ValidationName),
							rule.Active === true,
						]),
					),
				},
			]),
		)
	);
}

/** Reads rows of `FieldPermissions`, by the names of the permission sets; undefined when they were refused. */
export function readPermissions(given: unknown): Map<string, FieldPermissions> | undefined {
	const rows = rowsOf(given)?.filter(({ Field }) => Field);
	if (!rows) return undefined;
	const sets = new Map<string, FieldPermissions>();
	for (const { Parent, Field, PermissionsEdit } of rows) {
		const name = isObject(Parent) ? String(Parent.Name) : '';
		sets.set(name, (sets.get(name) ?? new Map()).set(String(Field), PermissionsEdit === true));
	}
	return sets;
}
