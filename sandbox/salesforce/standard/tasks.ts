import { checkbox, combobox, longText, picklist, reference, text, typed } from '../fields';
import { checkTask, deriveTask, followTasks } from './taskRules';
import { standard, type ObjectDefinition } from '../objects';

/** The most characters of the comments of a task. */
const COMMENTS = 32_000;

/** Activities; of these, the sandbox has tasks. */
export const activityObjects = (): ObjectDefinition[] => [
	standard(
		'Task',
		'00T',
		[
			combobox('Subject', ['Call', 'Send Letter', 'Send Quote', 'Other']),
			picklist(
				'Status',
				['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
				{ defaultValue: 'Not Started' },
			),
			picklist('Priority', ['High', 'Normal', 'Low'], { defaultValue: 'Normal' }),
			picklist('TaskSubtype', ['Task', 'Email', 'Call'], {
				defaultValue: 'Task',
				restricted: true,
			}),
			picklist('Type', ['Call', 'Meeting', 'Other']),
			typed('ActivityDate', 'date', { label: 'Due Date Only' }),
			longText('Description', COMMENTS),
			reference('WhoId', ['Contact', 'Lead'], { label: 'Name ID' }),
			reference('WhatId', ['Account', 'Case'], { label: 'Related To ID', openTo: 'activities' }),
			reference('AccountId', ['Account'], { readOnly: true }),
			picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
			typed('CallDurationInSeconds', 'int', { label: 'Call Duration' }),
			text('CallDisposition', 255, { label: 'Call Result' }),
			text('CallObject', 255, { label: 'Call Object Identifier' }),
			checkbox('IsReminderSet', { label: 'Reminder Set' }),
			typed('ReminderDateTime', 'datetime'),
			checkbox('IsHighPriority', { formula: ({ Priority }) => Priority === 'High' }),
			checkbox('IsClosed', { label: 'Closed', formula: ({ Status }) => Status === 'Completed' }),
			typed('CompletedDateTime', 'datetime', { readOnly: true, label: 'Completed Date' }),
		],
		{ check: checkTask, derive: deriveTask, follow: followTasks },
	),
];
