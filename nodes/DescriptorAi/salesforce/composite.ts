import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { text } from '../form/readers';
import type { Fields } from './readAnalysis';

/** The version of Salesforce's API, which is that of n8n's Salesforce node. */
export const VERSION = 'v59.0';

/** A part of a composite request, by whose name its answer is found. */
export interface Part extends IDataObject {
	method: 'GET' | 'PATCH';
	url: string;
	referenceId: string;
	body?: IDataObject;
}

/**
 * The body of a request to `composite`, which does several things in their order. To the limit of the day it is one.
 *
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html
 */
export const compositeBody = (compositeRequest: Part[]): IDataObject => ({
	allOrNone: false,
	collateSubrequests: false,
	compositeRequest,
});

/** Text as a composite request takes it, in which `@{` refers to the answer to another part; it stays as long. */
const plain = (value: unknown) =>
	typeof value === 'string' ? value.replaceAll('@{', '@(') : value;

/** The fields of a record for a composite request. */
export const plainFields = (record: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(record).map(([field, value]) => [field, plain(value)]),
	) as IDataObject;

/** What Salesforce answered to a part. */
export interface PartAnswer {
	body: unknown;
	status: number;
}

/** The answers to the parts of a composite request, by their names; none where the request was refused as a whole. */
export function answersIn({ compositeResponse }: Fields): Map<string, PartAnswer> {
	const list = Array.isArray(compositeResponse) ? compositeResponse.filter(isObject) : [];
	return new Map(
		list.map(({ referenceId, body, httpStatusCode }) => [
			text(referenceId),
			{ body, status: Number(httpStatusCode) },
		]),
	);
}

/** Why Salesforce has refused something, as n8n's nodes tell an error: `readFailure` reads it. */
export interface Refusal extends IDataObject {
	message: string;
	description: string;
	/** Of the first refusal; the same for a field and for a record. */
	context: { errorCode: string; fields: string };
}

/** The refusals of a part, or of a record of a collection, as one; undefined where there are none. */
export function refusalIn(list: unknown): Refusal | undefined {
	const refusals = Array.isArray(list) ? list.filter(isObject) : [];
	if (refusals.length === 0) return undefined;
	const [{ errorCode, statusCode, fields }] = refusals;
	const description = refusals.map(({ message }) => text(message)).join(' | ');
	const code = text(errorCode) || text(statusCode);
	const message = `Salesforce answered ${code}: ${description}`;
	return {
		message,
		description,
		context: { errorCode: code, fields: Array.isArray(fields) ? fields.map(text).join(', ') : '' },
	};
}

/** The refusal of what Salesforce has said nothing about. */
export const NO_ANSWER: Refusal = {
	message: 'Salesforce has not answered',
	description: '',
	context: { errorCode: '', fields: '' },
};

/** Why a request has failed as a whole, in an item of n8n; undefined for an answer. */
export function failureOf({ error }: Fields): Fields | undefined {
	if (!error) return undefined;
	return isObject(error) ? error : { message: error };
}
