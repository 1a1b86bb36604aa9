import type { IDataObject } from 'n8n-workflow';

import type { CallFacts } from './callFacts';
import { noteField, type CallLink, type LinkSettings, type LinkSources } from './callLink';
import type { Wanted } from './followUps';
import { known } from './known';
import type { Matched } from './matchCustomer';
import type { Fields } from './readAnalysis';

/** What a record is built of. */
export interface Sources extends LinkSources {
	/** An item of Get Result, Submit, Submit and Wait or the trigger, or one that has failed. */
	analysis?: Fields;
	/** The error that n8n keeps beside the fields of an item that has failed. */
	thrown?: unknown;
	/** An item of Build Record from before the recording was submitted. */
	built?: Fields;
}

export interface Settings extends LinkSettings {
	followUps: Wanted;
	/** Whether a call is linked to the only open opportunity of its customer. */
	linkOpportunity: boolean;
	/** Whether the look-up claims the record of the call as well. */
	claims: boolean;
	lowCsatBelow: number;
	dueInDays: number;
	mostFollowUps: number;
	timeZone: string;
	/** Milliseconds since 1970. */
	now: number;
	/** The ID of the execution; a failed one that is retried gets another. */
	execution: string;
}

/** A call whose record is built: what is known of it, and what it is linked to. */
export interface LinkedCall {
	facts: CallFacts;
	link: CallLink;
}

/** The fields that link a record. */
export const LINKING = [
	...['Match__c', 'Contact__c', 'Lead__c', 'Account__c'],
	...['Opportunity__c', 'Agent__c', 'Link_Notes__c'],
];

/** Those fields of an item that it has. */
export const picked = (item: Fields, fields: string[]): IDataObject =>
	Object.fromEntries(
		fields.flatMap((field) => (field in item ? [[field, item[field]]] : [])),
	) as IDataObject;

/** The fields that link a record to its customer. */
export const customerFields = ({
	contact_id,
	lead_id,
	account_id,
}: Matched['link']): IDataObject => ({
	Contact__c: contact_id,
	Lead__c: lead_id,
	Account__c: account_id,
});

/** The fields that link a record to its agent and opportunity. */
export const lookedUpFields = ({ agent, opportunity, notes }: CallLink): IDataObject => ({
	Agent__c: agent,
	Opportunity__c: opportunity,
	Link_Notes__c: noteField(notes),
});

/** The ID of the person whom a call is linked to, else of the account. */
const linkedId = ({ contact_id, lead_id, account_id }: Matched['link']) =>
	contact_id ?? lead_id ?? account_id;

/**
 * The item that Build Record returns for a call.
 *
 * @param record fields of Call Analysis; `null` empties one, `undefined` leaves it as it is
 */
export function builtItem(
	{ facts, link }: LinkedCall,
	status: string,
	record: IDataObject,
	tasks: IDataObject[] = [],
): IDataObject {
	const { matched, notes } = link;
	return known({
		recording_id: facts.recordingId,
		record_id: facts.recordId,
		match: matched.match,
		linked_to: linkedId(matched.link),
		link: known({
			...matched.link,
			match: matched.match,
			owner_id: link.owner,
			agent_id: link.agent,
			opportunity_id: link.opportunity,
			due_date: facts.dueDate,
			direction: facts.direction,
			tasks: Object.keys(link.tasks).length > 0 ? link.tasks : undefined,
			notes: notes.length > 0 ? notes : undefined,
		}),
		customer_name: matched.name,
		low_csat: record.Low_CSAT__c === true,
		status,
		link_notes: notes.join(' ') || undefined,
		follow_ups: tasks,
		...known(record),
	});
}
