import { NodeOperationError, WAIT_INDEFINITELY, type IExecuteFunctions } from 'n8n-workflow';

import { clock, operationError, withItem } from '../../api';
import { optionsProperty, simplify } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asNumber } from '../../form/readers';
import type { ResultShape } from '../../output/resultShape';
import { failedFields } from '../../output/statusFields';
import { resumeAddress, whyUnreachable } from '../../waiting/address';
import { asItems, failureOf } from '../../waiting/jobResults';
import {
	newNonce,
	type Job,
	type Sent,
	type Submission,
	type WaitSettings,
} from '../../waiting/waitState';
import { waitHere } from '../../waiting/rounds';
import { canWaitInSubWorkflow, waitInSubWorkflow } from '../../waiting/subWorkflow';
import type { JointOperation, Outcome } from '../operation';
import { perRun } from '../runMemory';
import { allowPrivateAddress } from './recording/audioParameters';
import { readRecording, type ItemRecording } from './recording/readRecording';
import { readAtATime } from './recording/recordingsAtATime';
import { recordingProperties, recordingOptions } from './recording/recordingRequest';
import { hintOnRepeated, sentNote, sentRecordings } from './recording/sentRecordings';
import { readResultShape, resultOptions } from './resultParameters';
import { submitAll } from './submitAll';

/** How the node learns that a result is ready. */
export const waitUsing = parameter(
	{
		displayName: 'Wait Using',
		name: 'waitUsing',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'Callback if the webhook address of n8n is public, else polling. While it waits, the output says which.',
			},
			{
				name: 'Callback',
				value: 'callback',
				description:
					'Descriptor.AI sends a callback to n8n as soon as a result is ready. Fails if the webhook address of n8n is private.',
			},
			{
				name: 'Polling',
				value: 'polling',
				description: 'Requests the results every few minutes. Works wherever n8n runs.',
			},
		],
		default: 'automatic',
		description: 'How n8n learns that a result is ready',
	},
	asEntry<'automatic' | 'callback' | 'polling'>,
);

const maxWaitMinutes = option(
	{
		displayName: 'Maximum Wait (Minutes)',
		name: 'maxWaitMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 180,
		description:
			'How long to wait for all results together. Items that are not ready by then are returned with the status "processing".',
	},
	asNumber,
);

const pollInterval = option(
	{
		displayName: 'Poll Interval (Minutes)',
		name: 'pollIntervalMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description:
			'How long to wait between requests for the results. With callbacks, this finds results whose callback was lost.',
	},
	asNumber,
);

/** The times are those of the first item, because all items wait together. */
export const timeOptions = [maxWaitMinutes, pollInterval];

/**
 * How long to wait in all, and between two polls; both in milliseconds.
 *
 * @throws NodeOperationError naming the option that cannot be used
 */
async function readTimes(ctx: IExecuteFunctions): Promise<{ maxWait: number; interval: number }> {
	return await readParameters(ctx, 0, (read) => {
		const minutes = read(maxWaitMinutes);
		const interval = read(pollInterval) * 60_000;
		const { executionTimeout: limit = 0 } = ctx.getWorkflowSettings();
		// n8n counts the time that an execution waits as well, and cancels it as soon as it resumes.
		if (limit > 0 && limit <= minutes * 60) {
			throw new InvalidParameter(
				`'${maxWaitMinutes.label}' is ${minutes}, but n8n cancels the workflow after ${Math.round(limit / 6) / 10} minutes`,
				`The recording was not submitted. Raise the time limit in the settings of the workflow (Timeout Workflow), or lower '${maxWaitMinutes.label}' under Options.`,
			);
		}
		return { maxWait: minutes * 60_000, interval };
	});
}

/** How n8n learns of results. */
type Way = Pick<WaitSettings, 'callback' | 'whyPolling'>;

const resumeAddressOf = perRun(resumeAddress);

/** @throws NodeOperationError when callbacks are wanted that the service could not send to n8n */
async function readWay(ctx: IExecuteFunctions, itemIndex: number, baseUrl: string): Promise<Way> {
	const { wanted, mayBePrivate } = await readParameters(ctx, 0, (read) => ({
		wanted: read(waitUsing),
		mayBePrivate: read(allowPrivateAddress),
	}));
	if (wanted === 'polling') return { callback: false, whyPolling: undefined };
	const reason = mayBePrivate ? null : whyUnreachable(resumeAddressOf(ctx), baseUrl);
	if (reason === null) return { callback: true, whyPolling: undefined };
	if (wanted === 'automatic') return { callback: false, whyPolling: reason };
	throw new NodeOperationError(
		ctx.getNode(),
		withItem(`Descriptor.AI cannot send callbacks to n8n: ${reason}`, itemIndex),
		{
			itemIndex,
			description: `The recording was not submitted. Set '${waitUsing.label}' to 'Automatic', or set n8n's environment variable N8N_WEBHOOK_URL (in older versions WEBHOOK_URL) to the address at which n8n is reached from outside. If Descriptor.AI runs in the same network as n8n, add the option '${allowPrivateAddress.label}'.`,
		},
	);
}

/** A recording whose request is complete, with the outcome of an earlier attempt. */
interface Prepared {
	recording: ItemRecording;
	shape: ResultShape;
	sent?: Sent;
}

function submissionOf(outcome: Outcome<Prepared>): Submission {
	if ('error' in outcome) {
		const { message, description } = outcome.error;
		return { failed: failedFields(undefined, message, description ?? '') };
	}
	const { recording, shape, sent } = outcome.value;
	const { request, isFile, name } = recording;
	return { request, isFile, name, shape, sent };
}

/** What is known when n8n repeats the node: no recording is sent again that was accepted, or that may have been. */
function noteSent(ctx: IExecuteFunctions, outcomes: Array<Outcome<Prepared>>, jobs: Job[]): void {
	for (const [item, job] of jobs.entries()) {
		const outcome = outcomes[item];
		if ('error' in outcome || outcome.value.sent) continue;
		// A repetition waits in another workflow, which callbacks to this one do not reach.
		const sent =
			'resultId' in job
				? { resultId: job.resultId, nonce: canWaitInSubWorkflow ? undefined : job.nonce }
				: job.uncertain;
		if (sent) sentRecordings(ctx, item, outcome.value.recording).note(sent);
	}
}

/** Submits recordings and suspends the execution until all results are there. */
export const submitAndWait: JointOperation<Prepared> = {
	option: {
		name: 'Submit and Wait',
		value: 'submitAndWait',
		action: 'Submit recording and wait for result',
		description:
			'Send call recordings for analysis and wait for all results; nothing runs meanwhile',
		// An AI agent does not wait.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		...recordingProperties,
		waitUsing.property,
		simplify.property,
		optionsProperty([...recordingOptions, ...resultOptions, ...timeOptions, allowPrivateAddress]),
	],
	runs: readAtATime,

	async prepare(ctx, client, itemIndex) {
		const shape = await readResultShape(ctx, itemIndex);
		await readTimes(ctx);
		await readWay(ctx, itemIndex, client.baseUrl);
		const { recording, complete } = await readRecording(ctx, client.baseUrl, itemIndex, {
			isAwaited: true,
		});
		return async () => {
			const known = sentRecordings(ctx, itemIndex, recording).known();
			if (known?.isChanged) {
				const message = hintOnRepeated([itemIndex]);
				ctx.addExecutionHints({ message, location: 'outputPane' });
			}
			const request = known ? recording.request : await complete();
			return { recording: { ...recording, request }, shape, sent: known?.sent };
		};
	},

	async afterAll(ctx, client, outcomes, signal) {
		const { maxWait, interval } = await readTimes(ctx);
		const way = await readWay(ctx, 0, client.baseUrl);
		if (way.whyPolling !== undefined) {
			ctx.addExecutionHints({
				message: `n8n polls for the results every ${interval / 60_000} min, because Descriptor.AI cannot send callbacks: ${way.whyPolling}`,
				location: 'outputPane',
			});
		}
		const settings: WaitSettings = {
			id: newNonce(),
			// A later time is none that n8n can keep, or no date at all.
			deadline: Math.min(clock.now() + maxWait, WAIT_INDEFINITELY.getTime()),
			interval,
			...way,
			atATime: await readAtATime(ctx),
			stops: !ctx.continueOnFail(),
			hasErrorOutput: ctx.getNode().onError === 'continueErrorOutput',
			parentId: ctx.getExecutionId(),
		};
		const submissions = outcomes.map(submissionOf);
		const submit = async (resume: URL | null) =>
			await submitAll(
				client,
				(index) => submissions[index],
				settings,
				{ from: 0, to: submissions.length, resume, callbacksFrom: 0 },
				signal,
			);
		const ended = canWaitInSubWorkflow
			? await waitInSubWorkflow(ctx, submissions, settings, signal)
			: await waitHere(ctx, client, settings, submit, signal);
		if ('items' in ended) return ended.items;

		noteSent(ctx, outcomes, ended.jobs);
		if ('refusal' in ended) {
			const { itemIndex, message, description } = ended.refusal;
			const next = [description, sentNote(ctx, itemIndex)].filter(Boolean).join(' ');
			throw operationError(ctx.getNode(), itemIndex, message, next);
		}
		const failure = settings.stops ? failureOf(ctx.getNode(), ended.answers) : undefined;
		if (failure) throw failure;
		return asItems(ended.answers, settings);
	},

	finishedNote: sentNote,
};
