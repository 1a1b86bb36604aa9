import type { INodeProperties } from 'n8n-workflow';

import { selectedLabel } from '../form/commonParameters';
import { callAnalysis } from './callAnalysis';
import type { AnyOperation, Resource } from './operation';
import { salesforce } from './salesforce';
import { transcript } from './transcript';

/** Everything that the node can do. The form and the router are both made from this table. */
export const RESOURCES: Resource[] = [callAnalysis, salesforce, transcript];

const allOf = ({ operations, internal }: Resource) => [...operations, ...internal];

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
	...RESOURCES.map(({ operationProperty }) => operationProperty),
	...RESOURCES.flatMap((resource) =>
		allOf(resource).flatMap(({ option, properties: own }) =>
			own.map((property) => ({
				...property,
				displayOptions: {
					...property.displayOptions,
					// First, because n8n looks at no further rule as soon as the parameter of one is an expression.
					show: {
						resource: [resource.option.value],
						operation: [option.value],
						...property.displayOptions?.show,
					},
				},
			})),
		),
	),
];

/** The text under the node on the canvas: the label of the selected operation. */
export const subtitle = selectedLabel(
	'operation',
	RESOURCES.flatMap(allOf).map(({ option }) => option),
);

/** The operation that is selected in the form, or that the node has selected by itself. */
export function findOperation(resource: string, operation: string): AnyOperation | undefined {
	return RESOURCES.filter(({ option }) => option.value === resource)
		.flatMap(allOf)
		.find(({ option }) => option.value === operation);
}
