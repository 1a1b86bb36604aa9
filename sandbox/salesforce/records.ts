import { noSuchColumn, notFound, notInSandbox, salesforceError, SalesforceError } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { clearLookups } from './install/customObjects';
import { Locks } from './locks';
import { findField, may, type ObjectDefinition } from './objects';
import type { RecordSource } from './query/paths';
import type { Lacks } from './schema';
import { mayChange, mayRead, mayTransfer, type Viewer } from './sharing';
import { rightsOf } from './standard/permissions';
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
	type FindParent,
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
		const input = readFields(object, body, this.parents);
		this.checkAccess(input);
		return this.insert(object, input, guard);
	}

	/** Changes the fields of a record that the body names. */
	update(objectName: string, id: string, body: string | null): void {
		const object = this.writable(objectName, 'edit');
		const record = this.read(objectName, id);
		const input = readFields(object, body, this.parents);
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
		const input = readFields(object, body, this.parents, key);
		const record = this.seenHolder(object, key, value);
		await otherRequests();
		return this.save(object, input, { key, value, record }, guard);
	}

	/**
	 * Creates or changes several records by the values of an external id. What cannot be read refuses them all; what cannot
	 * be stored refuses the record, or all of them; assumption 32 of the README.
	 *
	 * @param records as in the request, each with the external id
	 * @param allOrNone whether a record that is refused undoes the others
	 * @returns the outcome or the error of each record, in their order
	 */
	upsertAll(
		objectName: string,
		fieldName: string,
		records: Array<Record<string, unknown>>,
		allOrNone: boolean,
		guard?: Guard,
	): Array<Saved | SalesforceError> {
		const object = this.object(objectName);
		const key = externalKey(object, fieldName);
		const texts = records.map((record) => JSON.stringify(record));
		for (const text of texts) readFields(object, text, () => null);
		const before = this.snapshot();
		const seen = new Set<FieldValue>();
		const outcomes = texts.map((text) => {
			try {
				const input = readFields(object, text, this.parents);
				const value = input.get(key) ?? null;
				if (value === null) throw externalIdMissing(key);
				if (seen.has(value)) throw externalIdTwice(value);
				seen.add(value);
				const record = this.seenHolder(object, key, value);
				return this.save(object, input, { key, value, record }, guard);
			} catch (error) {
				return refusalOf(error);
			}
		});
		const isFailure = (outcome: Saved | SalesforceError) => outcome instanceof SalesforceError;
		if (!allOrNone || !outcomes.some(isFailure)) return outcomes;
		this.restore(before);
		return outcomes.map((outcome) => (isFailure(outcome) ? outcome : rolledBack()));
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

	/**
	 * Creates a record as an administrator can: fields that the API can write are checked as in the API, read-only fields
	 * and records of read-only objects are set.
	 *
	 * @returns its id
	 */
	seed(objectName: string, values: SalesforceRecord): string {
		const object = this.definition(objectName);
		const unknown = Object.keys(values).find((name) => !findField(object, name));
		if (unknown) throw noSuchColumn(unknown, object);
		if (!object.writable) {
			const id = this.put(objectName, values);
			object.follow?.([this.get(objectName, id)], this);
			return id;
		}

		const isLocked = ([name]: [string, FieldValue]) => findField(object, name)?.readOnly;
		const free = Object.entries(values).filter((entry) => !isLocked(entry));
		if (object.uploadOnly) throw notInSandbox(`records of ${object.name} without an upload`);
		const body = JSON.stringify(Object.fromEntries(free));
		const id = this.insert(object, readFields(object, body, this.parents));
		this.set(id, Object.fromEntries(Object.entries(values).filter(isLocked)));
		return id;
	}

	/** Replaces all records of an object that the API cannot write. */
	replace(objectName: string, records: SalesforceRecord[]): void {
		for (const { Id } of this.list(objectName)) this.remove(String(Id));
		for (const values of records) this.seed(objectName, values);
	}

	/** Takes rights from the user: from the profile, and from the permission sets that give them. */
	restrict(lacks: Lacks): void {
		const { access = [], permissions = [] } = lacks;
		const given = [...this.list('ObjectPermissions'), ...this.list('FieldPermissions')];
		for (const { Id, SobjectType, Field = SobjectType } of given) {
			if (access.includes(String(Field))) this.remove(String(Id));
		}
		const none = Object.fromEntries(permissions.map((name) => [`Permissions${name}`, false]));
		for (const { Id } of this.list('PermissionSet')) this.set(String(Id), none);
		this.schema.restrict(lacks);
		this.refreshAccess();
	}

	/** Removes a record of any object, as an administrator can. */
	discard(id: string): void {
		const found = this.find(id);
		if (!found) throw notFound();
		this.remove(id);
		found.object.follow?.([found.record], this);
	}

	/** Checks what a new record of an object would be made of, as a create does. */
	checkNew(object: ObjectDefinition, input: FieldInput): void {
		checkContents(input);
		this.checkReferences(object, input);
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

	/** Whether a user may read records of a custom object. */
	private isReader({ Id }: SalesforceRecord, { name }: ObjectDefinition): boolean {
		return Id === this.userId || rightsOf(String(Id), this).objects.has(name);
	}

	/** The record that holds a value of a unique field, if the user sees it. */
	private seenHolder(object: ObjectDefinition, key: FieldDefinition, value: FieldValue) {
		const record = this.holder(object, key, value);
		return record && mayRead(this.viewer, object, record) ? record : undefined;
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
		this.checkAccess(input);
	}

	/** Refuses to name a record that the user does not see. */
	private checkAccess(input: FieldInput): void {
		for (const [{ referenceTo }, value] of input) {
			const id = String(value);
			if (!referenceTo || !this.find(id) || this.seen.find(id)) continue;
			const message = say`insufficient access rights on cross-reference id`;
			throw salesforceError(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message, []);
		}
	}

	/** Creates or changes the record with a value of an external id. */
	private save(
		object: ObjectDefinition,
		input: FieldInput,
		{ key, value, record }: { key: FieldDefinition; value: FieldValue; record?: SalesforceRecord },
		guard?: Guard,
	): Saved {
		this.writable(object.name, record ? 'edit' : 'create');
		if (record) this.checkChange(object, record, input);
		else this.checkAccess(input);
		if (!record) return { id: this.insert(object, input.set(key, value), guard), created: true };
		this.change(object, String(record.Id), input);
		return { id: String(record.Id), created: false };
	}

	/** Finds the record that a request names by an external id instead of its id. */
	private readonly parents: FindParent = (field, parent) => {
		const target = this.schema.find(field.referenceTo?.[0] ?? '');
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
		const record = this.seenHolder(target, key, value);
		if (record) return record.Id;
		const message = say`Foreign key external ID: ${value} not found for field ${key.name} in entity ${target.name}`;
		throw salesforceError(400, 'INVALID_FIELD', message);
	};

	/** Salesforce's order: the system's own checks, validation rules, duplicate rules, and at last the database. */
	private insert(object: ObjectDefinition, input: FieldInput, guard?: Guard): string {
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

	/**
	 * Changes a record while it is locked: what another request has changed just before, the rules see; assumption 15
	 * of the README.
	 */
	private change(object: ObjectDefinition, id: string, input: FieldInput): void {
		this.locks.need([id]);
		const earlier = this.get(object.name, id);
		for (const { createOnly, name } of input.keys()) if (createOnly) throw notWritable(name);
		checkContents(input);
		this.checkReferences(object, input);
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

	private checkReferences(object: ObjectDefinition, input: FieldInput): void {
		for (const [field, value] of input) {
			if (field.referenceTo && value !== null) this.checkReference(object, field, String(value));
		}
	}

	private checkReference(object: ObjectDefinition, field: FieldDefinition, id: string): void {
		const target = this.schema.ofId(id);
		if (!target || !field.referenceTo?.includes(target.name)) {
			const message = say`${field.label}: id value of incorrect type: ${id}`;
			throw salesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, [field.name]);
		}
		const found = this.find(id);
		if (!found) {
			throw salesforceError(
				400,
				'INVALID_CROSS_REFERENCE_KEY',
				say`invalid cross reference id`,
				[],
			);
		}
		if (field.name === 'OwnerId' && found.record.IsActive === false) {
			// Salesforce writes the object's name in camel case, such as "workOrder".
			const name = object.name[0].toLowerCase() + object.name.slice(1);
			const message = say`operation performed with inactive user [${id.slice(0, 15)}] as owner of ${name}`;
			throw salesforceError(400, 'INACTIVE_OWNER_OR_USER', message, []);
		}
		// Assumption 34 of the README.
		if (field.name === 'OwnerId' && object.custom && !this.isReader(found.record, object)) {
			const message = say`The new owner must have read permission`;
			throw salesforceError(400, 'TRANSFER_REQUIRES_READ', message, []);
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

/** The field of an external id, by its name in a request. */
function externalKey(object: ObjectDefinition, name: string): FieldDefinition {
	const key = findField(object, name);
	if (key?.externalId) return key;
	throw salesforceError(
		404,
		'NOT_FOUND',
		say`Provided external ID field does not exist or is not accessible: ${name}`,
	);
}

/** The refusal that has been thrown; any other error goes on. */
function refusalOf(error: unknown): SalesforceError {
	if (error instanceof SalesforceError) return error;
	throw error;
}

const externalIdMissing = ({ name }: FieldDefinition) =>
	salesforceError(400, 'MISSING_ARGUMENT', say`${name} not specified`, []);
const externalIdTwice = (value: FieldValue) =>
	salesforceError(400, 'DUPLICATE_VALUE', say`Duplicate external id specified: ${value}`, []);
const rolledBack = () =>
	salesforceError(
		400,
		'ALL_OR_NONE_OPERATION_ROLLED_BACK',
		say`Record rolled back because not all records were valid and the request was using AllOrNone header`,
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
