import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { withItem } from '../../api/itemInText';
import type { AnalysisResult } from '../../api/contract';
import { parameterError } from '../../api/errors';
import { filledByAgent, optionsField } from '../../form/fields';
import { numberOption } from '../../form/numberOption';
import { readParameters } from '../../form/parameters';
import { couldNotAnalyse, processingFields } from '../../result/unfinished';
import { isRaw, type Analysis } from '../../result/normalise';
import { inForm, isDefaultForm } from '../../result/resultForm';
import { fetchAnalysis } from '../../waiting/fetchAnalysis';
import { pollUntil, type PollTimes } from '../../waiting/poll';
import type { Operation, Output } from '../operation';
import { handedOver } from './handedOver';
import { checkResultId, resultIdField, resultIdOf } from './resultId';
import { readResultForm, resultFields, resultOptions } from './resultFields';
import { readTranscriptFiles, transcriptFiles, transcriptFilesField } from './transcriptFiles';

/** How many partial analyses a remark names. */
const LISTED = 10;

/** Asks, and does not wait. */
const ONCE: PollTimes = { interval: 1, maxWait: 0 };

type IfNotReady = 'wait' | 'returnStatus' | 'fail';

/** The default times are those of the vendor's integration guide: 30 tries, 10 seconds apart. */
const waitFields: INodeProperties[] = [
	{
		displayName: 'Maximum Wait (Seconds)',
		name: 'maxWait',
		type: 'number',
		displayOptions: { show: { '/ifNotReady': ['wait'] } },
		typeOptions: { minValue: 0 },
		default: 300,
		description: 'How long to wait for each result before the item counts as not ready',
	},
	{
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		displayOptions: { show: { '/ifNotReady': ['wait'] } },
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'How long to pause before asking again',
	},
];

async function readTimes(ctx: IExecuteFunctions, itemIndex: number): Promise<PollTimes> {
	const [maxWait, interval] = await readParameters(ctx, itemIndex, () =>
		waitFields.map((field) => numberOption(ctx, itemIndex, field)),
	);
	return { interval, maxWait };
}

/** For a person who watches the node wait: n8n shows it in the browser's console, and in its own debug log. */
function tellProgress(
	ctx: IExecuteFunctions,
	resultId: string,
	analysis: Analysis,
	seconds: number,
): void {
	const known = analysis.state === 'processing' && analysis.progress !== null;
	const progress = known ? ` (${analysis.progress} %)` : '';
	const message = `The analysis ${resultId} is still processing${progress}; asking again in ${seconds} seconds.`;
	ctx.sendMessageToUI(message);
	ctx.logger.debug(message);
}

/** The error of an item that has no result. The ID stays in the text and in the error item. */
function noResult(
	ctx: IExecuteFunctions,
	itemIndex: number,
	resultId: string,
	message: string,
	description: string,
): NodeOperationError {
	const error = parameterError(ctx.getNode(), itemIndex, message, description);
	if (resultId !== '') error.context.result_id = resultId;
	return error;
}

/** Fetches the result of a submitted recording, now or when it is ready. */
export const getResult: Operation = {
	option: {
		name: 'Get Result',
		value: 'getResult',
		action: 'Get analysis result',
		description: 'Fetch a finished analysis, or wait for it',
	},
	fields: [
		...filledByAgent(
			resultIdField(
				'The result_id that Submit and Submit and Wait put out. Items that are finished already need no request.',
			),
			'The result_id that submitting the recording returned',
		),
		{
			displayName: 'If Not Ready',
			name: 'ifNotReady',
			type: 'options',
			options: [
				{
					name: 'Fail',
					value: 'fail',
					description: 'Stop with an error, or go to the error output',
				},
				{
					name: 'Return Status',
					value: 'returnStatus',
					description:
						'Put out an item with the status "processing" and no analysis; send it round a loop with If and Wait',
				},
				{
					name: 'Wait',
					value: 'wait',
					description: 'Ask again and again until the result is ready; all items wait together',
				},
			],
			default: 'wait',
			description: 'What to do while the recording is still being analysed',
		},
		...resultFields,
		optionsField([...resultOptions, ...waitFields, transcriptFilesField]),
	],
	pace: 'together',

	async prepare(ctx, client, itemIndex) {
		const resultId = resultIdOf(ctx, itemIndex);
		const { json, binary } = ctx.getInputData()[itemIndex];
		const form = await readResultForm(ctx, itemIndex);
		const files = await readTranscriptFiles(ctx, itemIndex);
		const known = handedOver(json, resultId);
		const isWhole = known?.state === 'finished' && isRaw(json);
		// What a person has made of a simplified item since is kept, unless another form is wanted of it.
		const stays = known?.state === 'finished' && !isWhole && isDefaultForm(form);
		const putOut = async (result: AnalysisResult): Promise<Output> => ({
			json: stays ? json : inForm(result, resultId, client.resultUrl(resultId), form),
			binary: { ...binary, ...(await transcriptFiles(ctx, result, resultId, files)) },
		});
		if (isWhole) return async () => await putOut(json);
		if (stays && files.length === 0) return async () => ({ json, binary });
		if (known?.state === 'failed') {
			const { message, description } = known;
			return async () => {
				throw noResult(ctx, itemIndex, resultId, message, description);
			};
		}
		checkResultId(ctx, itemIndex, resultId);
		const ifNotReady = ctx.getNodeParameter('ifNotReady', itemIndex) as IfNotReady;
		const times = ifNotReady === 'wait' ? await readTimes(ctx, itemIndex) : ONCE;

		return async (signal) => {
			const ask = async () => await fetchAnalysis(ctx, client, resultId, itemIndex, signal);
			const isOver = ({ state }: Analysis) => state !== 'processing';
			const analysis = await pollUntil(ask, isOver, times, signal, (last, seconds) =>
				tellProgress(ctx, resultId, last, seconds),
			);

			switch (analysis.state) {
				case 'failed': {
					const { message, description } = couldNotAnalyse(resultId, analysis.reason);
					throw noResult(ctx, itemIndex, resultId, message, description);
				}
				case 'processing':
					if (ifNotReady === 'returnStatus') {
						return {
							json: processingFields(resultId, client.resultUrl(resultId), analysis.progress),
							binary,
						};
					}
					throw noResult(
						ctx,
						itemIndex,
						resultId,
						ifNotReady === 'wait'
							? `The analysis with the result ID '${resultId}' is still processing after ${times.maxWait} seconds`
							: `The analysis with the result ID '${resultId}' is still processing`,
						ifNotReady === 'wait'
							? "Nothing is lost: the analysis goes on at Descriptor.AI. Run Get Result with this ID later, raise 'Maximum Wait (Seconds)' under Options, or set 'If Not Ready' to 'Return Status' and loop with a Wait node."
							: "Nothing is lost: the analysis goes on at Descriptor.AI. Run Get Result with this ID later, or set 'If Not Ready' to 'Wait'.",
					);
				case 'completed':
					return await putOut(analysis.result);
			}
		};
	},

	remark(outputs) {
		const partial = outputs.flatMap(({ failed_stages: simplified, failed = simplified }, i) =>
			Array.isArray(failed) && failed.length > 0 ? [withItem(failed.join(', '), i)] : [],
		);
		if (partial.length === 0) return '';
		const listed = partial.slice(0, LISTED).join('; ');
		const more = partial.length > LISTED ? ' …' : '';
		const count = partial.length === 1 ? 'An analysis is' : `${partial.length} analyses are`;
		return `${count} partial. Stages that did not succeed: ${listed}${more}`;
	},
};
