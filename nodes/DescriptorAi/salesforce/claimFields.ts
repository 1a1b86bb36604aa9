import { holdsSecret } from '../api';
import { directionOf } from './callFacts';
import type { CallItem } from './callItem';
import { callName } from './callName';
import { shownIn } from './callTimes';
import { wholeText } from './cutText';

/** The length of the field Agent E-Mail, in characters. */
const AGENT_EMAIL = 255;
/** The length of the field Recording URL, in characters. */
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
export function claimFields(call: CallItem, { token, zone, now }: Claim, isRecord: boolean) {
	const state = { Status__c: 'Submitted', Claim__c: token };
	if (isRecord) return { ...state, Failure_Reason__c: null };
	const caller = call.customer_phone ?? call.customer_email;
	const time = shownIn(zone, call.called_at === undefined ? now : Date.parse(call.called_at));
	return {
		Name: callName(caller, time),
		...state,
		Recording_URL__c: savedAddress(call.audio_url),
		Called_At__c: call.called_at,
		Caller__c: caller,
		Language__c: call.language_code,
		Agent_Email__c: wholeText(call.agent_email, AGENT_EMAIL),
		Direction__c: directionOf(call.direction),
		Channels__c: call.channels,
		Case__c: call.case_id,
		Opportunity__c: call.opportunity_id,
		Contact__c: call.contact_id,
		Lead__c: call.lead_id,
		Account__c: call.account_id,
	};
}
