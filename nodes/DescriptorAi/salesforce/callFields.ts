import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';

/**
 * The fields that an item may have for a call, each with the names that are accepted for it; of several, the first that
 * is filled in counts. Capitals, spaces, hyphens and underscores make no difference.
 */
const NAMES = {
	recording_id: ['recording_id', 'call_id', 'Recording_Id__c'],
	source: ['source'],
	audio_url: ['audio_url', 'recording_url', 'url', 'Recording_URL__c'],
	channels: ['channels', 'Channels__c'],
	agent_channel: ['agent_channel'],
	direction: ['direction', 'Direction__c'],
	customer_phone: ['customer_phone', 'phone'],
	customer_email: ['customer_email', 'email'],
	caller: ['Caller__c'],
	agent_email: ['agent_email', 'Agent_Email__c'],
	agent_name: ['agent_name'],
	called_at: ['called_at', 'Called_At__c'],
	duration_seconds: ['duration_seconds'],
	language_code: ['language_code', 'language', 'Language__c'],
	case_id: ['case_id', 'Case__c'],
	opportunity_id: ['opportunity_id', 'Opportunity__c'],
	contact_id: ['contact_id', 'Contact__c'],
	lead_id: ['lead_id', 'Lead__c'],
	account_id: ['account_id', 'Account__c'],
	owner_id: ['owner_id', 'owner'],
	due_date: ['due_date'],
	test: ['test'],
};
type FieldName = keyof typeof NAMES;

/** A field of an item that is filled in. */
export interface Field {
	/** As the item spells it. */
	name: string;
	value: unknown;
}

/** What an item says about a call. */
export interface CallFields {
	/** Those that are filled in. */
	given: Partial<Record<FieldName, Field>>;
	/** All others of the item, without secrets. */
	others: IDataObject;
	/** Whether the item is a record of Call Analysis, as a query returns it. */
	isRecord: boolean;
}

const spelledOut = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
const KNOWN = new Set(Object.values(NAMES).flat().map(spelledOut));
/**
 * What the operation makes: a value of an earlier run, or an address that is not checked, is not handed on. A credential
 * is sent to a download_url.
 */
const MADE = ['download_url', 'phone_digits', 'Recording_URL__c', 'search'];
/** Fields that hold secrets, by the end of their names, spelled out; a webhook's headers and cookies too. */
const SECRET =
	/(accesskey|apikey|auth|authorization|bearer|cookies?|credentials?|headers|jwt|passcode|passwd|password|pwd|secret|session(id)?|sig|signature|token)$/;

/** A value without the secrets inside of it, such as the headers of a request that has failed. */
function withoutSecrets(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutSecrets);
	// Dates and other objects of a library stay as they are.
	if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
	const kept = Object.entries(value).filter(([name]) => !SECRET.test(spelledOut(name)));
	return Object.fromEntries(kept.map(([name, part]) => [name, withoutSecrets(part)]));
}

const isBlank = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Finds the fields of a call in an item. */
export function callFields(item: IDataObject): CallFields {
	const fields = Object.entries(item).map(([name, value]) => ({
		name,
		value,
		key: spelledOut(name),
		isFilled: !isBlank(value),
	}));
	const filled = new Map<string, Field>();
	for (const { key, isFilled, name, value } of fields) {
		if (isFilled && !filled.has(key)) filled.set(key, { name, value });
	}
	const found = Object.entries(NAMES).flatMap(([field, names]) => {
		const [first] = names.flatMap((name) => filled.get(spelledOut(name)) ?? []);
		return first ? [[field, first] as const] : [];
	});
	const used = new Set(found.map(([, { name }]) => name));
	const others = fields.filter(
		({ name, key, isFilled }) =>
			!used.has(name) && !MADE.includes(name) && !SECRET.test(key) && (isFilled || !KNOWN.has(key)),
	);
	return {
		given: Object.fromEntries(found),
		others: Object.fromEntries(
			others.map(({ name, value }) => [name, withoutSecrets(value) as IDataObject]),
		),
		isRecord: Object(item.attributes).type === 'Call_Analysis__c' || 'Recording_Id__c' in item,
	};
}
