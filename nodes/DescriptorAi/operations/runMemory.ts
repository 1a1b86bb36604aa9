import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from './isTool';
import { perRun } from './perRun';

/** What is kept in n8n's context of the node. */
interface Kept<Value> {
	run: unknown;
	values: Record<string, Value>;
}

/** What a node knows again when n8n repeats its run. */
export interface RunMemory<Value> {
	recall(key: string): Value | undefined;
	remember(key: string, value: Value): void;
	/** Everything that is remembered. */
	all(): Value[];
	/** For what is of no use once the run has succeeded. */
	forget(): void;
}

/** The same for the same value. */
export const hashOf = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** A node in a loop runs many times; each run is a new one. The calls of an AI agent are one run. */
const runOf = perRun((ctx) =>
	isTool(ctx) ? 'tool' : ctx.evaluateExpression('{{ $runIndex }}', 0),
);

/**
 * Remembers something for the run of a node; in a tool of an AI agent, for all its calls in the execution.
 *
 * n8n's Retry On Fail, and a failed execution that is retried, run a node again from its first item; an agent repeats a
 * call whose answer it did not understand. With this memory, which n8n keeps with the execution, such a repetition pays
 * for nothing a second time.
 *
 * @param name tells apart what an operation remembers
 */
export function runMemory<Value>(ctx: IExecuteFunctions, name: string): RunMemory<Value> {
	const context = ctx.getContext('node');
	const run = runOf(ctx);
	const known = context[name] as Kept<Value> | undefined;
	const kept: Kept<Value> = known && known.run === run ? known : { run, values: {} };
	context[name] = kept;
	return {
		recall: (key) => kept.values[key],
		remember(key, value) {
			kept.values[key] = value;
		},
		all: () => Object.values(kept.values),
		forget() {
			delete context[name];
		},
	};
}
