import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { DescriptorAiClient } from './api';
import { findOperation } from './operations';
import { inWindow } from './waiting/inWindow';
import { isRunByAgent, isTool } from './operations/isTool';
import type {
	AnyOperation,
	BaseOperation,
	NodeError,
	Outcome,
	Output,
	Work,
} from './operations/operation';

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

/** The items of the node, in the order in which they came in; an item has none, one or several. */
function itemsOf(
	outcomes: Array<Outcome<Output[]>>,
	hasErrorOutput: boolean,
): INodeExecutionData[] {
	return outcomes.flatMap((outcome, item) => {
		if ('error' in outcome) return [errorItem(outcome.error, item, hasErrorOutput)];
		return outcome.value.map(({ json, binary = {}, pairedItem = { item } }) => ({
			json,
			...(Object.keys(binary).length > 0 && { binary }),
			pairedItem,
		}));
	});
}

/** @throws NodeOperationError when there is no such operation, or none for an AI agent */
function selectedOperation(ctx: IExecuteFunctions): AnyOperation {
	const operation = findOperation(
		ctx.getNodeParameter('resource', 0) as string,
		ctx.getNodeParameter('operation', 0) as string,
	);
	if (!operation) {
		throw new NodeOperationError(ctx.getNode(), "The selected 'Operation' does not exist", {
			description: "Open the node and select an entry of 'Resource' and 'Operation'.",
		});
	}
	if (isTool(ctx) && operation.option.displayOptions?.hide?.['@tool']) {
		throw new NodeOperationError(
			ctx.getNode(),
			`'${operation.option.name}' cannot be a tool of an AI agent. Give the agent 'Submit' and 'Get Result'.`,
		);
	}
	return operation;
}

/**
 * Runs the selected operation for every item: the only loop over items.
 *
 * All parameters are checked before the first request, so that a mistake in the last item costs nothing. Then the items
 * run side by side or some at a time, as the operation says. The first item that fails stops the others, unless the node
 * continues on fail: then each has its own outcome. An operation that sends no request needs no credential.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = selectedOperation(this);
	const continues = this.continueOnFail() || isRunByAgent(this);
	const hasErrorOutput = this.getNode().onError === 'continueErrorOutput';

	const stop = new AbortController();
	const cancel = this.getExecutionCancelSignal();
	cancel?.addEventListener('abort', () => stop.abort(), { once: true });

	const finishedNote = (failed?: number) => operation.finishedNote?.(this, failed) ?? '';
	/** The error with which the node stops at an item. */
	const stopped = (error: NodeError): NodeError => {
		const note = finishedNote(Number(error.context.itemIndex));
		error.description = [error.description, note].filter(Boolean).join(' ');
		return error;
	};

	const outcomesOf = async <Value>(
		prepare: (itemIndex: number) => Work<Value> | Promise<Work<Value>>,
		runs: BaseOperation<Value>['runs'],
	): Promise<Array<Outcome<Value>>> => {
		const works: Array<Work<Value>> = [];
		let atATime = Infinity;
		for (const itemIndex of this.getInputData().keys()) {
			try {
				if (runs !== 'sideBySide') atATime = await runs(this);
				works.push(await prepare(itemIndex));
			} catch (error) {
				const nodeError = asNodeError(this, error, itemIndex);
				if (!continues) throw stopped(nodeError);
				works.push(async () => await Promise.reject(nodeError));
			}
		}

		const outcomes: Array<Outcome<Value>> = [];
		let failure: { error: NodeError; itemIndex: number } | undefined;
		const runItem = async (work: Work<Value>, itemIndex: number) => {
			try {
				outcomes[itemIndex] = { value: await work(stop.signal) };
			} catch (error) {
				const nodeError = asNodeError(this, error, itemIndex);
				if (continues && !cancel?.aborted) {
					outcomes[itemIndex] = { error: nodeError };
					return;
				}
				// Side by side, an item that fails later may do so because it was told to stop.
				const counts =
					runs === 'sideBySide' ? !failure : itemIndex < (failure?.itemIndex ?? Infinity);
				if (counts) failure = { error: nodeError, itemIndex };
				// Nothing new is begun. What is under way may be paid for already, so it is awaited and remembered.
				stop.abort();
			}
		};
		await inWindow(works, atATime, () => stop.signal.aborted, runItem);
		if (failure) throw stopped(failure.error);
		return outcomes;
	};

	const reasons: string[] = [];
	const runAll = async (): Promise<INodeExecutionData[]> => {
		if ('workOut' in operation) {
			const prepare = async (itemIndex: number) => {
				const worked = await operation.workOut(this, itemIndex);
				const outputs = worked.flatMap((one) => {
					if (!('leftOut' in one)) return one;
					reasons.push(one.leftOut);
					return [];
				});
				return async () => outputs;
			};
			return itemsOf(await outcomesOf(prepare, 'sideBySide'), hasErrorOutput);
		}
		const client = await DescriptorAiClient.connect(this);
		// Stopped while the credential was read: then there is no event to come.
		if (cancel?.aborted) stop.abort();
		if (operation.afterAll) {
			const outcomes = await outcomesOf(
				(itemIndex) => operation.prepare(this, client, itemIndex),
				operation.runs,
			);
			if (cancel?.aborted) return [];
			try {
				return await operation.afterAll(this, client, outcomes, stop.signal);
			} catch (error) {
				const nodeError = asNodeError(this, error, 0);
				if (!continues || cancel?.aborted) throw nodeError;
				// n8n would pass the input on as if it had succeeded.
				const told = stopped(nodeError);
				return outcomes.map((_, item) => errorItem(told, item, hasErrorOutput));
			}
		}
		const { runs } = operation;
		const outcomes = await outcomesOf(async (itemIndex) => {
			const work = await operation.prepare(this, client, itemIndex);
			return async (signal) => [(await work(signal)) ?? []].flat();
		}, runs);
		if (!cancel?.aborted && outcomes.every((outcome) => 'value' in outcome)) {
			operation.afterSuccess?.(this);
		}
		return itemsOf(outcomes, hasErrorOutput);
	};

	let output: INodeExecutionData[] = [];
	let failure: NodeError | undefined;
	try {
		output = await runAll();
	} catch (error) {
		failure = asNodeError(this, error, 0);
	}
	if (cancel?.aborted) {
		// n8n drops what a stopped node says, so the log is the only place left for the IDs of paid analyses.
		const note = finishedNote();
		if (note) this.logger.warn(note);
		// n8n recognizes a stopped execution by the word "canceled".
		throw new NodeOperationError(this.getNode(), 'The execution was canceled');
	}
	if (failure) throw failure;
	const leftOut = this.getInputData().length - output.length;
	const message = operation.hint?.(
		output.map(({ json }) => json),
		leftOut,
		reasons,
	);
	if (message && isTool(this)) {
		// An AI agent is shown no hints, and no empty output.
		if (output.length === 0) output.push({ json: {}, pairedItem: { item: 0 } });
		for (const item of output) item.json = { note: message, ...item.json };
	} else if (message) {
		this.addExecutionHints({ message, location: 'outputPane' });
	}
	return [output];
}
