import { optionsProperty } from '../../form/commonParameters';
import { readSettings, readSubmission, SETTINGS_PARAMETER } from '../../waiting/waitState';
import { nextRound, type Part } from '../../waiting/rounds';
import { recordingItems, stopOf, WAIT_STEP } from '../../waiting/subWorkflow';
import type { JointOperation } from '../operation';
import { submitAll } from './submitAll';
import { timeOptions, waitUsing } from './submitAndWait';

/** One round of the workflow that Submit and Wait runs to wait. Nobody can select it. */
export const waitStep: JointOperation<void> = {
	option: {
		name: 'Submit and Poll',
		value: WAIT_STEP.operation,
		action: 'Submit recordings and poll for results',
		description: 'Set by Submit and Wait in the workflow that it runs to wait',
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		waitUsing.property,
		optionsProperty(timeOptions),
		{ displayName: 'Settings', name: SETTINGS_PARAMETER, type: 'hidden', default: '' },
	],
	runs: 'sideBySide',

	prepare: () => async () => {},

	async afterAll(ctx, client, _outcomes, ownSignal) {
		const settings = readSettings(ctx.getNode(), ctx.getNodeParameter(SETTINGS_PARAMETER, 0));
		const signal = stopOf(settings, ownSignal);
		const submissions = {
			count: recordingItems(ctx).length,
			submit: async (part: Part) => {
				const items = recordingItems(ctx);
				const submissionAt = (index: number) => readSubmission(ctx.getNode(), items[index]);
				return await submitAll(client, submissionAt, settings, part, signal);
			},
		};
		return await nextRound(ctx, client, settings, submissions, signal);
	},
};
