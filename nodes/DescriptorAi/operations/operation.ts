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

/** What comes out for one item. */
export type Output = Pick<INodeExecutionData, 'json' | 'binary'>;

/** The work for one item, all parameters read and checked. The signal is given when it is to stop. */
export type Work = (signal: AbortSignal) => Promise<Output>;

/** One entry of the Operation list: its form, and what it does with an item. */
export interface Operation {
	/** Entry of the Operation list. */
	option: {
		name: string;
		value: string;
		action: string;
		description: string;
		displayOptions?: IDisplayOptions;
	};
	/** Parameters; where they are shown is added by the resource. */
	fields: INodeProperties[];
	/** Whether the items' work runs side by side, or each item's after the one before. */
	pace: 'together' | 'inTurn';
	/** Reads and checks the parameters of one item. Nothing is sent here. */
	prepare(
		ctx: IExecuteFunctions,
		client: DescriptorAiClient,
		itemIndex: number,
	): Work | Promise<Work>;
	/**
	 * Goes on with all items together when each has had its turn.
	 *
	 * @param items what came out for each; where it failed, the item that stands for it
	 * @param failures the errors of those that failed, by item index
	 * @returns what the node puts out, or what it shows while the execution is suspended
	 */
	together?(
		ctx: IExecuteFunctions,
		client: DescriptorAiClient,
		items: INodeExecutionData[],
		failures: ReadonlyMap<number, NodeError>,
		signal: AbortSignal,
	): Promise<INodeExecutionData[]>;
	/** What a person should notice in the outputs although nothing failed. Empty when nothing. */
	remark?(outputs: IDataObject[]): string;
	/**
	 * What a person needs to know of finished items when the node stops before the end, also of those that an earlier
	 * attempt has finished. Empty when nothing.
	 */
	tellFinished?(ctx: IExecuteFunctions, outputs: IDataObject[]): string;
}

/** One entry of the Resource list, with its operations and the list that selects one of them. */
export interface Resource {
	option: { name: string; value: string };
	operations: Operation[];
	operationField: INodeProperties;
}
