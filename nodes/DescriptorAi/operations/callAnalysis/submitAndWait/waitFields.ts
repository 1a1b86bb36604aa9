import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parameterError } from '../../../api/errors';
import { allowPrivateAddressField } from '../recording/audioFields';

/** How the node learns that a result is ready. */
export const waitUsingField: INodeProperties = {
	displayName: 'Wait Using',
	name: 'waitUsing',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Callback',
			value: 'callback',
			description:
				'Descriptor.AI calls n8n as soon as a result is ready. The webhook address of n8n must be reachable from there.',
		},
		{
			name: 'Polling',
			value: 'polling',
			description: 'Asks every few minutes. Works wherever n8n runs.',
		},
	],
	default: 'callback',
	description: 'How n8n learns that a result is ready',
};

const times: INodeProperties[] = [
	{
		displayName: 'Maximum Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 180,
		description:
			'How long to wait for all results together. What is not ready then comes out with the status "processing".',
	},
	{
		displayName: 'Poll Interval (Minutes)',
		name: 'pollIntervalMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			'How long to pause before asking again. With Wait Using set to Callback, this finds results whose call was lost.',
	},
];

/** The options of a wait. They are those of the first item, because all items wait together. */
export const waitOptions: INodeProperties[] = [...times, allowPrivateAddressField];

/**
 * How long to wait in all, and between two questions; both in milliseconds.
 *
 * @throws NodeOperationError naming the option that is not a number
 */
export function readWaitTimes(ctx: IExecuteFunctions): { maxWait: number; interval: number } {
	const [maxWait, interval] = times.map((field) => {
		const minutes = Number(ctx.getNodeParameter(`options.${field.name}`, 0, field.default));
		if (Number.isFinite(minutes) && minutes >= 1) return minutes * 60_000;
		throw parameterError(
			ctx.getNode(),
			0,
			`'${field.displayName}' is not a number of at least 1`,
			`Correct it under Options, or remove it to use ${String(field.default)} minutes.`,
		);
	});
	return { maxWait, interval };
}
