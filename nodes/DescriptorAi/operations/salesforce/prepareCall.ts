import { randomUUID } from 'node:crypto';
import type {
	IBinaryData,
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
} from 'n8n-workflow';

import { clock, isObject, languages } from '../../api';
import { languageProperty, optionsProperty } from '../../form/commonParameters';
import { asEntries, asEntry, asName, atLeastOne } from '../../form/entries';
import {
	InvalidParameter,
	option,
	parameter,
	readParameters,
	type Read,
} from '../../form/parameter';
import { asList, asNumber, asText, parsed } from '../../form/readers';
import { callFields } from '../../salesforce/callFields';
import { callItem } from '../../salesforce/callItem';
import { isTimeZone } from '../../salesforce/callTimes';
import { claimFields } from '../../salesforce/claimFields';
import { customerSearch, phoneField, type SearchedObject } from '../../salesforce/customerSearch';
import { known } from '../../salesforce/known';
import { keyOfFile, keyOfId } from '../../salesforce/recordingKey';
import { SOURCES } from '../../sources';
import { namePattern } from '../../sources/namePattern';
import { isSameNumber, type Reading, type Told } from '../../sources/source';
import { filesOf } from '../itemFiles';
import type { LeftOut, Output, PureOperation } from '../operation';
import { perRun, runMemory } from '../runMemory';

const ITEM_FIELDS = 'itemFields';

const source = parameter(
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			...SOURCES.map((one) => one.option),
			{
				name: 'Item Fields',
				value: ITEM_FIELDS,
				description: 'Fields such as recording_id, audio_url and customer_phone',
			},
		].sort((one, other) => one.name.localeCompare(other.name)),
		default: ITEM_FIELDS,
		description: 'Whose events or files the items are',
	},
	asEntry<string>,
);

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

/** The keys of records that need not be sent, of a list of records or of items with records. */
function knownKeys(given: unknown, { displayName }: INodeProperties): Set<string> {
	const rows = given === '' ? [] : parsed(given);
	if (!Array.isArray(rows)) {
		throw new InvalidParameter(
			`'${displayName}' must be a list of records`,
			'Map it to all items of a node, for example {{ $("Known in Salesforce").all() }}, or leave it empty.',
		);
	}
	const records = rows.map((row) => (isObject(row) && isObject(row.json) ? row.json : Object(row)));
	return new Set(
		records
			.filter(({ Status__c: status }) => status !== 'New')
			.map(({ Recording_Id__c: key }) => String(key)),
	);
}

const knownCalls = option(
	{
		displayName: 'Known Calls',
		name: 'knownCalls',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $("Known in Salesforce").all() }}',
		description:
			'Records of Call Analysis with Recording_Id__c and Status__c. Their recordings are left out, unless their status is New.',
	},
	knownKeys,
);

/** The same for all items, and long. */
const keysOfKnown = perRun((ctx) => knownCalls.parse(ctx.getNodeParameter(knownCalls.path, 0, '')));

const KNOWN: LeftOut = { leftOut: 'known in Salesforce' };

/** Whether Salesforce knows a recording, by the key that its phone system gives it: most of a list is known. */
function isKnown(ctx: IExecuteFunctions, { call: { recording_id: id } }: Told): boolean {
	return typeof id === 'string' && keysOfKnown(ctx).has(keyOfId(id));
}

/** How many calls of all items are returned so far. */
const handedOnIn = perRun(() => ({ calls: 0 }));

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

/** Where the sources are that have an option. */
const shownFor = (...sources: string[]) => ({ show: { '/source': sources } });

const agentChannel = option(
	{
		displayName: 'Agent Channel',
		name: 'agentChannel',
		type: 'options',
		options: [
			{ name: 'As in the Source', value: 'source' },
			{ name: 'First (Left)', value: 'first' },
			{ name: 'Second (Right)', value: 'second' },
		],
		default: 'source',
		description:
			'On which channel the agent is, if all recordings are in stereo. Listen to one to find it out.',
	},
	asEntry<'source' | 'first' | 'second'>,
);

const fileNamePattern = option(
	{
		displayName: 'File Name Pattern',
		name: 'fileNamePattern',
		type: 'string',
		default: '',
		placeholder: 'e.g. {direction}_{customer}_{date}-{time}_{ID}',
		displayOptions: shownFor('fileName', 'salesforceFile'),
		description:
			'How your file names are made, without the ending: {agent}, {customer}, {date}, {direction}, {ID}, {other} and {time} stand for what changes. Empty: as FreePBX, 3CX and Five9 name them.',
	},
	(given, property) => namePattern(asText(given, property), property.displayName),
);

const mostCalls = option(
	{
		displayName: 'Most Calls',
		name: 'mostCalls',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10_000, numberPrecision: 0 },
		default: 0,
		displayOptions: { hide: { '/source': [ITEM_FIELDS] } },
		description:
			'How many calls are returned at most; the others are left for the next run of the workflow. Zero returns all.',
	},
	asNumber,
);

const ownNumbers = option(
	{
		displayName: 'Own Numbers',
		name: 'ownNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +14155550100, +14155550101',
		displayOptions: shownFor('fileName', 'salesforceFile', 'telnyx', 'twilio'),
		description:
			'Phone numbers of your agents, separated by commas. The other number of a call is then the customer.',
	},
	(given, property) => (given ? asList(given, property) : []),
);

const shortest = option(
	{
		displayName: 'Shortest Recording (Seconds)',
		name: 'shortestSeconds',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3600 },
		default: 5,
		displayOptions: { hide: { '/source': [ITEM_FIELDS] } },
		description: 'Shorter recordings are left out',
	},
	asNumber,
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

/** What n8n's Webhook node says about a request, beside its content. */
const ABOUT_REQUEST = ['body', 'executionMode', 'headers', 'params', 'query', 'webhookUrl'];

/**
 * What was received: n8n's Webhook node has put it into `body` and `query`. A node between them may have added fields.
 */
function received(item: IDataObject): IDataObject {
	if (!isObject(item.headers)) return item;
	const body = parsed(item.body);
	const added = Object.entries(item).filter(([name]) => !ABOUT_REQUEST.includes(name));
	const others = Object.entries({ ...Object.fromEntries(added), ...(item.query as IDataObject) });
	const content = isObject(body) ? (body as IDataObject) : {};
	// The first of two spellings of a field counts, and the address of a webhook says less than its body.
	return { ...content, ...Object.fromEntries(others.filter(([name]) => !(name in content))) };
}

/** The recording among the files of an item: the one in `data`, or the only one. */
function recordingOf({ data, ...others }: IBinaryKeyData): IBinaryData | undefined {
	const [only, another] = Object.values(others);
	return data ?? (another ? undefined : only);
}

/** The key by the content of the item's file. */
async function keyByFile(
	ctx: IExecuteFunctions,
	file: IBinaryData | undefined,
): Promise<string | undefined> {
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

/** What the item says: one call, or what its phone system tells of. */
function readItem(ctx: IExecuteFunctions, itemIndex: number, read: Read): Reading[] {
	const { json } = ctx.getInputData()[itemIndex];
	const item = received(json);
	const selected = read(source);
	const system = SOURCES.find(({ option: { value } }) => value === selected);
	if (!system) return [{ call: item }];
	const file = recordingOf(filesOf(ctx, itemIndex));
	const own = read(ownNumbers);
	return system.read(
		{ ...(file && { file_name: file.fileName }), ...item },
		{
			shortest: read(shortest),
			isOwn: (number) => own.some((one) => isSameNumber(one, number)),
			namePattern: read(fileNamePattern),
			now: clock.now(),
		},
	);
}

/** The checked call, with the search for the customer and the fields of the claim. */
async function prepared(
	ctx: IExecuteFunctions,
	itemIndex: number,
	read: Read,
	{ call: item, downloadUrl }: Told,
): Promise<Output | LeftOut> {
	const { binary = {} } = ctx.getInputData()[itemIndex];
	const file = recordingOf(filesOf(ctx, itemIndex));
	const zone = read(timeZone) || ctx.getTimezone();
	const fields = callFields(item);
	const { others, isRecord } = fields;
	const call = callItem(fields, {
		language: read(defaultLanguage),
		countryCode: read(countryCallingCode),
		zone,
	});
	const selected = read(agentChannel);
	if (selected !== 'source' && call.channels !== 1) {
		call.channels = 2;
		call.agent_channel = selected === 'first' ? 0 : 1;
	}
	call.recording_id ??= isRecord ? undefined : await keyByFile(ctx, file);
	if (call.recording_id === undefined) throw noRecording();
	if (keysOfKnown(ctx).has(call.recording_id)) return KNOWN;
	const token = claimToken(ctx, itemIndex, call.recording_id);
	const search = customerSearch(
		{ digits: call.phone_digits, email: call.customer_email },
		read(searchIn),
		read(morePhoneFields),
	);
	const record = known(claimFields(call, { token, zone, now: clock.now() }, isRecord));
	const recordId = isRecord && item.Id ? { record_id: item.Id } : {};
	return {
		json: {
			...others,
			...(downloadUrl && { download_url: downloadUrl }),
			...known(call),
			...recordId,
			search,
			...record,
		},
		// Where later nodes look for it. A form with a file names it as the form's field.
		binary: file && !binary.data ? { data: file } : binary,
	};
}

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
		source.property,
		defaultLanguage.property,
		optionsProperty([
			agentChannel,
			countryCallingCode,
			fileNamePattern,
			knownCalls,
			morePhoneFields,
			mostCalls,
			ownNumbers,
			searchIn,
			shortest,
			timeZone,
		]),
	],

	async workOut(ctx, itemIndex) {
		return await readParameters(ctx, itemIndex, async (read) => {
			const outputs: Array<Output | LeftOut> = [];
			const handedOn = handedOnIn(ctx);
			const most = read(mostCalls) || Infinity;
			for (const reading of readItem(ctx, itemIndex, read)) {
				if (!('call' in reading)) outputs.push(reading);
				else if (isKnown(ctx, reading)) outputs.push(KNOWN);
				else if (handedOn.calls >= most) outputs.push({ leftOut: 'for the next run' });
				else {
					handedOn.calls += 1;
					outputs.push(await prepared(ctx, itemIndex, read, reading));
				}
			}
			return outputs;
		});
	},

	hint(outputs, _, reasons) {
		const calls = outputs.filter((call) => 'recording_id' in call && 'search' in call);
		const unknown = calls.filter((call) => LINKS.every((field) => !(field in call)));
		const kinds = [...new Set(reasons)].map(
			(reason) => `${reasons.filter((one) => one === reason).length} ${reason}`,
		);
		return [
			reasons.length > 0 && `Left out: ${kinds.join(', ')}.`,
			unknown.length > 0 &&
				`${unknown.length} of ${calls.length} calls have neither a phone number nor an e-mail address of the customer, so they cannot be linked to anybody.`,
		]
			.filter(Boolean)
			.join(' ');
	},
};
