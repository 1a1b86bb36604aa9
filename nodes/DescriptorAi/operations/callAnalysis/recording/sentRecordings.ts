import type { IExecuteFunctions } from 'n8n-workflow';

import { runMemory } from '../../runMemory';

/**
 * What came of sending a recording: its result id and the secret in the address that the service calls, if it calls; or
 * why it is not known whether the service accepted it.
 */
export type Sent = { resultId: string; nonce?: string } | { message: string; description: string };

/**
 * Remembers which recordings a run of the node has sent, so that none is paid for twice.
 *
 * @param fingerprint of the recording and its settings: another one is another recording
 */
export function sentRecordings(ctx: IExecuteFunctions, itemIndex: number, fingerprint: string) {
	const memory = runMemory<Sent>(ctx, 'sent');
	const key = `${itemIndex} ${fingerprint}`;
	return {
		recall: () => memory.recall(key),
		remember: (outcome: Sent) => memory.remember(key, outcome),
	};
}
