import type {
	IDataObject,
	IDisplayOptions,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { DescriptorAiClient } from '../api';

/** What a failed item fails with. */
export type NodeError = NodeApiError | NodeOperationError;

/** The fields and files that the node returns for one item, from which it comes unless it says otherwise. */
export type Output = Pick<INodeExecutionData, 'json' | 'binary' | 'pairedItem'>;

/** The work for one item, all parameters read and checked. The signal is given when it is to stop. */
export type Work<Value> = (signal: AbortSignal) => Promise<Value>;

/** How the work for one item ended. */
export type Outcome<Value> = { value: Value } | { error: NodeError };

/** What all operations have in common: a form. */
interface FormOperation {
	/** Entry of the Operation list. */
	option: {
		name: string;
		value: string;
		action: string;
		description: string;
		displayOptions?: IDisplayOptions;
	};
	/** Parameters; where they are shown is added by the resource. */
	properties: INodeProperties[];
	/**
	 * What a person should notice in the outputs although nothing failed. Empty when nothing.
	 *
	 * @param leftOut how many items have no output
	 * @param reasons why something is left out, as `workOut` has said
	 */
	hint?(outputs: IDataObject[], leftOut: number, reasons: string[]): string;
}

/** Says why there is no output. */
export interface LeftOut {
	leftOut: string;
}

/** An operation that sends no request and needs no credential: a rule for one item at a time. */
export interface PureOperation extends FormOperation {
	finishedNote?: undefined;
	/** Works out the outputs for one item: none, one or several. */
	workOut(ctx: IExecuteFunctions, itemIndex: number): Promise<Array<Output | LeftOut>>;
}

/** What operations that send requests have in common: a form, and the work for an item, which gives a value. */
export interface BaseOperation<Value> extends FormOperation {
	/**
	 * Whether the work for all items runs at the same time, and is told to stop when one fails; or else how many items'
	 * work does, in their order, and ends what it has begun.
	 */
	runs: 'sideBySide' | ((ctx: IExecuteFunctions) => Promise<number>);
	/** Reads and checks the parameters of one item. Nothing is sent here. */
	prepare(
		ctx: IExecuteFunctions,
		client: DescriptorAiClient,
		itemIndex: number,
	): Work<Value> | Promise<Work<Value>>;
	/**
	 * What a person needs to know of items that were finished when the node stops before the end, also of those that an
	 * earlier attempt has finished. Empty when nothing.
	 *
	 * @param failed the item whose error stops the node; absent when a person stops it
	 */
	finishedNote?(ctx: IExecuteFunctions, failed?: number): string;
}

/** An operation that returns an output for each item; `null` leaves the item out. */
export interface Operation extends BaseOperation<Output | null> {
	afterAll?: undefined;
	/** Runs at the end when no item has failed. */
	afterSuccess?(ctx: IExecuteFunctions): void;
}

/** An operation that goes on with all items together when each has had its turn. */
export interface JointOperation<Prepared> extends BaseOperation<Prepared> {
	/**
	 * @param outcomes one for each item, in order
	 * @returns the items of the node, or those that it shows while the execution is suspended
	 * @throws an error that tells by itself what `finishedNote` does
	 */
	afterAll(
		ctx: IExecuteFunctions,
		client: DescriptorAiClient,
		outcomes: Array<Outcome<Prepared>>,
		signal: AbortSignal,
	): Promise<INodeExecutionData[]>;
}

/** An operation that sends requests, whatever the work for its items returns. */
export type RequestOperation = Operation | JointOperation<unknown>;

export type AnyOperation = RequestOperation | PureOperation;

/** One entry of the Resource list, with its operations and the list that selects one of them. */
export interface Resource {
	option: { name: string; value: string; displayOptions?: IDisplayOptions };
	/** In the order of work, which the lists of n8n keep. */
	operations: AnyOperation[];
	/** Those that no list offers: the node selects them by itself. */
	internal: AnyOperation[];
	operationProperty: INodeProperties;
}
