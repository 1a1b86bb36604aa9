import { longText, recordId, reference, SYSTEM_FIELDS, text } from './fields';
import type { ObjectDefinition } from './objects';

/** The most characters of a Long Text Area. */
const LONG_TEXT = 131_072;

/** The object that the templates save into. */
export const callAnalysis = (): ObjectDefinition => ({
	name: 'Call_Analysis__c',
	label: 'Call Analysis',
	labelPlural: 'Call Analyses',
	keyPrefix: 'a00',
	custom: true,
	writable: true,
	fields: [
		recordId(),
		text('Name', 80, { label: 'Call Analysis Name', required: true }),
		longText('Summary_c__c', LONG_TEXT, { label: 'Summary' }),
		longText('Agent_Actions_c__c', LONG_TEXT, { label: 'Agent Actions' }),
		text('Job_Id__c', 64, { label: 'Job ID', externalId: true, unique: true }),
		reference('OwnerId', ['User']),
		...SYSTEM_FIELDS,
	],
});
