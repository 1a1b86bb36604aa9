import {
	NodeApiError,
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { DescriptorAiClient, withoutItem } from '../api';
import { includeDetails, simplify } from '../form/commonParameters';
import { InvalidParameter } from '../form/parameter';
import { notAnalyzedFields } from '../output/statusFields';
import { callOf } from '../call/call';
import { inShape, type ResultShape } from '../output/resultShape';
import { GRACE, isTransient, isUnknown, pollUntil, requestAnalysis } from '../waiting/polling';
import { analysesOf } from './analysisIds';
import { deliverOnce, type Kind, type Outcome } from './deliverOnce';
import { ignoreFailed } from './parameters';
import { passes, readFilters } from './filters';

/** Answers of the service that say: there is no such result. */
const UNKNOWN = ['400', '404', '422'];

/** The response to a callback, and the item that starts the workflow, if any. */
interface Reply extends Outcome<IDataObject> {
	status: number;
	message: string;
}

const started = (item: IDataObject, kind: Kind): Reply => ({
	status: 200,
	message: 'The workflow was started',
	deliver: { item, kind },
});
const ignored = (message: string): Reply => ({ status: 200, message });
const DUPLICATE = ignored('This analysis was delivered before');
const LATER: Reply = {
	status: 503,
	message: 'The analysis cannot be fetched now; send the callback again later',
};

const UNKNOWN_ID: Reply = { status: 404, message: 'There is no such analysis' };

/** The part of a fault that may be logged: our own words and the service's, but nothing of a call. */
function wordsOf(fault: unknown): string {
	if (!(fault instanceof Error)) return 'unknown fault';
	const description = 'description' in fault ? fault.description : undefined;
	const remedy = fault instanceof InvalidParameter ? fault.remedy : description;
	return [withoutItem(fault.message), remedy].filter(Boolean).join('. ');
}

function shapeOf(ctx: IWebhookFunctions): ResultShape {
	return {
		output: simplify.parse(ctx.getNodeParameter(simplify.path, true)) ? 'simplified' : 'raw',
		fields: [],
		details: includeDetails.parse(ctx.getNodeParameter('more.includeDetails', false)),
		transcript: 'text',
	};
}

/** Fetches the result again and decides whether it starts the workflow. */
async function fetchReply(
	ctx: IWebhookFunctions,
	client: DescriptorAiClient,
	resultId: string,
): Promise<Reply> {
	// A callback cannot be canceled; the retries of the client and the grace period end by themselves.
	const { signal } = new AbortController();
	const analysis = await pollUntil(
		async () =>
			await requestAnalysis(ctx, client, resultId, 0, signal).catch((fault: unknown) => {
				if (isUnknown(fault) || isTransient(fault)) return fault;
				throw fault;
			}),
		(answer) => !(answer instanceof NodeApiError) && answer.state !== 'processing',
		GRACE,
		signal,
	);
	if (analysis instanceof NodeApiError) throw analysis;

	switch (analysis.state) {
		case 'processing':
			ctx.logger.warn(
				`Descriptor.AI sent a callback for the result ID '${resultId}', but is still processing it. Fetch it with Get Result.${analysis.said === null ? '' : ` Descriptor.AI answered: ${analysis.said}`}`,
			);
			return LATER;
		case 'failed': {
			if (ignoreFailed.parse(ctx.getNodeParameter(ignoreFailed.path, false))) {
				ctx.logger.debug(`The failed analysis '${resultId}' does not start the workflow`);
				return ignored('Failed analyses do not start the workflow');
			}
			const resultUrl = client.resultUrl(resultId);
			return started(notAnalyzedFields(resultId, resultUrl, analysis), 'failed');
		}
		case 'completed': {
			const call = callOf(analysis.result);
			if (!passes(call, readFilters(ctx.getNodeParameter('filters', {}) as IDataObject))) {
				ctx.logger.debug(`The analysis '${resultId}' does not pass the filters`);
				return ignored('The analysis does not pass the filters');
			}
			return started(
				inShape(call, resultId, client.resultUrl(resultId), shapeOf(ctx)),
				call.failedStages.length > 0 ? 'partial' : 'complete',
			);
		}
	}
}

async function replyTo(
	ctx: IWebhookFunctions,
	connect: () => Promise<DescriptorAiClient>,
	resultId: string,
): Promise<Reply> {
	try {
		const fetchNow = async () => await fetchReply(ctx, await connect(), resultId);
		// A person who tests may send the same result as often as they like.
		if (ctx.getMode() === 'manual') return await fetchNow();
		return (await deliverOnce(ctx, resultId, fetchNow)) ?? DUPLICATE;
	} catch (fault) {
		const unknown =
			fault instanceof NodeApiError &&
			UNKNOWN.includes(fault.httpCode ?? '') &&
			!isTransient(fault);
		ctx.logger.warn(
			`The callback for the analysis '${resultId}' did not start the workflow. ${wordsOf(fault)}`,
		);
		return unknown ? UNKNOWN_ID : LATER;
	}
}

/** Replies for the first ID of an analysis that the service knows. */
async function replyToOne(
	ctx: IWebhookFunctions,
	connect: () => Promise<DescriptorAiClient>,
	[resultId, ...others]: string[],
): Promise<Reply> {
	const reply = await replyTo(ctx, connect, resultId);
	return reply === UNKNOWN_ID && others.length > 0 ? await replyToOne(ctx, connect, others) : reply;
}

/** Replies to each analysis in a callback. */
async function repliesTo(ctx: IWebhookFunctions): Promise<Reply[]> {
	const analyses = await analysesOf(ctx);
	if (!analyses) {
		ctx.logger.warn(
			'The Descriptor.AI Trigger received a callback that is larger than n8n accepts, so it does not know the ID of the analysis. Raise N8N_PAYLOAD_SIZE_MAX, and fetch the analysis with Get Result.',
		);
		return [{ status: 413, message: 'The body is larger than n8n accepts' }];
	}
	if (analyses.length === 0) {
		ctx.logger.warn('The Descriptor.AI Trigger received a callback without the ID of an analysis');
		return [{ status: 400, message: 'The body contains no ID of an analysis' }];
	}
	// n8n decrypts the credential at each `getCredentials`.
	let client: Promise<DescriptorAiClient> | undefined;
	const connect = async () => await (client ??= DescriptorAiClient.connect(ctx));
	return await Promise.all(analyses.map(async (ids) => await replyToOne(ctx, connect, ids)));
}

/**
 * Handles one callback to the trigger. A callback with several analyses starts one execution with those of them that
 * pass; 503 requests another callback if one of them cannot be fetched yet.
 *
 * It never throws: n8n would start the workflow with an empty item then. It responds by itself also where it starts the
 * workflow: when n8n (2.41) responds, it does not save the workflow's static data, which has the delivered IDs.
 */
export async function receive(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const replies = await repliesTo(ctx);
	const items = replies.flatMap(({ deliver }) => (deliver ? [{ json: deliver.item }] : []));
	const { status, message } =
		replies.find((reply) => reply === LATER) ??
		replies.find(({ deliver }) => deliver) ??
		replies.find((reply) => reply.status === 200) ??
		replies[0];
	ctx.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true, ...(items.length > 0 && { workflowData: [items] }) };
}
