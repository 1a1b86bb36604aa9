import { replace } from '../administration';
import {
	checkbox,
	combobox,
	longText,
	picklist,
	reference,
	text,
	typed,
	type SalesforceRecord,
} from '../fields';
import { checkTask, deriveTask, followTasks } from './taskRules';
import { findField, setup, standard, type Behavior, type ObjectDefinition } from '../objects';
import type { RecordStore } from '../records';

/** The most characters of the comments of a task. */
const COMMENTS = 32_000;

/** The values of a picklist of tasks, which are records themselves: their object, and what a value may mean. */
const TASK_VALUES = {
	Status: { object: 'TaskStatus', keyPrefix: '01T', meaning: 'IsClosed' },
	Priority: { object: 'TaskPriority', keyPrefix: '01V', meaning: 'IsHighPriority' },
};

/** The field of tasks follows the records of its values: which there are, the default one, and what they mean. */
const followValues =
	(name: keyof typeof TASK_VALUES): Behavior['follow'] =>
	(_records, org) => {
		const { object, meaning } = TASK_VALUES[name];
		const task = org.schema.definition('Task');
		const values = org.list(object).sort((a, b) => Number(a.SortOrder) - Number(b.SortOrder));
		const names = (which: SalesforceRecord[]) => which.map(({ ApiName }) => String(ApiName));
		const meant = names(values.filter((value) => value[meaning]));
		Object.assign((task && findField(task, name)) ?? {}, {
			picklist: names(values),
			defaultValue: values.find(({ IsDefault }) => IsDefault)?.ApiName ?? undefined,
		});
		Object.assign((task && findField(task, meaning)) ?? {}, {
			formula: (record: SalesforceRecord) => meant.includes(String(record[name])),
		});
		org.refreshAccess();
	};

const taskValues = (name: keyof typeof TASK_VALUES): ObjectDefinition => {
	const { object, keyPrefix, meaning } = TASK_VALUES[name];
	return {
		...setup(object, keyPrefix, [
			text('ApiName', 255),
			text('MasterLabel', 255),
			checkbox(meaning),
			checkbox('IsDefault'),
			typed('SortOrder', 'int'),
		]),
		follow: followValues(name),
	};
};

/** Activities; of these, the sandbox has tasks. */
export const activityObjects = (): ObjectDefinition[] => [
	standard(
		'Task',
		'00T',
		[
			combobox('Subject', ['Call', 'Send Letter', 'Send Quote', 'Other']),
			picklist('Status', []),
			picklist('Priority', []),
			picklist('TaskSubtype', ['Task', 'Email', 'Call'], {
				defaultValue: 'Task',
				restricted: true,
			}),
			picklist('Type', ['Call', 'Meeting', 'Other']),
			typed('ActivityDate', 'date', { label: 'Due Date Only' }),
			longText('Description', COMMENTS),
			reference('WhoId', ['Contact', 'Lead'], {
				label: 'Name ID',
				childRelationshipName: 'Tasks',
			}),
			reference('WhatId', ['Account', 'Opportunity', 'Case'], {
				label: 'Related To ID',
				openTo: 'activities',
				childRelationshipName: 'Tasks',
			}),
			reference('AccountId', ['Account'], { readOnly: true }),
			picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
			typed('CallDurationInSeconds', 'int', { label: 'Call Duration' }),
			text('CallDisposition', 255, { label: 'Call Result' }),
			text('CallObject', 255, { label: 'Call Object Identifier' }),
			checkbox('IsReminderSet', { label: 'Reminder Set' }),
			typed('ReminderDateTime', 'datetime'),
			checkbox('IsHighPriority'),
			checkbox('IsClosed', { label: 'Closed' }),
			typed('CompletedDateTime', 'datetime', { readOnly: true, label: 'Completed Date' }),
		],
		{ check: checkTask, derive: deriveTask, follow: followTasks },
	),
	taskValues('Status'),
	taskValues('Priority'),
];

/** A status or a priority of tasks, as an administrator defines it. */
export interface TaskValue {
	ApiName: string;
	IsDefault?: boolean;
	/** Of a status. */
	IsClosed?: boolean;
	/** Of a priority. */
	IsHighPriority?: boolean;
}

/** The values of tasks in a new org. */
const TASK_STATUSES: TaskValue[] = [
	{ ApiName: 'Not Started', IsDefault: true },
	{ ApiName: 'In Progress' },
	{ ApiName: 'Completed', IsClosed: true },
	{ ApiName: 'Waiting on someone else' },
	{ ApiName: 'Deferred' },
];
const TASK_PRIORITIES: TaskValue[] = [
	{ ApiName: 'High', IsHighPriority: true },
	{ ApiName: 'Normal', IsDefault: true },
	{ ApiName: 'Low' },
];

/** Replaces the statuses and the priorities of tasks; those of a new org unless given. */
export function setTaskValues(
	store: RecordStore,
	statuses = TASK_STATUSES,
	priorities = TASK_PRIORITIES,
): void {
	const recordOf = (value: TaskValue, index: number) => ({
		MasterLabel: value.ApiName,
		SortOrder: index + 1,
		...value,
	});
	replace(store, 'TaskStatus', statuses.map(recordOf));
	replace(store, 'TaskPriority', priorities.map(recordOf));
}
