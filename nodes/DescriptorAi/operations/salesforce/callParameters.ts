import { languages, NO_LANGUAGE } from '../../api';
import { languageProperty } from '../../form/commonParameters';
import { asEntries, asEntry, asName, atLeastOne, entryNamed } from '../../form/entries';
import { InvalidParameter, option, parameter } from '../../form/parameter';
import { asList, asNumber, asText } from '../../form/readers';
import { isTimeZone } from '../../salesforce/callTimes';
import { phoneField, type SearchedObject } from '../../salesforce/customerSearch';
import { SOURCES } from '../../sources';
import { namePattern } from '../../sources/namePattern';

const ITEM_FIELDS = 'itemFields';

export const source = parameter(
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

export const defaultLanguage = parameter(
	{
		...languageProperty,
		displayName: 'Default Language Name or ID',
		name: 'defaultLanguage',
		typeOptions: { loadOptionsMethod: 'getDefaultLanguages' },
		description:
			'Language of calls whose items do not say it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(given, property) =>
		entryNamed(asText(given, property), [NO_LANGUAGE]) === undefined
			? asName(languages)(given, property)
			: undefined,
);

export const countryCallingCode = option(
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

export const morePhoneFields = option(
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

export const agentChannel = option(
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

export const fileNamePattern = option(
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

export const mostCalls = option(
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

export const ownNumbers = option(
	{
		displayName: 'Own Numbers',
		name: 'ownNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +14155550100, +14155550101',
		displayOptions: shownFor('fileName', 'salesforceFile', 'telnyx', 'twilio'),
		description:
			'Phone numbers of your agents in any notation, separated by commas. The other number of a call is then the customer.',
	},
	(given, property) => (given ? asList(given, property) : []),
);

export const shortest = option(
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

export const searchIn = option(
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

export const timeZone = option(
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
