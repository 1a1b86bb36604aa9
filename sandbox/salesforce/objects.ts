import { CONTENT_OBJECTS } from './contentObjects';
import {
	address,
	checkbox,
	combobox,
	email,
	longText,
	personName,
	phone,
	picklist,
	recordId,
	reference,
	SYSTEM_FIELDS,
	text,
	typed,
	url,
	type FieldDefinition,
} from './fields';

/** One object of the org. Create, query, describe and the record pages all derive from it. */
export interface ObjectDefinition {
	name: string;
	label: string;
	labelPlural: string;
	/** The first three characters of the ids of its records. */
	keyPrefix: string;
	custom: boolean;
	/** Whether the API may create, change and delete records. */
	writable: boolean;
	/** Whether the sandbox, unlike Salesforce, makes its records of uploads only. */
	uploadOnly?: boolean;
	/** The fields of which a query has to name one, with its values. */
	queriedBy?: string[];
	/** Custom or business fields first, then those that every object has. */
	fields: FieldDefinition[];
}

/** The most characters of a Long Text Area, and of the Description of most standard objects. */
const LONG_TEXT = 131_072;
const DESCRIPTION = 32_000;

const INDUSTRIES = ['Banking', 'Energy', 'Healthcare', 'Technology', 'Transportation', 'Other'];
const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

const id = recordId();
const owner = reference('OwnerId', ['User']);

function standard(
	name: string,
	keyPrefix: string,
	fields: FieldDefinition[],
	labelPlural = `${name}s`,
): ObjectDefinition {
	return {
		name,
		label: name,
		labelPlural,
		keyPrefix,
		custom: false,
		writable: true,
		fields: [id, ...fields, owner, ...SYSTEM_FIELDS],
	};
}

/** An object that the editor's lists read; nothing can be written into it. */
function setup(name: string, keyPrefix: string, fields: FieldDefinition[]): ObjectDefinition {
	return {
		name,
		label: name,
		labelPlural: name,
		keyPrefix,
		custom: false,
		writable: false,
		fields: [id, ...fields, ...SYSTEM_FIELDS],
	};
}

const CALL_ANALYSIS: ObjectDefinition = {
	name: 'Call_Analysis__c',
	label: 'Call Analysis',
	labelPlural: 'Call Analyses',
	keyPrefix: 'a00',
	custom: true,
	writable: true,
	fields: [
		id,
		text('Name', 80, { label: 'Call Analysis Name', required: true }),
		longText('Summary_c__c', LONG_TEXT, { label: 'Summary' }),
		longText('Agent_Actions_c__c', LONG_TEXT, { label: 'Agent Actions' }),
		text('Job_Id__c', 64, { label: 'Job ID', externalId: true, unique: true }),
		owner,
		...SYSTEM_FIELDS,
	],
};

/** Every object of the org. */
export const OBJECTS: ObjectDefinition[] = [
	CALL_ANALYSIS,
	standard('Account', '001', [
		text('Name', 255, { label: 'Account Name', required: true }),
		picklist('Type', ['Prospect', 'Customer', 'Partner', 'Other']),
		picklist('Industry', INDUSTRIES),
		phone('Phone'),
		phone('Fax'),
		url('Website'),
		text('AccountNumber', 40),
		typed('AnnualRevenue', 'currency'),
		typed('NumberOfEmployees', 'int'),
		reference('ParentId', ['Account']),
		...address('Billing'),
		...address('Shipping'),
		longText('Description', DESCRIPTION),
	]),
	standard('Contact', '003', [
		...personName(),
		reference('AccountId', ['Account']),
		reference('ReportsToId', ['Contact']),
		email('Email'),
		phone('Phone'),
		phone('MobilePhone'),
		phone('HomePhone'),
		phone('AssistantPhone'),
		phone('OtherPhone'),
		phone('Fax'),
		text('Title', 128),
		text('Department', 80),
		picklist('LeadSource', LEAD_SOURCES),
		typed('Birthdate', 'date'),
		checkbox('HasOptedOutOfEmail'),
		...address('Mailing'),
		...address('Other'),
		longText('Description', DESCRIPTION),
	]),
	standard('Lead', '00Q', [
		...personName(),
		text('Company', 255, { required: true }),
		picklist(
			'Status',
			[
				'Open - Not Contacted',
				'Working - Contacted',
				'Closed - Converted',
				'Closed - Not Converted',
			],
			{ defaultValue: 'Open - Not Contacted' },
		),
		email('Email'),
		phone('Phone'),
		phone('MobilePhone'),
		phone('Fax'),
		text('Title', 128),
		url('Website'),
		picklist('LeadSource', LEAD_SOURCES),
		picklist('Industry', INDUSTRIES),
		picklist('Rating', ['Hot', 'Warm', 'Cold']),
		typed('AnnualRevenue', 'currency'),
		typed('NumberOfEmployees', 'int'),
		checkbox('HasOptedOutOfEmail'),
		checkbox('IsConverted', { readOnly: true, label: 'Converted' }),
		...address(''),
		longText('Description', DESCRIPTION),
	]),
	standard('Case', '500', [
		text('CaseNumber', 30, { readOnly: true, autoNumber: true }),
		text('Subject', 255),
		longText('Description', DESCRIPTION),
		picklist('Status', ['New', 'Working', 'Escalated', 'Closed'], { defaultValue: 'New' }),
		picklist('Priority', ['High', 'Medium', 'Low'], { defaultValue: 'Medium' }),
		picklist('Origin', ['Phone', 'Email', 'Web']),
		picklist('Type', ['Problem', 'Question', 'Feature Request']),
		picklist('Reason', ['Complexity', 'Performance', 'Billing', 'Other']),
		reference('AccountId', ['Account']),
		reference('ContactId', ['Contact']),
		reference('ParentId', ['Case']),
		text('SuppliedName', 80),
		email('SuppliedEmail'),
		text('SuppliedPhone', 40),
		text('SuppliedCompany', 80),
		checkbox('IsEscalated', { label: 'Escalated' }),
		checkbox('IsClosed', { label: 'Closed', formula: ({ Status }) => Status === 'Closed' }),
	]),
	standard('Task', '00T', [
		combobox('Subject', ['Call', 'Send Letter', 'Send Quote', 'Other']),
		picklist(
			'Status',
			['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
			{ defaultValue: 'Not Started' },
		),
		picklist('Priority', ['High', 'Normal', 'Low'], { defaultValue: 'Normal' }),
		picklist('TaskSubtype', ['Task', 'Email', 'Call'], { defaultValue: 'Task' }),
		picklist('Type', ['Call', 'Meeting', 'Other']),
		typed('ActivityDate', 'date', { label: 'Due Date Only' }),
		longText('Description', DESCRIPTION),
		reference('WhoId', ['Contact', 'Lead'], { label: 'Name ID' }),
		// Custom objects are there when they allow activities, as Call_Analysis__c does.
		reference('WhatId', ['Account', 'Case', 'Call_Analysis__c'], { label: 'Related To ID' }),
		picklist('CallType', ['Internal', 'Inbound', 'Outbound']),
		typed('CallDurationInSeconds', 'int', { label: 'Call Duration' }),
		text('CallDisposition', 255, { label: 'Call Result' }),
		text('CallObject', 255, { label: 'Call Object Identifier' }),
		checkbox('IsReminderSet', { label: 'Reminder Set' }),
		typed('ReminderDateTime', 'datetime'),
		checkbox('IsHighPriority', { formula: ({ Priority }) => Priority === 'High' }),
		checkbox('IsClosed', { label: 'Closed', formula: ({ Status }) => Status === 'Completed' }),
	]),
	setup('User', '005', [
		...personName(),
		text('Username', 80),
		email('Email'),
		checkbox('IsActive', { label: 'Active' }),
	]),
	setup('RecordType', '012', [
		text('Name', 80),
		text('DeveloperName', 80),
		picklist('SobjectType', []),
		checkbox('IsActive', { label: 'Active' }),
	]),
	setup('LeadStatus', '01J', [text('MasterLabel', 255), checkbox('IsDefault')]),
	setup('Group', '00G', [text('Name', 40), picklist('Type', ['Queue', 'Regular'])]),
	setup('QueueSobject', '03g', [reference('QueueId', ['Group']), picklist('SobjectType', [])]),
	...CONTENT_OBJECTS,
];

/** An object by its name, in any case, as Salesforce takes it. */
export function findObject(name: string): ObjectDefinition | undefined {
	return OBJECTS.find((object) => object.name.toLowerCase() === name.toLowerCase());
}

/** A field of an object by its name, in any case. */
export function findField(object: ObjectDefinition, name: string): FieldDefinition | undefined {
	return object.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}
