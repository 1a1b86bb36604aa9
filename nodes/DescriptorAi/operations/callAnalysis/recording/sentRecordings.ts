import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SubmitRequest } from '../../../api';
import { submittedNote, uncertainNote } from '../../../output/statusFields';
import type { Sent } from '../../../waiting/waitState';
import { isTool } from '../../isTool';
import { runMemory } from '../../runMemory';

/** What a recording is known by. */
export type Identified = {
	/** The body of its submit. */
	request: SubmitRequest;
	/** The same for the same audio, also where the link to it, or its signature, is another one. */
	audio: string;
	/** The same for the same settings. */
	settings: string;
};

/** The memory of a sent recording: its item, its outcome, its settings and its call data. */
type Kept = { itemIndex: number; sent: Sent; settings: string; callData?: IDataObject };

/** What is known of a recording that was sent before. */
export interface SentBefore {
	sent: Sent;
	/** The call data that it was sent with. */
	callData?: IDataObject;
	/** Whether another setting is selected now than it was sent with. */
	isChanged: boolean;
}

/** Recordings that are being sent, by execution and node: an agent may use a tool twice at the same time. */
const underWay = new Map<string, Promise<Kept>>();

/**
 * Remembers which recordings a run of the node has sent, so that none is paid for twice.
 *
 * A recording is known by its item and its audio. Everything else, such as a time stamp or a signature, may change
 * between two attempts. A tool of an AI agent has no items: there, a recording is known by its audio alone.
 */
export function sentRecordings(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ audio, settings, request }: Identified,
) {
	const memory = runMemory<Kept>(ctx, 'sent');
	const key = isTool(ctx) ? audio : `${itemIndex} ${audio}`;
	const callData = request.call_data as IDataObject | undefined;
	const sentBefore = (kept: Kept): SentBefore => ({
		...kept,
		isChanged: kept.settings !== settings,
	});
	const note = (sent: Sent): Kept => {
		const kept = { itemIndex, sent, settings, callData };
		memory.set(key, kept);
		return kept;
	};
	return {
		/** What is known of the recording; `undefined` when it was not sent before. */
		known(): SentBefore | undefined {
			const kept = memory.get(key);
			return kept && sentBefore(kept);
		},
		/** Keeps the outcome of sending the recording. */
		note,
		/**
		 * Sends the recording unless that was done before or is being done.
		 *
		 * @param send its outcome is kept, also when it says that nothing is known; what it throws is not
		 */
		async once(send: () => Promise<Sent>): Promise<SentBefore & { isRepeated: boolean }> {
			const place = `${ctx.getExecutionId()} ${ctx.getNode().id} ${key}`;
			// Nothing is awaited before the recording counts as under way.
			const known = memory.get(key) ?? underWay.get(place);
			if (known) return { ...sentBefore(await known), isRepeated: true };
			const sending = send().then(note);
			underWay.set(place, sending);
			try {
				return { ...sentBefore(await sending), isRepeated: false };
			} finally {
				underWay.delete(place);
			}
		},
	};
}

/**
 * What a person must know of the recordings that the run has sent, also in earlier attempts, when it stops before the end:
 * which the service has accepted, and of which nobody knows. Empty when none.
 *
 * @param failed the item whose error the person reads as well
 */
export function sentNote(ctx: IExecuteFunctions, failed?: number): string {
	const kept = runMemory<Kept>(ctx, 'sent')
		.values()
		// Some are sent at a time, and not answered in their order.
		.sort((a, b) => a.itemIndex - b.itemIndex);
	const ids = kept.flatMap(({ sent }) => ('resultId' in sent ? { result_id: sent.resultId } : []));
	const unknown = kept.flatMap(({ sent, itemIndex }) =>
		'resultId' in sent || itemIndex === failed ? [] : `[item ${itemIndex}]`,
	);
	return [submittedNote(ids), uncertainNote(unknown)].filter(Boolean).join(' ');
}

/** What a person must know of items whose recordings an earlier attempt submitted, with other settings than now. */
export const hintOnRepeated = (items: number[]): string =>
	`Submitted before in this execution and not submitted again, with the settings of that time: ${items.map((item) => `[item ${item}]`).join(', ')}. Run the workflow anew to analyze with other settings.`;
