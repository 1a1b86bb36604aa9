import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../../api';
import { essentialsOf, recordingIdOf } from '../../salesforce/callRecord';
import type { Fields } from '../../salesforce/readAnalysis';
import { itemsBefore, nodesBehind } from '../itemsBefore';

/** What a node returns for an item that has failed, beside the fields of the item. */
const ERROR_FIELDS = 'description error errorCode fields httpCode message result_id'.split(' ');

/** Whether the node that could not save a record got it from this one. */
const isOfOwnRecord = (ctx: IExecuteFunctions): boolean =>
	nodesBehind(ctx, ctx.getInputSourceData().previousNode).includes(ctx.getNode().name);

/** What the execution has built, by Recording ID. */
function builtRecords(ctx: IExecuteFunctions): Record<string, IDataObject> {
	const context = ctx.getContext('node');
	return (context.records ??= {}) as Record<string, IDataObject>;
}

/** Remembers a built record in the execution: n8n lets no node read the items that it has returned itself. */
export function remember(ctx: IExecuteFunctions, output: IDataObject): void {
	builtRecords(ctx)[String(output.recording_id)] = essentialsOf(output);
}

/**
 * The fields of an item that has failed. n8n's Salesforce node returns no more than the error: then they are those of the
 * items that it came from, of which the nearest knows best.
 */
export function fieldsOfFailed(ctx: IExecuteFunctions, itemIndex: number): Fields {
	const { json } = ctx.getInputData()[itemIndex];
	if (Object.keys(json).some((field) => !ERROR_FIELDS.includes(field))) return json;
	const before: Fields = Object.assign({}, ...itemsBefore(ctx, itemIndex).reverse());
	const recordingId = recordingIdOf(before);
	const own = isOfOwnRecord(ctx) ? builtRecords(ctx)[recordingId] : undefined;
	return own
		? { recording_id: recordingId, follow_ups: [], ...own, ...json }
		: { ...before, ...json };
}

/** Whether an item says which call it belongs to: a call, a record, or an analysis that brings its call data back. */
export const hasKey = (item: Fields): boolean =>
	['recording_id', 'Recording_Id__c'].some((name) => name in item) ||
	(isObject(item.call_data) && 'id' in item.call_data);

/** The call of an analysis that does not say it: a failed one may come without its call data. */
export const callBefore = (ctx: IExecuteFunctions, itemIndex: number): Fields | undefined =>
	itemsBefore(ctx, itemIndex).find(hasKey);
