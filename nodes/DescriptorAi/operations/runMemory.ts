import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from './isTool';

/**
 * Finds something out once for a run of a node, which is the same for all its items.
 *
 * n8n evaluates an expression in an isolate of its own, which takes longer than a request to the service does.
 *
 * @param find gets the context of the run; an error is not kept
 */
export function perRun<Value>(
	find: (ctx: IExecuteFunctions) => Value,
): (ctx: IExecuteFunctions) => Value {
	const found = new WeakMap<IExecuteFunctions, { value: Value }>();
	return (ctx) => {
		const kept = found.get(ctx) ?? { value: find(ctx) };
		found.set(ctx, kept);
		return kept.value;
	};
}

/** What is kept in n8n's context of the node. */
interface Kept<Value> {
	run: unknown;
	values: Record<string, Value>;
}

/** What a node knows again when n8n repeats its run. */
export interface RunMemory<Value> {
	get(key: string): Value | undefined;
	set(key: string, value: Value): void;
	values(): Value[];
	/** For data without use after a successful run. */
	clear(): void;
}

/** The same for the same value. */
export const hashOf = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** A node in a loop runs many times; each run is a new one. All runs by an AI agent count as one. */
const runOf = perRun((ctx) =>
	isTool(ctx) ? 'tool' : ctx.evaluateExpression('{{ $runIndex }}', 0),
);

/**
 * Keeps something for the run of a node; in a tool of an AI agent, for all its runs in the execution.
 *
 * n8n's Retry On Fail, and a failed execution that is retried, run a node again from its first item; an agent runs a tool
 * again whose answer it did not understand. With this memory, which n8n keeps with the execution, such a repetition pays
 * for nothing a second time.
 *
 * @param name key for the data of the operation
 */
export function runMemory<Value>(ctx: IExecuteFunctions, name: string): RunMemory<Value> {
	const context = ctx.getContext('node');
	const run = runOf(ctx);
	const known = context[name] as Kept<Value> | undefined;
	const kept: Kept<Value> = known && known.run === run ? known : { run, values: {} };
	context[name] = kept;
	return {
		get: (key) => kept.values[key],
		set(key, value) {
			kept.values[key] = value;
		},
		values: () => Object.values(kept.values),
		clear() {
			delete context[name];
		},
	};
}
