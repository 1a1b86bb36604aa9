import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { clock, DescriptorAiClient } from '../api';
import { areOver, requestAnswer, requestUntilOpen, asItems, failureOf } from './jobResults';
import { answerTogether } from './combinedCallbacks';
import {
	awaitsCallback,
	keptWait,
	readSettings,
	resultIdFor,
	SETTINGS_PARAMETER,
	waitingItems,
	type Answer,
	type Job,
	type Wait,
} from './waitState';
import { GRACE, pollUntil } from './polling';

/**
 * Nobody is woken before this many milliseconds after the suspension: until then, n8n may not have noted yet that the
 * execution that the workflow belongs to is suspended as well, and would not take it up again.
 */
const SETTLING = 1_000;

/**
 * Checks whether all analyses are over: first those with a callback, and the others only if these are over.
 *
 * @returns the items with which the execution goes on. If no other callback is to come, it does so although analyses are in
 * progress, to poll for them
 */
async function check(
	ctx: IWebhookFunctions,
	wait: Wait,
	received: ReadonlySet<string>,
	over: Set<string>,
): Promise<INodeExecutionData[] | null> {
	const client = await DescriptorAiClient.connect(ctx);
	const { signal } = new AbortController();
	const { jobs } = wait;
	const answers = new Map<Job, Answer>();
	const hasCallback = (job: Job) => 'resultId' in job && received.has(job.resultId);
	const request = async (job: Job) => {
		const itemIndex = jobs.indexOf(job);
		const answer = await requestAnswer(ctx, client, job, itemIndex, signal, hasCallback(job));
		if ('resultId' in job && areOver([answer])) over.add(job.resultId);
		answers.set(job, answer);
		return answer;
	};
	const isOpen = (job: Job) => 'resultId' in job && !over.has(job.resultId);
	if (!areOver(await Promise.all(jobs.filter(hasCallback).filter(isOpen).map(request))))
		return null;
	if (!(await requestUntilOpen(jobs.filter(isOpen), request, answers))) {
		const isNext = jobs.some((job) => awaitsCallback(job) && isOpen(job));
		return isNext ? null : waitingItems(wait, true);
	}
	// What was over before is fetched only now, so that nothing is kept in memory meanwhile.
	const all = await Promise.all(jobs.map(async (job) => answers.get(job) ?? (await request(job))));
	return areOver(all) ? outputOf(ctx, wait, all) : null;
}

/** What the suspended node returns. A webhook method cannot fail the node: its next round does. */
function outputOf(ctx: IWebhookFunctions, wait: Wait, answers: Answer[]): INodeExecutionData[] {
	const node = ctx.getNode();
	const written = ctx.getNodeParameter(SETTINGS_PARAMETER, '');
	const { stops, hasErrorOutput } =
		written === ''
			? { stops: false, hasErrorOutput: node.onError === 'continueErrorOutput' }
			: readSettings(node, written);
	return stops && failureOf(node, answers)
		? waitingItems(wait, true)
		: asItems(answers, { hasErrorOutput });
}

/**
 * Answers a callback to a waiting execution. It is a doorbell: its content is ignored, and the result is fetched with the
 * token. If the callback arrives before the service returns the result, the result is polled for a while; then 503 requests
 * another callback. The next poll comes all the same.
 *
 * It never throws: n8n would go on with an empty item.
 */
export async function answerCallback(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const respond = (status: number): IWebhookResponseData => {
		this.getResponseObject().status(status).end();
		return { noWebhookResponse: true };
	};
	try {
		const wait = keptWait(this);
		const resultId = wait && resultIdFor(wait, (this.getQueryData() as IDataObject).job);
		if (!wait || resultId === undefined) return respond(404);
		const { signal } = new AbortController();
		await clock.pause(wait.since + SETTLING - clock.now(), signal);
		const { isOver, found } = await pollUntil(
			async () =>
				await answerTogether(
					wait.id,
					resultId,
					async (received, over) => await check(this, wait, received, over),
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
