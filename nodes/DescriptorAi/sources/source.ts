import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { InvalidParameter } from '../form/parameter';
import { text } from '../form/readers';
import { LONGEST_CALL } from '../salesforce/callItem';
import { asTime } from '../salesforce/callTimes';
import {
	hasNumber,
	isSameNumber,
	LONGEST_EXTENSION,
	phoneDigits,
} from '../salesforce/phoneNumbers';
import type { NamePattern } from './namePattern';

/** What a phone system says about one recording. */
export interface Told {
	/** The fields of the call. */
	call: IDataObject;
	/** Where n8n can request the recording. A credential may be sent there, so no unsigned event decides on its host. */
	downloadUrl?: string;
}

/** A recording, or why there is nothing to analyze. */
export type Reading = Told | { leftOut: string };

/** What the form says about all calls of a phone system. */
export interface SourceSettings {
	/** In seconds; a shorter recording is left out. */
	shortest: number;
	/** Whether a number or an address is one of the company's own. */
	isOwn(number: string): boolean;
	/** The pattern of the names of files; the known ones without it. */
	namePattern: NamePattern | undefined;
	/** In milliseconds since 1970. */
	now: number;
}

/** Where calls come from. */
export interface PhoneSystem {
	/** Entry of the Source list. */
	option: { name: string; value: string; description: string };
	/** The page on which the vendor describes what is read here. */
	page: string;
}

/** A phone system whose published event, or the answer of its API, becomes the fields of a call. */
export interface Source extends PhoneSystem {
	/**
	 * @param event of the phone system, without the headers of its request
	 * @returns one reading for each recording that the event tells of
	 * @throws InvalidParameter for an event of another kind
	 */
	read(event: IDataObject, settings: SourceSettings): Reading[];
}

/** The value at a path such as `data.user.email`; `undefined` where there is none. */
export const at = (event: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), event);

/** The text or number at a path, as text; `undefined` where there is none. */
export const textAt = (event: unknown, path: string): string | undefined =>
	text(at(event, path)) || undefined;

/** The object at a path; `undefined` where there is none. */
export function objectAt(event: unknown, path: string): IDataObject | undefined {
	const value = at(event, path);
	return isObject(value) ? (value as IDataObject) : undefined;
}

/** The objects of the list at a path; none where there is no list. */
export function listAt(event: unknown, path: string): IDataObject[] {
	const list = at(event, path);
	return Array.isArray(list) ? (list.filter(isObject) as IDataObject[]) : [];
}

/**
 * Reads the entries of a list. One that cannot be read is left out beside others, so that it does not stop them.
 *
 * @throws InvalidParameter when the only entry cannot be read
 */
export function readEach<Entry>(
	entries: Entry[],
	read: (entry: Entry) => Reading | Reading[],
): Reading[] {
	if (entries.length === 1) return [read(entries[0])].flat();
	return entries.flatMap((entry) => {
		try {
			return read(entry);
		} catch {
			return { leftOut: 'unreadable' };
		}
	});
}

/** The error for an item that is no event of the selected phone system. */
export const otherEvent = ({ option, page }: PhoneSystem, fault: string) =>
	new InvalidParameter(
		`The item is not what ${option.name} sends: ${fault}`,
		`Select the phone system that the item comes from, and hand on its event or the answer of its API as a whole. ${option.name} is described at ${page}`,
	);

/**
 * The ID at a path. It becomes a part of an address to which a credential is sent, so it must look like one.
 *
 * @throws InvalidParameter when there is none, or anything else
 */
export function idAt(source: PhoneSystem, event: unknown, path: string, pattern: RegExp): string {
	const value = at(event, path);
	const id = typeof value === 'number' && !Number.isSafeInteger(value) ? '' : textAt(event, path);
	if (id === undefined) throw otherEvent(source, `'${path}' is missing`);
	if (!pattern.test(id)) throw otherEvent(source, `'${path}' is not an ID`);
	return id;
}

/** A number of seconds; `undefined` for what is none. */
function secondsOf(value: unknown): number | undefined {
	const written = text(value);
	const seconds = Number(written);
	return written !== '' && seconds >= 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** Whether it is a time that can be read. */
function isTime(value: unknown): boolean {
	try {
		return asTime({ name: '', value }, 'UTC') !== '';
	} catch {
		return false;
	}
}

/** A recording, unless it is too short. What is not known is absent. */
export function toldUnlessShort(
	{ download_url: downloadUrl, ...call }: IDataObject & { download_url?: string },
	{ shortest }: SourceSettings,
): Reading {
	const seconds = secondsOf(call.duration_seconds);
	// What a system says wrong about time is not known; it does not cost the recording.
	if (seconds === undefined || seconds > LONGEST_CALL) delete call.duration_seconds;
	if (!isTime(call.called_at)) delete call.called_at;
	if (seconds !== undefined && seconds < shortest) {
		return { leftOut: `shorter than ${shortest} seconds` };
	}
	const known = Object.entries(call).filter(([, value]) => value !== undefined && value !== '');
	return { call: Object.fromEntries(known), ...(downloadUrl && { downloadUrl }) };
}

/** The user of an address such as `client:dana@example.com` or `sip:dana@host`; `undefined` for a plain number. */
function userOf(address: string): { scheme: string; user: string; host?: string } | undefined {
	const [, scheme, user, host] = /^(client|sips?):([^@;]+)(?:@([^;]+))?/i.exec(address) ?? [];
	return scheme ? { scheme: scheme.toLowerCase(), user, host } : undefined;
}

/** Whether an address is the browser or the SIP phone of an agent: customers have numbers, also over SIP. */
export function isAgentAddress(address: string | undefined, { isOwn }: SourceSettings): boolean {
	if (address === undefined) return false;
	const named = userOf(address);
	const isPhone = named?.scheme === 'client' || (named && phoneDigits(named.user) === undefined);
	return Boolean(isPhone) || isOwn(address);
}

/** The name or e-mail address of an agent, by the address of their browser or SIP phone. */
export function agentOf(address: string | undefined): IDataObject {
	const { scheme, user = '', host } = userOf(address ?? '') ?? {};
	if (user === '' || phoneDigits(user) !== undefined) return {};
	return scheme === 'client' && host
		? { agent_email: `${user}@${host}` }
		: // The identity of a browser phone has no spaces.
			{ agent_name: user.replaceAll('_', ' ') };
}

/** Who is who by two numbers alone: an extension or an own number is the agent's; without one, nobody knows. */
export function sidesByNumber(
	from: string | undefined,
	to: string | undefined,
	{ isOwn }: SourceSettings,
): IDataObject {
	const isInside = (number: string | undefined) =>
		number !== undefined &&
		(isOwn(number) || (hasNumber(number) && number.replace(/\D/g, '').length <= LONGEST_EXTENSION));
	if (isInside(from)) {
		return isInside(to)
			? { direction: 'internal', agent_name: from }
			: { direction: 'outbound', customer_phone: to, agent_name: from };
	}
	return isInside(to) ? { direction: 'inbound', customer_phone: from, agent_name: to } : {};
}

/** Whether a number is one of a company's, in any notation; an extension or a name has to be the same. */
export const isAmong = (own: string[], number: string): boolean =>
	own.some((one) => {
		const [a, b] = [one, number].map((text) => text.replace(/\W/g, ''));
		return isSameNumber(phoneDigits(one), phoneDigits(number)) || (a !== '' && a === b);
	});
