import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Finds something out once for a run of a node, which is the same for all its items.
 *
 * n8n evaluates an expression in an isolate of its own, which takes longer than a request to the service does.
 *
 * @param find is called with the context of the run; what it throws is not kept
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
