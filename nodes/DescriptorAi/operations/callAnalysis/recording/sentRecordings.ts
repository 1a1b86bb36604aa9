import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SubmitRequest } from '../../../api';
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

/**
 * What came of sending a recording: its result ID and the nonce in the address that the service calls, if it calls; or
 * why it is not known whether the service accepted it.
 */
export type Sent = { resultId: string; nonce?: string } | { message: string; description: string };

/** What is kept of it, with what it was sent with. */
type Kept = { sent: Sent; settings: string; callData?: IDataObject };

/** What is known of a recording that was sent before. */
export interface Recalled {
	sent: Sent;
	/** The call data that it was sent with. */
	callData?: IDataObject;
	/** Whether another setting is selected now than it was sent with. */
	isChanged: boolean;
}

/** Recordings that are being sent, by execution and node: an agent may call a tool twice at the same time. */
const underWay = new Map<string, Promise<Kept>>();

/**
 * Remembers which recordings a run of the node has sent, so that none is paid for twice.
 *
 * A recording is known by its item and its audio. Everything else, such as a time stamp or a signature, may change
 * between two attempts. The calls of an AI agent have no items: there, a recording is known by its audio alone.
 */
export function sentRecordings(
	ctx: IExecuteFunctions,
	itemIndex: number,
	{ audio, settings, request }: Identified,
) {
	const memory = runMemory<Kept>(ctx, 'sent');
	const key = isTool(ctx) ? audio : `${itemIndex} ${audio}`;
	const callData = request.call_data as IDataObject | undefined;
	const recalled = (kept: Kept): Recalled => ({ ...kept, isChanged: kept.settings !== settings });
	const recall = (): Recalled | undefined => {
		const kept = memory.recall(key);
		return kept && recalled(kept);
	};
	const remember = (sent: Sent): Kept => {
		const kept = { sent, settings, callData };
		memory.remember(key, kept);
		return kept;
	};
	return {
		recall,
		remember,
		/**
		 * Sends the recording unless that was done before or is being done.
		 *
		 * @param send its outcome is remembered, also when it says that nothing is known; what it throws is not
		 */
		async once(send: () => Promise<Sent>): Promise<Recalled & { isRepeated: boolean }> {
			const place = `${ctx.getExecutionId()} ${ctx.getNode().id} ${key}`;
			// Nothing is awaited before the recording counts as under way.
			const known = memory.recall(key) ?? underWay.get(place);
			if (known) return { ...recalled(await known), isRepeated: true };
			const sending = send().then(remember);
			underWay.set(place, sending);
			try {
				return { ...recalled(await sending), isRepeated: false };
			} finally {
				underWay.delete(place);
			}
		},
	};
}

/** The result IDs that the run knows, also of earlier attempts, as fields of items. */
export const submittedIds = (ctx: IExecuteFunctions): IDataObject[] =>
	runMemory<Kept>(ctx, 'sent')
		.all()
		.flatMap(({ sent }) => ('resultId' in sent ? { result_id: sent.resultId } : []));
