import { noSuchColumn, notInSandbox, salesforceError } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { findField, type ObjectDefinition } from './objects';
import type { RecordSource } from './query/paths';
import { rightsOf } from './standard/permissions';
import type { Storage } from './storage';
import type { FieldInput } from './values';
import { say } from './words';

/** How a request refers to records: by their ids, and by external ids. */

/**
 * Checks that the fields of a write refer to records that they can hold.
 *
 * @throws SalesforceError for the first field that does not
 */
export function checkReferences(object: ObjectDefinition, input: FieldInput, store: Storage): void {
	for (const [field, value] of input) {
		if (field.referenceTo && value !== null) checkReference(object, field, String(value), store);
	}
}

function checkReference(
	object: ObjectDefinition,
	field: FieldDefinition,
	id: string,
	store: Storage,
): void {
	const target = store.schema.ofId(id);
	if (!target || !field.referenceTo?.includes(target.name)) {
		const message = say`${field.label}: id value of incorrect type: ${id}`;
		throw salesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, [field.name]);
	}
	const found = store.find(id);
	if (!found) {
		const message = say`invalid cross reference id`;
		throw salesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', message, []);
	}
	if (field.name === 'OwnerId' && found.record.IsActive === false) {
		// Salesforce writes the object's name in camel case, such as "workOrder".
		const name = object.name[0].toLowerCase() + object.name.slice(1);
		const message = say`operation performed with inactive user [${id.slice(0, 15)}] as owner of ${name}`;
		throw salesforceError(400, 'INACTIVE_OWNER_OR_USER', message, []);
	}
	// Assumption 34 of the README.
	if (field.name === 'OwnerId' && object.custom && !isReader(found.record, object, store)) {
		const message = say`The new owner must have read permission`;
		throw salesforceError(400, 'TRANSFER_REQUIRES_READ', message, []);
	}
}

/** Whether a user may read records of a custom object. */
const isReader = ({ Id }: SalesforceRecord, { name }: ObjectDefinition, store: Storage) =>
	Id === store.userId || rightsOf(String(Id), store).objects.has(name);

/** Refuses to name a record that the user does not see. */
export function checkAccess(
	input: FieldInput,
	store: Pick<RecordSource, 'find'> & { seen: Pick<RecordSource, 'find'> },
): void {
	for (const [{ referenceTo }, value] of input) {
		const id = String(value);
		if (!referenceTo || !store.find(id) || store.seen.find(id)) continue;
		const message = say`insufficient access rights on cross-reference id`;
		throw salesforceError(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message, []);
	}
}

/** The field of an external id, by its name in a request. */
export function externalKey(object: ObjectDefinition, name: string): FieldDefinition {
	const key = findField(object, name);
	if (key?.externalId) return key;
	throw salesforceError(
		404,
		'NOT_FOUND',
		say`Provided external ID field does not exist or is not accessible: ${name}`,
	);
}

/** The objects and the records that the user sees, as a request names them. */
interface Named {
	schema: { find(name: string): ObjectDefinition | undefined };
	seenHolder(
		object: ObjectDefinition,
		key: FieldDefinition,
		value: FieldValue,
	): SalesforceRecord | undefined;
}

/** Finds the record that a request names by an external id instead of its id. */
export function findParent(
	field: FieldDefinition,
	parent: Record<string, unknown>,
	store: Named,
): FieldValue {
	const target = store.schema.find(field.referenceTo?.[0] ?? '');
	const names = Object.keys(parent).filter((name) => name !== 'attributes');
	if (!target || field.referenceTo?.length !== 1) {
		throw notInSandbox('a parent of one of several objects that is named by an external ID');
	}
	const [name] = names;
	const key = findField(target, name);
	if (names.length > 1) {
		const message = say`More than 1 field provided in an external foreign key reference in entity: ${target.name}`;
		throw salesforceError(400, 'INVALID_FIELD', message);
	}
	if (!key) throw noSuchColumn(name, target);
	if (!key.externalId) {
		const message = say`Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${target.name}`;
		throw salesforceError(400, 'INVALID_FIELD', message);
	}
	const value = String(parent[name]);
	const record = store.seenHolder(target, key, value);
	if (record) return record.Id;
	const message = say`Foreign key external ID: ${value} not found for field ${key.name} in entity ${target.name}`;
	throw salesforceError(400, 'INVALID_FIELD', message);
}
