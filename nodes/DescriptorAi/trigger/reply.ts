import { NodeApiError, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';

import { withoutItem, type DescriptorAiClient } from '../api';
import { callOf } from '../call/call';
import { includeDetails, simplify } from '../form/commonParameters';
import { InvalidParameter } from '../form/parameter';
import { inShape, type ResultShape } from '../output/resultShape';
import { notAnalyzedFields } from '../output/statusFields';
import { isTransient, isUnknown, requestAnalysis } from '../waiting/polling';
import type { deliveriesOf, Kind, Outcome } from './deliveries';
import { isEvent } from './events';
import { passes, readFilters } from './filters';

/** Answers of the service that say: there is no such result. */
const UNKNOWN = ['400', '404', '422'];

/** The response to a callback for one analysis, and the item that starts the workflow, if any. */
export interface Reply extends Outcome<IDataObject> {
	status: number;
	message: string;
	/** What the log is to say if this is the last word. */
	warning?: string;
	/** The milliseconds after which the service may say something else at the earliest. */
	mayChangeAfter?: number;
}

const started = (item: IDataObject, kind: Kind): Reply => ({
	status: 200,
	message: 'The workflow was started',
	deliver: { item, kind },
});
const ignored = (message: string): Reply => ({ status: 200, message });
const DUPLICATE = ignored('This analysis was delivered before');

const later = (warning: string): Reply => ({
	status: 503,
	message: 'The analysis cannot be fetched now; send the callback again later',
	warning,
});
const unknown = (warning: string): Reply => ({
	status: 404,
	message: 'There is no such analysis',
	warning,
});

/** The part of a fault that may be logged: our own words and the service's, but nothing of a call. */
function wordsOf(fault: unknown): string {
	if (!(fault instanceof Error)) return 'unknown fault';
	const description = 'description' in fault ? fault.description : undefined;
	const remedy = fault instanceof InvalidParameter ? fault.remedy : description;
	return [withoutItem(fault.message), remedy].filter(Boolean).join('. ');
}

/** The reply if an analysis could not be requested, or its result cannot be used. */
export function replyToFault(resultId: string, fault: unknown): Reply {
	const warning = `The callback for the analysis '${resultId}' did not start the workflow. ${wordsOf(fault)}`;
	if (!(fault instanceof NodeApiError)) return later(warning);
	const { httpCode, context } = fault;
	const mayPass = isTransient(fault);
	const reply = !mayPass && UNKNOWN.includes(httpCode ?? '') ? unknown(warning) : later(warning);
	// The service may know the ID a little later than it sends the callback.
	if (!mayPass && !isUnknown(fault)) return reply;
	return { ...reply, mayChangeAfter: Number(context.retryAfter ?? 0) };
}

function shapeOf(ctx: IWebhookFunctions): ResultShape {
	return {
		output: simplify.parse(ctx.getNodeParameter(simplify.path, true)) ? 'simplified' : 'raw',
		fields: [],
		details: includeDetails.parse(ctx.getNodeParameter('more.includeDetails', false)),
		transcript: 'text',
	};
}

/** Requests the result again and decides whether it starts the workflow. */
async function requestReply(
	ctx: IWebhookFunctions,
	client: DescriptorAiClient,
	resultId: string,
): Promise<Reply> {
	// A callback cannot be canceled; its requests end by themselves.
	const { signal } = new AbortController();
	const analysis = await requestAnalysis(ctx, client, resultId, 0, signal);
	switch (analysis.state) {
		case 'processing': {
			const said = analysis.said === null ? '' : ` Descriptor.AI answered: ${analysis.said}`;
			const warning = `Descriptor.AI sent a callback for the result ID '${resultId}', but is still processing it. Fetch it with Get Result.${said}`;
			return { ...later(warning), mayChangeAfter: 0 };
		}
		case 'failed': {
			if (!isEvent(ctx)) {
				ctx.logger.debug(`The failed analysis '${resultId}' does not start the workflow`);
				return ignored('Failed analyses do not start the workflow');
			}
			const resultUrl = client.resultUrl(resultId);
			return started(notAnalyzedFields(resultId, resultUrl, analysis), 'failed');
		}
		case 'completed': {
			const call = callOf(analysis.result);
			const filters = readFilters(ctx.getNodeParameter('filters', {}) as IDataObject);
			if (!isEvent(ctx, call) || !passes(call, filters)) {
				ctx.logger.debug(`The event or the filters exclude the analysis '${resultId}'`);
				return ignored('The event or the filters exclude the analysis');
			}
			return started(
				inShape(call, resultId, client.resultUrl(resultId), shapeOf(ctx)),
				call.failedStages.length > 0 ? 'partial' : 'complete',
			);
		}
	}
}

/**
 * The reply to a callback for an analysis, after one request.
 *
 * @param ids the IDs that it may have: the first one that the service knows counts
 * @param deliveries what was delivered before; absent while a person tests, who may send the same result as often as they
 * like
 */
export async function replyTo(
	ctx: IWebhookFunctions,
	client: DescriptorAiClient,
	[resultId, ...others]: string[],
	deliveries?: ReturnType<typeof deliveriesOf>,
): Promise<Reply> {
	const request = async () =>
		await requestReply(ctx, client, resultId).catch((fault: unknown) =>
			replyToFault(resultId, fault),
		);
	const reply = deliveries
		? ((await deliveries.once(resultId, request)) ?? DUPLICATE)
		: await request();
	const isOther = reply.status === 404 && others.length > 0;
	return isOther ? await replyTo(ctx, client, others, deliveries) : reply;
}
