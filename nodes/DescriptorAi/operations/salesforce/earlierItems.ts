import type { IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../../api';
import type { Fields } from '../../salesforce/readAnalysis';
import { callRefused } from '../../salesforce/refusedItem';
import { itemsBefore } from '../itemsBefore';

/** What a node returns for an item that has failed, beside the fields of the item. */
const ERROR_FIELDS = 'description error errorCode fields httpCode message result_id'.split(' ');

/**
 * The fields of an item that has failed. n8n's Salesforce node returns no more than the error: then they are those of the
 * items that it came from, of which the nearest knows best.
 */
export function fieldsOfFailed(ctx: IExecuteFunctions, itemIndex: number): Fields {
	const { json } = ctx.getInputData()[itemIndex];
	const refused = callRefused(json);
	if (refused) return refused;
	if (Object.keys(json).some((field) => !ERROR_FIELDS.includes(field))) return json;
	return Object.assign({}, ...itemsBefore(ctx, itemIndex).reverse(), json) as Fields;
}

/** Whether an item says which call it belongs to: a call, a record, or an analysis that brings its call data back. */
export const hasKey = (item: Fields): boolean =>
	['recording_id', 'Recording_Id__c'].some((name) => name in item) ||
	(isObject(item.call_data) && 'id' in item.call_data);

/** The call of an analysis that does not say it: a failed one may come without its call data. */
export const callBefore = (ctx: IExecuteFunctions, itemIndex: number): Fields | undefined =>
	itemsBefore(ctx, itemIndex).find(hasKey);

/** What was known of a call that was submitted, as Build Record has returned it. */
export const builtBefore = (ctx: IExecuteFunctions, itemIndex: number): Fields | undefined =>
	itemsBefore(ctx, itemIndex).find((item) => 'follow_ups' in item && 'link' in item);
