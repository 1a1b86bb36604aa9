import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { clock, DescriptorAiClient } from '../../../api';
import { answerBell } from '../../../waiting/doorbell';
import { GRACE } from '../../../waiting/grace';
import { pollUntil } from '../../../waiting/poll';
import {
	findJob,
	recallWait,
	waitingItems,
	type Wait,
	type WaitingJob,
} from '../../../waiting/suspend';
import { ask, isProcessing } from './askAll';
import { asItems, failureOf } from './outcome';
import type { Step } from './waitingWorkflow';

/**
 * Nobody is woken before this many milliseconds after the suspension: until then, n8n may not have noted yet that the
 * execution that the workflow belongs to is suspended as well, and would not take it up again.
 */
const SETTLING = 1_000;

/**
 * Looks whether all analyses are over: those that were called for first, then the last one, which is the likeliest to be
 * still in work, and the others only if these are over.
 */
async function look(
	ctx: IWebhookFunctions,
	wait: Wait,
	rung: ReadonlySet<string>,
	over: Set<string>,
): Promise<INodeExecutionData[] | null> {
	const client = await DescriptorAiClient.connect(ctx);
	const { signal } = new AbortController();
	const fields = new Map<WaitingJob, IDataObject>();
	const isRung = ({ resultId = '' }: WaitingJob) => rung.has(resultId);
	const areOver = async (jobs: WaitingJob[]) => {
		await Promise.all(
			jobs.map(async (job) => {
				const mayLag = isRung(job) || undefined;
				const answer = await ask(ctx, client, job, wait.jobs.indexOf(job), signal, mayLag);
				if (isProcessing(answer)) return;
				fields.set(job, answer);
				if (job.resultId !== undefined) over.add(job.resultId);
			}),
		);
		return jobs.every((job) => fields.has(job));
	};
	const open = wait.jobs.filter(({ resultId }) => resultId !== undefined && !over.has(resultId));
	const others = open.filter((job) => !isRung(job));
	for (const jobs of [open.filter(isRung), others.slice(-1), others.slice(0, -1)]) {
		if (!(await areOver(jobs))) return null;
	}
	// What was over before is fetched only now, so that nothing is kept in memory meanwhile.
	if (!(await areOver(wait.jobs.filter((job) => !fields.has(job))))) return null;
	return putOut(
		ctx,
		wait,
		wait.jobs.map((job) => fields.get(job) ?? {}),
	);
}

/** What the suspended node puts out. A node that is called cannot fail: where it is to, its next round does. */
function putOut(ctx: IWebhookFunctions, wait: Wait, fields: IDataObject[]): INodeExecutionData[] {
	const node = ctx.getNode();
	const step = String(ctx.getNodeParameter('step', ''));
	if (step === '') {
		return asItems(fields, { hasErrorOutput: node.onError === 'continueErrorOutput' });
	}
	const { stops, hasErrorOutput } = JSON.parse(step) as Step;
	return stops && failureOf(node, fields)
		? waitingItems(wait)
		: asItems(fields, { hasErrorOutput });
}

/**
 * Answers a call to a waiting execution. The call is a doorbell: nothing in it is believed but that somebody who knows
 * the address rang, and what is to be known is fetched with the token. If the service calls before it gives the result
 * out, it is asked again for a while, and then told to call again; the next poll comes all the same.
 *
 * It never throws: n8n would go on with an empty item.
 */
export async function answerCallback(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const respond = (status: number): IWebhookResponseData => {
		this.getResponseObject().status(status).end();
		return { noWebhookResponse: true };
	};
	try {
		const wait = recallWait(this);
		const { resultId } = (wait && findJob(wait, (this.getQueryData() as IDataObject).job)) ?? {};
		if (!wait || resultId === undefined) return respond(404);
		const { signal } = new AbortController();
		await clock.pause((wait.since ?? 0) + SETTLING - clock.now(), signal);
		const { isOver, found } = await pollUntil(
			async () =>
				await answerBell(
					wait.id,
					resultId,
					async (rung, over) => await look(this, wait, rung, over),
				),
			(answer) => answer.isOver,
			GRACE,
			signal,
		);
		return found ? { workflowData: [found] } : respond(isOver ? 202 : 503);
	} catch (error) {
		this.logger.warn(
			`A callback of Descriptor.AI could not be answered: ${(error as Error).message}`,
		);
		return respond(503);
	}
}
