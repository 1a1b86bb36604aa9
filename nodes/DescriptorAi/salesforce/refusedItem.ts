import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { text } from '../form/readers';
import { NO_ANSWER } from './composite';
import type { Fields } from './readAnalysis';

/** An error about a call. */
interface RefusedItem {
	json: IDataObject;
	pairedItem: number;
}

/**
 * The item for a call that Salesforce has refused in a request about several. n8n sends it to the error output, because
 * it has no other fields than `error` and `message`; because its pair is a number, n8n does not add the whole answer.
 *
 * @param reason an error of one of n8n's nodes, or a refusal
 * @param call the item that was to be saved
 * @param item the number of the item with Salesforce's answer
 */
export const refusedItem = (reason: Fields, call: Fields, item: number): RefusedItem => {
	const message = text(reason.message) || NO_ANSWER.message;
	// The message of an error is not among the properties that are copied.
	const error = { ...reason, message, call } as IDataObject;
	return { json: { error, message }, pairedItem: item };
};

/** The call that an item of `refusedItem` is about, with the error; undefined for another item. */
export function callRefused({ error }: Fields): Fields | undefined {
	return isObject(error) && isObject(error.call) ? { ...error.call, error } : undefined;
}
