import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { lineText } from './cutText';

/** The length of a topic's name, and the most records of one request. */
const NAME = 80;
const MOST = 200;

/**
 * The topics of a call as records of Call_Topic__c, because a report groups single records, and a list of several values
 * only by all of them together. A topic of a call is one record, however often it is saved.
 *
 * @param recordingId the key of the call's record
 * @returns the body of a request to `composite/sobjects/Call_Topic__c/Key__c`; null without topics
 */
export function topicRecords(recordingId: string, topics: string[]): IDataObject | null {
	const names = topics.flatMap((topic) => lineText(topic, NAME) ?? []);
	const each = new Map(names.map((name) => [name.toLowerCase(), name]));
	if (each.size === 0) return null;
	const records = [...each].slice(0, MOST).map(([word, name]) => ({
		attributes: { type: 'Call_Topic__c' },
		Key__c: createHash('sha256').update(`${recordingId}\n${word}`).digest('hex'),
		Name: name,
		Call_Analysis__r: {
			attributes: { type: 'Call_Analysis__c' },
			Recording_Id__c: recordingId,
		},
	}));
	return { allOrNone: false, records };
}
