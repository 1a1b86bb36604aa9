import { notFound, notInSandbox, salesforceError } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { clearLookups } from './install/customObjects';
import { Locks } from './locks';
import { findField, may, type ObjectDefinition } from './objects';
import type { RecordSource } from './query/paths';
import { checkAccess, checkReferences, externalKey, findParent } from './references';
import { mayChange, mayRead, mayTransfer, type Viewer } from './sharing';
import { Storage } from './storage';
import { ValidationRules } from './validationRules';
import {
	canonical,
	checkContents,
	checkRequired,
	initial,
	notWritable,
	readFields,
	toSalesforceTime,
	withFormulas,
	type FieldInput,
} from './values';
import { say, type Words } from './words';

/** The verbs in Salesforce's errors. */
type Right = 'create' | 'edit' | 'delete';
const VERBS: Record<Right, Words> = {
	create: say`inserted`,
	edit: say`updated`,
	delete: say`deleted`,
};

/** The record that an upsert has created or changed. */
export interface Saved {
	id: string;
	created: boolean;
}

/** A check that can refuse a valid new record. */
export type Guard = (object: ObjectDefinition, values: SalesforceRecord) => void;

/** The records of the org, and Salesforce's rules for writing them. */
export class RecordStore extends Storage {
	readonly rules = new ValidationRules();

	readonly locks = new Locks();

	/** The records that the user sees. */
	readonly seen: RecordSource = {
		schema: this.schema,
		list: (objectName) => {
			const object = this.object(objectName);
			return this.list(objectName).filter((record) => mayRead(this.viewer, object, record));
		},
		find: (id) => {
			const found = this.find(id);
			const object = found && this.schema.find(found.object.name);
			return object && mayRead(this.viewer, object, found.record) ? found : undefined;
		},
	};

	/** A record of one object that the user sees; a NOT_FOUND error when there is none. */
	read(objectName: string, id: string): SalesforceRecord {
		const record = this.get(objectName, id);
		if (!mayRead(this.viewer, this.object(objectName), record)) throw notFound();
		return record;
	}

	/** An object as the user sees it; a name that it does not see is answered as an unknown path. */
	object(name: string): ObjectDefinition {
		const object = this.schema.find(name);
		if (!object) throw notFound();
		return object;
	}

	/**
	 * Creates a record.
	 *
	 * @param body the JSON text of the request
	 * @returns its id
	 */
	create(objectName: string, body: string | null, guard?: Guard): string {
		const object = this.writable(objectName, 'create');
		const input = this.fieldsOf(object, body);
		checkAccess(input, this);
		return this.insert(object, input, guard);
	}

	/** Changes the fields of a record that the body names. */
	update(objectName: string, id: string, body: string | null): void {
		const object = this.writable(objectName, 'edit');
		const record = this.read(objectName, id);
		const input = this.fieldsOf(object, body);
		this.checkChange(object, record, input);
		this.change(object, String(record.Id), input);
	}

	/**
	 * Creates or changes the record with this value of an external id. If two requests begin at the same time, neither
	 * finds a record, and the second to insert one gets DUPLICATE_VALUE.
	 */
	async upsert(
		objectName: string,
		fieldName: string,
		value: string,
		body: string | null,
		guard?: Guard,
	): Promise<Saved> {
		const object = this.object(objectName);
		const key = externalKey(object, fieldName);
		const input = this.fieldsOf(object, body, key);
		const record = this.seenHolder(object, key, value);
		await otherRequests();
		return this.save(object, input, { key, value, record }, guard);
	}

	/** Deletes a record. */
	delete(objectName: string, id: string): void {
		const object = this.writable(objectName, 'delete');
		const record = this.read(objectName, id);
		this.checkChange(object, record);
		this.locks.need([String(record.Id)]);
		this.remove(String(record.Id));
		clearLookups(record, this.schema.custom(), this);
		object.follow?.([record], this);
	}

	/** Reads the body of a write; the parents that it names by external ids are records that the user sees. */
	fieldsOf(object: ObjectDefinition, body: string | null, key?: FieldDefinition): FieldInput {
		return readFields(object, body, (field, parent) => findParent(field, parent, this), key);
	}

	/** The record that holds a value of a unique field, if the user sees it. */
	seenHolder(object: ObjectDefinition, key: FieldDefinition, value: FieldValue) {
		const record = this.holder(object, key, value);
		return record && mayRead(this.viewer, object, record) ? record : undefined;
	}

	/** Creates or changes the record with a value of an external id. */
	save(
		object: ObjectDefinition,
		input: FieldInput,
		{ key, value, record }: { key: FieldDefinition; value: FieldValue; record?: SalesforceRecord },
		guard?: Guard,
	): Saved {
		this.writable(object.name, record ? 'edit' : 'create');
		if (record) this.checkChange(object, record, input);
		else checkAccess(input, this);
		if (!record) return { id: this.insert(object, input.set(key, value), guard), created: true };
		this.change(object, String(record.Id), input);
		return { id: String(record.Id), created: false };
	}

	/**
	 * Creates a record, whether or not the user may. Salesforce's order: the system's own checks, validation rules,
	 * duplicate rules, and at last the database.
	 */
	insert(object: ObjectDefinition, input: FieldInput, guard?: Guard): string {
		this.checkNew(object, input);
		const values = valuesOf(input);
		object.check?.(values, null, this);
		const all = this.definition(object.name);
		this.rules.check(object.name, asStored(all, { OwnerId: this.userId, ...values }), null);
		guard?.(object, values);
		this.checkUnique(object, input, null);
		this.locks.need(others(values));
		const id = this.put(object.name, values);
		const record = this.get(object.name, id);
		this.set(id, object.derive?.(record, null, this) ?? {});
		object.follow?.([this.get(object.name, id)], this);
		return id;
	}

	/** Checks what a new record of an object would be made of, as a create does. */
	checkNew(object: ObjectDefinition, input: FieldInput): void {
		checkContents(input);
		checkReferences(object, input, this);
		checkRequired(
			object.fields.filter((field) => field.required && initial(field, input.get(field)) === null),
		);
	}

	/** The object that a write is about, or the error of a user who may not write it so. */
	private writable(objectName: string, right: Right): ObjectDefinition {
		const object = this.object(objectName);
		const verb = VERBS[right];
		if (object.uploadOnly) throw notInSandbox(`records of ${object.name} that are ${verb} alone`);
		if (may(object, right)) return object;
		if (object.writable && right !== 'create') {
			throw readOnly();
		}
		const message = say`entity type cannot be ${verb}: ${object.label}`;
		throw salesforceError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
	}

	private get viewer(): Viewer {
		const { userId, schema } = this;
		return { userId, schema, find: (id) => this.find(id) };
	}

	/** Refuses a change that the sharing of the record does not allow. */
	private checkChange(
		object: ObjectDefinition,
		record: SalesforceRecord,
		input: FieldInput = new Map(),
	): void {
		if (!mayChange(this.viewer, object, record)) throw readOnly();
		const owner = findField(object, 'OwnerId');
		const newOwner = owner && input.get(owner);
		if (owner && newOwner && canonical(owner, newOwner) === record.OwnerId) input.delete(owner);
		else if (newOwner && !mayTransfer(this.viewer, object, record)) throw readOnly();
		checkAccess(input, this);
	}

	/**
	 * Changes a record while it is locked: what another request has changed just before, the rules see; assumption 15
	 * of the README.
	 */
	private change(object: ObjectDefinition, id: string, input: FieldInput): void {
		this.locks.need([id]);
		const earlier = this.get(object.name, id);
		for (const { createOnly, name } of input.keys()) if (createOnly) throw notWritable(name);
		checkContents(input);
		checkReferences(object, input, this);
		checkRequired(object.fields.filter((field) => field.required && input.get(field) === null));
		const changed = withFormulas(this.definition(object.name), { ...earlier, ...valuesOf(input) });
		object.check?.(changed, earlier, this);
		this.rules.check(object.name, changed, earlier);
		this.checkUnique(object, input, id);
		this.locks.need(others(changed));
		const now = toSalesforceTime(new Date());
		this.set(id, { ...valuesOf(input), LastModifiedDate: now, SystemModstamp: now });
		const record = this.get(object.name, id);
		this.set(id, object.derive?.(record, earlier, this) ?? {});
		object.follow?.([earlier, this.get(object.name, id)], this);
	}

	/** Refuses a value of a unique field that another record has. */
	private checkUnique(object: ObjectDefinition, input: FieldInput, self: string | null): void {
		for (const [field, value] of input) {
			if (!field.unique || value === null) continue;
			const holder = this.holder(object, field, value);
			if (!holder || holder.Id === self) continue;
			const isSeen = mayRead(this.viewer, object, holder);
			const name = isSeen ? field.name : '<unknown>';
			const id = isSeen ? String(holder.Id).slice(0, 15) : '<unknown>';
			const message = say`duplicate value found: ${name} duplicates value on record with id: ${id}`;
			throw salesforceError(400, 'DUPLICATE_VALUE', message, []);
		}
	}
}

const readOnly = () =>
	salesforceError(
		403,
		'INSUFFICIENT_ACCESS_OR_READONLY',
		say`insufficient access rights on object id`,
		[],
	);

const valuesOf = (input: FieldInput): SalesforceRecord =>
	Object.fromEntries([...input].map(([field, value]) => [field.name, canonical(field, value)]));

/** A new record as it would be stored. */
const asStored = (object: ObjectDefinition, values: SalesforceRecord): SalesforceRecord =>
	withFormulas(
		object,
		Object.fromEntries(
			object.fields.map((field) => [field.name, initial(field, values[field.name])]),
		),
	);

/** The other records that a write locks: those that a task refers to. */
const others = ({ WhoId, WhatId }: SalesforceRecord): string[] =>
	[WhoId, WhatId].flatMap((id) => (id ? String(id) : []));

/** Yields to the requests that have been received by now. */
const otherRequests = async () =>
	await new Promise((go) => AbortSignal.timeout(0).addEventListener('abort', go));
