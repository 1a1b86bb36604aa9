import {
	recordId,
	reference,
	SYSTEM_FIELDS,
	type FieldDefinition,
	type SalesforceRecord,
} from './fields';

/** The other records, as the rules of an object read and change them. */
export interface Org {
	readonly schema: { definition(name: string): ObjectDefinition | undefined };
	find(id: string): { object: ObjectDefinition; record: SalesforceRecord } | undefined;
	list(objectName: string): SalesforceRecord[];
	set(id: string, values: SalesforceRecord): void;
	/** Must run after permissions or their assignments have changed. */
	refreshAccess(): void;
}

/** A user's rights to the records of an object. */
export interface ObjectRights {
	create: boolean;
	edit: boolean;
	delete: boolean;
	/** Also of the records that sharing hides, or lets nobody change but their owners. */
	viewAll: boolean;
	modifyAll: boolean;
}

/** Who sees and changes the records of an object, beside their owners. */
export type Sharing = 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';

/** The rules of an object beyond its fields. */
export interface Behavior {
	/**
	 * Refuses a write.
	 *
	 * @param record as it would be
	 * @param earlier as it is; null for a new one
	 */
	check?(record: SalesforceRecord, earlier: SalesforceRecord | null, org: Org): void;
	/** The values of the fields that follow from others, after a write. */
	derive?(record: SalesforceRecord, earlier: SalesforceRecord | null, org: Org): SalesforceRecord;
	/** Changes what follows in other records, once these have been created, changed or deleted. */
	follow?(records: SalesforceRecord[], org: Org): void;
}

/** One object of the org. Create, query, describe and the record pages all derive from it. */
export interface ObjectDefinition extends Behavior {
	name: string;
	label: string;
	labelPlural: string;
	/** The first three characters of the ids of its records. */
	keyPrefix: string;
	custom: boolean;
	/** Whether the API may create, change and delete records. */
	writable: boolean;
	/** What the user may do, where permissions say it. */
	rights?: ObjectRights;
	/** Everybody sees and changes its records unless given. */
	sharing?: Sharing;
	/** Whether tasks can be related to its records. */
	activities?: boolean;
	/** Whether the changes of its fields are kept. */
	history?: boolean;
	/** Whether it has so many records that a query has to filter by an index. */
	large?: boolean;
	/** Whether a search finds its records. */
	searchable?: boolean;
	/** The names of its fields in the order in which a record's page shows them; others come after. */
	layout?: string[];
	/** Whether the sandbox, unlike Salesforce, makes its records of uploads only. */
	uploadOnly?: boolean;
	/** Fields with their values: a query has to contain one of them. */
	queriedBy?: string[];
	/** Custom or business fields first, then those that every object has. */
	fields: FieldDefinition[];
}

/** Whether the user may do something with the records of an object. */
export function may(object: ObjectDefinition, right: 'create' | 'edit' | 'delete'): boolean {
	return object.writable && (object.rights?.[right] ?? true);
}

/** A field of an object by its name, in any case. */
export function findField(object: ObjectDefinition, name: string): FieldDefinition | undefined {
	return object.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

const id = recordId();
const owner = reference('OwnerId', ['User']);

/** A standard object of the business, which the API writes. */
export function standard(
	name: string,
	keyPrefix: string,
	fields: FieldDefinition[],
	behavior: Behavior = {},
): ObjectDefinition {
	return {
		name,
		label: name,
		labelPlural: `${name}s`,
		keyPrefix,
		custom: false,
		writable: true,
		searchable: true,
		fields: [id, ...fields, owner, ...SYSTEM_FIELDS],
		...behavior,
	};
}

/** An object that the editor's lists read; nothing can be written into it. */
export function setup(
	name: string,
	keyPrefix: string,
	fields: FieldDefinition[],
): ObjectDefinition {
	return {
		name,
		label: name,
		labelPlural: name,
		keyPrefix,
		custom: false,
		writable: false,
		fields: [id, ...fields, ...SYSTEM_FIELDS],
	};
}
