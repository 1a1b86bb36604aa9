import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { withItem } from '../../../api/itemInText';
import { operationError } from '../../../api/errors';
import { optionsField, simplifyField } from '../../../form/fields';
import { failedFields } from '../../../result/unfinished';
import { tellSubmitted } from '../recording/tellSubmitted';
import type { ResultForm } from '../../../result/resultForm';
import { resumeAddress, whyUnreachable } from '../../../waiting/address';
import type { NodeError, Operation } from '../../operation';
import { text } from '../../../form/parameters';
import { perRun } from '../../perRun';
import { readRecording, type ItemRecording } from '../recording/readRecording';
import { recordingFields } from '../recording/recordingFields';
import { recordingOptions } from '../recording/recordingOptions';
import { sentRecordings, type Sent } from '../recording/sentRecordings';
import { readResultForm, resultOptions } from '../resultFields';
import { isProcessing } from './askAll';
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
	if (ctx.getNodeParameter('options.allowPrivateAddress', 0, false) === true) return;
	const reason = whyUnreachable(resumeAddressOf(ctx), baseUrl);
	if (reason === null) return;
	throw new NodeOperationError(
		ctx.getNode(),
		withItem(`Descriptor.AI cannot call n8n back: ${reason}`, itemIndex),
		{
			itemIndex,
			description:
				"Nothing was submitted. Set 'Wait Using' to 'Polling', or set n8n's environment variable N8N_WEBHOOK_URL (in older versions WEBHOOK_URL) to the address at which n8n is reached from outside. If Descriptor.AI runs in the same network as n8n, add the option 'Allow Private Address'.",
		},
	);
}

/** The error for a recording that the service refused. What was submitted before is told, and never sent again. */
function refused(
	ctx: IExecuteFunctions,
	recordings: Recording[],
	{ jobs, refusal }: Refused,
): NodeOperationError {
	const { message, description, itemIndex, uncertain } = refusal;
	const remember = (index: number, sent: Sent) => {
		const recording = recordings[index];
		if ('request' in recording) sentRecordings(ctx, index, recording).remember(sent);
	};
	jobs.forEach(({ resultId, nonce }, index) => resultId && remember(index, { resultId, nonce }));
	if (uncertain) remember(itemIndex, { message, description });
	const submitted = tellSubmitted(jobs.map(({ resultId }) => ({ result_id: resultId })));
	const next = [description, submitted].filter(Boolean).join(' ');
	return operationError(ctx.getNode(), itemIndex, message, next);
}

/** What tells a person which recording could not be read from its parameters. */
function knownOf(ctx: IExecuteFunctions, itemIndex: number): { audio_url?: string } {
	try {
		const address = text(ctx.getNodeParameter('audioUrl', itemIndex, ''));
		return address === '' ? {} : { audio_url: address };
	} catch {
		// Its expression is what cannot be read.
		return {};
	}
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
		return { failed: failedFields(knownOf(ctx, itemIndex), message, description ?? '') };
	}
	const recording = json as ItemRecording & { form: ResultForm };
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
		if (ctx.getNode().type.endsWith('Tool')) {
			throw new NodeOperationError(
				ctx.getNode(),
				"'Submit and Wait' cannot be a tool of an AI agent, which does not wait",
				{ description: "Give the agent two tools: 'Submit' and 'Get Result'.", itemIndex },
			);
		}
		const form = await readResultForm(ctx, itemIndex);
		await readWaitTimes(ctx);
		checkAddress(ctx, itemIndex, client.baseUrl);
		const { recording, complete } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: true,
		});
		return async () => {
			const isSent = sentRecordings(ctx, itemIndex, recording).recall() !== undefined;
			const request = isSent ? recording.request : await complete();
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
			stopAtRefusal: !ctx.continueOnFail(),
			parentId: ctx.getExecutionId(),
		};
		const recordings = items.map(({ json }, itemIndex) =>
			recordingOf(ctx, json, failures.get(itemIndex), itemIndex),
		);
		const outcome = canWaitInWorkflow
			? await waitInWorkflow(ctx, recordings, step, signal)
			: await waitHere(ctx, client, recordings, step, signal);
		if ('refusal' in outcome) throw refused(ctx, recordings, outcome);
		return outcome.items;
	},

	remark(outputs) {
		const failed = outputs.filter(({ status }) => status === 'failed').length;
		const open = outputs.filter(isProcessing).length;
		const isSuspended = outputs.some(({ status }) => status === 'waiting');
		if (isSuspended || failed + open === 0) return '';
		return `Of ${outputs.length} recordings, ${failed} failed and ${open} are not ready yet. Their items have a status; Get Result takes them all.`;
	},

	tellFinished: tellSubmitted,
};
