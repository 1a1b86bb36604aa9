/** Field types by the names that `describe` gives them. */
export type FieldType =
	| 'id'
	| 'string'
	| 'textarea'
	| 'picklist'
	| 'combobox'
	| 'reference'
	| 'email'
	| 'phone'
	| 'url'
	| 'boolean'
	| 'int'
	| 'double'
	| 'percent'
	| 'currency'
	| 'date'
	| 'datetime'
	| 'base64';

export type FieldValue = string | number | boolean | null;

/** A record without its `attributes`; every field of its object is there. */
export type SalesforceRecord = Record<string, FieldValue>;

export interface FieldDefinition {
	name: string;
	label: string;
	type: FieldType;
	/** The most characters of a text; 0 for other types. */
	length: number;
	/** A create without it is refused. */
	required?: boolean;
	unique?: boolean;
	/** Texts that differ in case only are different values; otherwise they are the same. */
	caseSensitive?: boolean;
	externalId?: boolean;
	/** The most digits of a number, and how many of them are behind the point. */
	precision?: number;
	scale?: number;
	/** Set by Salesforce itself; a write is refused. */
	readOnly?: boolean;
	/** Set when the record is created; a change is refused. */
	createOnly?: boolean;
	/** A query cannot filter or group by it. */
	unfiltered?: boolean;
	/** Encrypted by Shield in the probabilistic scheme: a query cannot even sort by it, a search finds it. */
	encrypted?: boolean;
	/** Numbers the records of an object; implies read-only. */
	autoNumber?: boolean;
	/** What a create without it stores. */
	defaultValue?: FieldValue;
	picklist?: string[];
	/** No value but those of the picklist is taken. */
	restricted?: boolean;
	/** The objects that a reference may point at, and the name for its path in a query. */
	referenceTo?: string[];
	relationshipName?: string;
	/** The name of the list of the records on the one that they point at. */
	childRelationshipName?: string;
	/** Whether the record belongs to the one that it names, and is deleted with it. */
	masterDetail?: boolean;
	/** The custom objects that it may point at as well: all, or those that allow activities. */
	openTo?: 'all' | 'activities';
	/** Computes the field from the others; such a field is read-only. */
	formula?: (record: SalesforceRecord) => FieldValue;
}

type Extras = Omit<Partial<FieldDefinition>, 'name' | 'type' | 'length'>;

/** "CallDurationInSeconds" -> "Call Duration In Seconds": the label unless one is given. */
function labelOf(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, '$1 $2');
}

function field(name: string, type: FieldType, length: number, extras: Extras): FieldDefinition {
	return { name, label: labelOf(name), type, length, ...extras };
}

export const text = (name: string, length: number, extras: Extras = {}) =>
	field(name, 'string', length, extras);
export const longText = (name: string, length: number, extras: Extras = {}) =>
	field(name, 'textarea', length, extras);
export const email = (name: string, extras: Extras = {}) => field(name, 'email', 80, extras);
export const phone = (name: string, extras: Extras = {}) => field(name, 'phone', 40, extras);
export const url = (name: string, extras: Extras = {}) => field(name, 'url', 255, extras);
export const picklist = (name: string, values: string[], extras: Extras = {}) =>
	field(name, 'picklist', 255, { picklist: values, ...extras });
export const checkbox = (name: string, extras: Extras = {}) =>
	field(name, 'boolean', 0, { defaultValue: false, ...extras });
export const combobox = (name: string, values: string[], extras: Extras = {}) =>
	field(name, 'combobox', 255, { picklist: values, ...extras });
export const recordId = () => field('Id', 'id', 18, { readOnly: true, label: 'Record ID' });
/** The content of a file; a record gives the address of the content instead. */
export const blob = (name: string) => field(name, 'base64', 0, {});
/** A field of a type that has no length. */
export const typed = (
	name: string,
	type: 'int' | 'double' | 'percent' | 'currency' | 'date' | 'datetime',
	extras: Extras = {},
) => field(name, type, 0, extras);

/** A lookup: `name` ends in "Id", and the path in a query is the name without it. */
export const reference = (name: string, referenceTo: string[], extras: Extras = {}) =>
	field(name, 'reference', 18, {
		label: `${labelOf(name.replace(/Id$/, ''))} ID`,
		referenceTo,
		relationshipName: name.replace(/Id$/, ''),
		...extras,
	});

/** The parts of a postal address, such as MailingStreet. */
export const address = (prefix: string): FieldDefinition[] => [
	field(`${prefix}Street`, 'textarea', 255, {}),
	text(`${prefix}City`, 40),
	text(`${prefix}State`, 80),
	text(`${prefix}PostalCode`, 20),
	text(`${prefix}Country`, 80),
];

/** A person's names; `Name` is made of them. */
export const personName = (): FieldDefinition[] => [
	text('Name', 121, {
		label: 'Full Name',
		formula: ({ FirstName, LastName }) => [FirstName, LastName].filter(Boolean).join(' '),
	}),
	text('LastName', 80, { required: true }),
	text('FirstName', 40),
	picklist('Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.']),
];

/** The fields that every record has beside its own. */
export const SYSTEM_FIELDS: FieldDefinition[] = [
	reference('CreatedById', ['User'], { readOnly: true, label: 'Created By ID' }),
	typed('CreatedDate', 'datetime', { readOnly: true }),
	reference('LastModifiedById', ['User'], { readOnly: true, label: 'Last Modified By ID' }),
	typed('LastModifiedDate', 'datetime', { readOnly: true }),
	typed('SystemModstamp', 'datetime', { readOnly: true, label: 'System Modstamp' }),
	checkbox('IsDeleted', { readOnly: true, label: 'Deleted' }),
];
