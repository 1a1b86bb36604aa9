import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { parameterError, type Labels } from '../api';

/** A parameter that cannot be used. `message` names the parameter, `remedy` says what to enter instead. */
export class InvalidParameter extends Error {
	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}

/**
 * Turns the value of a parameter, which may have any type when an expression returned it, into the type that the code uses.
 *
 * @throws InvalidParameter naming the parameter by its label
 */
export type Reader<Value> = (given: unknown, property: INodeProperties) => Value;

/** A parameter: how the form shows it and how its value is read. */
export interface Parameter<Value> {
	/** What the editor shows. */
	property: INodeProperties;
	/** What the form calls it; error texts quote it. */
	label: string;
	/** Where n8n keeps the value, e.g. `options.channels`. */
	path: string;
	/** @throws InvalidParameter */
	parse(given: unknown): Value;
}

/** Parameters by their purpose, such as the fields of a request. */
export type Parameters = Record<string, Parameter<unknown>>;

type ValuesOf<Group extends Parameters> = {
	[Key in keyof Group]: ReturnType<Group[Key]['parse']>;
};

/** Reads the value of a parameter from where it is. */
export type Read = <Value>(parameter: Parameter<Value>) => Value;

export const parameter = <Value>(
	property: INodeProperties,
	reader: Reader<Value>,
	path = property.name,
): Parameter<Value> => ({
	property,
	label: property.displayName,
	path,
	parse: (given) => reader(given, property),
});

/** A parameter under Options; one that is not added there has its default. */
export const option = <Value>(property: INodeProperties, reader: Reader<Value>) =>
	parameter(property, reader, `options.${property.name}`);

export const isOption = ({ path }: Parameter<unknown>): boolean => path.startsWith('options.');

export const propertiesOf = (parameters: Array<Parameter<unknown>>): INodeProperties[] =>
	parameters.map(({ property }) => property);

/** The values of several parameters, under the same keys. */
export const readAll = <Group extends Parameters>(group: Group, read: Read): ValuesOf<Group> =>
	Object.fromEntries(
		Object.entries(group).map(([key, one]) => [key, read(one)]),
	) as ValuesOf<Group>;

/** The labels for errors about a request whose field `prefix` has the keys of a group, e.g. `config.channels`. */
export const labelsOf = (prefix: string, group: Parameters): Labels =>
	Object.fromEntries(Object.entries(group).map(([key, { label }]) => [`${prefix}.${key}`, label]));

/** Reads parameters of an entry in a collection, such as one speaker. */
export function readerOf(entry: unknown): Read {
	const values: IDataObject = { ...(entry as IDataObject) };
	return ({ property: { name, default: absent }, parse }) =>
		parse(name in values ? values[name] : absent);
}

/**
 * Reads parameters of an item.
 *
 * @throws NodeOperationError naming the item, the parameter that cannot be used, and the remedy
 */
export async function readParameters<Value>(
	ctx: IExecuteFunctions,
	itemIndex: number,
	use: (read: Read) => Value | Promise<Value>,
): Promise<Value> {
	try {
		return await use(({ path, property, parse }) =>
			parse(ctx.getNodeParameter(path, itemIndex, property.default)),
		);
	} catch (error) {
		if (error instanceof InvalidParameter) {
			throw parameterError(ctx.getNode(), itemIndex, error.message, error.remedy);
		}
		throw new NodeOperationError(ctx.getNode(), error as Error, { itemIndex });
	}
}
