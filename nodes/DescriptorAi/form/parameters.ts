import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { parameterError } from '../api';

/** A parameter that cannot be used. `message` names the parameter, `wayOut` says what to enter instead. */
export class InvalidParameter extends Error {
	constructor(
		message: string,
		readonly wayOut: string,
	) {
		super(message);
	}
}

/** A parameter as text; an expression may have put anything into it. */
export function text(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A parameter as a number, also where an expression gave it as text; `NaN` for what is none. */
export function numberIn(value: unknown): number {
	if (typeof value === 'string' && value.trim() !== '') return Number(value);
	return typeof value === 'number' ? value : NaN;
}

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];

/**
 * A switch, also where an expression returned it as text or as 1 and 0.
 *
 * @throws InvalidParameter for everything else: taking it for off would do what nobody asked for
 */
export function booleanIn(value: unknown, label: string): boolean {
	const word = text(value).toLowerCase();
	if (TRUE.includes(word)) return true;
	if (FALSE.includes(word)) return false;
	throw new InvalidParameter(
		`'${label}' must be true or false, but the expression returned ${typeOf(value)}`,
		'Let the expression return true or false, for example {{ $json.wanted === "yes" }}.',
	);
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

/** A Luxon DateTime, as `$now` is one in expressions; its durations and intervals have no `toUTC`. */
const isDateTime = (value: object): value is { toISO(): string | null } =>
	'toUTC' in value && 'toISO' in value && typeof value.toISO === 'function';

/** A date as ISO 8601 text; `null` for what is none, or is not valid. */
function isoDate(value: object): string | null {
	if (isDateTime(value)) return value.toISO();
	return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : null;
}

/**
 * A parameter that must be text; dates of Luxon and of JavaScript are written in ISO 8601.
 *
 * @throws InvalidParameter when an expression returned a list or another object, of which nothing would be sent
 */
export function onlyText(value: unknown, label: string): string {
	if (typeof value !== 'object' || value === null) return text(value);
	const date = isoDate(value);
	if (date !== null) return date;
	const wayOut = Array.isArray(value)
		? 'Let the expression return text, for example with .join(", ").'
		: 'Let the expression return one of its fields or, for a date, .toISO().';
	throw new InvalidParameter(
		`'${label}' must be text, but the expression returned ${typeOf(value)}`,
		wayOut,
	);
}

/**
 * A parameter that must be a date.
 *
 * @returns ISO 8601 for a date of Luxon or of JavaScript, text as it was given, empty where nothing was
 * @throws InvalidParameter for what cannot be a date
 */
export function dateIn(value: unknown, label: string): string {
	const given = onlyText(value, label);
	if (typeof value !== 'boolean' && !/^(Invalid |P[\dT])/.test(given)) return given;
	throw new InvalidParameter(
		`'${label}' must be a date, but the expression returned ${typeof value === 'boolean' ? 'a boolean' : 'another text'}`,
		'Let the expression return a date, for example {{ $now.toISO() }}, or text such as 2026-11-23T10:00:00.',
	);
}

/** Text that is JSON; `undefined` for other text. */
function jsonIn(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/** Begins like a list or an object of JSON, or is as a whole in brackets; `[VIP] customers` is text. */
const JSON_LIKE = /^\s*(?:[[{]\s*["'[{]|\[[^\]]*\]\s*$|\{)/;

/**
 * A list, also where an expression returned it as text: with commas, semicolons or line breaks, or as JSON. Empty
 * entries are left out.
 *
 * @throws InvalidParameter when it is no list, or holds something else than text
 */
export function list(value: unknown, label: string): string[] {
	const isJson = typeof value === 'string' && JSON_LIKE.test(value);
	const given = isJson ? jsonIn(value) : value;
	const entries = typeof given === 'string' ? given.split(/[,;\n]/) : given;
	const wayOut =
		'Select entries, or let the expression return a list such as {{ ["one", "two"] }}, or text such as one, two.';
	if (!Array.isArray(entries)) {
		const returned = isJson && given === undefined ? 'text that is no valid JSON' : typeOf(given);
		throw new InvalidParameter(
			`'${label}' must be a list, but the expression returned ${returned}`,
			wayOut,
		);
	}
	const nested = entries.findIndex(
		(entry) => !['string', 'number', 'undefined'].includes(typeof entry) && entry !== null,
	);
	if (nested >= 0) {
		throw new InvalidParameter(
			`Entry ${nested + 1} of '${label}' must be text, but is ${typeOf(entries[nested])}`,
			wayOut,
		);
	}
	return entries.map(text).filter((entry) => entry !== '');
}

/**
 * Reads parameters of an item.
 *
 * @throws NodeOperationError naming the item, the parameter that cannot be used, and the way out
 */
export async function readParameters<Value>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	read: () => Value | Promise<Value>,
): Promise<Value> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof InvalidParameter) {
			throw parameterError(ctx.getNode(), itemIndex, error.message, error.wayOut);
		}
		throw new NodeOperationError(ctx.getNode(), error as Error, { itemIndex });
	}
}
