import { parseJson } from '../json';
import { noSuchColumn, salesforceError, untranslated } from './errors';
import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';
import { normalizeId } from './ids';
import { findField, type ObjectDefinition } from './objects';
import { say } from './words';

const parserError = (message: string) => untranslated(400, 'JSON_PARSER_ERROR', message);

/** The name of a value in the errors of Jackson, which Salesforce parses JSON with. */
function tokenOf(value: unknown): string {
	if (Array.isArray(value)) return 'START_ARRAY value [';
	if (typeof value === 'object') return 'START_OBJECT value {';
	if (typeof value === 'boolean') return `VALUE_${String(value).toUpperCase()} value ${value}`;
	if (typeof value === 'string') return `VALUE_STRING value ${value}`;
	return `VALUE_NUMBER_${Number.isInteger(value) ? 'INT' : 'FLOAT'} value ${value}`;
}

/** A time as an answer has it. */
export function toSalesforceTime(date: Date): string {
	return date.toISOString().replace('Z', '+0000');
}

/** The value to store, or undefined when the type does not take the given one. */
function convert(type: FieldDefinition['type'], value: unknown): FieldValue | undefined {
	switch (type) {
		case 'boolean':
			if (typeof value === 'boolean') return value;
			return value === 'true' || value === 'false' ? value === 'true' : undefined;
		case 'int':
		case 'double':
		case 'percent':
		case 'currency': {
			// Salesforce reads a number from a text as well.
			const isNumeric = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
			const number = isNumeric ? Number(value) : value;
			if (typeof number !== 'number') return undefined;
			return type === 'int' && !Number.isInteger(number) ? undefined : number;
		}
		case 'date':
			return typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value)
				? value.slice(0, 10)
				: undefined;
		case 'datetime':
			return typeof value === 'string' &&
				/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/.test(value)
				? toSalesforceTime(new Date(value))
				: undefined;
		case 'base64':
			return typeof value === 'string' &&
				value.length % 4 === 0 &&
				/^[A-Za-z0-9+/]*={0,2}$/.test(value)
				? value
				: undefined;
		default:
			return typeof value === 'string' ? value : undefined;
	}
}

/**
 * Whether a number has no more digits before the decimal point than its field allows; for those behind it, assumption 13
 * of the README.
 */
function fits({ precision, scale = 0 }: FieldDefinition, value: number): boolean {
	return precision === undefined || Math.abs(value) < 10 ** (precision - scale);
}

/** A number as Salesforce writes it in messages. */
const javaDouble = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** The error of a value that has the right type and still cannot be stored, or null. */
function contentError(field: FieldDefinition, value: FieldValue) {
	const { name, label, type, length } = field;
	if (typeof value === 'number' && !fits(field, value)) {
		const message = say`${label}: value outside of valid range on numeric field: ${javaDouble(value)}`;
		return salesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, [name]);
	}
	if (typeof value !== 'string') return null;
	if (length > 0 && value.length > length && type !== 'reference') {
		const message = say`${label}: data value too large: ${value} (max length=${length})`;
		return salesforceError(400, 'STRING_TOO_LONG', message, [name]);
	}
	if (type === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) {
		const message = say`${label}: invalid email address: ${value}`;
		return salesforceError(400, 'INVALID_EMAIL_ADDRESS', message, [name]);
	}
	if (field.restricted && !field.picklist?.includes(value)) {
		const message = say`${label}: bad value for restricted picklist field: ${value}`;
		return salesforceError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [name]);
	}
	if (type === 'reference' && !normalizeId(value)) {
		return salesforceError(
			400,
			'MALFORMED_ID',
			say`${label}: id value of incorrect type: ${value}`,
			[name],
		);
	}
	return null;
}

/** A value as it is stored: ids in their 18-character form; a checkbox is never empty. */
export function canonical(field: FieldDefinition, value: FieldValue): FieldValue {
	if (field.type === 'reference' && typeof value === 'string') return normalizeId(value);
	return field.type === 'boolean' ? (value ?? false) : value;
}

/**
 * The value of a field of a new record: its default where the request leaves it out, assumption 14 of the README.
 *
 * @param given undefined where the request leaves the field out
 */
export function initial(field: FieldDefinition, given: FieldValue | undefined): FieldValue {
	// Standard fields with a default, such as Status of a case, are never empty in a new record.
	const isEmptied = given === null && field.name.endsWith('__c');
	return canonical(field, isEmptied ? null : (given ?? field.defaultValue ?? null));
}

/** The error for a field that cannot be written. */
export const notWritable = (name: string) =>
	salesforceError(
		400,
		'INVALID_FIELD_FOR_INSERT_UPDATE',
		say`Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
		[name],
	);

/** Finds the id of a parent by an external id: an object with the name of the field and its value. */
export type FindParent = (field: FieldDefinition, parent: Record<string, unknown>) => FieldValue;

const isSameName = (left: string | undefined, right: string) =>
	left?.toLowerCase() === right.toLowerCase();

/** The fields to write, by their canonical names, with the values to store. */
export type FieldInput = Map<FieldDefinition, FieldValue>;

/**
 * Reads the body of a create or an update and checks each field by itself.
 *
 * @param object what is written
 * @param text the body as it was received
 * @param parentOf finds the parent that is named by an external id, in place of its id
 * @param key the field that an upsert names in its path; it may not be in the body as well
 * @throws SalesforceError with Salesforce's code for the first fault
 */
export function readFields(
	object: ObjectDefinition,
	text: string | null,
	parentOf: FindParent,
	key?: FieldDefinition,
): FieldInput {
	if (!text) {
		throw parserError('The HTTP entity body is required, but this request has no entity body.');
	}
	const parsed = parseJson(text);
	if (!parsed.ok) {
		const column = parsed.position + 1;
		throw parserError(`Unexpected character in the request body at [line:1, column:${column}]`);
	}
	if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
		throw parserError(
			`Cannot deserialize instance of sobject from ${tokenOf(parsed.value)} ` +
				'or request may be missing a required field at [line:1, column:1]',
		);
	}

	const input: FieldInput = new Map();
	for (const [name, value] of Object.entries(parsed.value)) {
		if (name === 'attributes') continue;
		const lookup = object.fields.find(({ relationshipName: path }) => isSameName(path, name));
		if (lookup && typeof value === 'object' && value !== null && !Array.isArray(value)) {
			input.set(lookup, parentOf(lookup, { ...value }));
			continue;
		}
		const field = findField(object, name);
		if (!field) throw noSuchColumn(name, object);
		if (field === key) {
			throw salesforceError(
				400,
				'INVALID_FIELD',
				say`The ${field.name} field should not be specified in the sobject data.`,
				[field.name],
			);
		}
		if (field.readOnly || field.formula) throw notWritable(field.name);
		const stored = value === null || value === '' ? null : convert(field.type, value);
		if (stored === undefined) {
			const kind = [
				'int',
				'double',
				'percent',
				'currency',
				'boolean',
				'date',
				'datetime',
				'base64',
			].includes(field.type)
				? field.type
				: 'string';
			const column = text.indexOf(JSON.stringify(name)) + JSON.stringify(name).length + 2;
			throw parserError(
				`Cannot deserialize instance of ${kind} from ${tokenOf(value)} ` +
					`or request may be missing a required field at [line:1, column:${column}]`,
			);
		}
		input.set(field, stored);
	}
	return input;
}

/**
 * Checks the contents of fields whose types are right: lengths, addresses, ids.
 *
 * @throws SalesforceError for the first field that cannot be stored
 */
export function checkContents(input: FieldInput): void {
	for (const [field, value] of input) {
		const error = contentError(field, value);
		if (error) throw error;
	}
}

/**
 * Refuses a write that leaves required fields empty.
 *
 * @param missing those fields; none is no error
 */
export function checkRequired(missing: FieldDefinition[]): void {
	if (missing.length === 0) return;
	const names = missing.map(({ name }) => name);
	const message = say`Required fields are missing: [${names.join(', ')}]`;
	throw salesforceError(400, 'REQUIRED_FIELD_MISSING', message, names);
}

/** A record as it is read: with its computed fields. */
export function withFormulas(object: ObjectDefinition, record: SalesforceRecord): SalesforceRecord {
	return Object.fromEntries(
		object.fields.map((field) => [
			field.name,
			field.formula ? field.formula(record) : canonical(field, record[field.name] ?? null),
		]),
	);
}
