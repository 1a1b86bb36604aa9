import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { DescriptorAiClient } from './api';
import { findOperation } from './operations';
import { isCalledByAgent, isTool } from './operations/isTool';
import type { NodeError, Operation, Work } from './operations/operation';

function asNodeError(ctx: IExecuteFunctions, error: unknown, itemIndex: number): NodeError {
	const isNodeError = error instanceof NodeApiError || error instanceof NodeOperationError;
	const nodeError = isNodeError
		? error
		: new NodeOperationError(ctx.getNode(), error as Error, { itemIndex });
	const { message, description } = nodeError;
	// n8n shows an AI agent nothing but the message, so there it holds the way out as well.
	if (isTool(ctx) && description && !message.includes(description)) {
		nodeError.message = `${message}. ${description}`;
	}
	return nodeError;
}

/**
 * The item that stands for a failed one.
 *
 * n8n sends an item to the error output, together with the fields of its input, if its fields are exactly `error` and
 * `message` (1.x knows no others). Setting the item's own `error` instead would make n8n drop all but the message.
 * On the regular output the id of an analysis that was paid for has a field of its own.
 */
function errorItem(error: NodeError, item: number, hasErrorOutput: boolean): INodeExecutionData {
	const { result_id: resultId } = error.context;
	return {
		json: {
			error: error.message,
			message: error.description || error.message,
			...(!hasErrorOutput && resultId !== undefined && { result_id: String(resultId) }),
		},
		pairedItem: { item },
	};
}

/** What a person must know of the items that were finished before the node stopped. */
function tellFinished(
	ctx: IExecuteFunctions,
	operation: Operation,
	output: INodeExecutionData[] = [],
): string {
	const finished = Object.values(output).map(({ json }) => json);
	return operation.tellFinished?.(ctx, finished) ?? '';
}

/** The error with which the node stops, with what a person must know besides. */
function stopped(error: NodeError, finished: string): NodeError {
	error.description = [error.description, finished].filter(Boolean).join(' ');
	return error;
}

/**
 * Runs the selected operation for every item: the only loop over items.
 *
 * All parameters are checked before the first request, so that a mistake in the last item costs nothing. Then the items
 * run side by side or in turn, as the operation says, and come out in the order in which they came in. The first item
 * that fails stops the others, unless the node continues on fail: then each has its own outcome.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const operation = findOperation(
		this.getNodeParameter('resource', 0) as string,
		this.getNodeParameter('operation', 0) as string,
	);
	if (!operation) {
		throw new NodeOperationError(this.getNode(), "The selected 'Operation' does not exist", {
			description: "Open the node and select an entry of 'Resource' and 'Operation'.",
		});
	}
	if (isTool(this) && operation.option.displayOptions?.hide?.['@tool']) {
		throw new NodeOperationError(
			this.getNode(),
			`'${operation.option.name}' cannot be a tool of an AI agent. Give the agent 'Submit' and 'Get Result'.`,
		);
	}
	const client = await DescriptorAiClient.connect(this);
	const continues = this.continueOnFail() || isCalledByAgent(this);
	const hasErrorOutput = this.getNode().onError === 'continueErrorOutput';

	const stop = new AbortController();
	const cancel = this.getExecutionCancelSignal();
	cancel?.addEventListener('abort', () => stop.abort(), { once: true });
	// Stopped while the credential was read: then there is no event to come.
	if (cancel?.aborted) stop.abort();

	const works: Work[] = [];
	for (const itemIndex of items.keys()) {
		try {
			works.push(await operation.prepare(this, client, itemIndex));
		} catch (error) {
			const nodeError = asNodeError(this, error, itemIndex);
			if (!continues) throw stopped(nodeError, tellFinished(this, operation));
			works.push(async () => await Promise.reject(nodeError));
		}
	}

	let output: INodeExecutionData[] = [];
	const failures = new Map<number, NodeError>();
	let firstFailure: NodeError | undefined;
	const runItem = async (work: Work, itemIndex: number) => {
		try {
			const { json, binary = {} } = await work(stop.signal);
			const files = Object.keys(binary).length > 0 && { binary };
			output[itemIndex] = { json, ...files, pairedItem: { item: itemIndex } };
		} catch (error) {
			const nodeError = asNodeError(this, error, itemIndex);
			if (continues && !cancel?.aborted) {
				failures.set(itemIndex, nodeError);
				output[itemIndex] = errorItem(nodeError, itemIndex, hasErrorOutput);
				return;
			}
			firstFailure ??= nodeError;
			// Nothing new is begun. What is under way may be paid for already, so it is awaited and remembered.
			stop.abort();
		}
	};

	const runAll = async () => {
		if (operation.pace === 'together') {
			await Promise.all(works.map(runItem));
		} else {
			for (const [itemIndex, work] of works.entries()) {
				if (!stop.signal.aborted) await runItem(work, itemIndex);
			}
		}
		if (firstFailure) throw firstFailure;
		if (operation.together && !cancel?.aborted) {
			output = await operation.together(this, client, output, failures, stop.signal);
		}
	};

	const failure = await runAll().then(
		() => undefined,
		(error: unknown) => asNodeError(this, error, 0),
	);
	const finished = tellFinished(this, operation, output);
	if (cancel?.aborted) {
		// n8n drops what a stopped node says, so the log is the only place left for what was paid for.
		const uncertain = failure?.context.uncertain ? failure.description : '';
		if (finished || uncertain) this.logger.warn([finished, uncertain].filter(Boolean).join(' '));
		// n8n recognizes a stopped execution by the word "canceled".
		throw new NodeOperationError(this.getNode(), 'The execution was canceled');
	}
	if (failure) {
		throw stopped(failure, finished);
	}
	const message = operation.remark?.(output.map(({ json }) => json));
	if (message && isTool(this)) {
		// An AI agent is shown no hints.
		for (const item of output) item.json = { note: message, ...item.json };
	} else if (message) {
		this.addExecutionHints({ message, location: 'outputPane' });
	}
	return [output];
}
