import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { lineText } from './cutText';

/** The length of a topic's name, and the most topics of a call. */
const NAME = 80;
const MOST = 200;

/**
 * The topics of a call as records of Call_Topic__c, because a report groups single records, and a list of several values
 * only by all of them together. A topic of a call is one record, however often it is saved.
 *
 * @param recordingId the key of the call's record
 */
export function topicRecords(recordingId: string, topics: string[]): IDataObject[] {
	const names = topics.flatMap((topic) => lineText(topic, NAME) ?? []);
	const each = new Map(names.map((name) => [name.toLowerCase(), name]));
	return [...each].slice(0, MOST).map(([word, name]) => ({
		Key__c: createHash('sha256').update(`${recordingId}\n${word}`).digest('hex'),
		Name: name,
	}));
}
