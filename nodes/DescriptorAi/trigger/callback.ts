import {
	NodeApiError,
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { withoutItem } from '../api/itemInText';
import { DescriptorAiClient } from '../api/client';
import { isObject } from '../api/json';
import { couldNotAnalyse, failedFields } from '../result/unfinished';
import { inForm, type ResultForm } from '../result/resultForm';
import { fetchAnalysis } from '../waiting/fetchAnalysis';
import { pollUntil } from '../waiting/poll';
import { once, type Outcome } from './delivered';
import { passes, readFilters } from './filters';

/** The service may call back before it gives the result out: so many seconds are left to it. */
const GRACE = { interval: 2, maxWait: 10 };
/** Answers of the service that say: there is no such result. */
const UNKNOWN = ['400', '404', '422'];

/** How a call is answered, and the item that starts the workflow if one does. */
interface Reply extends Outcome<IDataObject> {
	status: number;
	message: string;
}

const started = (deliver: IDataObject): Reply => ({
	status: 200,
	message: 'The workflow was started',
	deliver,
});
const ignored = (message: string): Reply => ({ status: 200, message });
const DUPLICATE = ignored('This analysis was delivered before');
const LATER: Reply = {
	status: 503,
	message: 'The analysis cannot be fetched now; call again later',
};

/**
 * The result ID in the body of a call, in either published form; `null` if there is none that could be one.
 *
 * Nothing else of the body is used: whoever knows the address can write into it what they like.
 */
export function resultIdOf(body: unknown): string | null {
	if (!isObject(body)) return null;
	const inner = isObject(body.result) ? body.result : {};
	const ids = [body.job_id, body.result_id, inner.job_id];
	const plain = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id);
	return ids.find(plain) ?? null;
}

/** What a log may hold of a fault: our own words and the service's about it, but nothing of a call. */
function wordsOf(fault: unknown): string {
	if (!(fault instanceof Error)) return 'unknown fault';
	const description = 'description' in fault ? fault.description : undefined;
	return [withoutItem(fault.message), description].filter(Boolean).join('. ');
}

function formOf(ctx: IWebhookFunctions): ResultForm {
	return {
		output: ctx.getNodeParameter('simplify', true) === true ? 'simplified' : 'raw',
		fields: [],
		details: ctx.getNodeParameter('options.includeDetails', false) === true,
		transcript: 'text',
	};
}

/** Fetches the result anew and decides what comes of it. */
async function ask(ctx: IWebhookFunctions, resultId: string): Promise<Reply> {
	const client = await DescriptorAiClient.connect(ctx);
	// Nobody can stop a call; the tries of the client and the grace end by themselves.
	const { signal } = new AbortController();
	const analysis = await pollUntil(
		async () => await fetchAnalysis(ctx, client, resultId, 0, signal),
		({ state }) => state !== 'processing',
		GRACE,
		signal,
	);

	switch (analysis.state) {
		case 'processing':
			ctx.logger.warn(
				`Descriptor.AI called back for the result ID '${resultId}', but is still processing it. Fetch it with Get Result.`,
			);
			return LATER;
		case 'failed': {
			if (ctx.getNodeParameter('options.includeFailed', false) !== true) {
				ctx.logger.debug(`The failed analysis '${resultId}' does not start the workflow`);
				return ignored('Failed analyses do not start the workflow');
			}
			const { message, description } = couldNotAnalyse(resultId, analysis.reason);
			const fields = failedFields({ result_id: resultId }, message, description);
			return started({ ...fields, result_url: client.resultUrl(resultId) });
		}
		case 'completed': {
			const { result } = analysis;
			if (!passes(result, readFilters(ctx.getNodeParameter('filters', {}) as IDataObject))) {
				ctx.logger.debug(`The analysis '${resultId}' does not pass the filters`);
				return ignored('The analysis does not pass the filters');
			}
			return started(inForm(result, resultId, client.resultUrl(resultId), formOf(ctx)));
		}
	}
}

async function replyTo(ctx: IWebhookFunctions): Promise<Reply> {
	const resultId = resultIdOf(ctx.getBodyData());
	if (resultId === null) {
		ctx.logger.warn('The Descriptor.AI Trigger was called without the ID of an analysis');
		return { status: 400, message: 'The body names no analysis' };
	}
	try {
		// A person who tests may send the same result as often as they like.
		if (ctx.getMode() === 'manual') return await ask(ctx, resultId);
		const reply = await once(ctx, resultId, async () => await ask(ctx, resultId));
		return reply ?? DUPLICATE;
	} catch (fault) {
		const unknown = fault instanceof NodeApiError && UNKNOWN.includes(fault.httpCode ?? '');
		ctx.logger.warn(
			`A call for the analysis '${resultId}' did not start the workflow. ${wordsOf(fault)}`,
		);
		return unknown ? { status: 404, message: 'There is no such analysis' } : LATER;
	}
}

/**
 * Handles one call of the trigger's address.
 *
 * It never throws: n8n would start the workflow with an empty item then. It answers by itself also where it starts the
 * workflow: an n8n that is left to answer (2.41) forgets to save the workflow's static data, and with it what was
 * delivered.
 */
export async function receive(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { status, message, deliver } = await replyTo(ctx);
	ctx.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true, ...(deliver && { workflowData: [[{ json: deliver }]] }) };
}
