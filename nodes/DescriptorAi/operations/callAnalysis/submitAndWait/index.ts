import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { withItem } from '../../../api/itemInText';
import { operationError } from '../../../api/errors';
import { optionsField, simplifyField } from '../../../form/fields';
import { failedFields } from '../../../output/statusFields';
import { remarkOnRepeated, tellSubmitted } from '../recording/tellSubmitted';
import { allowPrivateAddressField } from '../recording/audioFields';
import { switchOption } from '../../../form/options';
import type { ResultShape } from '../../../output/resultShape';
import { resumeAddress, whyUnreachable } from '../../../waiting/address';
import type { WaitingJob } from '../../../waiting/suspend';
import type { NodeError, Operation } from '../../operation';
import { perRun } from '../../perRun';
import { readRecording, type ItemRecording } from '../recording/readRecording';
import { recordingFields } from '../recording/recordingFields';
import { recordingOptions } from '../recording/recordingOptions';
import { sentRecordings, submittedIds } from '../recording/sentRecordings';
import { readResultShape, resultOptions } from '../resultFields';
import { asItems, failureOf } from './outcome';
import type { Recording, Refused } from './submitAll';
import { readWaitTimes, waitOptions, waitUsingField } from './waitFields';
import { waitHere } from './waitHere';
import { canWaitInWorkflow, recordingIn, stopOf, waitInWorkflow } from './waitInWorkflow';
import type { Step } from './waitingWorkflow';
import { waitStep } from './waitStep';

const resumeAddressOf = perRun(resumeAddress);

/** @throws NodeOperationError when the service could not call n8n back */
function checkAddress(ctx: IExecuteFunctions, itemIndex: number, baseUrl: string): void {
	if (ctx.getNodeParameter('waitUsing', 0) !== 'callback') return;
	if (switchOption(ctx, 0, allowPrivateAddressField)) return;
	const reason = whyUnreachable(resumeAddressOf(ctx), baseUrl);
	if (reason === null) return;
	throw new NodeOperationError(
		ctx.getNode(),
		withItem(`Descriptor.AI cannot call n8n back: ${reason}`, itemIndex),
		{
			itemIndex,
			description:
				"The recording was not submitted. Set 'Wait Using' to 'Polling', or set n8n's environment variable N8N_WEBHOOK_URL (in older versions WEBHOOK_URL) to the address at which n8n is reached from outside. If Descriptor.AI runs in the same network as n8n, add the option 'Allow Private Address'.",
		},
	);
}

/** What is known when n8n repeats the node: no recording is sent again that was accepted, or that may have been. */
function remember(ctx: IExecuteFunctions, recordings: Recording[], jobs: WaitingJob[]): void {
	for (const [index, { resultId, nonce, uncertain }] of jobs.entries()) {
		const recording = recordings[index];
		const sent = resultId === undefined ? uncertain : { resultId, nonce };
		if (!sent || !('request' in recording)) continue;
		const memory = sentRecordings(ctx, index, recording);
		if (!memory.recall()) memory.remember(sent);
	}
}

/** The error for a recording that the service refused. What was submitted before is told, and never sent again. */
function refused(ctx: IExecuteFunctions, { jobs, refusal }: Refused): NodeOperationError {
	const { message, description, itemIndex } = refusal;
	const submitted = tellSubmitted(jobs.map(({ resultId }) => ({ result_id: resultId })));
	const next = [description, submitted].filter(Boolean).join(' ');
	return operationError(ctx.getNode(), itemIndex, message, next);
}

/** A recording that passed the form, with what came of it before, or the item of one that did not. */
function recordingOf(
	ctx: IExecuteFunctions,
	json: IDataObject,
	failure: NodeError | undefined,
	itemIndex: number,
): Recording {
	if (failure) {
		const { message, description } = failure;
		return { failed: failedFields(undefined, message, description ?? '') };
	}
	const recording = json as ItemRecording & { form: ResultShape };
	return { ...recording, sent: sentRecordings(ctx, itemIndex, recording).recall()?.sent };
}

/** Hands recordings over and suspends the execution until all analyses are there. */
export const submitAndWait: Operation = {
	option: {
		name: 'Submit and Wait',
		value: 'submitAndWait',
		action: 'Submit recording and wait for result',
		description:
			'Send call recordings for analysis and wait for all results; nothing runs meanwhile',
		// An AI agent does not wait.
		displayOptions: { hide: { '@tool': [true] } },
	},
	fields: [
		...recordingFields,
		waitUsingField,
		simplifyField,
		optionsField([...recordingOptions, ...resultOptions, ...waitOptions]),
		{
			displayName: 'Step',
			name: 'step',
			type: 'hidden',
			default: '',
			description: 'Set by the node itself when it waits in a workflow of its own',
		},
	],
	pace: 'inTurn',

	async prepare(ctx, client, itemIndex) {
		if (ctx.getNodeParameter('step', 0) !== '') {
			const { json } = ctx.getInputData()[itemIndex];
			return async () => ({ json });
		}
		const form = await readResultShape(ctx, itemIndex);
		await readWaitTimes(ctx);
		checkAddress(ctx, itemIndex, client.baseUrl);
		const { recording, complete } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: true,
		});
		return async () => {
			const known = sentRecordings(ctx, itemIndex, recording).recall();
			if (known?.isChanged) {
				const message = remarkOnRepeated([itemIndex]);
				ctx.addExecutionHints({ message, location: 'outputPane' });
			}
			const request = known ? recording.request : await complete();
			return { json: { ...recording, request, form } };
		};
	},

	async together(ctx, client, items, failures, signal): Promise<INodeExecutionData[]> {
		const given = String(ctx.getNodeParameter('step', 0));
		if (given !== '') {
			const step = JSON.parse(given) as Step;
			const recordings = () => items.map(({ json }) => recordingIn(json));
			return await waitStep(ctx, client, recordings, step, stopOf(step, signal));
		}
		const { maxWait, interval } = await readWaitTimes(ctx);
		const step: Step = {
			deadline: Date.now() + maxWait,
			interval,
			callback: ctx.getNodeParameter('waitUsing', 0) === 'callback',
			stops: !ctx.continueOnFail(),
			hasErrorOutput: ctx.getNode().onError === 'continueErrorOutput',
			parentId: ctx.getExecutionId(),
		};
		const recordings = items.map(({ json }, itemIndex) =>
			recordingOf(ctx, json, failures.get(itemIndex), itemIndex),
		);
		const ended = canWaitInWorkflow
			? await waitInWorkflow(ctx, recordings, step, signal)
			: await waitHere(ctx, client, recordings, step, signal);
		if ('items' in ended) return ended.items;
		remember(ctx, recordings, ended.jobs);
		if ('refusal' in ended) throw refused(ctx, ended);
		const failure = step.stops ? failureOf(ctx.getNode(), ended.fields) : undefined;
		if (failure) throw failure;
		return asItems(ended.fields, step);
	},

	// While the execution is suspended, all of them are told by the error itself.
	tellFinished: (ctx, outputs) =>
		tellSubmitted(
			outputs.length === 0
				? submittedIds(ctx)
				: outputs.filter(({ status }) => status !== 'waiting'),
		),
};
