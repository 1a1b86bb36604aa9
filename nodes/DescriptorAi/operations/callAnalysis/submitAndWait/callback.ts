import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { DescriptorAiClient } from '../../../api/client';
import { pause } from '../../../api/pause';
import { answerBell } from '../../../waiting/doorbell';
import { findJob, recallWait, type Wait, type WaitingJob } from '../../../waiting/suspend';
import { ask, asItems, isProcessing } from './askAll';

/**
 * Nobody is woken before this many milliseconds after the suspension: until then, n8n may not have noted yet that the
 * execution that the workflow belongs to is suspended as well, and would not take it up again.
 */
const SETTLING = 1_000;

/**
 * Looks whether all analyses are over: the called one first, then the last one, which is the likeliest to be still in
 * work, and the others only if these are over.
 */
async function look(
	ctx: IWebhookFunctions,
	wait: Wait,
	called: WaitingJob,
	over: Set<string>,
): Promise<INodeExecutionData[] | null> {
	const client = await DescriptorAiClient.connect(ctx);
	const { signal } = new AbortController();
	const fields = new Map<WaitingJob, IDataObject>();
	const areOver = async (jobs: WaitingJob[]) => {
		await Promise.all(
			jobs.map(async (job) => {
				const answer = await ask(ctx, client, job, wait.jobs.indexOf(job), signal);
				if (isProcessing(answer)) return;
				fields.set(job, answer);
				if (job.resultId !== undefined) over.add(job.resultId);
			}),
		);
		return jobs.every((job) => fields.has(job));
	};
	const open = wait.jobs.filter(
		(job) => job !== called && job.resultId !== undefined && !over.has(job.resultId),
	);
	for (const jobs of [[called], open.slice(-1), open.slice(0, -1)]) {
		if (!(await areOver(jobs))) return null;
	}
	// What was over before is fetched only now, so that nothing is kept in memory meanwhile.
	if (!(await areOver(wait.jobs.filter((job) => !fields.has(job))))) return null;
	return asItems(wait.jobs.map((job) => fields.get(job) ?? {}));
}

/**
 * Answers a call to a waiting execution. The call is a doorbell: nothing in it is believed but that somebody who knows
 * the address rang, and what is to be known is fetched with the token.
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
		const called = wait && findJob(wait, (this.getQueryData() as IDataObject).job);
		if (!wait || !called) return respond(404);
		await pause((wait.since ?? 0) + SETTLING - Date.now(), new AbortController().signal);
		const items = await answerBell(wait.id, async (over) => await look(this, wait, called, over));
		return items ? { workflowData: [items] } : respond(202);
	} catch (error) {
		this.logger.warn(
			`A callback of Descriptor.AI could not be answered: ${(error as Error).message}`,
		);
		return respond(503);
	}
}
