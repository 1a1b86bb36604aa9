import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { parameterError } from '../api/errors';

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

/** @throws InvalidParameter when an expression gave a list or an object, of which nothing would be sent */
export function onlyText(value: unknown, label: string): string {
	if (typeof value !== 'object' || value === null) return text(value);
	throw Array.isArray(value)
		? new InvalidParameter(
				`'${label}' is a list and not text`,
				'Let the expression give text, for example with .join(", ").',
			)
		: new InvalidParameter(
				`'${label}' is an object and not text`,
				'Let the expression give one of its fields, or .toISOString() of a date.',
			);
}

/** A list, also when an expression gave it as text with commas. */
export function list(value: unknown, label: string): string[] {
	const entries = typeof value === 'string' ? value.split(',') : value;
	if (!Array.isArray(entries)) {
		throw new InvalidParameter(
			`'${label}' is not a list`,
			'Select entries, or let the expression give a list such as ["summary", "topics"].',
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
