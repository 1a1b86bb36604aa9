import { noSuchColumn, notFound, notInSandbox, salesforceError } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { makeId, normaliseId } from './ids';
import { findField, type ObjectDefinition } from './objects';
import type { Schema } from './schema';
import {
	checkContents,
	checkRequired,
	readFields,
	toSalesforceTime,
	withFormulas,
	type FieldInput,
} from './values';

/** The user that every session belongs to. */
export interface OrgUser {
	username: string;
	email: string;
	firstName: string;
	lastName: string;
}

const same = (left: FieldValue, right: FieldValue) =>
	String(left).toLowerCase() === String(right).toLowerCase();

/** The records of the org, and Salesforce's rules for writing them. */
export class RecordStore {
	/** Every record by its 18-character id, in the order of creation. */
	private readonly stored = new Map<
		string,
		{ object: ObjectDefinition; record: SalesforceRecord }
	>();

	private readonly counters = new Map<string, number>();

	/** The id of the user that every session belongs to. */
	readonly userId: string;

	constructor(
		readonly schema: Schema,
		user: OrgUser,
	) {
		this.userId = this.put('User', {
			Username: user.username,
			Email: user.email,
			FirstName: user.firstName,
			LastName: user.lastName,
			IsActive: true,
		});
		const statuses = findField(this.object('Lead'), 'Status')?.picklist ?? [];
		for (const MasterLabel of statuses) this.put('LeadStatus', { MasterLabel });
	}

	/** The definition of an object; an unknown name is answered as a path that does not exist. */
	object(name: string): ObjectDefinition {
		const object = this.schema.find(name);
		if (!object) throw notFound();
		return object;
	}

	/** Every record of an object, oldest first, with its computed fields. */
	list(objectName: string): SalesforceRecord[] {
		const object = this.object(objectName);
		return [...this.stored.values()]
			.filter((entry) => entry.object === object)
			.map(({ record }) => withFormulas(object, record));
	}

	/** A record of any object by its id of 15 or 18 characters. */
	find(id: string): { object: ObjectDefinition; record: SalesforceRecord } | undefined {
		const entry = this.stored.get(normaliseId(id) ?? '');
		return entry && { object: entry.object, record: withFormulas(entry.object, entry.record) };
	}

	/** A record of one object; a NOT_FOUND error when there is none. */
	get(objectName: string, id: string): SalesforceRecord {
		return withFormulas(this.object(objectName), this.require(objectName, id));
	}

	/**
	 * Creates a record.
	 *
	 * @param body the JSON text of the request
	 * @returns its id
	 */
	create(objectName: string, body: string | null): string {
		const object = this.writable(objectName, 'inserted');
		return this.insert(object, readFields(object, body));
	}

	/** Changes the fields of a record that the body names. */
	update(objectName: string, id: string, body: string | null): void {
		const object = this.writable(objectName, 'updated');
		const record = this.require(objectName, id);
		this.change(object, record, readFields(object, body));
	}

	/** Creates the record that has this value in an external id field, or changes it. */
	upsert(
		objectName: string,
		fieldName: string,
		value: string,
		body: string | null,
	): { id: string; created: boolean } {
		const object = this.writable(objectName, 'upserted');
		const key = findField(object, fieldName);
		if (!key?.externalId) {
			throw salesforceError(
				404,
				'NOT_FOUND',
				`Provided external ID field does not exist or is not accessible: ${fieldName}`,
			);
		}
		const input = readFields(object, body, key);
		const record = this.holder(object, key, value);
		if (record) {
			this.change(object, record, input);
			return { id: String(record.Id), created: false };
		}
		return { id: this.insert(object, input.set(key, value)), created: true };
	}

	/** Deletes a record. */
	delete(objectName: string, id: string): void {
		this.writable(objectName, 'deleted');
		this.stored.delete(String(this.require(objectName, id).Id));
	}

	private writable(objectName: string, verb: string): ObjectDefinition {
		const object = this.object(objectName);
		if (object.uploadOnly) throw notInSandbox(`records of ${object.name} that are ${verb} alone`);
		if (object.writable) return object;
		const message = `entity type cannot be ${verb}: ${object.label}`;
		throw salesforceError(400, 'INVALID_TYPE_FOR_OPERATION', message);
	}

	private require(objectName: string, id: string): SalesforceRecord {
		const entry = this.stored.get(normaliseId(id) ?? '');
		if (entry?.object !== this.object(objectName)) throw notFound();
		return entry.record;
	}

	/** The record that holds a value of a unique field; texts are compared without case. */
	private holder(
		object: ObjectDefinition,
		field: FieldDefinition,
		value: FieldValue,
	): SalesforceRecord | undefined {
		return [...this.stored.values()].find(
			(entry) => entry.object === object && same(entry.record[field.name], value),
		)?.record;
	}

	/** Changes a record as Salesforce itself does, unchecked. */
	set(id: string, values: SalesforceRecord): void {
		Object.assign(this.stored.get(normaliseId(id) ?? '')?.record ?? {}, values);
	}

	/** Checks what a new record of an object would be made of, as a create does. */
	checkNew(object: ObjectDefinition, input: FieldInput): void {
		checkRequired(
			object.fields.filter((field) => field.required && (input.get(field) ?? null) === null),
		);
		checkContents(input);
		this.checkAgainstOthers(object, input, null);
	}

	private insert(object: ObjectDefinition, input: FieldInput): string {
		this.checkNew(object, input);
		return this.add(object, (field) => input.get(field) ?? null);
	}

	private change(object: ObjectDefinition, record: SalesforceRecord, input: FieldInput): void {
		checkRequired(object.fields.filter((field) => field.required && input.get(field) === null));
		checkContents(input);
		this.checkAgainstOthers(object, input, record);
		for (const [field, value] of input) record[field.name] = this.canonical(field, value);
		const now = toSalesforceTime(new Date());
		Object.assign(record, { LastModifiedDate: now, SystemModstamp: now });
	}

	private checkAgainstOthers(
		object: ObjectDefinition,
		input: FieldInput,
		self: SalesforceRecord | null,
	): void {
		for (const [field, value] of input) {
			if (value === null) continue;
			const holder = field.unique ? this.holder(object, field, value) : undefined;
			if (holder && holder !== self) {
				throw salesforceError(
					400,
					'DUPLICATE_VALUE',
					`duplicate value found: ${field.name} duplicates value on record with id: ` +
						String(holder.Id).slice(0, 15),
					[],
				);
			}
			if (field.referenceTo) this.checkReference(field, String(value));
		}
	}

	private checkReference(field: FieldDefinition, id: string): void {
		const target = this.schema.ofId(id);
		if (!target || !field.referenceTo?.includes(target.name)) {
			const message = `${field.label}: id value of incorrect type: ${id}`;
			throw salesforceError(400, 'MALFORMED_ID', message, [field.name]);
		}
		if (!this.find(id)) {
			throw salesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
		}
	}

	/** Stores ids in their 18-character form; a checkbox cannot be empty. */
	private canonical(field: FieldDefinition, value: FieldValue): FieldValue {
		if (field.type === 'reference' && typeof value === 'string') return normaliseId(value);
		return field.type === 'boolean' ? (value ?? false) : value;
	}

	/**
	 * Makes a record as an administrator can: what the API may write is checked as the API checks it,
	 * and the fields and the objects that it may not write are set.
	 *
	 * @returns its id
	 */
	seed(objectName: string, values: SalesforceRecord): string {
		const object = this.object(objectName);
		const isLocked = (name: string) => !object.writable || findField(object, name)?.readOnly;
		const locked = Object.entries(values).filter(([name]) => isLocked(name));
		const unknown = locked.find(([name]) => !findField(object, name));
		if (unknown) throw noSuchColumn(unknown[0], object);
		const free = Object.entries(values).filter(([name]) => !isLocked(name));
		const id = object.writable
			? this.create(objectName, JSON.stringify(Object.fromEntries(free)))
			: this.put(objectName, values);
		this.set(id, Object.fromEntries(locked));
		return id;
	}

	/** Stores a record as Salesforce itself makes it, unchecked, and returns its id. */
	put(objectName: string, values: SalesforceRecord): string {
		return this.add(this.object(objectName), (field) => values[field.name] ?? null);
	}

	private add(object: ObjectDefinition, valueOf: (field: FieldDefinition) => FieldValue): string {
		const number = (this.counters.get(object.name) ?? 0) + 1;
		this.counters.set(object.name, number);
		const id = makeId(object.keyPrefix, number);
		const now = toSalesforceTime(new Date());
		// The very first record is the user itself.
		const user = this.userId ?? id;
		const system: SalesforceRecord = {
			Id: id,
			CreatedById: user,
			CreatedDate: now,
			LastModifiedById: user,
			LastModifiedDate: now,
			SystemModstamp: now,
		};
		const record: SalesforceRecord = {};
		for (const field of object.fields.filter(({ formula }) => !formula)) {
			const value = valueOf(field) ?? field.defaultValue ?? system[field.name] ?? null;
			record[field.name] = this.canonical(field, value);
			if (field.name === 'OwnerId') record.OwnerId ??= user;
			if (field.autoNumber) record[field.name] = String(number).padStart(8, '0');
		}
		this.stored.set(id, { object, record });
		return id;
	}
}
