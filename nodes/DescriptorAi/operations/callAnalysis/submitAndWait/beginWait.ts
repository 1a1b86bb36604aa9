import type { IExecuteFunctions } from 'n8n-workflow';

import type { DescriptorAiClient } from '../../../api';
import { resumeAddress } from '../../../waiting/address';
import { remember, secretName, type Wait } from '../../../waiting/suspend';
import { submitAll, type Recording, type Refused } from './submitAll';
import type { Step } from './waitingWorkflow';

/** Submits what is to be waited for, and keeps it with the execution: from then on nothing of it is submitted again. */
export async function beginWait(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: Recording[],
	{ callback, stops }: Step,
	signal: AbortSignal,
): Promise<Wait | Refused> {
	const resume = callback ? resumeAddress(ctx) : null;
	const submitted = await submitAll(client, recordings, resume, stops, signal);
	if ('refusal' in submitted) return submitted;
	const wait = { ...submitted, id: secretName() };
	remember(ctx, wait);
	return wait;
}
