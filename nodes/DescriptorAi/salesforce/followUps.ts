import type { IDataObject } from 'n8n-workflow';

import { text } from '../form/readers';
import type { Direction } from './callFacts';
import { lineText, longText } from './cutText';
import { known } from './known';
import type { TaskValues } from './lookUp';
import type { Link } from './matchCustomer';
import { linesOf, type Fields } from './readAnalysis';

/** Which follow-ups become tasks; each choice has those of the one before it, too. */
export type Wanted = 'off' | 'completedCall' | 'unsolvedProblems' | 'agentActions';

/** What is to be done after a call. */
interface ToDo {
	/** Tells it from the others of the call. */
	part: string;
	/** As a task takes it. */
	subject: string;
	isUrgent: boolean;
}

/** The lengths of a task in Salesforce, in characters. */
const SUBJECT = 255;
const DESCRIPTION = 32_000;

const subjectOf = (words: string) => lineText(words, SUBJECT) ?? '';

/** What is to be done: solve the problems; follow up what the agent has done only if that is wanted. */
export function toDoAfter(analysis: Fields, wanted: Wanted): ToDo[] {
	const actions = wanted === 'agentActions' ? linesOf(analysis.agent_actions) : [];
	return [
		...linesOf(analysis.unsolved_problems).map((problem, index) => ({
			part: `problem/${index + 1}`,
			subject: subjectOf(`Solve: ${problem}`),
			isUrgent: true,
		})),
		...actions.map((action, index) => ({
			part: `action/${index + 1}`,
			subject: subjectOf(`Follow up: ${action}`),
			isUrgent: false,
		})),
	];
}

/** The field of a task that relates it to a record: none for a task of a lead, with which Salesforce refuses it. */
export const relatedRecord = (
	{ contact_id: contact, lead_id: lead }: Link,
	recordId: string | undefined,
): IDataObject =>
	contact === undefined && lead !== undefined ? {} : known({ record_id: recordId });

/** The summary, what the agent has done, and where the analysis is. */
function descriptionOf({ summary, agent_actions: actions, result_url: url }: Fields) {
	const done = linesOf(actions).map((action) => `- ${action}`);
	const parts = [linesOf(summary), done.length > 0 ? ['Done by the agent:', ...done] : [], [url]];
	const paragraphs = parts.map((lines) => lines.map(text).join('\n')).filter(Boolean);
	return longText(paragraphs.join('\n\n'), DESCRIPTION) ?? undefined;
}

/**
 * The follow-ups of a call as tasks for Salesforce: the call, which is completed, and what is to be done. Each has a key,
 * the same one however often it is made.
 *
 * @param job ID of the job
 * @param dates on which the call took place, and on which the rest is due, as `2026-11-23`
 * @param values the words of the org for states and priorities; those of a new org where it does not say them
 * @param shared fields of all of them
 */
export function followUpsOf(
	analysis: Fields,
	wanted: Wanted,
	job: string,
	dates: { called: string; due: string },
	values: TaskValues,
	shared: IDataObject & { duration_seconds?: number; direction?: Direction },
): IDataObject[] {
	if (wanted === 'off') return [];
	const { duration_seconds: seconds, direction, ...facts } = shared;
	const {
		completed = 'Completed',
		open = 'Not Started',
		high = 'High',
		normal = 'Normal',
	} = values;
	const description = descriptionOf(analysis);
	const call = {
		part: 'call',
		subject: subjectOf(`Call analyzed: ${linesOf(analysis.summary)[0] ?? 'no summary'}`),
		status: completed,
		subtype: 'Call',
		call_type: direction,
		priority: normal,
		due_date: dates.called,
		duration_seconds: seconds,
	};
	const toDo = wanted === 'completedCall' ? [] : toDoAfter(analysis, wanted);
	const tasks = toDo.map(({ isUrgent, ...task }) => ({
		...task,
		priority: isUrgent ? high : normal,
		status: open,
		subtype: 'Task',
		due_date: dates.due,
	}));
	return [call, ...tasks].map(({ part, ...task }) =>
		known({ key: `descriptor.ai/${job}/${part}`, ...task, description, ...facts }),
	);
}
