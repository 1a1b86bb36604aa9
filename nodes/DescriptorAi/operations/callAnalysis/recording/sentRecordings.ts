import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * What came of sending a recording: its result id and the secret in the address that the service calls, if it calls; or
 * why it is not known whether the service accepted it.
 */
export type Sent = { resultId: string; nonce?: string } | { message: string; description: string };

/** The sent recordings of one run of a node, by item index, as kept in n8n's context of the node. */
interface Memory {
	run?: unknown;
	sent?: Record<number, Sent & { fingerprint: string }>;
}

/**
 * Remembers which recordings a run of the node has sent.
 *
 * n8n's Retry On Fail, and a failed execution that is retried, run a node again from its first item. With this memory,
 * which n8n keeps with the execution, such a repetition pays for no recording a second time.
 *
 * @param fingerprint of the recording and its settings: another one is another recording
 */
export function sentRecordings(ctx: IExecuteFunctions, itemIndex: number, fingerprint: string) {
	const memory: Memory = ctx.getContext('node');
	// A node in a loop runs many times; each run is a new one.
	const run = ctx.evaluateExpression('{{ $runIndex }}', itemIndex);
	if (memory.run !== run || !memory.sent) {
		memory.run = run;
		memory.sent = {};
	}
	const { sent } = memory;
	return {
		recall(): Sent | undefined {
			return sent[itemIndex]?.fingerprint === fingerprint ? sent[itemIndex] : undefined;
		},
		remember(outcome: Sent): void {
			sent[itemIndex] = { ...outcome, fingerprint };
		},
	};
}
