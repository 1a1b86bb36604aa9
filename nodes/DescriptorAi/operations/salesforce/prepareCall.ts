import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock, isObject, languages } from '../../api';
import { languageProperty, optionsProperty } from '../../form/commonParameters';
import { asEntries, asName, atLeastOne } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asList, asText } from '../../form/readers';
import { callFields } from '../../salesforce/callFields';
import { callItem } from '../../salesforce/callItem';
import { isTimeZone } from '../../salesforce/callTimes';
import { claimFields } from '../../salesforce/claimFields';
import { customerSearch, phoneField, type SearchedObject } from '../../salesforce/customerSearch';
import { known } from '../../salesforce/known';
import { keyOfFile } from '../../salesforce/recordingKey';
import type { PureOperation } from '../operation';
import { runMemory } from '../runMemory';

const defaultLanguage = parameter(
	{
		...languageProperty,
		displayName: 'Default Language Name or ID',
		name: 'defaultLanguage',
		description:
			'Language of calls whose items do not say it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	asName(languages),
);

const countryCallingCode = option(
	{
		displayName: 'Country Calling Code',
		name: 'countryCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. 44',
		description:
			'Code for phone numbers that have none, such as 020 7946 0958. Without it, they are not found where Salesforce has them with their code.',
	},
	(given, property) => {
		const code = asText(given, property).replace(/^(\+|00)/, '');
		if (/^([1-9]\d{0,2})?$/.test(code)) return code;
		throw new InvalidParameter(
			`'${property.displayName}' must have one to three digits`,
			'Enter a code such as 44 or 1, or remove the option.',
		);
	},
);

const morePhoneFields = option(
	{
		displayName: 'More Phone Fields',
		name: 'phoneFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. Contact.Second_Phone__c, Lead.Home__c',
		description:
			'API names of your own fields to look for the number in, separated by commas. They must be of type Phone.',
	},
	(given, property) =>
		(given ? asList(given, property) : []).map((entry) => phoneField(entry, property.displayName)),
);

const searchIn = option(
	{
		displayName: 'Search In',
		name: 'searchIn',
		type: 'multiOptions',
		options: [
			{ name: 'Accounts', value: 'Account' },
			{ name: 'Contacts', value: 'Contact' },
			{ name: 'Leads', value: 'Lead' },
		],
		default: ['Account', 'Contact', 'Lead'],
		description:
			'Where to look for the customer. Salesforce refuses a search in records that its user must not see.',
	},
	atLeastOne(asEntries<SearchedObject>),
);

const timeZone = option(
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description:
			'Time zone of times that do not say theirs. Leave empty to use the time zone of the workflow.',
	},
	(given, property) => {
		const zone = asText(given, property);
		if (zone === '' || isTimeZone(zone)) return zone;
		throw new InvalidParameter(
			`'${property.displayName}' does not exist`,
			'Enter the name of a time zone, such as Europe/Berlin or America/New_York.',
		);
	},
);

/** The fields of a call; n8n's Webhook node has put them into `body` or `query`, beside the headers of the request. */
const received = (item: IDataObject): IDataObject =>
	isObject(item.headers) && isObject(item.body)
		? { ...(item.query as IDataObject), ...(item.body as IDataObject) }
		: item;

/** The key by the item's file: the one in `data`, or the only one. */
async function keyByFile(ctx: IExecuteFunctions, itemIndex: number): Promise<string | undefined> {
	const { binary = {} } = ctx.getInputData()[itemIndex];
	const [only, another] = Object.values(binary);
	const file = binary.data ?? (another ? undefined : only);
	if (!file) return undefined;
	return await keyOfFile(
		file.id ? await ctx.helpers.getBinaryStream(file.id) : [Buffer.from(file.data, 'base64')],
	);
}

const noRecording = () =>
	new InvalidParameter(
		'The item has no recording',
		"Give it the field 'audio_url' with the address of the recording, 'recording_id' with its ID in the phone system, or one file. In a record of Salesforce, enter the Recording ID.",
	);

/** A token of this run for a recording, also when n8n repeats the run. */
function claimToken(ctx: IExecuteFunctions, itemIndex: number, recordingId: string): string {
	const tokens = runMemory<string>(ctx, 'claims');
	const key = `${itemIndex} ${recordingId}`;
	const token = tokens.get(key) ?? randomUUID();
	tokens.set(key, token);
	return token;
}

/** Whom a call can be linked by, or is linked to already. */
const LINKS = ['phone_digits', 'customer_email', 'contact_id', 'lead_id', 'account_id'];

/** Turns an item into a checked call, with the search for the customer and the fields that claim the record. */
export const prepareCall: PureOperation = {
	option: {
		name: 'Prepare Call',
		value: 'prepareCall',
		action: 'Prepare call',
		description: 'Check a call and prepare its record and the search for the customer',
		// An AI agent has no items with calls.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		defaultLanguage.property,
		optionsProperty([countryCallingCode, morePhoneFields, searchIn, timeZone]),
	],

	async workOut(ctx, itemIndex) {
		const { json, binary } = ctx.getInputData()[itemIndex];
		const item = received(json);
		return await readParameters(ctx, itemIndex, async (read) => {
			const zone = read(timeZone) || ctx.getTimezone();
			const fields = callFields(item);
			const { others, isRecord } = fields;
			const call = callItem(fields, {
				language: read(defaultLanguage),
				countryCode: read(countryCallingCode),
				zone,
			});
			call.recording_id ??= isRecord ? undefined : await keyByFile(ctx, itemIndex);
			if (call.recording_id === undefined) throw noRecording();
			const token = claimToken(ctx, itemIndex, call.recording_id);
			const search = customerSearch(
				{ digits: call.phone_digits, email: call.customer_email },
				read(searchIn),
				read(morePhoneFields),
			);
			const record = known(claimFields(call, { token, zone, now: clock.now() }, isRecord));
			const recordId = isRecord && item.Id ? { record_id: item.Id } : {};
			return [{ json: { ...others, ...known(call), ...recordId, search, ...record }, binary }];
		});
	},

	hint(outputs) {
		const calls = outputs.filter((call) => 'recording_id' in call && 'search' in call);
		const unknown = calls.filter((call) => LINKS.every((field) => !(field in call)));
		if (unknown.length === 0) return '';
		return `${unknown.length} of ${calls.length} calls have neither a phone number nor an e-mail address of the customer, so they cannot be linked to anybody.`;
	},
};
