import { salesforceError } from '../errors';
import { SYSTEM_FIELDS, type SalesforceRecord } from '../fields';
import { findField, type Org } from '../objects';
import { say } from '../words';

/** Salesforce's rules for permissions that are written as records. */

type Check = (record: SalesforceRecord, earlier: SalesforceRecord | null, org: Org) => void;

/** Which permission of a record needs which others. */
const NEEDS: Record<string, string[]> = {
	Create: ['Read'],
	Edit: ['Read'],
	Delete: ['Read', 'Edit'],
	ViewAllRecords: ['Read'],
	ModifyAllRecords: ['Read', 'Edit', 'Delete', 'ViewAllRecords'],
};

const badValue = (label: string, value: unknown, field: string) =>
	salesforceError(
		400,
		'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
		say`${label}: bad value for restricted picklist field: ${String(value)}`,
		[field],
	);

/** Refuses a permission without those that it needs, and a record that permits nothing. */
function checkPermissions(record: SalesforceRecord, subject: string): void {
	const has = (name: string) => record[`Permissions${name}`] === true;
	for (const [name, needs] of Object.entries(NEEDS)) {
		const lacking = needs.filter((need) => !has(need));
		if (!has(name) || lacking.length === 0) continue;
		const others = lacking.map((need) => `${need} ${subject}`).join(', ');
		throw salesforceError(
			400,
			'FIELD_INTEGRITY_EXCEPTION',
			say`Permission ${name} ${subject} depends on permission(s): ${others}`,
			[],
		);
	}
	if (has('Read')) return;
	// Assumption 12 of the README.
	const message = say`Permissions of ${subject} must include Read`;
	throw salesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, []);
}

/** Refuses a second record for the same thing in the same permission set. */
function checkOnlyOne(
	objectName: string,
	keys: string[],
	record: SalesforceRecord,
	org: Org,
	message = say`duplicate value found: ${'<unknown>'} duplicates value on record with id: ${'<unknown>'}`,
): void {
	const same = org
		.list(objectName)
		.some((other) => other.Id !== record.Id && keys.every((key) => other[key] === record[key]));
	if (same) throw salesforceError(400, 'DUPLICATE_VALUE', message, []);
}

/** The object of a permission has to be there, and a record has to be the only one for it. */
export const checkObjectPermissions: Check = (record, _earlier, org) => {
	const object = org.schema.definition(String(record.SobjectType));
	if (!object) throw badValue('SObject Type Name', record.SobjectType, 'SobjectType');
	checkPermissions(record, object.name);
	checkOnlyOne('ObjectPermissions', ['ParentId', 'SobjectType'], record, org);
};

/** Fields that no permission hides, of every object. */
const ALWAYS_SEEN = ['Id', 'Name', 'OwnerId', ...SYSTEM_FIELDS.map(({ name }) => name)];

/** The field of a permission has to be one that can be hidden. */
export const checkFieldPermissions: Check = (record, _earlier, org) => {
	const [objectName, name = ''] = String(record.Field).split('.');
	const object = org.schema.definition(objectName);
	if (!object || object.name !== record.SobjectType) {
		throw badValue('SObject Type Name', record.SobjectType, 'SobjectType');
	}
	const field = findField(object, name);
	if (!field || field.required || ALWAYS_SEEN.includes(field.name)) {
		throw badValue('Field Name', record.Field, 'Field');
	}
	checkPermissions(record, String(record.Field));
	checkOnlyOne('FieldPermissions', ['ParentId', 'Field'], record, org);
};

/** A permission set is assigned to a user once. */
export const checkAssignment: Check = (record, _earlier, org) => {
	const short = (id: unknown) => String(id).slice(0, 15);
	checkOnlyOne(
		'PermissionSetAssignment',
		['AssigneeId', 'PermissionSetId'],
		record,
		org,
		say`Duplicate PermissionSetAssignment. Assignee: ${short(record.AssigneeId)}; Permission Set: ${short(record.PermissionSetId)}`,
	);
};

/** A tab has one setting in a permission set. */
export const checkTabSetting: Check = (record, _earlier, org) =>
	checkOnlyOne('PermissionSetTabSetting', ['ParentId', 'Name'], record, org);
