import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { callAnalysis } from './callAnalysis';
import type { Operation, Resource } from './operation';
import { transcript } from './transcript';

/** Everything that the node can do. The form and the router are both made from this table. */
export const RESOURCES: Resource[] = [callAnalysis, transcript];

/** The whole form of the node: resource, operations, and each operation's parameters. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ option }) => option),
		default: 'callAnalysis',
	},
	...RESOURCES.map(({ operationField }) => operationField),
	...RESOURCES.flatMap((resource) =>
		resource.operations.flatMap(({ option, fields }) =>
			updateDisplayOptions(
				{ show: { resource: [resource.option.value], operation: [option.value] } },
				fields,
			),
		),
	),
];

const operationNames = Object.fromEntries(
	RESOURCES.flatMap(({ operations }) =>
		operations.map(({ option }) => [option.value, option.name]),
	),
);

/** The text under the node on the canvas: the label of the selected operation. */
export const subtitle = `={{ (${JSON.stringify(operationNames)})[$parameter["operation"]] }}`;

/** The operation that is selected in the form. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return RESOURCES.find(({ option }) => option.value === resource)?.operations.find(
		({ option }) => option.value === operation,
	);
}
