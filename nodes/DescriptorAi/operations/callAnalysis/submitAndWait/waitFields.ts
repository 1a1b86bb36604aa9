import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { numberOption } from '../../../form/options';
import { InvalidParameter, readParameters } from '../../../form/parameters';
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
 * @throws NodeOperationError naming the option that cannot be used
 */
export async function readWaitTimes(
	ctx: IExecuteFunctions,
): Promise<{ maxWait: number; interval: number }> {
	const [maxWait, interval] = await readParameters(ctx, 0, () => {
		const [minutes, pause] = times.map((field) => numberOption(ctx, 0, field));
		const { executionTimeout: limit = 0 } = ctx.getWorkflowSettings();
		// n8n counts the time that an execution waits as well, and cancels it as soon as it goes on.
		if (limit > 0 && limit <= minutes * 60) {
			throw new InvalidParameter(
				`'Maximum Wait (Minutes)' is ${minutes}, but n8n cancels the workflow after ${Math.round(limit / 6) / 10} minutes`,
				"The recording was not submitted. Raise the time limit in the settings of the workflow (Timeout Workflow), or lower 'Maximum Wait (Minutes)' under Options.",
			);
		}
		return [minutes * 60_000, pause * 60_000];
	});
	return { maxWait, interval };
}
