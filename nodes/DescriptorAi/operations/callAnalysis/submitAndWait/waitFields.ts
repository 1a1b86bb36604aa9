import type { IExecuteFunctions } from 'n8n-workflow';

import { asEntry } from '../../../form/names';
import { InvalidParameter, option, parameter, readParameters } from '../../../form/parameter';
import { asNumber } from '../../../form/readers';
import { allowPrivateAddress } from '../recording/audioFields';

export const waitUsing = parameter({
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
}, asEntry<'callback' | 'polling'>);

const maxWaitMinutes = option(
	{
		displayName: 'Maximum Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 180,
		description:
			'How long to wait for all results together. Items that are not ready by then are returned with the status "processing".',
	},
	asNumber,
);

const pollInterval = option(
	{
		displayName: 'Poll Interval (Minutes)',
		name: 'pollIntervalMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			'How long to wait between requests for the results. With Wait Using set to Callback, this finds results whose callback was lost.',
	},
	asNumber,
);

/** The options of a wait. They are those of the first item, because all items wait together. */
export const waitOptions = [maxWaitMinutes, pollInterval, allowPrivateAddress];

/**
 * How long to wait in all, and between two questions; both in milliseconds.
 *
 * @throws NodeOperationError naming the option that cannot be used
 */
export async function readWaitTimes(
	ctx: IExecuteFunctions,
): Promise<{ maxWait: number; interval: number }> {
	return await readParameters(ctx, 0, (read) => {
		const minutes = read(maxWaitMinutes);
		const interval = read(pollInterval) * 60_000;
		const { executionTimeout: limit = 0 } = ctx.getWorkflowSettings();
		// n8n counts the time that an execution waits as well, and cancels it as soon as it goes on.
		if (limit > 0 && limit <= minutes * 60) {
			throw new InvalidParameter(
				`'${maxWaitMinutes.label}' is ${minutes}, but n8n cancels the workflow after ${Math.round(limit / 6) / 10} minutes`,
				`The recording was not submitted. Raise the time limit in the settings of the workflow (Timeout Workflow), or lower '${maxWaitMinutes.label}' under Options.`,
			);
		}
		return { maxWait: minutes * 60_000, interval };
	});
}
