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
import { noteField } from './callLink';
import { callName } from './callName';
import { shownIn } from './callTimes';
import { failedCall } from './failedCall';
import { MATCHES } from './matchCustomer';
import type { Fields } from './readAnalysis';
import { readFailure, reasonOf } from './readFailure';

/** The fields that matter if the record cannot be saved. */
const ESSENTIAL = [
	...['Status__c', 'Job_Id__c', 'Failure_Reason__c', 'Claim__c'],
	...['Name', 'Recording_URL__c', 'Caller__c'],
];

/** The codes with which Salesforce refuses an owner. */
const REFUSED_OWNER = ['INACTIVE_OWNER_OR_USER', 'TRANSFER_REQUIRES_READ'];
const NO_OWNER =
	'The agent cannot own the record: assign the permission set Call Analysis Viewer to them.';

/** Whether an item is a note of a failure, and could not be saved itself. */
const isFailureNote = (item: Fields) => 'follow_ups' in item && text(item.Failure_Reason__c) !== '';

/** Whether an item went to Submit, which has accepted it or not. */
const isOfSubmit = (item: Fields) =>
	item.status === 'pending' || (item.status === 'Submitted' && 'link' in item);

/** Marked with its execution, so that one that retries it is told from the one that has failed. */
const noteOf = (call: LinkedCall, status: string, record: IDataObject, execution: string) => ({
	...builtItem(call, status, record),
	noted_in: execution,
});

/** What is done with a note that could not be saved: it is tried once more, with less in it or by a retried execution. */
function repeatedNote(
	call: LinkedCall,
	failed: Fields,
	thrown: unknown,
	execution: string,
): IDataObject {
	const note = picked(failed, ESSENTIAL);
	const links = picked(failed, LINKING);
	const again = (fields: IDataObject) =>
		noteOf(call, text(note.Status__c) || 'Submitted', { ...note, ...fields }, execution);
	// A failed execution that is retried goes on here, and the record may not exist. By the token, Salesforce refuses the note
	// if another run has claimed the call meanwhile.
	const notedIn = text(failed.noted_in);
	const isRetried = notedIn !== '' && notedIn !== execution;
	const canBeRetried = text(note.Claim__c) !== '';
	if (isRetried && canBeRetried) return again(links);
	// What Salesforce has refused may be a link: the job and the reason matter more.
	if (Object.values(links).some((link) => (link ?? null) !== null)) return again({});
	const { words } = readFailure(failed, thrown);
	const job = text(failed.Job_Id__c) && `Its job is ${text(failed.Job_Id__c)}.`;
	throw new InvalidParameter(
		`Salesforce could not be told what happened to the call '${call.facts.recordingId ?? ''}'`,
		reasonOf(
			...words,
			canBeRetried ? 'When that is mended, retry this execution.' : '',
			`It was to be told: ${text(failed.Failure_Reason__c)}`,
			job,
		) ?? '',
	);
}

/**
 * What is written on the record of a call when a step with it has failed.
 *
 * @param failed the item that went to the error output of a node
 * @returns `null` when another run handles the call
 * @throws InvalidParameter when it belongs to no call, or when Salesforce has refused the note, too
 */
export function failureNote(
	{ facts: given, link }: LinkedCall,
	failed: Fields,
	{ call, thrown }: Sources,
	{ timeZone, now, execution }: Settings,
): IDataObject | null {
	const read = failedCall(failed, thrown, now, call === undefined);
	if (!read) return null;
	const facts = { ...given, recordingId: read.recordingId ?? given.recordingId };
	if (isFailureNote(failed)) return repeatedNote({ facts, link }, failed, thrown, execution);
	// Without it, an upsert would save a record of nobody's call.
	if (facts.recordingId === undefined) {
		throw new InvalidParameter(
			'An item has failed that belongs to no call',
			reasonOf(...readFailure(failed, thrown).words) ?? '',
		);
	}
	const { record, status } = read;
	// Its record may be a new one, which Salesforce refuses without a name.
	if (record.Claim__c !== undefined && facts.recordId === undefined) {
		record.Name ??= callName(facts.recordingId, shownIn(timeZone, now));
	}
	if (!isOfSubmit(failed)) return noteOf({ facts, link }, status, record, execution);
	// A call that could not be submitted, or whose job could not be noted, is linked all the same. Its owner may be what
	// Salesforce has refused.
	const isRefused = readFailure(failed, thrown).codes.some((code) => REFUSED_OWNER.includes(code));
	const noted = isRefused ? { ...link, notes: [...link.notes, NO_OWNER] } : link;
	const linked = {
		Match__c: facts.earlierMatch && MATCHES[facts.earlierMatch],
		...customerFields(link.matched.link),
		...lookedUpFields(noted),
		...picked(failed, LINKING),
		...record,
		...(isRefused && { Link_Notes__c: noteField(noted.notes) }),
	};
	return noteOf({ facts, link: noted }, status, linked, execution);
}
