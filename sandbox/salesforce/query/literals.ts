import { notInSandbox, salesforceError } from '../errors';
import type { FieldDefinition, FieldType, FieldValue } from '../fields';
import { normalizeId } from '../ids';
import { say } from '../words';

const NUMBERS = ['INTEGER', 'DECIMAL'];

/** Which literals a field may be compared with; texts unless it is named here. */
const LITERALS: Partial<Record<FieldType, string[]>> = {
	boolean: ['BOOLEAN'],
	int: NUMBERS,
	double: NUMBERS,
	percent: NUMBERS,
	currency: NUMBERS,
	date: ['DATE'],
	datetime: ['DATETIME'],
};

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A value in the form in which it is compared: texts without case, moments in milliseconds. */
export type Comparable = string | number | null;

/** The comparable form of a field's value. */
export function comparable(field: FieldDefinition, value: FieldValue): Comparable {
	if (value === null) return null;
	if (typeof value === 'boolean') return Number(value);
	if (typeof value === 'number') return value;
	if (field.type === 'datetime' || field.type === 'date') return new Date(value).getTime();
	const isExact = field.type === 'id' || field.type === 'reference' || field.caseSensitive;
	return isExact ? value : value.toLowerCase();
}

/**
 * Puts two values in order, as an ORDER BY does.
 *
 * @param clause its direction, and where it wants empty values, which are first unless it says so
 */
export function compare(
	left: Comparable,
	right: Comparable,
	clause: { order?: 'ASC' | 'DESC'; nulls?: 'FIRST' | 'LAST' },
): number {
	if (left === right) return 0;
	const nulls = clause.nulls === 'LAST' ? 1 : -1;
	if (left === null || right === null) return left === null ? nulls : -nulls;
	return left < right === (clause.order === 'DESC') ? 1 : -1;
}

/** The text of a string literal, without its quotes and escapes. */
function unquote(literal: string): string {
	return literal.slice(1, -1).replace(/\\(.)/gs, (_, character) => ESCAPES[character] ?? character);
}

/** What a literal of LIKE matches: `%` is any text, `_` any character, each as itself when escaped. */
export function likePattern(literal: string): RegExp {
	const pattern = literal.slice(1, -1).replace(/\\.|[\s\S]/g, (part) => {
		if (part === '%') return '[\\s\\S]*';
		if (part === '_') return '[\\s\\S]';
		const character = part.length > 1 ? (ESCAPES[part[1]] ?? part[1]) : part;
		return character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	});
	return new RegExp(`^${pattern}$`, 'i');
}

/**
 * Reads the literal that a field is compared with.
 *
 * @param type as the parser names it, such as "STRING"
 * @returns the comparable value
 * @throws SalesforceError for a literal that does not fit the type of the field
 */
export function literalValue(field: FieldDefinition, literal: string, type: string): Comparable {
	if (type === 'NULL') return null;
	if (type.startsWith('DATE_')) throw notInSandbox(`the date literal ${literal}`);
	if (!(LITERALS[field.type] ?? ['STRING']).includes(type)) throw wrongLiteral(field);
	if (type === 'BOOLEAN') return Number(literal.toUpperCase() === 'TRUE');
	if (NUMBERS.includes(type)) return Number(literal);
	if (type !== 'STRING') return comparable(field, literal);

	const text = unquote(literal);
	if (field.type !== 'id' && field.type !== 'reference') return comparable(field, text);
	const id = normalizeId(text);
	if (id || text === '') return id;
	throw salesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', say`invalid ID field: ${text}`);
}

/** Some days, from the first moment of them to the first one after them; in milliseconds since 1970. */
export interface Days {
	from: number;
	to: number;
}

/** In milliseconds. */
const DAY = 86_400_000;

/**
 * The days that a date literal stands for, in the time zone of the user, which is UTC.
 *
 * @param type as the parser names it; `undefined` is returned for a literal of another one
 * @throws SalesforceError for a date literal that the sandbox does not have
 */
export function daysOf(literal: string, type: string, now: number): Days | undefined {
	if (!type.startsWith('DATE_')) return undefined;
	const today = now - (now % DAY);
	const [, name, count] = /^(\w+?)(?::(\d+))?$/.exec(literal.toUpperCase()) ?? [];
	if (name === 'TODAY') return { from: today, to: today + DAY };
	if (name === 'YESTERDAY') return { from: today - DAY, to: today };
	if (name === 'LAST_N_DAYS' && count)
		return { from: today - Number(count) * DAY, to: today + DAY };
	throw notInSandbox(`the date literal ${literal}`);
}

function wrongLiteral(field: FieldDefinition) {
	const kind = LITERALS[field.type] ? field.type.replace('datetime', 'dateTime') : 'string';
	const message =
		kind === 'string'
			? say`value of filter criterion for field '${field.name}' must be of type ${kind} and should be enclosed in quotes`
			: say`value of filter criterion for field '${field.name}' must be of type ${kind} and should not be enclosed in quotes`;
	return salesforceError(400, 'INVALID_FIELD', message);
}
