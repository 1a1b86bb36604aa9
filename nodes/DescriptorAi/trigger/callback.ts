import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { clock, DescriptorAiClient, type Patience } from '../api';
import { GRACE, pollUntil } from '../waiting/polling';
import { analysesOf } from './analysisIds';
import { deliveriesOf } from './deliveries';
import { groupCommit } from './groupCommit';
import { replyTo, replyToFault, type Reply } from './reply';

/** A request in a batch holds up the other members, so it is sent once and not for long; the callback joins a later batch. */
const QUICK: Patience = { tries: 1, timeout: 10_000 };

/** One analysis that a callback names. */
interface Named {
	ctx: IWebhookFunctions;
	/** The IDs that the analysis may have. */
	ids: string[];
}

/** A reply, and the items with which the workflow starts in this callback: those of all members of the batch. */
interface Answer {
	reply: Reply;
	items: IDataObject[];
}

const triggerOf = (ctx: IWebhookFunctions) => `${ctx.getWorkflow().id} ${ctx.getNode().id}`;

/** Requests the results of a batch side by side; one of its callbacks starts the workflow with the items of all. */
async function answerBatch(batch: Named[]): Promise<Answer[]> {
	const [{ ctx }] = batch;
	const latest = batch[batch.length - 1].ctx;
	try {
		const deliveries =
			ctx.getMode() === 'manual' ? undefined : deliveriesOf(triggerOf(ctx), latest);
		// n8n takes long to decrypt the credential, so it is read once a batch.
		const client = await DescriptorAiClient.connect(ctx, QUICK);
		const replies = await Promise.all(
			batch.map(async ({ ids }) => await replyTo(ctx, client, ids, deliveries)),
		);
		const items = replies.flatMap(({ deliver }) => (deliver ? [deliver.item] : []));
		const starting = replies.findIndex(({ deliver }) => deliver);
		if (starting >= 0) deliveries?.save(batch[starting].ctx);
		return replies.map((reply, index) => ({ reply, items: index === starting ? items : [] }));
	} catch (fault) {
		return batch.map(({ ids: [resultId] }) => ({
			reply: replyToFault(resultId, fault),
			items: [],
		}));
	}
}

const joinBatch = groupCommit(answerBatch);

/** The milliseconds until an analysis is requested again; `undefined` if its reply is the last word. */
const pauseAfter = ({ reply: { mayChangeAfter } }: Answer) =>
	mayChangeAfter === undefined ? undefined : Math.max(GRACE.interval * 1000, mayChangeAfter);

/** Answers for one analysis, in one batch or, while its result is not there yet, in several. */
async function answerNamed(named: Named): Promise<Answer> {
	const { ctx } = named;
	const answer = async () =>
		ctx.getMode() === 'manual'
			? (await answerBatch([named]))[0]
			: await joinBatch(triggerOf(ctx), named);
	const { signal } = new AbortController();
	const deadline = clock.now() + GRACE.maxWait * 1000;
	const isLast = (given: Answer) => clock.now() + (pauseAfter(given) ?? Infinity) > deadline;
	const last = await pollUntil(answer, isLast, GRACE, signal, async (given) => {
		await clock.pause(pauseAfter(given) ?? 0, signal);
	});
	if (last.reply.warning) ctx.logger.warn(last.reply.warning);
	return last;
}

/** Answers for each analysis in a callback. */
async function answersTo(ctx: IWebhookFunctions): Promise<Answer[]> {
	const analyses = await analysesOf(ctx);
	if (!analyses) {
		ctx.logger.warn(
			'The Descriptor.AI Trigger received a callback that is larger than n8n accepts, so it does not know the ID of the analysis. Raise N8N_PAYLOAD_SIZE_MAX, and fetch the analysis with Get Result.',
		);
		return [{ reply: { status: 413, message: 'The body is larger than n8n accepts' }, items: [] }];
	}
	if (analyses.length === 0) {
		ctx.logger.warn('The Descriptor.AI Trigger received a callback without the ID of an analysis');
		return [
			{ reply: { status: 400, message: 'The body contains no ID of an analysis' }, items: [] },
		];
	}
	return await Promise.all(analyses.map(async (ids) => await answerNamed({ ctx, ids })));
}

/**
 * Handles one callback to the trigger. Callbacks that come together, and the analyses in one callback, start one execution
 * with those of them that pass; 503 requests another callback if an analysis cannot be fetched yet.
 *
 * It never throws: n8n would start the workflow with an empty item then. It responds by itself also where it starts the
 * workflow: when n8n (2.41) responds, it does not save the workflow's static data, which has the delivered IDs.
 */
export async function receive(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const answers = await answersTo(ctx);
	const items = answers.flatMap((answer) => answer.items.map((json) => ({ json })));
	const replies = answers.map(({ reply }) => reply);
	const { status, message } =
		replies.find((reply) => reply.status === 503) ??
		replies.find(({ deliver }) => deliver) ??
		replies.find((reply) => reply.status === 200) ??
		replies[0];
	ctx.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true, ...(items.length > 0 && { workflowData: [items] }) };
}
