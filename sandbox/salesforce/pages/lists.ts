import { escapeHtml, tableSection } from '../../html';
import { cellOf, labelOf, recordLink } from './cells';
import type { SalesforceRecord } from '../fields';
import { findField, type ObjectDefinition } from '../objects';
import type { RecordStore } from '../records';

/** The most records of a list on a page; the newest are shown. */
const MOST = 200;

/** The columns of each object's list beside the name. */
const COLUMNS: Record<string, string[]> = {
	Call_Analysis__c: [
		'Status__c',
		'Match__c',
		'CSAT__c',
		'Customer_Emotion__c',
		'Unsolved_Problems__c',
		'Contact__c',
		'Lead__c',
		'Account__c',
		'Called_At__c',
	],
	Task: ['Status', 'Priority', 'ActivityDate', 'WhoId', 'WhatId'],
	Contact: ['AccountId', 'Email', 'Phone', 'MobilePhone'],
	Lead: ['Company', 'Email', 'Phone', 'Status'],
	Opportunity: ['StageName', 'AccountId', 'Amount', 'CloseDate'],
	Case: ['CaseNumber', 'Status', 'ContactId', 'AccountId'],
	Account: ['Phone', 'Website'],
};

/**
 * A list of records as a table, newest first.
 *
 * @param title plain text, escaped here
 * @param object as the user sees it
 */
export function recordTable(
	store: RecordStore,
	title: string,
	object: ObjectDefinition,
	records: SalesforceRecord[],
): string {
	const columns = (COLUMNS[object.name] ?? []).flatMap((name) => findField(object, name) ?? []);
	const rows = records
		.slice(-MOST)
		.reverse()
		.map((record) => [recordLink(record), ...columns.map((field) => cellOf(store, field, record))]);
	const heading = records.length > MOST ? `${title} (newest ${MOST} of ${records.length})` : title;
	return tableSection(
		heading,
		[findField(object, 'Name') ? 'Name' : 'Subject', ...columns.map(labelOf)],
		rows,
		'There are none yet.',
	);
}

/** The standard objects in related lists, beside tasks. */
const RELATED = ['Contact', 'Opportunity', 'Case'];

/** The related lists of a record: its tasks, contacts, opportunities and cases, and the records of custom objects that look it up. */
export function relatedLists(store: RecordStore, { Id }: SalesforceRecord): string {
	const task = store.object('Task');
	const tasks = store
		.list('Task')
		.filter((record) => [record.WhoId, record.WhatId, record.AccountId].includes(Id));
	const lists = tasks.length > 0 ? [recordTable(store, 'Tasks', task, tasks)] : [];
	const others = store.schema.list().filter(({ custom, name }) => custom || RELATED.includes(name));
	for (const object of others) {
		const lookups = object.fields.filter(
			({ type, referenceTo = [] }) => type === 'reference' && !referenceTo.includes('User'),
		);
		const records = store
			.list(object.name)
			.filter((record) => lookups.some(({ name }) => record[name] === Id));
		if (records.length > 0) lists.push(recordTable(store, object.labelPlural, object, records));
	}
	return lists.join('\n');
}

/** The links to the lists of all objects that have records of their own, as HTML. */
export function listLinks(store: RecordStore): string {
	return Object.keys(COLUMNS)
		.flatMap((name) => store.schema.find(name) ?? [])
		.map(({ name, labelPlural }) => {
			const count = store.list(name).length;
			return `<a href="/lightning/o/${name}/list">${escapeHtml(labelPlural)}</a> (${count})`;
		})
		.join(' · ');
}
