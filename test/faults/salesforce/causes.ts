import type { Sandbox } from '../../../sandbox';
import {
	longText,
	phone,
	picklist,
	text,
	type FieldDefinition,
} from '../../../sandbox/salesforce/fields';

type Org = Sandbox['salesforce'];

/** Something that is wrong in Salesforce. */
export interface Cause {
	/** What is wrong, in a few words. */
	fault: string;
	/** Makes it so, and returns what makes it right again. */
	make(org: Org): () => void;
	/** Salesforce's own reason, or what n8n makes of it; it has to reach the person. */
	reason: string;
}

const OBJECT = 'Call_Analysis__c';

/** Takes the records away that fit, and returns what puts them back, with some fields changed. */
function without(org: Org, objectName: string, fits: Record<string, unknown>): () => void {
	const found = org
		.records(objectName)
		.filter((record) => Object.entries(fits).every(([name, value]) => record[name] === value));
	if (found.length === 0) throw new Error(`${objectName} has no such record`);
	for (const { Id } of found) org.remove(String(Id));
	const system = /^(Id|Created.*|LastModified.*|SystemModstamp|IsDeleted)$/;
	return () => {
		for (const record of found) {
			const fields = Object.entries(record).filter(([name]) => !system.test(name));
			org.create(objectName, Object.fromEntries(fields));
		}
	};
}

export const EXPIRED: Cause = {
	fault: 'The session has expired, and the credential cannot renew it',
	make: (org) => (org.expireSessions(), () => org.renewSession()),
	reason: 'OAuth access token expired and no refresh token is available',
};
export const QUOTA: Cause = {
	fault: 'The API requests of the day are spent',
	make: (org) => (org.setDailyRequests(0), () => org.setDailyRequests(100_000)),
	reason: 'TotalRequests Limit exceeded.',
};
export const NO_OBJECT: Cause = {
	fault: 'The object is missing, or the permission set is not assigned',
	make: (org) => {
		const [{ Id: set }] = org
			.records('PermissionSet')
			.filter(({ Name }) => Name === 'Call_Analysis_Integration');
		return without(org, 'PermissionSetAssignment', { PermissionSetId: set });
	},
	reason: 'The requested resource does not exist',
};
export const noField = (name: string): Cause => ({
	fault: 'A field is missing',
	make: (org) => {
		org.removeField(OBJECT, name);
		return () => {
			org.setField(OBJECT, longText(name, 131_072));
		};
	},
	reason: `No such column '${name}' on sobject of type Call_Analysis__c`,
});
export const hiddenField = (name: string): Cause => ({
	fault: 'The user does not see a field',
	make: (org) => without(org, 'FieldPermissions', { Field: `${OBJECT}.${name}` }),
	reason: `No such column '${name}' on sobject of type Call_Analysis__c`,
});
export const READ_ONLY: Cause = {
	fault: 'The user may not create records of the object',
	make: (org) => {
		const back = without(org, 'ObjectPermissions', { SobjectType: OBJECT });
		const [{ Id: ParentId }] = org
			.records('PermissionSet')
			.filter(({ Name }) => Name === 'Call_Analysis_Integration');
		const id = org.create('ObjectPermissions', {
			ParentId,
			SobjectType: OBJECT,
			PermissionsRead: true,
		});
		return () => (org.remove(id), back());
	},
	reason: 'entity type cannot be inserted: Call Analysis',
};
export const validationRule = (refused: RegExp, what: string): Cause => ({
	fault: `A validation rule refuses ${what}`,
	make: (org) => {
		org.addValidationRule(OBJECT, {
			message: 'Calls of this kind are kept elsewhere.',
			refuses: (record) => refused.test(JSON.stringify(record)),
		});
		return () => org.clearValidationRules();
	},
	reason: 'Calls of this kind are kept elsewhere.',
});
export const REQUIRED: Cause = {
	fault: 'The object has a required field that the template does not fill in',
	make: (org) => {
		org.setField(OBJECT, text('Region__c', 80, { required: true }));
		return () => org.removeField(OBJECT, 'Region__c');
	},
	reason: 'Required fields are missing: [Region__c]',
};
export const SHORT_TEXT: Cause = {
	fault: 'A text is too long for its field, a Text Area of 255 characters',
	make: (org) => {
		org.setField(OBJECT, { ...longText('Summary_c__c', 255), label: 'Summary' });
		return () => org.setField(OBJECT, { ...longText('Summary_c__c', 131_072), label: 'Summary' });
	},
	reason: 'Summary: data value too large: ',
};
const picklistWithout = (
	value: string,
	name: string,
	all: string[],
	more: Partial<FieldDefinition> = {},
): Cause => {
	const label = name.replace('__c', '');
	const field = (values: string[]) => picklist(name, values, { label, restricted: true, ...more });
	return {
		fault: `The picklist _${label}_ lacks the value ${value}`,
		make: (org) => {
			org.setField(OBJECT, field(all.filter((known) => known !== value)));
			return () => org.setField(OBJECT, field(all));
		},
		reason: `${label}: bad value for restricted picklist field: ${value}`,
	};
};
export const statusWithout = (value: string): Cause =>
	picklistWithout(value, 'Status__c', ['New', 'Submitted', 'Completed', 'Failed'], {
		defaultValue: 'New',
	});
export const matchWithout = (value: string): Cause =>
	picklistWithout(value, 'Match__c', ['Unique', 'Several', 'None', 'By Hand']);
export const SERVER_ERROR: Cause = {
	fault: 'Salesforce fails with status 500',
	make: (org) => (org.trouble('server error'), () => org.endTrouble()),
	reason: 'An unexpected error occurred. Please include this ErrorId',
};
export const MAINTENANCE: Cause = {
	fault: 'Salesforce is down: a page with status 503',
	make: (org) => (org.trouble('maintenance'), () => org.endTrouble()),
	reason: 'We are down for maintenance.',
};
/**
 * @param path of the requests whose answers are lost
 * @param done what Salesforce has done then
 * @param times how many answers are lost; all unless given
 */
export const answerLost = (method: string, path: RegExp, done: string, times?: number): Cause => ({
	fault: `The connection breaks after Salesforce has ${done}`,
	make: (org) => (org.trouble('answer lost', { method, path, times }), () => org.endTrouble()),
	reason: 'The connection to the server was closed unexpectedly',
});
/** The first requests of a run are answered, and those that follow are not. */
export const quotaEnds = (requests: number): Cause => ({
	fault: 'The API requests of the day are spent in the middle of a run',
	make: (org) => (org.setDailyRequests(requests), () => org.setDailyRequests(100_000)),
	reason: QUOTA.reason,
});
/** Only searches for the customer fail. */
export const SEARCH_FAILS: Cause = {
	fault: 'The search for the customer fails with status 500',
	make: (org) => (org.trouble('server error', { path: /\/search\/?$/ }), () => org.endTrouble()),
	reason: 'The customer could not be searched for (UNKNOWN_EXCEPTION).',
};
/** Salesforce refuses a search as a whole if the user does not see one of its fields. */
export const HIDDEN_IN_LEADS: Cause = {
	fault: 'The user does not see a field of leads',
	make: (org) => {
		org.removeField('Lead', 'MobilePhone');
		return () => org.setField('Lead', phone('MobilePhone'));
	},
	reason: 'Hidden from the Salesforce user: Lead.MobilePhone.',
};
/** A link that the call comes with. */
export const wrongLink = (fault: string, reason: string): Cause => ({
	fault,
	make: () => () => {},
	reason,
});
export const locked = (objectName: string, what: string): Cause => ({
	fault: `Somebody else is changing the ${what}`,
	make: (org) => {
		for (const { Id } of org.records(objectName)) org.lock(String(Id));
		return () => org.unlock();
	},
	reason: 'unable to obtain exclusive access to this record or 1 records: ',
});
