import type { INodeProperties } from 'n8n-workflow';

import { filledByAgent } from '../../../form/fields';

/** Where the recording is: at a web address, or in n8n. */
export const audioFields: INodeProperties[] = [
	{
		displayName: 'Audio Source',
		name: 'audioSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Binary File',
				value: 'binary',
				description:
					'A file of the item. Descriptor.AI downloads it from n8n, which must be reachable from there.',
			},
			{
				name: 'URL',
				value: 'url',
				description: 'A web address that Descriptor.AI can download the recording from',
			},
		],
		default: 'url',
		description: 'Where the recording is',
	},
	...filledByAgent(
		{
			displayName: 'Audio URL',
			name: 'audioUrl',
			type: 'string',
			required: true,
			default: '',
			displayOptions: { show: { audioSource: ['url'] } },
			placeholder: 'e.g. https://recordings.example.com/call-42.mp3',
			description:
				'Address of the recording: MP3, MP4, WAV or M4A, best with 16 kHz and 16 bit. Descriptor.AI downloads it itself, so the address must be reachable for the service.',
		},
		'The web address of the recording',
	),
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		displayOptions: { show: { audioSource: ['binary'] } },
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the recording',
		description:
			'Name of the binary field that holds the recording: MP3, MP4, WAV or M4A. Descriptor.AI gets a signed link to it that expires.',
	},
];

/** For a service that reaches what cannot be reached from everywhere. */
export const allowPrivateAddressField: INodeProperties = {
	displayName: 'Allow Private Address',
	name: 'allowPrivateAddress',
	type: 'boolean',
	default: false,
	description:
		'Whether to submit although the address of n8n, of the recording or of the webhook is private, because Descriptor.AI is in the same network and reaches it',
};

/** How long a file of n8n can be downloaded. */
export const linkExpiryField: INodeProperties = {
	displayName: 'Link Expiry (Hours)',
	name: 'linkExpiryHours',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 168 },
	default: 24,
	displayOptions: { show: { '/audioSource': ['binary'] } },
	description:
		'How long Descriptor.AI can download the file from n8n. Leave time for the recordings before it: the service works on one at a time.',
};
