import {
	recordId,
	reference,
	SYSTEM_FIELDS,
	text,
	typed,
	type FieldDefinition,
	type SalesforceRecord,
} from '../fields';
import { bodiesOf, textOf, type MetadataBody } from '../../../salesforce/checker';
import { findField, type ObjectDefinition, type Org } from '../objects';

/** The required elements of a new custom object. */
const NEEDS = ['label', 'pluralLabel', 'nameField', 'deploymentStatus', 'sharingModel'];

/** A missing or unsupported element of a new custom object; null if there is none. */
export function objectProblem(body: MetadataBody): string | null {
	const missing = NEEDS.find((element) => !(element in body));
	if (missing) return `Required field is missing: ${missing}`;
	return textOf(body, 'sharingModel') === 'ControlledByParent'
		? 'The sandbox does not support the sharing model ControlledByParent.'
		: null;
}

function nameField(body: MetadataBody): FieldDefinition {
	const [definition = {}] = bodiesOf(body, 'nameField');
	const isNumber = textOf(definition, 'type') === 'AutoNumber';
	return text('Name', 80, {
		label: textOf(definition, 'label'),
		...(isNumber ? { readOnly: true, autoNumber: true } : { required: true }),
	});
}

/**
 * The definition of a new custom object, without its custom fields.
 *
 * @param body of a component that has no `objectProblem`
 * @param keyPrefix the first three characters of the ids of its records
 */
export function customObject(
	name: string,
	body: MetadataBody,
	keyPrefix: string,
): ObjectDefinition {
	const activities = textOf(body, 'enableActivities') === 'true';
	return {
		name,
		label: textOf(body, 'label'),
		labelPlural: textOf(body, 'pluralLabel'),
		keyPrefix,
		custom: true,
		writable: true,
		activities,
		searchable: textOf(body, 'enableSearch') === 'true',
		fields: [
			recordId(),
			nameField(body),
			reference('OwnerId', ['User']),
			...SYSTEM_FIELDS,
			...(activities ? [typed('LastActivityDate', 'date', { readOnly: true })] : []),
		],
	};
}

/** The fields of a page layout, from its top to its bottom. */
export function layoutFields(body: MetadataBody): string[] {
	return bodiesOf(body, 'layoutSections')
		.flatMap((section) => bodiesOf(section, 'layoutColumns'))
		.flatMap((column) => bodiesOf(column, 'layoutItems'))
		.map((item) => textOf(item, 'field'));
}

/**
 * Empties the custom lookups that point at records which are deleted.
 *
 * @param objects all objects of the org
 */
export function clearLookups(
	deleted: SalesforceRecord,
	objects: ObjectDefinition[],
	org: Org,
): void {
	for (const { name, fields } of objects) {
		for (const field of fields) {
			if (field.type !== 'reference' || !field.name.endsWith('__c')) continue;
			for (const record of org.list(name)) {
				if (record[field.name] !== deleted.Id) continue;
				org.set(String(record.Id), { [field.name]: null });
			}
		}
	}
}

/**
 * Why a field cannot become another; null when it can.
 *
 * @param hasData whether a record has a value in it
 */
export function changeProblem(
	object: ObjectDefinition,
	wanted: FieldDefinition,
	hasData: boolean,
): string | null {
	const existing = findField(object, wanted.name);
	if (!existing || existing.type === wanted.type) return null;
	if (wanted.type === 'reference') {
		return 'Cannot update a field to a Lookup, MasterDetail, or Hierarchy from something else';
	}
	if (existing.type === 'reference') {
		return 'Cannot update a field from a Lookup, MasterDetail, or Hierarchy to something else';
	}
	return hasData ? 'Cannot change type due to existing data' : null;
}
