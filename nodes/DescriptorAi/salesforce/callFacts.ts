import { isObject } from '../api';
import { text } from '../form/readers';
import { wholeText } from './cutText';
import { known } from './known';
import type { TaskValues, ToldAgent } from './lookUp';
import { matchIn, MATCHES, salesforceId, type Link, type Match } from './matchCustomer';
import { phoneDigits } from './phoneNumbers';
import { linesOf, type Fields } from './readAnalysis';

/** What is known of a call; what is text is empty where it is not known. */
export interface CallFacts {
	recordingId?: string;
	/** The call's record in Salesforce. */
	recordId?: string;
	/** The name that the record has already. */
	name: string;
	/** The customer's number, else e-mail address, as given. */
	caller: string;
	/** Of the number, with the code of the country where it is known. */
	digits?: string;
	email: string;
	/** Milliseconds since 1970. */
	calledAt?: number;
	/** Whom somebody has linked the call to. */
	byHand: Link;
	/** Whom it was linked to before the recording was submitted, and how sure that was. */
	earlier: Link;
	earlierMatch?: Match;
	/** The user to whom the follow-ups belong, if somebody is named. */
	owner?: string;
	toldAgent: ToldAgent;
	/** The user who had the call, as it was found before the recording was submitted. */
	agent?: string;
	opportunity?: string;
	direction?: Direction;
	/** The words of the org for its tasks. */
	tasks: TaskValues;
	/** What the link was made without, in sentences. */
	notes: string[];
	/** The date until which they are due, as `2026-11-23`. */
	dueDate?: string;
}

/** Who called whom, in the words of Salesforce. */
export type Direction = 'Inbound' | 'Outbound' | 'Internal';
/** The words of phone systems for it. */
const DIRECTIONS: Record<string, Direction> = {
	in: 'Inbound',
	inbound: 'Inbound',
	incoming: 'Inbound',
	out: 'Outbound',
	outbound: 'Outbound',
	outgoing: 'Outbound',
	internal: 'Internal',
};

/** The entry of the list Direction; undefined for none. */
export const directionOf = (value: unknown): Direction | undefined =>
	Object.entries(DIRECTIONS).find(([name]) => name === text(value).toLowerCase())?.[1];

/** In characters. */
const LONGEST_WORD = 255;
const wordIn = (value: unknown) => wholeText(value, LONGEST_WORD);

const taskValuesIn = (fields: Fields): TaskValues =>
	known({
		completed: wordIn(fields.completed),
		open: wordIn(fields.open),
		high: wordIn(fields.high),
		normal: wordIn(fields.normal),
	});

const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** The fields of a row of Call_Analysis__c; another item has none. */
const rowIn = (item: Fields): Fields => ('Recording_Id__c' in item ? item : {});

/** The records that an item is linked to. */
export const linkIn = (fields: Fields): Link =>
	known({
		contact_id: salesforceId(fields.contact_id),
		lead_id: salesforceId(fields.lead_id),
		account_id: salesforceId(fields.account_id),
	});

/** Whether a record has the links that an earlier search has found, and nobody has set. */
const isMatched = ({ Match__c: match }: Fields) =>
	[MATCHES.unique, MATCHES.several, MATCHES.none].some((entry) => entry === match);

/** A moment in the years that Salesforce knows, in milliseconds since 1970. */
function momentIn(value = ''): number | undefined {
	const moment = Date.parse(value);
	return moment >= Date.UTC(1700) && moment < Date.UTC(4000) ? moment : undefined;
}

/** The date at the beginning of a text. */
function dateIn(value = ''): string | undefined {
	const date = value.slice(0, 10);
	return /^\d{4}-\d\d-\d\d$/.test(date) && momentIn(date) !== undefined ? date : undefined;
}

const firstText = (...values: unknown[]) => values.map(text).find((value) => value !== '');
const firstId = (...values: unknown[]) => values.map(salesforceId).find(Boolean);

/**
 * Puts together what is known of a call.
 *
 * @param call an item of Prepare Call, or nothing
 * @param item an analysis, whose `call_data` Submit has sent along, or an item that has failed
 */
export function callFacts(call: Fields, item: Fields): CallFacts {
	const data = fieldsOf(item.call_data);
	const link = fieldsOf(data.link ?? item.link);
	const [phone, email] = [text(call.customer_phone), text(call.customer_email)];
	// Only a record that exists has a name of somebody's choice; Prepare Call names the others.
	const name = text(call.record_id === undefined ? rowIn(call).Name : call.Name);
	return {
		recordingId:
			firstText(call.recording_id, call.Recording_Id__c, data.id) ??
			firstText(item.recording_id, item.Recording_Id__c),
		recordId: firstId(
			call.record_id,
			rowIn(call).Id,
			data.record_id,
			item.record_id,
			rowIn(item).Id,
		),
		// Salesforce names a record by its ID if nobody does.
		name: salesforceId(name) ? '' : name,
		caller: phone || email,
		digits: phoneDigits(text(call.phone_digits)) ?? phoneDigits(phone),
		email,
		calledAt: momentIn(firstText(call.called_at, data.timestamp)),
		byHand: isMatched(call) ? {} : linkIn(call),
		earlier: linkIn(link),
		earlierMatch: matchIn(link.match),
		owner: firstId(call.owner_id, link.owner_id),
		dueDate: dateIn(firstText(call.due_date, link.due_date)),
		toldAgent: { email: text(call.agent_email), name: text(call.agent_name) },
		agent: firstId(link.agent_id, call.record_id && call.Agent__c),
		opportunity: firstId(call.opportunity_id, link.opportunity_id),
		direction: directionOf(firstText(call.direction, link.direction)),
		tasks: taskValuesIn(fieldsOf(link.tasks)),
		notes: linesOf(link.notes),
	};
}
