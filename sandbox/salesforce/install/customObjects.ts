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
import { findField, type ObjectDefinition, type Org, type Sharing } from '../objects';

/** The required elements of a new custom object. */
const NEEDS = ['label', 'pluralLabel', 'nameField', 'deploymentStatus', 'sharingModel'];

/** A missing element of a new custom object; null if there is none. */
export function objectProblem(body: MetadataBody): string | null {
	const missing = NEEDS.find((element) => !(element in body));
	return missing ? `Required field is missing: ${missing}` : null;
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
	const sharing = textOf(body, 'sharingModel') as Sharing;
	// The owner of a detail record is that of its parent.
	const isDetail = sharing === 'ControlledByParent';
	return {
		name,
		label: textOf(body, 'label'),
		labelPlural: textOf(body, 'pluralLabel'),
		keyPrefix,
		custom: true,
		writable: true,
		activities,
		history: textOf(body, 'enableHistory') === 'true',
		searchable: textOf(body, 'enableSearch') === 'true',
		sharing,
		fields: [
			recordId(),
			nameField(body),
			...(isDetail ? [] : [reference('OwnerId', ['User'])]),
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
 * Empties the custom lookups that point at a record which is deleted, and removes its detail records.
 *
 * @param objects all custom objects of the org
 */
export function clearLookups(
	deleted: SalesforceRecord,
	objects: ObjectDefinition[],
	org: Org & { remove(id: string): void },
): void {
	for (const { name, fields } of objects) {
		for (const field of fields) {
			if (field.type !== 'reference' || !field.name.endsWith('__c')) continue;
			for (const record of org.list(name)) {
				if (record[field.name] !== deleted.Id) continue;
				const id = String(record.Id);
				if (!field.masterDetail) {
					org.set(id, { [field.name]: null });
					continue;
				}
				org.remove(id);
				clearLookups(record, objects, org);
			}
		}
	}
}

/** The most characters of a Text Area; describe calls a long one by the same type. */
const TEXT_AREA = 255;
const isOfOneType = (one: FieldDefinition, other: FieldDefinition) =>
	one.type === other.type &&
	(one.type !== 'textarea' || one.length > TEXT_AREA === other.length > TEXT_AREA);

/**
 * Why an object cannot get a field, or a field cannot become another; null when it can.
 *
 * @param records of the object
 */
export function changeProblem(
	object: ObjectDefinition,
	wanted: FieldDefinition,
	records: SalesforceRecord[],
): string | null {
	const existing = findField(object, wanted.name);
	// Assumption 38 of the README.
	if (wanted.masterDetail && !existing?.masterDetail && records.length > 0) {
		return 'You cannot create a new Master-Detail relationship on an existing custom object if records already exist.';
	}
	if (!existing) return null;
	if (isOfOneType(existing, wanted)) {
		// https://help.salesforce.com/s/articleView?id=000385434&type=1
		const values = records.map((record) => record[existing.name]).filter((value) => value !== null);
		const isTwice = new Set(values).size < values.length;
		return wanted.unique && !existing.unique && isTwice
			? 'Duplicate value found when building unique index'
			: null;
	}
	if (wanted.type === 'reference') {
		return 'Cannot update a field to a Lookup, MasterDetail, or Hierarchy from something else';
	}
	if (existing.type === 'reference') {
		return 'Cannot update a field from a Lookup, MasterDetail, or Hierarchy to something else';
	}
	const hasData = records.some((record) => record[existing.name] !== null);
	return hasData ? 'Cannot change type due to existing data' : null;
}
