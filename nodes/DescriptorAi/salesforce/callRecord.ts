import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { InvalidParameter } from '../form/parameter';
import { text } from '../form/readers';
import { callFacts, type CallFacts } from './callFacts';
import {
	callLink,
	noteField,
	type CallLink,
	type LinkSettings,
	type LinkSources,
} from './callLink';
import { callName } from './callName';
import { shownIn } from './callTimes';
import { claimOf } from './claim';
import { longText, wholeText } from './cutText';
import { failedCall, failedFor, hasFailed } from './failedCall';
import { followUpsOf, relatedRecord, toDoAfter, type Wanted } from './followUps';
import { known } from './known';
import { lookUp, lookUpByField } from './lookUp';
import { MATCHES, type Matched } from './matchCustomer';
import { linesOf, readAnalysis, type Fields } from './readAnalysis';
import { readFailure, reasonOf } from './readFailure';
import { JOB_ID, recordFields } from './recordFields';
import { topicRecords } from './topicRecords';

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

/** The date some days after another one. */
function daysAfter(date: string, days: number): string {
	const day = new Date(`${date}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + days);
	return day.toISOString().slice(0, 10);
}

/** A job that was submitted elsewhere is a call of its own. */
const keyOfJob = (job: unknown) => `job-${text(job)}`;

/** The fields that matter if the record cannot be saved, and those that link it. */
const ESSENTIAL = [
	...['Status__c', 'Job_Id__c', 'Failure_Reason__c', 'Claim__c'],
	...['Name', 'Recording_URL__c', 'Caller__c'],
];
const LINKING = [
	...['Match__c', 'Contact__c', 'Lead__c', 'Account__c'],
	...['Opportunity__c', 'Agent__c', 'Link_Notes__c'],
];

/** Those fields of an item that it has. */
const picked = (item: Fields, fields: string[]): IDataObject =>
	Object.fromEntries(
		fields.flatMap((field) => (field in item ? [[field, item[field]]] : [])),
	) as IDataObject;

/** Whether an item is what Build Record has made of a failure, and could not be saved itself. */
const isFailureNote = (item: Fields) => 'follow_ups' in item && text(item.Failure_Reason__c) !== '';

/** Whether an item went to Submit, which has accepted it or not. */
const isOfSubmit = (item: Fields) =>
	item.status === 'pending' || (item.status === 'Submitted' && 'link' in item);

/** The ID of the person whom a call is linked to, else of the account. */
const linkedId = ({ contact_id, lead_id, account_id }: Matched['link']) =>
	contact_id ?? lead_id ?? account_id;

const linksOf = ({ contact_id, lead_id, account_id }: Matched['link']): IDataObject => ({
	Contact__c: contact_id,
	Lead__c: lead_id,
	Account__c: account_id,
});

/** The fields that link a record to its customer. */
function linkFields(facts: CallFacts, { match, link, name }: Matched, when: string): IDataObject {
	return {
		Name: facts.name === '' ? callName(name ?? facts.caller, when) : undefined,
		Match__c: match && MATCHES[match],
		...linksOf(link),
	};
}

/** The codes with which Salesforce refuses an owner. */
const REFUSED_OWNER = ['INACTIVE_OWNER_OR_USER', 'TRANSFER_REQUIRES_READ'];
const NO_OWNER =
	'The agent cannot own the record: assign the permission set Call Analysis Viewer to them.';

/** The fields that link a record to its agent and opportunity. */
const lookedUpFields = ({ agent, opportunity, notes }: CallLink): IDataObject => ({
	Agent__c: agent,
	Opportunity__c: opportunity,
	Link_Notes__c: noteField(notes),
});

/** Whether a record is new, or belongs to the user who has created it because nobody has chosen an owner. */
const isOwnedByNobody = (call: Fields, { owner }: CallFacts) =>
	call.record_id === undefined || ('CreatedById' in call && owner === undefined);

/**
 * Builds the record of a call: its fields in Salesforce, the link to the customer, and the follow-ups.
 *
 * @returns `null` when another run handles the call
 * @throws InvalidParameter when the analysis is something else
 */
export function callRecord(sources: Sources, settings: Settings): IDataObject | null {
	const { analysis = {}, call = {}, found, lookedUp } = sources;
	const { timeZone, now, execution, followUps, mostFollowUps } = settings;
	const facts = callFacts(call, analysis);
	const link = callLink(facts, sources, settings);
	const { matched, owner, agent, opportunity, notes } = link;
	const { direction, agentEmail } = facts;
	const outputOf = (status: string, record: IDataObject, tasks: IDataObject[] = []) =>
		known({
			recording_id: facts.recordingId,
			record_id: facts.recordId,
			match: matched.match,
			linked_to: linkedId(matched.link),
			link: known({
				...matched.link,
				match: matched.match,
				owner_id: owner,
				agent_id: agent,
				opportunity_id: opportunity,
				due_date: facts.dueDate,
				direction,
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
	const noteOf = (status: string, record: IDataObject) =>
		known({ ...outputOf(status, record), noted_in: execution });
	if (hasFailed(analysis)) {
		const failed = failedCall(analysis, sources.thrown, now, sources.call === undefined);
		if (!failed) return null;
		facts.recordingId = failed.recordingId ?? facts.recordingId;
		if (isFailureNote(analysis)) {
			const note = picked(analysis, ESSENTIAL);
			const links = picked(analysis, LINKING);
			const again = (fields: IDataObject) =>
				noteOf(text(note.Status__c) || 'Submitted', { ...note, ...fields });
			// A failed execution that is retried goes on here, and the record may not exist. By the token, Salesforce refuses the
			// note if another run has claimed the call meanwhile.
			const notedIn = text(analysis.noted_in);
			const isRetried = notedIn !== '' && notedIn !== execution;
			const canBeRetried = text(note.Claim__c) !== '';
			if (isRetried && canBeRetried) return again(links);
			// What Salesforce has refused may be a link: the job and the reason matter more.
			if (Object.values(links).some((link) => (link ?? null) !== null)) return again({});
			const { words } = readFailure(analysis, sources.thrown);
			const job = text(analysis.Job_Id__c) && `Its job is ${text(analysis.Job_Id__c)}.`;
			throw new InvalidParameter(
				`Salesforce could not be told what happened to the call '${facts.recordingId ?? ''}'`,
				reasonOf(
					...words,
					canBeRetried ? 'When that is mended, retry this execution.' : '',
					`It was to be told: ${text(analysis.Failure_Reason__c)}`,
					job,
				) ?? '',
			);
		}
		// Without it, an upsert would save a record of nobody's call.
		if (facts.recordingId === undefined) {
			throw new InvalidParameter(
				'An item has failed that belongs to no call',
				reasonOf(...readFailure(analysis, sources.thrown).words) ?? '',
			);
		}
		// Its record may be a new one, which Salesforce refuses without a name.
		if (failed.record.Claim__c !== undefined && facts.recordId === undefined) {
			failed.record.Name ??= callName(facts.recordingId, shownIn(timeZone, now));
		}
		// A call that could not be submitted, or whose job could not be noted, is linked all the same. Its owner may be what
		// Salesforce has refused.
		if (isOfSubmit(analysis)) {
			const { codes } = readFailure(analysis, sources.thrown);
			const isRefused = codes.some((code) => REFUSED_OWNER.includes(code));
			if (isRefused) notes.push(NO_OWNER);
			const links = {
				Match__c: facts.earlierMatch && MATCHES[facts.earlierMatch],
				...linksOf(matched.link),
				...lookedUpFields(link),
			};
			failed.record = { ...links, ...picked(analysis, LINKING), ...failed.record };
			if (isRefused) failed.record.Link_Notes__c = noteField(notes);
		}
		return noteOf(failed.status, failed.record);
	}

	const isGiven = Object.keys(analysis).length > 0;
	const read = isGiven ? readAnalysis(analysis) : undefined;
	if (read === null) {
		throw new InvalidParameter(
			'The item is not an analysis',
			'Map Analysis to an item of Get Result or of the trigger, or leave it empty while the call is not analyzed.',
		);
	}
	if (read?.state === 'failed') {
		// Its record has the job, so the sweep finds it.
		if (facts.recordingId === undefined) return null;
		const job = read.jobId && `Its job was ${read.jobId}.`;
		const failed = failedFor(...read.reasons, job);
		return outputOf(failed.status, failed.record);
	}
	const when = shownIn(timeZone, facts.calledAt ?? now);
	const isLinked = read?.state !== 'finished' || matched.match !== undefined;
	// A job that was submitted elsewhere has no record yet, and a record needs a name.
	const isElsewhere = read?.state === 'finished' && facts.recordId === undefined;
	const linking = {
		...(isElsewhere && { Name: callName(facts.caller, when) }),
		...(isLinked && linkFields(facts, matched, when)),
		...(link.isAsked && { Link_Notes__c: noteField(notes) }),
		...(lookedUp !== undefined && lookedUpFields(link)),
		Failure_Reason__c: null,
	};
	if (read?.state === 'pending' && sources.built) {
		const job = wholeText(read.jobId, JOB_ID);
		const linked = picked(sources.built, ['Name', 'OwnerId', ...LINKING]);
		return outputOf('Submitted', { Job_Id__c: job, ...linked });
	}
	if (read?.state !== 'finished') {
		const job = read && { Job_Id__c: wholeText(read.jobId, JOB_ID) };
		const isFree = lookedUp !== undefined && isOwnedByNobody(call, facts);
		const output = outputOf('Submitted', { ...linking, ...job, ...(isFree && { OwnerId: agent }) });
		const claim = settings.claims ? claimOf(call) : undefined;
		const isToLookUp = found !== undefined && lookedUp === undefined && read === undefined;
		return isToLookUp
			? {
					...output,
					look_up: hasFailed(found)
						? lookUpByField(text(call.search), agentEmail, settings, claim)
						: lookUp(matched.link, agentEmail, settings.linkOpportunity, claim),
				}
			: output;
	}
	const { fields } = read;
	const record = recordFields(fields, settings.lowCsatBelow);
	// Nothing is lost of a job that was submitted elsewhere.
	if (record.Job_Id__c) facts.recordingId ??= keyOfJob(record.Job_Id__c);
	const toDo = toDoAfter(fields, followUps).slice(0, mostFollowUps);
	const { contact_id: contact, lead_id: lead } = matched.link;
	const tasks = followUpsOf(
		fields,
		followUps,
		text(record.Job_Id__c) || (facts.recordingId ?? ''),
		{
			called: when.slice(0, 10),
			due: facts.dueDate ?? daysAfter(shownIn(timeZone, now).slice(0, 10), settings.dueInDays),
		},
		link.tasks,
		{
			direction,
			duration_seconds: (record.Duration_Seconds__c as number | null) ?? undefined,
			...relatedRecord(matched.link, facts.recordId),
			who_id: contact ?? lead,
			owner_id: owner,
			recording_id: facts.recordingId,
		},
	);
	const output = outputOf(
		'Completed',
		{
			Status__c: 'Completed',
			// The token differs in another run, so Salesforce lets only one of them complete the record.
			Claim__c: randomUUID(),
			...record,
			Follow_Ups__c: longText(toDo.map(({ subject }) => subject).join('\n'), 32_768),
			Analyzed_At__c: new Date(now).toISOString(),
			...linking,
		},
		tasks.slice(0, mostFollowUps),
	);
	const key = facts.recordingId;
	return key === undefined
		? output
		: { ...output, topic_records: topicRecords(key, linesOf(fields.topics)) };
}
