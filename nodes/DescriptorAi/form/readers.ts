import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from './parameter';

/** A value as text; empty for an object and for nothing. */
export function text(given: unknown): string {
	if (typeof given === 'string') return given.trim();
	return typeof given === 'number' || typeof given === 'boolean' ? String(given) : '';
}

/** What an expression returned, in a word that a builder knows. */
function typeOf(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'nothing';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object'
		? 'an object'
		: typeof value === 'string'
			? 'other text'
			: `a ${typeof value}`;
}

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];

/** Reads a boolean, also where an expression returned it as text or as 1 and 0; refuses everything else. */
export function asBoolean(given: unknown, { displayName }: INodeProperties): boolean {
	const word = text(given).toLowerCase();
	if (TRUE.includes(word)) return true;
	if (FALSE.includes(word)) return false;
	throw new InvalidParameter(
		`'${displayName}' must be true or false, but the expression returned ${typeOf(given)}`,
		'Let the expression return true or false, for example {{ $json.wanted === "yes" }}.',
	);
}

/** Reads a number within the limits of its property, also where an expression returned it as text. */
export function asNumber(
	given: unknown,
	{ displayName, default: preset, typeOptions = {} }: INodeProperties,
): number {
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = typeOptions;
	const isWhole = numberPrecision === 0;
	const number = typeof given === 'string' && given.trim() === '' ? NaN : Number(given);
	const fits =
		['string', 'number'].includes(typeof given) &&
		(isWhole ? Number.isInteger(number) : Number.isFinite(number));
	if (fits && number >= minValue && number <= maxValue) return number;
	const limits =
		minValue === -Infinity
			? ''
			: maxValue === Infinity
				? ` of at least ${minValue}`
				: ` from ${minValue} to ${maxValue}`;
	const [, unit = ''] = /\((\w+)\)$/.exec(displayName) ?? [];
	throw new InvalidParameter(
		`'${displayName}' must be a ${isWhole ? 'whole ' : ''}number${limits}`,
		`Correct it, for example to ${`${String(preset)} ${unit.toLowerCase()}`.trim()}.`,
	);
}

/** A Luxon DateTime, as `$now` is one in expressions; its durations and intervals have no `toUTC`. */
const isDateTime = (value: object): value is { toISO(): string | null } =>
	'toUTC' in value && 'toISO' in value && typeof value.toISO === 'function';

/** A date as ISO 8601 text; `null` for another object and for an invalid date. */
function isoDate(value: object): string | null {
	if (isDateTime(value)) return value.toISO();
	return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : null;
}

/** Reads text; dates of Luxon and of JavaScript become ISO 8601. Refuses lists and other objects. */
export function asText(given: unknown, { displayName }: INodeProperties): string {
	if (typeof given !== 'object' || given === null) return text(given);
	const date = isoDate(given);
	if (date !== null) return date;
	const remedy = Array.isArray(given)
		? 'Let the expression return text, for example with .join(", ").'
		: 'Let the expression return one of its fields or, for a date, .toISO().';
	throw new InvalidParameter(
		`'${displayName}' must be text, but the expression returned ${typeOf(given)}`,
		remedy,
	);
}

/** Reads a date: ISO 8601 for a date of Luxon or of JavaScript, other text as it is, empty for nothing. */
export function asDate(given: unknown, property: INodeProperties): string {
	const date = asText(given, property);
	if (typeof given !== 'boolean' && !/^(Invalid |P[\dT])/.test(date)) return date;
	throw new InvalidParameter(
		`'${property.displayName}' must be a date, but the expression returned ${typeof given === 'boolean' ? 'a boolean' : 'other text'}`,
		'Let the expression return a date, for example {{ $now.toISO() }}, or text such as 2026-11-23T10:00:00.',
	);
}

/** A value, parsed if it is text, which has to be JSON; `undefined` for other text. */
export function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/** Begins like a list or an object of JSON, or is as a whole in brackets; `[VIP] customers` is text. */
const JSON_LIKE = /^\s*(?:[[{]\s*["'[{]|\[[^\]]*\]\s*$|\{)/;

/**
 * Reads a list of texts, also where an expression returned it as text: with commas, semicolons or line breaks, or as
 * JSON. Empty entries are left out.
 */
export function asList(given: unknown, { displayName }: INodeProperties): string[] {
	const isJson = typeof given === 'string' && JSON_LIKE.test(given);
	const value = isJson ? parsed(given) : given;
	const entries = typeof value === 'string' ? value.split(/[,;\n]/) : value;
	const remedy =
		'Select entries, or let the expression return a list such as {{ ["one", "two"] }}, or text such as one, two.';
	if (!Array.isArray(entries)) {
		const returned = isJson && value === undefined ? 'text that is not valid JSON' : typeOf(value);
		throw new InvalidParameter(
			`'${displayName}' must be a list, but the expression returned ${returned}`,
			remedy,
		);
	}
	const nested = entries.findIndex(
		(entry) => !['string', 'number', 'undefined'].includes(typeof entry) && entry !== null,
	);
	if (nested >= 0) {
		throw new InvalidParameter(
			`Entry ${nested + 1} of '${displayName}' must be text, but is ${typeOf(entries[nested])}`,
			remedy,
		);
	}
	return entries.map(text).filter((entry) => entry !== '');
}

/** Reads the entries of a fixed collection that takes several. */
export function entriesOf(
	given: unknown,
	{ displayName, options: [group] = [] }: INodeProperties,
): IDataObject[] {
	const entries = Object(given)[group.name] ?? [];
	if (Array.isArray(entries)) return entries;
	throw new InvalidParameter(
		`'${displayName}' must be a list, but the expression returned ${typeOf(entries)}`,
		'Add entries in the form, and use expressions inside of them.',
	);
}
