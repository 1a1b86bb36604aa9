import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { isObject, webAddress } from '../api';
import { text } from '../form/readers';
import { callFields } from './callFields';
import { wholeText } from './cutText';
import type { Fields } from './readAnalysis';
import { readFailure, reasonOf } from './readFailure';
import { JOB_ID } from './recordFields';
import { keyOfAddress, keyOfId } from './recordingKey';

/** How far a call is whose item has failed, and what is written on its record. */
export interface FailedCall {
	status: 'New' | 'Submitted' | 'Completed' | 'Failed';
	record: IDataObject;
	/** The key of a call that Prepare Call has refused. */
	recordingId?: string;
}

/** What an item has as soon as Prepare Call, Build Record or Submit has worked on its call. */
const WORKED_ON = ['Claim__c', 'follow_ups', 'result_id'];

/** The length of the field Claim. */
const CLAIM = 36;
/** A run that is under way has noted its job by then; in milliseconds. */
const LONGEST_SUBMIT = 15 * 60_000;

/** Whether an item went to the error output of a node. */
export const hasFailed = (item: unknown): item is Fields => isObject(item) && Boolean(item.error);

/** Whether an item is a follow-up, from which a task is made. */
export const isFollowUp = (item: Fields): boolean => /^descriptor\.ai\//.test(text(item.key));

/** A call that is over. Its record has no job any more, so that New always means to send the recording. */
export const failedFor = (...reasons: unknown[]): FailedCall => ({
	status: 'Failed',
	record: {
		Status__c: 'Failed',
		Job_Id__c: null,
		Failure_Reason__c: reasonOf(
			...reasons,
			'Set Status to New to send the recording again; without a Recording URL, have it delivered again, too.',
		),
	},
});

/** A call whose record stays as it is, with a note. */
const notedOn = (
	status: FailedCall['status'],
	jobId: string | undefined,
	...notes: unknown[]
): FailedCall => ({
	status,
	record: { Job_Id__c: jobId, Failure_Reason__c: reasonOf(...notes) },
});

/** A row of Call_Analysis__c whose result could not be fetched. */
function failedRow(row: Fields, words: string[], now: number): FailedCall | null {
	if (text(row.Job_Id__c) !== '') {
		return notedOn('Submitted', undefined, ...words, 'The next run asks for the result again.');
	}
	if (now - Date.parse(text(row.LastModifiedDate)) < LONGEST_SUBMIT) return null;
	return failedFor(
		'It is unknown whether Descriptor.AI has accepted the recording, because no job was noted.',
		'Look for it at Descriptor.AI: if it is there, sending it again costs twice.',
	);
}

/** The key of a call as the phone system sent it, without what an address gives access with. */
function refusedKey(item: Fields): string | undefined {
	const { recording_id: id, audio_url: address } = callFields(item as IDataObject).given;
	if (text(id?.value) !== '') return keyOfId(text(id?.value));
	const url = webAddress(text(address?.value));
	return url && keyOfAddress(url);
}

/**
 * Reads an item that went to the error output of a node: a call, what Build Record or Submit returned, a follow-up, or a
 * row of Call_Analysis__c.
 *
 * @param thrown the error that n8n keeps beside the fields, if any
 * @param now milliseconds since 1970
 * @param isAlone whether the item is all that is known of the call
 * @returns `null` when another run handles the call
 */
export function failedCall(
	item: Fields,
	thrown: unknown,
	now: number,
	isAlone: boolean,
): FailedCall | null {
	const { words, isHandledElsewhere, mayPass } = readFailure(item, thrown);
	if (isHandledElsewhere) return null;
	if ('LastModifiedDate' in item) return failedRow(item, words, now);

	if (isFollowUp(item)) {
		const what = 'Salesforce has not confirmed each follow-up task';
		return notedOn('Completed', undefined, what, ...words, 'Follow-Ups lists what is to be done.');
	}
	if (item.topics_refused === true) {
		const what = 'Salesforce has refused topics.';
		return notedOn('Completed', undefined, what, ...words, 'Topics lists all of them.');
	}
	const isAccepted = item.status === 'pending' || item.status === 'processing';
	const noted = item.status === 'Submitted' ? item.Job_Id__c : undefined;
	const accepted = wholeText(isAccepted ? item.result_id : noted, JOB_ID);
	if (accepted !== undefined) {
		return notedOn('Submitted', accepted, ...words, 'The analysis goes on all the same.');
	}
	const job = item.Status__c === 'Completed' ? wholeText(item.Job_Id__c, JOB_ID) : undefined;
	if (job !== undefined) {
		return notedOn('Submitted', job, ...words, 'The next run saves the finished analysis.');
	}
	// What Prepare Call has refused is as the phone system sent it: no key, and no address that may be saved.
	const isRefused = isAlone && !WORKED_ON.some((name) => name in item);
	// By the token of this run Salesforce recognizes, and refuses, a note on a call that another run has claimed. A refused
	// call has no token: no run has claimed it with a new one.
	const token = isRefused ? randomUUID() : wholeText(item.Claim__c, CLAIM);
	// If it was the claim that failed, there may be no record yet.
	const { Name, Recording_URL__c, Caller__c } = item as IDataObject;
	const claim = { Claim__c: token, ...(!isRefused && { Name, Recording_URL__c, Caller__c }) };
	if (mayPass && !isRefused && text(Recording_URL__c) !== '') {
		const reason = reasonOf(...words, 'The next run sends the recording.');
		const record = { Status__c: 'New', Job_Id__c: null, Failure_Reason__c: reason, ...claim };
		return { status: 'New', record };
	}
	const failed = failedFor(item.Failure_Reason__c, ...words);
	Object.assign(failed.record, claim);
	return isRefused ? { ...failed, recordingId: refusedKey(item) } : failed;
}
