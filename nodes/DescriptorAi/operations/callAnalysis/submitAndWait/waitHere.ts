import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock, type DescriptorAiClient } from '../../../api';
import { pollUntil } from '../../../waiting/poll';
import { suspend } from '../../../waiting/suspend';
import { areOver, askAll } from './askAll';
import { beginWait } from './beginWait';
import { asItems } from './outcome';
import type { Recording } from './submitAll';
import type { Ended } from './waitInWorkflow';
import type { Step } from './waitingWorkflow';

/** What cannot be had where n8n cannot wait in a workflow of its own. */
const ONLY_CALLED =
	'This version of n8n does not ask while it is suspended: a result whose call is lost, for example because n8n was restarted at that moment, is noticed only when the time is up. Nor can the node stop at a failed recording by then: it comes out as a failed item. Newer versions can do both.';
const NOT_SUSPENDED =
	'This version of n8n cannot be suspended and ask in between: the execution runs until all results are there, and a restart of n8n ends it. Newer versions are suspended.';

/**
 * Submits and waits in the node's own execution.
 *
 * With callbacks the execution is suspended until all analyses are over. When the time is up, n8n puts the items out
 * as they were when it was suspended. Without callbacks the node asks until then.
 */
export async function waitHere(
	ctx: IExecuteFunctions,
	client: DescriptorAiClient,
	recordings: Recording[],
	step: Step,
	signal: AbortSignal,
): Promise<Ended> {
	const wait = await beginWait(ctx, client, recordings, step, signal);
	if ('refusal' in wait) return wait;
	let fields: IDataObject[] = [];
	const askOpen = async () => (fields = await askAll(ctx, client, wait.jobs, signal, fields));
	const hint = (message: string) => ctx.addExecutionHints({ message, location: 'outputPane' });

	if (step.callback) {
		if (areOver(await askOpen()) || signal.aborted) return { jobs: wait.jobs, fields };
		hint(ONLY_CALLED);
		const then = asItems(fields, step);
		return { items: await suspend(ctx, wait, new Date(step.deadline), then) };
	}

	hint(NOT_SUSPENDED);
	const times = { interval: step.interval / 1000, maxWait: (step.deadline - clock.now()) / 1000 };
	return { jobs: wait.jobs, fields: await pollUntil(askOpen, areOver, times, signal) };
}
