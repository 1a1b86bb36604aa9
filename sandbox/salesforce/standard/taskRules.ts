import { salesforceError } from '../errors';
import type { FieldValue, SalesforceRecord } from '../fields';
import { findField, type ObjectDefinition, type Org } from '../objects';
import { toSalesforceTime } from '../values';
import { say } from '../words';

/** Salesforce's rules for tasks: which records they can refer to, and which fields follow from them. */

/** The record of one of the objects that a field of a task points at. */
function target(id: FieldValue, objectName: string, org: Org): SalesforceRecord | undefined {
	const found = org.find(String(id ?? ''));
	return found?.object.name === objectName ? found.record : undefined;
}

/**
 * Refuses a task about a lead that is also related to another record, and one about a converted lead;
 * assumption 11 of the README.
 */
export function checkTask(
	task: SalesforceRecord,
	_earlier: SalesforceRecord | null,
	org: Org,
): void {
	const lead = target(task.WhoId, 'Lead', org);
	if (lead && (task.WhatId ?? null) !== null) {
		throw salesforceError(
			400,
			'FIELD_INTEGRITY_EXCEPTION',
			say`Related To ID: a task about a lead cannot be related to another record`,
			['WhatId', 'WhoId'],
		);
	}
	if (lead?.IsConverted) throw convertedLead();
}

/** The error of a write that concerns a converted lead. */
export const convertedLead = () =>
	salesforceError(400, 'CANNOT_UPDATE_CONVERTED_LEAD', say`cannot reference converted lead`, []);

/**
 * The fields of a task that follow from its others. Its account is the one that it is related to, or
 * that of its opportunity or its contact; contracts and master-detail children of an account, which would count too,
 * the org has not.
 */
export function deriveTask(
	task: SalesforceRecord,
	earlier: SalesforceRecord | null,
	org: Org,
): SalesforceRecord {
	const account = target(task.WhatId, 'Account', org)?.Id;
	const opportunity = target(task.WhatId, 'Opportunity', org);
	const contact = target(task.WhoId, 'Contact', org);
	const completed = earlier?.IsClosed ? earlier.CompletedDateTime : toSalesforceTime(new Date());
	return {
		AccountId: account ?? opportunity?.AccountId ?? contact?.AccountId ?? null,
		CompletedDateTime: task.IsClosed ? completed : null,
	};
}

/**
 * Updates LastActivityDate of the records that tasks refer to, or referred to: the latest due date of their closed tasks.
 *
 * @param tasks that have been created, changed (before and after) or deleted
 */
export function followTasks(tasks: SalesforceRecord[], org: Org): void {
	const concerned = (task: SalesforceRecord) =>
		[task.WhoId, task.WhatId, task.AccountId].filter((id) => id !== null);
	const ids = new Set(tasks.flatMap(concerned));
	if (ids.size === 0) return;

	const closed = org.list('Task').filter(({ IsClosed }) => IsClosed);
	for (const id of ids) {
		const found = org.find(String(id));
		if (!found || !hasLastActivity(found.object)) continue;
		const dates = closed
			.filter((task) => concerned(task).includes(id))
			.map(({ ActivityDate }) => ActivityDate)
			.filter((date) => date !== null)
			.sort();
		org.set(String(id), { LastActivityDate: dates.at(-1) ?? null });
	}
}

const hasLastActivity = (object: ObjectDefinition) =>
	findField(object, 'LastActivityDate') !== undefined;
