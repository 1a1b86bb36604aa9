import { holdsSecret } from '../api';
import type { CallItem } from './callItem';
import { timeIn } from './callTimes';
import { cut } from './fieldReaders';

/** Lengths of Name and of Recording URL in Salesforce, in characters. */
const NAME_LENGTH = 80;
const URL_LENGTH = 255;

/** What a claim needs beside the call. */
export interface Claim {
	/** A token that no other run has. */
	token: string;
	/** The time zone that people read times in. */
	zone: string;
	/** In milliseconds since 1970, for a call without a time. */
	now: number;
}

/** A name that a person recognizes, such as `Call with +1 415 555 0101 2026-11-28 14:05`. */
function nameOf({ customer_phone, customer_email, called_at }: CallItem, { zone, now }: Claim) {
	const time = (called_at ?? timeIn(zone, now)).slice(0, 16).replace('T', ' ');
	const caller = customer_phone ?? customer_email;
	const beginning = cut(caller ? `Call with ${caller}` : 'Call', NAME_LENGTH - time.length - 1);
	return `${beginning.trim()} ${time}`;
}

/** The address if it may be saved: without a password, token or signature, and short enough. */
function savedAddress(address: string | undefined): string | undefined {
	if (!address || address.length > URL_LENGTH) return undefined;
	return holdsSecret(new URL(address)) ? undefined : address;
}

/**
 * The fields of Call Analysis with which a run claims a call before it submits the recording; `undefined` stays as it is.
 *
 * @param isRecord whether the call is a record already, of which only the state changes
 */
export function claimFields(call: CallItem, claim: Claim, isRecord: boolean) {
	const state = { Status__c: 'Submitted', Claim__c: claim.token };
	if (isRecord) return { ...state, Failure_Reason__c: null };
	return {
		Name: nameOf(call, claim),
		...state,
		Recording_URL__c: savedAddress(call.audio_url),
		Called_At__c: call.called_at,
		Caller__c: call.customer_phone ?? call.customer_email,
		Language__c: call.language_code,
		Case__c: call.case_id,
		Contact__c: call.contact_id,
		Lead__c: call.lead_id,
		Account__c: call.account_id,
	};
}
