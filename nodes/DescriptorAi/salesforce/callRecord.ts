import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { InvalidParameter } from '../form/parameter';
import { text } from '../form/readers';
import {
	builtItem,
	customerFields,
	LINKING,
	lookedUpFields,
	picked,
	type LinkedCall,
	type Settings,
	type Sources,
} from './builtItem';
import { callFacts, type CallFacts } from './callFacts';
import { callLink, noteField } from './callLink';
import { callName } from './callName';
import { shownIn } from './callTimes';
import { claimOf } from './claim';
import { longText, wholeText } from './cutText';
import { failedFor, hasFailed } from './failedCall';
import { failureNote } from './failureNote';
import { followUpsOf, relatedRecord, toDoAfter } from './followUps';
import { lookUp, lookUpByField } from './lookUp';
import { MATCHES } from './matchCustomer';
import { linesOf, readAnalysis, type Fields } from './readAnalysis';
import { JOB_ID, recordFields } from './recordFields';
import { topicRecords } from './topicRecords';

/** The date some days after another one. */
function daysAfter(date: string, days: number): string {
	const day = new Date(`${date}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + days);
	return day.toISOString().slice(0, 10);
}

/** A job that was submitted elsewhere is a call of its own. */
const keyOfJob = (job: unknown) => `job-${text(job)}`;

/** When a call was, or when its record is made, in the time zone of those who read it. */
const timeOf = ({ calledAt }: CallFacts, { timeZone, now }: Settings) =>
	shownIn(timeZone, calledAt ?? now);

/** Whether a record is new, or belongs to the user who has created it because nobody has chosen an owner. */
const isOwnedByNobody = (call: Fields, { owner }: CallFacts) =>
	call.record_id === undefined || ('CreatedById' in call && owner === undefined);

/** The fields that say whom a call is linked to, and why not; with its name where that names the customer. */
function linkFields({ facts, link }: LinkedCall, isLinked: boolean, when: string): IDataObject {
	const { matched } = link;
	return {
		...(isLinked && {
			Name: facts.name === '' ? callName(matched.name ?? facts.caller, when) : undefined,
			Match__c: matched.match && MATCHES[matched.match],
			...customerFields(matched.link),
		}),
		...(link.isAsked && { Link_Notes__c: noteField(link.notes) }),
	};
}

/** The record of a call that is not analyzed yet: claimed, or with its job. */
function openRecord(
	call: LinkedCall,
	linking: IDataObject,
	job: IDataObject | undefined,
	{ call: given = {}, found, lookedUp }: Sources,
	settings: Settings,
): IDataObject {
	const { facts, link } = call;
	const isFree = lookedUp !== undefined && isOwnedByNobody(given, facts);
	const owned = isFree && { OwnerId: link.agent };
	const output = builtItem(call, 'Submitted', { ...linking, ...job, ...owned });
	if (found === undefined || lookedUp !== undefined || job !== undefined) return output;
	const claim = settings.claims ? claimOf(given) : undefined;
	const { toldAgent } = facts;
	return {
		...output,
		look_up: hasFailed(found)
			? lookUpByField(text(given.search), toldAgent, settings, claim)
			: lookUp(link.matched.link, toldAgent, settings.linkOpportunity, claim),
	};
}

/** The record of a call with its analysis, its topics and its follow-ups. */
function finishedRecord(
	{ facts: given, link }: LinkedCall,
	linking: IDataObject,
	fields: Fields,
	settings: Settings,
): IDataObject {
	const { followUps, mostFollowUps, timeZone, now } = settings;
	const record = recordFields(fields, settings.lowCsatBelow);
	// Nothing is lost of a job that was submitted elsewhere.
	const key = given.recordingId ?? (record.Job_Id__c ? keyOfJob(record.Job_Id__c) : undefined);
	const facts = { ...given, recordingId: key };
	const toDo = toDoAfter(fields, followUps).slice(0, mostFollowUps);
	const { contact_id: contact, lead_id: lead } = link.matched.link;
	const tasks = followUpsOf(
		fields,
		followUps,
		text(record.Job_Id__c) || (key ?? ''),
		{
			called: timeOf(facts, settings).slice(0, 10),
			due: facts.dueDate ?? daysAfter(shownIn(timeZone, now).slice(0, 10), settings.dueInDays),
		},
		link.tasks,
		{
			direction: facts.direction,
			duration_seconds: (record.Duration_Seconds__c as number | null) ?? undefined,
			...relatedRecord(link.matched.link, facts.recordId),
			who_id: contact ?? lead,
			owner_id: link.owner,
			recording_id: key,
		},
	);
	const output = builtItem(
		{ facts, link },
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
	return key === undefined
		? output
		: { ...output, topic_records: topicRecords(key, linesOf(fields.topics)) };
}

/**
 * Builds the record of a call: its fields in Salesforce, the link to the customer, and the follow-ups.
 *
 * @returns `null` when another run handles the call
 * @throws InvalidParameter when the analysis is something else
 */
export function callRecord(sources: Sources, settings: Settings): IDataObject | null {
	const { analysis = {}, lookedUp } = sources;
	const facts = callFacts(sources.call ?? {}, analysis);
	const link = callLink(facts, sources, settings);
	const call = { facts, link };
	if (hasFailed(analysis)) return failureNote(call, analysis, sources, settings);

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
		return builtItem(call, failed.status, failed.record);
	}
	const job = read?.state === 'pending' && { Job_Id__c: wholeText(read.jobId, JOB_ID) };
	if (job && sources.built) {
		const linked = picked(sources.built, ['Name', 'OwnerId', ...LINKING]);
		return builtItem(call, 'Submitted', { ...job, ...linked });
	}
	const isFinished = read?.state === 'finished';
	const when = timeOf(facts, settings);
	const linking = {
		// A job that was submitted elsewhere has no record yet, and a record needs a name.
		...(isFinished && facts.recordId === undefined && { Name: callName(facts.caller, when) }),
		...linkFields(call, !isFinished || link.matched.match !== undefined, when),
		...(lookedUp !== undefined && lookedUpFields(link)),
		Failure_Reason__c: null,
	};
	return isFinished
		? finishedRecord(call, linking, read.fields, settings)
		: openRecord(call, linking, job || undefined, sources, settings);
}
