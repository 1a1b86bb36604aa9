import {
	address,
	checkbox,
	email,
	longText,
	personName,
	phone,
	picklist,
	reference,
	text,
	typed,
	url,
	type SalesforceRecord,
} from '../fields';
import { convertedLead } from './taskRules';
import { standard, type ObjectDefinition } from '../objects';

/** The most characters of the Description of most standard objects. */
const DESCRIPTION = 32_000;

const INDUSTRIES = ['Banking', 'Energy', 'Healthcare', 'Technology', 'Transportation', 'Other'];
const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

/** The latest due date of the closed tasks about a record; a case has none. */
const lastActivity = typed('LastActivityDate', 'date', { readOnly: true, label: 'Last Activity' });

/** The stages of an opportunity in a new org; the last two close it. */
const STAGES = [
	'Prospecting',
	'Qualification',
	'Needs Analysis',
	'Value Proposition',
	'Id. Decision Makers',
	'Perception Analysis',
	'Proposal/Price Quote',
	'Negotiation/Review',
	'Closed Won',
	'Closed Lost',
];

/** Accounts, contacts, leads, opportunities and cases. */
export const customerObjects = (): ObjectDefinition[] => [
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
		lastActivity,
	]),
	standard('Contact', '003', [
		...personName(),
		reference('AccountId', ['Account'], { childRelationshipName: 'Contacts' }),
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
		lastActivity,
	]),
	standard(
		'Lead',
		'00Q',
		[
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
			typed('ConvertedDate', 'date', { readOnly: true }),
			...['Account', 'Contact', 'Opportunity'].map((name) =>
				reference(`Converted${name}Id`, [name], { readOnly: true }),
			),
			...address(''),
			longText('Description', DESCRIPTION),
			lastActivity,
		],
		{ check: checkLead },
	),
	{
		...standard('Opportunity', '006', [
			text('Name', 120, { required: true }),
			reference('AccountId', ['Account'], { childRelationshipName: 'Opportunities' }),
			picklist('StageName', STAGES, { label: 'Stage', required: true }),
			typed('CloseDate', 'date', { required: true }),
			typed('Amount', 'currency'),
			picklist('Type', ['Existing Business', 'New Business']),
			picklist('LeadSource', LEAD_SOURCES),
			text('NextStep', 255),
			longText('Description', DESCRIPTION),
			checkbox('IsClosed', {
				label: 'Closed',
				formula: ({ StageName }) => String(StageName).startsWith('Closed '),
			}),
			checkbox('IsWon', { label: 'Won', formula: ({ StageName }) => StageName === 'Closed Won' }),
			lastActivity,
		]),
		labelPlural: 'Opportunities',
	},
	standard('Case', '500', [
		text('CaseNumber', 30, { readOnly: true, autoNumber: true }),
		text('Subject', 255),
		longText('Description', DESCRIPTION),
		picklist('Status', ['New', 'Working', 'Escalated', 'Closed'], { defaultValue: 'New' }),
		picklist('Priority', ['High', 'Medium', 'Low'], { defaultValue: 'Medium' }),
		picklist('Origin', ['Phone', 'Email', 'Web']),
		picklist('Type', ['Problem', 'Question', 'Feature Request']),
		picklist('Reason', ['Complexity', 'Performance', 'Billing', 'Other']),
		reference('AccountId', ['Account'], { childRelationshipName: 'Cases' }),
		reference('ContactId', ['Contact'], { childRelationshipName: 'Cases' }),
		reference('ParentId', ['Case']),
		text('SuppliedName', 80),
		email('SuppliedEmail'),
		text('SuppliedPhone', 40),
		text('SuppliedCompany', 80),
		checkbox('IsEscalated', { label: 'Escalated' }),
		checkbox('IsClosed', { label: 'Closed', formula: ({ Status }) => Status === 'Closed' }),
	]),
];

/** A converted lead cannot be changed. */
function checkLead(_lead: SalesforceRecord, earlier: SalesforceRecord | null): void {
	if (earlier?.IsConverted) throw convertedLead();
}
