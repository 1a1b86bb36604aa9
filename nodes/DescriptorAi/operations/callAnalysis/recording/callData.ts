import type { CallData, Speaker } from '../../../api';
import {
	InvalidParameter,
	parameter,
	propertiesOf,
	readAll,
	readerOf,
	type Parameter,
} from '../../../form/parameter';
import { asDate, asText, entriesOf } from '../../../form/readers';

const customField = {
	name: parameter(
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. contact_id',
		},
		asText,
	),
	value: parameter(
		{ displayName: 'Value', name: 'value', type: 'string', default: '' },
		(given) => given,
	),
};

const speaker = {
	id: parameter(
		{
			displayName: 'Speaker ID',
			name: 'id',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0',
			description: 'Number of the speaker in the transcript, beginning with 0',
		},
		asText,
	),
	label: parameter(
		{
			displayName: 'Speaker Name',
			name: 'label',
			type: 'string',
			default: '',
			placeholder: 'e.g. Dana',
			description: 'Name to show for the speaker',
		},
		asText,
	),
	role: parameter(
		{
			displayName: 'Role',
			name: 'role',
			type: 'options',
			options: [
				{ name: 'Agent', value: 'agent' },
				{ name: 'Customer', value: 'customer' },
				{ name: 'Other', value: 'other' },
			],
			default: 'other',
			description:
				'Side of the speaker, which talk share and emotions by role need; shown if there is no name. An expression may return another role.',
		},
		asText,
	),
} satisfies Record<keyof Speaker, Parameter<string>>;

const customFields = parameter(
	{
		displayName: 'Custom Fields',
		name: 'ownFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Custom Field',
		default: {},
		description: 'Anything else to return with the result, such as the ID of a CRM record',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: propertiesOf(Object.values(customField)),
			},
		],
	},
	(given, property) => {
		const fields = entriesOf(given, property).map((entry) => readAll(customField, readerOf(entry)));
		if (fields.every(({ name }) => name !== '')) {
			return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
		}
		throw new InvalidParameter(
			`An entry of '${property.displayName}' has no name`,
			'Give it a name, or remove it.',
		);
	},
);

/** The published fields of the call data. */
export const callDataParameters = {
	id: parameter(
		{
			displayName: 'Call ID',
			name: 'id',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0042-2026-11-23',
			description: 'ID of the call in your own system',
		},
		asText,
	),
	speakers: parameter(
		{
			displayName: 'Speakers',
			name: 'speakers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Speaker',
			default: {},
			description:
				'Speakers of the call. Their names appear in the transcript of a simplified result. One without a Speaker ID is left out.',
			options: [
				{ displayName: 'Speaker', name: 'speaker', values: propertiesOf(Object.values(speaker)) },
			],
		},
		(given, property): Speaker[] =>
			entriesOf(given, property)
				.map((entry) => readAll(speaker, readerOf(entry)))
				// One that is mapped may not be known.
				.filter(({ id }) => id !== ''),
	),
	timestamp: parameter(
		{
			displayName: 'Timestamp',
			name: 'timestamp',
			type: 'dateTime',
			default: '',
			description: 'When the call took place, in the time zone of the workflow',
		},
		asDate,
	),
} satisfies { [Field in 'id' | 'speakers' | 'timestamp']: Parameter<CallData[Field]> };

const published = Object.values(callDataParameters);

/** The builder's own facts about a call; fields that are left empty are not sent. */
export const callData = parameter(
	{
		displayName: 'Call Data',
		name: 'callData',
		type: 'collection',
		placeholder: 'Add Call Data',
		default: {},
		description: 'Your own data about the call, returned unchanged with the result',
		options: propertiesOf([published[0], customFields, published[1], published[2]]),
	},
	(given): CallData | undefined => {
		const read = readerOf(given);
		const isFilled = ([, value]: [string, unknown]) =>
			Array.isArray(value) ? value.length > 0 : value !== '';
		const fields = Object.entries(readAll(callDataParameters, read)).filter(isFilled);
		const data: CallData = { ...read(customFields), ...Object.fromEntries(fields) };
		return Object.keys(data).length > 0 ? data : undefined;
	},
);
