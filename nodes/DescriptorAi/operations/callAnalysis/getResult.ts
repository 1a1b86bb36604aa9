import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { parameterError } from '../../api/errors';
import { filledByAgent, optionsField } from '../../form/fields';
import { numberOption } from '../../form/options';
import { readParameters } from '../../form/parameters';
import { couldNotAnalyze, notReady, processingFields } from '../../output/statusFields';
import type { Analysis } from '../../call/analysis';
import { callOf, type Call } from '../../call/call';
import { inShape, isDefaultShape } from '../../output/resultShape';
import { fetchKnown } from '../../waiting/fetchAnalysis';
import { pollUntil, type PollTimes } from '../../waiting/poll';
import type { Operation, Output } from '../operation';
import { handedOver } from './handedOver';
import { remarkOnResults } from './remarkOnResults';
import { checkResultId, resultIdField, resultIdOf } from './resultId';
import { readResultShape, resultFields, resultOptions } from './resultFields';
import { readTranscriptFiles, transcriptFiles, transcriptFilesField } from './transcriptFiles';

/** Asks, and does not wait. */
const ONCE: PollTimes = { interval: 1, maxWait: 0 };

const ASK_LATER =
	"Run Get Result with this ID later, raise 'Maximum Wait (Seconds)' under Options, or set 'If Not Ready' to 'Return Status' and loop with a Wait node.";
const WAIT = "Run Get Result with this ID later, or set 'If Not Ready' to 'Wait'.";

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
			description: 'What to do while the recording is still being analyzed',
		},
		...resultFields,
		optionsField([...resultOptions, ...waitFields, transcriptFilesField]),
	],
	pace: 'together',

	async prepare(ctx, client, itemIndex) {
		const resultId = resultIdOf(ctx, itemIndex);
		const { json, binary } = ctx.getInputData()[itemIndex];
		const form = await readResultShape(ctx, itemIndex);
		const files = await readTranscriptFiles(ctx, itemIndex);
		const known = handedOver(json, resultId);
		// What a person has made of a simplified item since is kept, unless another form is wanted of it.
		const stays = known?.state === 'simplified' && isDefaultShape(form);
		const putOut = async (call: Call): Promise<Output> => ({
			json: stays ? json : inShape(call, resultId, client.resultUrl(resultId), form),
			binary: { ...binary, ...(await transcriptFiles(ctx, call, resultId, files)) },
		});
		if (known?.state === 'raw') return async () => await putOut(callOf(known.result));
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
			const ask = async () => await fetchKnown(ctx, client, resultId, itemIndex, signal);
			const isOver = ({ state }: Analysis) => state !== 'processing';
			const analysis = await pollUntil(ask, isOver, times, signal, (last, seconds) =>
				tellProgress(ctx, resultId, last, seconds),
			);

			switch (analysis.state) {
				case 'failed': {
					const { message, description } = couldNotAnalyze(resultId, analysis.reason);
					throw noResult(ctx, itemIndex, resultId, message, description);
				}
				case 'processing': {
					const { progress, said } = analysis;
					if (ifNotReady === 'returnStatus') {
						const resultUrl = client.resultUrl(resultId);
						return { json: processingFields(resultId, resultUrl, progress, said), binary };
					}
					const { message, description } =
						ifNotReady === 'wait'
							? notReady(resultId, said, ` after ${times.maxWait} seconds`, ASK_LATER)
							: notReady(resultId, said, '', WAIT);
					throw noResult(ctx, itemIndex, resultId, message, description);
				}
				case 'completed':
					return await putOut(callOf(analysis.result));
			}
		};
	},

	remark: remarkOnResults,
};
