import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { parameterError, type AnalysisResult } from '../../api';
import { isSimplified, rawIn, type Analysis } from '../../call/analysis';
import { callOf, type Call } from '../../call/call';
import { recordingName } from '../../call/recordingName';
import { filledByAgent, optionsProperty } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { option, parameter, readParameters } from '../../form/parameter';
import { asNumber } from '../../form/readers';
import { inShape, isDefaultShape } from '../../output/resultShape';
import {
	couldNotAnalyze,
	notAnalyzedFields,
	notReady,
	processingFields,
} from '../../output/statusFields';
import { JointWait } from '../../waiting/jointWait';
import { pollUntil, requestKnownAnalysis, type PollTimes } from '../../waiting/polling';
import type { Operation, Output } from '../operation';
import { perRun } from '../runMemory';
import { hintOnResults } from './hintOnResults';
import {
	checkResultId,
	readResultShape,
	resultProperties,
	resultIdOf,
	resultOptions,
	transcriptFiles,
} from './resultParameters';
import { transcriptFilesOf } from './resultFiles';

const resultId = resultIdOf(
	'The result_id that Submit and Submit and Wait return. Items that are already finished need no request.',
);

const ifNotReady = parameter(
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
				name: 'Leave Out',
				value: 'leaveOut',
				description:
					'Return no item for it, for a workflow that runs again later; a failed analysis has the status "failed"',
			},
			{
				name: 'Return Status',
				value: 'returnStatus',
				description:
					'Return an item with the status "processing", or "failed", and no analysis, for a loop with If and Wait nodes',
			},
			{
				name: 'Wait',
				value: 'wait',
				description: 'Poll until the result is ready; all items wait together',
			},
		],
		default: 'wait',
		description: 'What to do while the recording is still being analyzed',
	},
	asEntry<'fail' | 'leaveOut' | 'returnStatus' | 'wait'>,
);

// The default times are those of the vendor's integration guide: 30 tries, 10 seconds apart.
const maxWait = option(
	{
		displayName: 'Maximum Wait (Seconds)',
		name: 'maxWait',
		type: 'number',
		displayOptions: { show: { '/ifNotReady': ['wait'] } },
		typeOptions: { minValue: 0 },
		default: 300,
		description: 'How long to wait for each result before the item counts as not ready',
	},
	asNumber,
);
const pollInterval = option(
	{
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		displayOptions: { show: { '/ifNotReady': ['wait'] } },
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'The longest pause between two requests. In the first minute, pauses are shorter, beginning with 4 seconds.',
	},
	asNumber,
);

/** A single request, without waiting. */
const ONCE: PollTimes = { interval: 1, maxWait: 0 };

const GET_LATER = `Run Get Result with this ID later, raise '${maxWait.label}' under Options, or set '${ifNotReady.label}' to 'Return Status' and loop with a Wait node.`;
const WAIT = `Run Get Result with this ID later, or set '${ifNotReady.label}' to 'Wait'.`;

/** An analysis that the item itself holds, or its failure. */
type InItem =
	| { state: 'raw'; result: AnalysisResult }
	| { state: 'simplified' }
	| { state: 'failed'; message: string; description: string };

/**
 * Recognizes an item that needs no request, as Submit and Wait returns it: a finished analysis, or a failed recording.
 *
 * @param id the analysis that the node is to get; an item about another one is not meant
 */
function analysisIn(json: IDataObject, id: string): InItem | undefined {
	if (json.status === 'failed' && typeof json.reason === 'string') {
		if (String(json.result_id ?? '') !== id) return undefined;
		return { state: 'failed', message: json.reason, description: String(json.next_step ?? '') };
	}
	if (id === '') return undefined;
	const result = rawIn(json, id);
	if (result) return { state: 'raw', result };
	return isSimplified(json, id) ? { state: 'simplified' } : undefined;
}

/** What a message calls the recording of an item, as far as the item tells. */
const nameIn = ({ call_data: data, recording_id: id, audio_url: address }: IDataObject) =>
	recordingName(Object(data).id ?? id, address);

/** n8n shows the progress in the browser's console, and in its own debug log. */
function showProgress(
	ctx: IExecuteFunctions,
	id: string,
	analysis: Analysis,
	milliseconds: number,
): void {
	const known = analysis.state === 'processing' && analysis.progress !== null;
	const progress = known ? ` (${analysis.progress} %)` : '';
	const message = `The analysis ${id} is still processing${progress}; polling again in ${Math.ceil(milliseconds / 1000)} seconds.`;
	ctx.sendMessageToUI(message);
	ctx.logger.debug(message);
}

const jointWait = perRun(() => new JointWait());

/** The error of an item that has no result. The ID stays in the text and in the error item. */
function noResult(
	ctx: IExecuteFunctions,
	itemIndex: number,
	id: string,
	message: string,
	description: string,
): NodeOperationError {
	const error = parameterError(ctx.getNode(), itemIndex, message, description);
	if (id !== '') error.context.result_id = id;
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
	properties: [
		...filledByAgent(resultId, 'The result_id that submitting the recording returned'),
		ifNotReady.property,
		...resultProperties,
		optionsProperty([...resultOptions, maxWait, pollInterval, transcriptFiles]),
	],
	runs: 'sideBySide',

	async prepare(ctx, client, itemIndex) {
		const { json, binary } = ctx.getInputData()[itemIndex];
		const shape = await readResultShape(ctx, itemIndex);
		const [id, files] = await readParameters(ctx, itemIndex, (read) => [
			read(resultId),
			read(transcriptFiles),
		]);
		const known = analysisIn(json, id);
		// Changes that a person has made to a simplified item are kept, unless another shape is selected.
		const stays = known?.state === 'simplified' && isDefaultShape(shape);
		const outputOf = async (call: Call): Promise<Output> => ({
			json: stays ? json : inShape(call, id, client.resultUrl(id), shape),
			binary: { ...binary, ...(await transcriptFilesOf(ctx, call, id, files)) },
		});
		if (known?.state === 'raw') return async () => await outputOf(callOf(known.result));
		if (stays && files.length === 0) return async () => ({ json, binary });
		if (known?.state === 'failed') {
			const { message, description } = known;
			return async () => {
				throw noResult(ctx, itemIndex, id, message, description);
			};
		}
		const { wanted, times } = await readParameters(ctx, itemIndex, (read) => {
			checkResultId(id, resultId);
			const wanted = read(ifNotReady);
			const times: PollTimes =
				wanted === 'wait' ? { interval: read(pollInterval), maxWait: read(maxWait) } : ONCE;
			return { wanted, times };
		});

		const wait = jointWait(ctx);
		wait.join(itemIndex);
		return async (signal) => {
			const request = async () => await requestKnownAnalysis(ctx, client, id, itemIndex, signal);
			const isOver = ({ state }: Analysis) => state !== 'processing';
			const interval = times.interval * 1000;
			const pause = async (last: Analysis, deadline: number) => {
				const onPause = (milliseconds: number) => showProgress(ctx, id, last, milliseconds);
				await wait.pause({ itemIndex, interval, deadline, signal, onPause });
			};
			const analysis = await pollUntil(request, isOver, times, signal, pause).finally(() =>
				wait.leave(itemIndex),
			);

			switch (analysis.state) {
				case 'failed': {
					if (wanted === 'leaveOut' || wanted === 'returnStatus') {
						return { json: notAnalyzedFields(id, client.resultUrl(id), analysis), binary };
					}
					const { message, description } = couldNotAnalyze(id, analysis, nameIn(json));
					throw noResult(ctx, itemIndex, id, message, description);
				}
				case 'processing': {
					const { progress, said } = analysis;
					if (wanted === 'leaveOut') return null;
					if (wanted === 'returnStatus') {
						const resultUrl = client.resultUrl(id);
						return { json: processingFields(id, resultUrl, progress, said), binary };
					}
					const { message, description } =
						wanted === 'wait'
							? notReady(id, said, ` after ${times.maxWait} seconds`, GET_LATER)
							: notReady(id, said, '', WAIT);
					throw noResult(ctx, itemIndex, id, message, description);
				}
				case 'completed':
					return await outputOf(callOf(analysis.result));
			}
		};
	},

	hint: (outputs, leftOut) =>
		hintOnResults(
			outputs,
			leftOut > 0 &&
				`Left out, because they are not ready: ${leftOut}. Run Get Result again later.`,
		),
};
