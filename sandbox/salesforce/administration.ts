import { noSuchColumn, notFound, notInSandbox } from './errors';
import type { FieldValue, SalesforceRecord } from './fields';
import { findField } from './objects';
import type { RecordStore } from './records';
import type { Lacks } from './schema';

/** What an administrator does with records and rights, whatever the user of the API may. */

/**
 * Creates a record: fields that the API can write are checked as in the API, read-only fields and records of read-only
 * objects are set.
 *
 * @returns its id
 */
export function seed(store: RecordStore, objectName: string, values: SalesforceRecord): string {
	const object = store.definition(objectName);
	const unknown = Object.keys(values).find((name) => !findField(object, name));
	if (unknown) throw noSuchColumn(unknown, object);
	if (!object.writable) {
		const id = store.put(objectName, values);
		object.follow?.([store.get(objectName, id)], store);
		return id;
	}

	const isLocked = ([name]: [string, FieldValue]) => findField(object, name)?.readOnly;
	const free = Object.entries(values).filter((entry) => !isLocked(entry));
	if (object.uploadOnly) throw notInSandbox(`records of ${object.name} without an upload`);
	const body = JSON.stringify(Object.fromEntries(free));
	const id = store.insert(object, store.fieldsOf(object, body));
	store.set(id, Object.fromEntries(Object.entries(values).filter(isLocked)));
	return id;
}

/** Replaces all records of an object that the API cannot write. */
export function replace(store: RecordStore, objectName: string, records: SalesforceRecord[]): void {
	for (const { Id } of store.list(objectName)) store.remove(String(Id));
	for (const values of records) seed(store, objectName, values);
}

/** Takes rights from the user: from the profile, and from the permission sets that give them. */
export function restrict(store: RecordStore, lacks: Lacks): void {
	const { access = [], permissions = [] } = lacks;
	const given = [...store.list('ObjectPermissions'), ...store.list('FieldPermissions')];
	for (const { Id, SobjectType, Field = SobjectType } of given) {
		if (access.includes(String(Field))) store.remove(String(Id));
	}
	const none = Object.fromEntries(permissions.map((name) => [`Permissions${name}`, false]));
	for (const { Id } of store.list('PermissionSet')) store.set(String(Id), none);
	store.schema.restrict(lacks);
	store.refreshAccess();
}

/** Removes a record of any object. */
export function discard(store: RecordStore, id: string): void {
	const found = store.find(id);
	if (!found) throw notFound();
	store.remove(id);
	found.object.follow?.([found.record], store);
}
