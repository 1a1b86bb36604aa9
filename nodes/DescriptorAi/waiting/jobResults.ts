import {
	NodeApiError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type NodeOperationError,
} from 'n8n-workflow';

import {
	clock,
	operationError,
	withItem,
	type DescriptorAiClient,
	type RequestContext,
} from '../api';
import { callOf } from '../call/call';
import { inShape } from '../output/resultShape';
import {
	couldNotAnalyze,
	failedFields,
	processingFields,
	submittedNote,
} from '../output/statusFields';
import type { Answer, Job, WaitSettings } from './waitState';
import { inWindow } from './inWindow';
import { isUnknown, requestAnalysis, SUBMIT_LAG } from './polling';

const isProcessing = ({ state }: Answer) => state === 'processing';
const isFailed = ({ state }: Answer) => state === 'failed';

/** Whether no analysis is in progress. */
export const areOver = (answers: Answer[]) => !answers.some(isProcessing);

/** Whether a fault says nothing about the analysis: the service has returned the ID, and is polled again later. */
const mayPass = (error: unknown) =>
	error instanceof NodeApiError && !['404', '410'].includes(error.httpCode ?? '');

/**
 * Requests the analysis of a job once.
 *
 * @param mayLag whether the service may know of the analysis a little later than it says here, even if the job is not new
 */
export async function requestAnswer(
	ctx: RequestContext,
	client: DescriptorAiClient,
	job: Job,
	itemIndex: number,
	signal: AbortSignal,
	mayLag = false,
): Promise<Answer> {
	if ('failed' in job) return { state: 'failed', fields: job.failed };
	const { resultId, name, shape, submittedAt } = job;
	const resultUrl = client.resultUrl(resultId);
	const processing = (
		progress: number | null,
		said: string | null,
		failed?: IDataObject,
	): Answer => ({
		state: 'processing',
		fields: { ...failed, ...processingFields(resultId, resultUrl, progress, said) },
	});
	if (signal.aborted) return processing(null, null);
	try {
		const analysis = await requestAnalysis(ctx, client, resultId, itemIndex, signal);
		switch (analysis.state) {
			case 'completed':
				return {
					state: 'completed',
					fields: inShape(callOf(analysis.result), resultId, resultUrl, shape),
				};
			case 'processing':
				return processing(analysis.progress, analysis.said);
			case 'failed': {
				const { message, description } = couldNotAnalyze(resultId, analysis, name);
				return { state: 'failed', fields: failedFields(resultId, message, description) };
			}
		}
	} catch (error) {
		const isNew = clock.now() - submittedAt < SUBMIT_LAG;
		if (isUnknown(error) && (mayLag || isNew)) return processing(null, null);
		// A fault of one analysis does not end the wait for the others.
		const { message, description } = error as NodeApiError;
		const fields = failedFields(resultId, message, description ?? '');
		// If the time is up, the item says why the state is unknown.
		return mayPass(error) ? processing(null, null, fields) : { state: 'failed', fields };
	}
}

/**
 * Requests each analysis that is not known to be over, once.
 *
 * @param known the answer of each job at the last time
 */
export async function requestAnswers(
	ctx: RequestContext,
	client: DescriptorAiClient,
	jobs: Job[],
	signal: AbortSignal,
	known: Array<Answer | undefined> = [],
): Promise<Answer[]> {
	return await Promise.all(
		jobs.map(async (job, item) => {
			const answer = known[item];
			return answer && !isProcessing(answer)
				? answer
				: await requestAnswer(ctx, client, job, item, signal);
		}),
	);
}

/** How many analyses are requested at a time. */
const AT_A_TIME = 10;

/**
 * Requests analyses until one is in progress, because then the wait goes on anyway. The last one comes first and alone: the
 * service analyzes in the order of the submits.
 *
 * @param answers gets the answer of each job that was requested
 * @returns whether all are over
 */
export async function requestUntilOpen(
	jobs: Job[],
	request: (job: Job) => Promise<Answer>,
	answers: Map<Job, Answer>,
): Promise<boolean> {
	const [last, ...others] = [...jobs].reverse();
	if (last === undefined) return true;
	answers.set(last, await request(last));
	const isOpen = () => !areOver([...answers.values()]);
	await inWindow(others, AT_A_TIME, isOpen, async (job) => {
		answers.set(job, await request(job));
	});
	return !isOpen();
}

/** The error for recordings that could not be analyzed. It names every analysis, so that none is lost or paid for twice. */
export function failureOf(node: INode, answers: Answer[]): NodeOperationError | undefined {
	const [first, ...others] = answers.flatMap((answer, item) => (isFailed(answer) ? [item] : []));
	if (first === undefined) return undefined;
	const { reason, next_step: nextStep, result_id: resultId } = answers[first].fields;
	const named = others.map((item) =>
		withItem(String(answers[item].fields.result_id ?? 'not accepted'), item),
	);
	const description = [
		nextStep,
		named.length > 0 && `Failed as well: ${named.join(', ')}.`,
		submittedNote(answers.filter((answer) => !isFailed(answer)).map(({ fields }) => fields)),
	];
	const error = operationError(
		node,
		first,
		withItem(String(reason), first),
		description.filter(Boolean).join(' '),
	);
	if (resultId !== undefined) error.context.result_id = resultId;
	return error;
}

/**
 * The items that stand for those that came in, in their order; failed ones as n8n wants them.
 *
 * It sends an item to the error output if its fields are exactly `error` and `message`, and adds the fields of its input.
 */
export function asItems(
	answers: Answer[],
	{ hasErrorOutput }: Pick<WaitSettings, 'hasErrorOutput'>,
): INodeExecutionData[] {
	const errorFields = (fields: IDataObject): IDataObject => {
		const { reason: error, next_step: message } = fields;
		return hasErrorOutput ? { error, message } : { ...fields, error };
	};
	return answers.map((answer, item) => ({
		json: isFailed(answer) ? errorFields(answer.fields) : answer.fields,
		pairedItem: { item },
	}));
}
