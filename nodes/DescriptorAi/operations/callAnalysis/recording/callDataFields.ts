import type { INodeProperties } from 'n8n-workflow';

/** The caller's own facts about a call. */
export const callData: INodeProperties = {
	displayName: 'Call Data',
	name: 'callData',
	type: 'collection',
	placeholder: 'Add Call Data',
	default: {},
	description: 'Your own facts about the call. They come back unchanged in the result.',
	options: [
		{
			displayName: 'Call ID',
			name: 'id',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0042-2026-11-23',
			description: 'ID of the call in your own system',
		},
		{
			displayName: 'Custom Fields',
			name: 'ownFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Custom Field',
			default: {},
			description:
				'Anything else that is to come back with the result, such as the ID of a CRM record',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. contact_id',
						},
						{ displayName: 'Value', name: 'value', type: 'string', default: '' },
					],
				},
			],
		},
		{
			displayName: 'Speakers',
			name: 'speakers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Speaker',
			default: {},
			description: 'Who speaks. The names appear in the transcript text of a simplified result.',
			options: [
				{
					displayName: 'Speaker',
					name: 'speaker',
					values: [
						{
							displayName: 'Speaker ID',
							name: 'id',
							type: 'string',
							default: '',
							placeholder: 'e.g. 0',
							description: 'Number of the speaker in the transcript, beginning with 0',
						},
						{
							displayName: 'Name',
							name: 'label',
							type: 'string',
							default: '',
							placeholder: 'e.g. Dana',
							description: 'Name that is shown for the speaker',
						},
						{
							displayName: 'Role',
							name: 'role',
							type: 'string',
							default: '',
							placeholder: 'e.g. agent',
							description: 'What the speaker is in the call; shown where there is no name',
						},
					],
				},
			],
		},
		{
			displayName: 'Timestamp',
			name: 'timestamp',
			type: 'dateTime',
			default: '',
			description: 'When the call took place, in the time zone of the workflow',
		},
	],
};
