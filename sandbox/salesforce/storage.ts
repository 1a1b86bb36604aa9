import { notFound } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { Holders } from './holders';
import { makeId, normalizeId } from './ids';
import { findField, type ObjectDefinition, type Org } from './objects';
import { rightsOf } from './standard/permissions';
import type { Schema } from './schema';
import { initial, toSalesforceTime, withFormulas } from './values';

/** The user that every session belongs to. */
export interface OrgUser {
	username: string;
	email: string;
	firstName: string;
	lastName: string;
}

/** A stored record and its object. */
interface Entry {
	object: ObjectDefinition;
	record: SalesforceRecord;
}

/** The records of the org; writes are not checked. */
export class Storage implements Org {
	/** Every record by its 18-character id, in the order of creation. */
	private readonly stored = new Map<string, Entry>();

	/** The records of each object, by its name, and who holds which value of its unique fields. */
	private readonly tables = new Map<string, { entries: Map<string, Entry>; holders: Holders }>();

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
		this.put('Organization', {
			Name: 'Sandbox',
			IsSandbox: false,
			InstanceName: 'QY0',
			OrganizationType: 'Developer Edition',
		});
		const statuses = findField(this.definition('Lead'), 'Status')?.picklist ?? [];
		for (const MasterLabel of statuses) this.put('LeadStatus', { MasterLabel });
	}

	/** An object with all of its fields; an unknown name is answered as a path that does not exist. */
	definition(name: string): ObjectDefinition {
		const object = this.schema.definition(name);
		if (!object) throw notFound();
		return object;
	}

	refreshAccess(): void {
		this.schema.grant(rightsOf(this.userId, this));
	}

	/** Every record of an object, oldest first, with its computed fields. */
	list(objectName: string): SalesforceRecord[] {
		const object = this.definition(objectName);
		const { entries } = this.table(object.name);
		return [...entries.values()].map(({ record }) => withFormulas(object, record));
	}

	/** A record of any object by its id of 15 or 18 characters. */
	find(id: string): Entry | undefined {
		const entry = this.stored.get(normalizeId(id) ?? '');
		return entry && { object: entry.object, record: withFormulas(entry.object, entry.record) };
	}

	/** A record of one object; a NOT_FOUND error when there is none. */
	get(objectName: string, id: string): SalesforceRecord {
		const object = this.definition(objectName);
		const entry = this.stored.get(normalizeId(id) ?? '');
		if (entry?.object.name !== object.name) throw notFound();
		return withFormulas(object, entry.record);
	}

	/** The record that holds a value of a unique field. */
	holder(
		object: ObjectDefinition,
		field: FieldDefinition,
		value: FieldValue,
	): SalesforceRecord | undefined {
		const { entries, holders } = this.table(object.name);
		return entries.get(holders.find(field, value, entries) ?? '')?.record;
	}

	/** Makes a record and returns its id. */
	put(objectName: string, values: SalesforceRecord): string {
		const object = this.definition(objectName);
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
		const given = { ...system, ...values };
		const record: SalesforceRecord = {};
		for (const field of object.fields.filter(({ formula }) => !formula)) {
			record[field.name] = initial(field, given[field.name]);
			if (field.name === 'OwnerId') record.OwnerId ??= user;
			if (field.autoNumber) record[field.name] = String(number).padStart(8, '0');
		}
		this.keep(id, { object, record });
		return id;
	}

	/** Changes a record. */
	set(id: string, values: SalesforceRecord): void {
		const key = normalizeId(id) ?? '';
		const entry = this.stored.get(key);
		if (!entry) return;
		const { holders } = this.table(entry.object.name);
		holders.removing(key, entry.record);
		Object.assign(entry.record, values);
		holders.added(key, entry.record);
	}

	/** All records as they are now. */
	snapshot(): Map<string, Entry> {
		return new Map(
			[...this.stored].map(([id, { object, record }]) => [id, { object, record: { ...record } }]),
		);
	}

	/** Makes all records what they were. */
	restore(snapshot: Map<string, Entry>): void {
		this.stored.clear();
		this.tables.clear();
		for (const [id, entry] of snapshot) this.keep(id, entry);
		this.refreshAccess();
	}

	/** Removes a record. */
	remove(id: string): void {
		const key = normalizeId(id) ?? '';
		const entry = this.stored.get(key);
		if (!entry) return;
		const { entries, holders } = this.table(entry.object.name);
		holders.removing(key, entry.record);
		entries.delete(key);
		this.stored.delete(key);
	}

	private keep(id: string, entry: Entry): void {
		const { entries, holders } = this.table(entry.object.name);
		this.stored.set(id, entry);
		entries.set(id, entry);
		holders.added(id, entry.record);
	}

	private table(objectName: string) {
		const table = this.tables.get(objectName) ?? { entries: new Map(), holders: new Holders() };
		this.tables.set(objectName, table);
		return table;
	}
}
