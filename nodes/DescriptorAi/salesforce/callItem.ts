import type { CallFields, Field } from './callFields';
import { asTime } from './callTimes';
import {
	asAddress,
	asDirection,
	asEmail,
	asIdOf,
	asLanguage,
	asNumber,
	asText,
	asWhole,
	asYesNo,
} from './fieldReaders';
import { hasNumber, phoneDigits } from './phoneNumbers';
import { keyOfAddress, keyOfId } from './recordingKey';

/** A week in seconds: no call is as long. */
export const LONGEST_CALL = 7 * 24 * 3600;

/** What holds for items that do not say it themselves. */
export interface CallDefaults {
	language: string | undefined;
	/** Empty if numbers without one stay without. */
	countryCode: string;
	zone: string;
}

/** A call as all later steps know it. What is not known is `undefined`, and nothing is empty. */
export type CallItem = ReturnType<typeof callItem>;

/**
 * Checks the fields of a call.
 *
 * @returns the call; without `recording_id` where the item has neither an ID nor an address
 * @throws InvalidParameter naming the field that cannot be read, without its value
 */
export function callItem(
	{ given, others, isRecord }: CallFields,
	{ language, countryCode, zone }: CallDefaults,
) {
	const read = <Value>(name: keyof typeof given, reader: (field: Field) => Value) => {
		const field = given[name];
		return field && reader(field);
	};
	const address = read('audio_url', asAddress);
	// The key of a record is not made anew, or it would be that of another one.
	const givenKey = read('recording_id', (field) =>
		isRecord ? asWhole(field) : keyOfId(asWhole(field)),
	);
	// A record that nobody has given to somebody belongs to the user who has created it.
	const isUnowned = isRecord && given.owner_id?.value === others.CreatedById;
	const channels = read('channels', asNumber(1, 8));
	const callerEmail = read('caller', asEmail);
	const callerPhone = callerEmail ? undefined : read('caller', asText);
	const phone = read('customer_phone', asText) ?? callerPhone;
	return {
		recording_id: givenKey ?? (address && !isRecord ? keyOfAddress(address) : undefined),
		source: read('source', asText),
		audio_url: read('audio_url', asWhole),
		channels,
		agent_channel: read('agent_channel', asNumber(0, (channels ?? 8) - 1)),
		direction: read('direction', asDirection),
		customer_phone: phone && hasNumber(phone) ? phone : undefined,
		phone_digits: phone && phoneDigits(phone, countryCode),
		customer_email: read('customer_email', asEmail) ?? callerEmail,
		// Some phone systems know their agents by a login.
		agent_email: read('agent_email', asEmail) ?? read('agent_name', asEmail),
		agent_name: read('agent_name', asText),
		called_at: read('called_at', (field) => asTime(field, zone)),
		duration_seconds: read('duration_seconds', asNumber(0, LONGEST_CALL, false)),
		language_code: read('language_code', asLanguage) ?? language,
		case_id: read('case_id', asIdOf('case')),
		opportunity_id: read('opportunity_id', asIdOf('opportunity')),
		contact_id: read('contact_id', asIdOf('contact')),
		lead_id: read('lead_id', asIdOf('lead')),
		account_id: read('account_id', asIdOf('account')),
		owner_id: isUnowned ? undefined : read('owner_id', asIdOf('user or queue')),
		due_date: read('due_date', (field) => asTime(field, zone).slice(0, 10)),
		test: read('test', asYesNo),
	};
}
