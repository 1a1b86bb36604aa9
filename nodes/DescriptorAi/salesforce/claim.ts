import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { text } from '../form/readers';
import { answersIn, failureOf, NO_ANSWER, refusalIn, VERSION } from './composite';
import { known } from './known';
import type { Fields } from './readAnalysis';

/** The fields with which a run claims a call, as Prepare Call returns them. */
const CLAIMED = [
	...['Name', 'Status__c', 'Claim__c', 'Recording_URL__c', 'Called_At__c', 'Caller__c'],
	...['Agent_Email__c', 'Language__c', 'Direction__c', 'Channels__c', 'Case__c', 'Opportunity__c'],
];
/** The name of the part that claims the record. */
export const CLAIM = 'claim';

/** The claim of the record of a call: where it is, and its fields. */
export interface Claim {
	path: string;
	fields: IDataObject;
}

/** @param call an item of Prepare Call */
export const claimOf = (call: Fields): Claim => ({
	path: `${VERSION}/sobjects/Call_Analysis__c/Recording_Id__c/${encodeURIComponent(text(call.recording_id))}`,
	fields: known(Object.fromEntries(CLAIMED.map((field) => [field, call[field]]))) as IDataObject,
});

/** What Salesforce answered to a look-up that claims the record, too. */
export interface Claimed {
	/** The record. */
	id?: string;
	/** Why it was not claimed. */
	refused?: Fields;
	/** The answer to the questions. */
	answer: Fields;
}

/**
 * Tells the answer to the claim from those to the questions.
 *
 * @param asked whether it claims the record
 */
export function claimedBy(asked: boolean, answer: Fields): Claimed {
	if (!asked) return { answer };
	const failed = failureOf(answer);
	if (failed) return { refused: failed, answer };
	const [first, ...results] = Array.isArray(answer.results) ? answer.results.map(Object) : [];
	const { body, status } = first
		? { body: first.result, status: Number(first.statusCode) }
		: (answersIn(answer).get(CLAIM) ?? { body: undefined, status: 0 });
	const isDone = isObject(body) && status < 400;
	return {
		...(isDone ? { id: text(body.id) } : { refused: refusalIn(body) ?? NO_ANSWER }),
		answer: first ? { ...answer, results } : answer,
	};
}
