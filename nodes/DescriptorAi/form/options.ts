import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { booleanIn, InvalidParameter, numberIn } from './parameters';

/**
 * A switch under Options.
 *
 * @throws InvalidParameter when an expression returned neither true nor false
 */
export function switchOption(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ name, displayName, default: absent }: INodeProperties,
): boolean {
	return booleanIn(ctx.getNodeParameter(`options.${name}`, itemIndex, absent), displayName);
}

/**
 * A number under Options, within the limits of its field.
 *
 * @param field has its least value, and maybe its greatest; its label ends with its unit, such as `(Seconds)`
 * @throws InvalidParameter saying what it has to be
 */
export function numberOption(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ name, displayName, default: absent, typeOptions }: INodeProperties,
): number {
	const { minValue = 0, maxValue = Infinity } = typeOptions ?? {};
	const number = numberIn(ctx.getNodeParameter(`options.${name}`, itemIndex, absent));
	if (number >= minValue && number <= maxValue && Number.isFinite(number)) return number;
	const limits =
		maxValue === Infinity ? `of at least ${minValue}` : `from ${minValue} to ${maxValue}`;
	const [, unit] = /\((\w+)\)$/.exec(displayName) ?? [];
	throw new InvalidParameter(
		`'${displayName}' is not a number ${limits}`,
		`Correct it under Options, or remove it to use ${String(absent)} ${unit.toLowerCase()}.`,
	);
}
