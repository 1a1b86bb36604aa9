import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { webAddress } from '../../../api';
import { filledByAgent } from '../../../form/commonParameters';
import { asEntry } from '../../../form/entries';
import {
	InvalidParameter,
	option,
	parameter,
	propertiesOf,
	type Parameter,
	type Reader,
} from '../../../form/parameter';
import { asBoolean, asNumber, asText } from '../../../form/readers';
import { isFileOfItem } from '../../itemFiles';

/** The address itself stays out of the message: a signed one is a secret. */
const asWebAddress =
	(remedy: string): Reader<string> =>
	(given, property) => {
		const address = asText(given, property);
		if (webAddress(address)) return address;
		const fault = address === '' ? 'is empty' : 'is not a web address';
		throw new InvalidParameter(`'${property.displayName}' ${fault}`, remedy);
	};

export const audioSource = parameter(
	{
		displayName: 'Audio Source',
		name: 'audioSource',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'The file if there is one, else the address: for items of both kinds',
			},
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
		description: 'Source of the recording',
	},
	asEntry<'automatic' | 'binary' | 'url'>,
);

export const audioUrl = parameter(
	{
		displayName: 'Audio URL',
		name: 'audioUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://recordings.example.com/call-42.mp3',
		description:
			'Address of the recording: MP3, MP4, WAV or M4A, preferably with 16 kHz and 16 bit. Descriptor.AI downloads the recording itself, so it must be able to reach the address.',
	},
	asWebAddress(
		'Enter the full address of the recording, beginning with https://, or correct it in the node that it is mapped from. Descriptor.AI downloads the recording from there.',
	),
);

export const binaryField = parameter<string | IBinaryData>(
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the recording: MP3, MP4, WAV or M4A',
		description:
			'Descriptor.AI gets a signed link to the file, which expires. An expression may also return the file of an earlier node, such as {{ $("Download").item.binary.data }}.',
	},
	(given, property) => (isFileOfItem(given) ? given : asText(given, property)),
);

/**
 * A parameter that one source needs, and *Automatic* may need: n8n asks for a required one wherever it is shown, so it is
 * not required there. Nor is it where an expression gives the source: then, n8n shows it whatever `show` says.
 */
function neededFor<Value>(
	source: 'binary' | 'url',
	one: Parameter<Value>,
): Array<Parameter<Value>> {
	const needed: INodeProperties = {
		...one.property,
		required: true,
		displayOptions: { hide: { audioSource: [{ _cnd: { not: source } }] } },
	};
	const optional = {
		...one.property,
		displayOptions: { hide: { audioSource: ['binary', 'url'] } },
	};
	return [needed, optional].map((property) => ({ ...one, property }));
}

/** Where the recording is: at a web address, or in n8n. */
export const audioProperties: INodeProperties[] = [
	audioSource.property,
	...neededFor('url', audioUrl).flatMap((one) =>
		filledByAgent(one, 'The web address of the recording'),
	),
	...propertiesOf(neededFor('binary', binaryField)),
];

export const allowPrivateAddress = option(
	{
		displayName: 'Allow Private Address',
		name: 'allowPrivateAddress',
		type: 'boolean',
		default: false,
		description:
			'Whether to submit although the address of n8n, of the recording or of the webhook is private. Turn this on if Descriptor.AI is in the same network and can reach it.',
	},
	asBoolean,
);

export const checkFirst = option(
	{
		displayName: 'Check Address First',
		name: 'checkAddress',
		type: 'boolean',
		default: false,
		displayOptions: { show: { '/audioSource': ['automatic', 'url'] } },
		description:
			'Whether to request the first byte of the recording before submitting it. Nothing is then charged for an address that needs a login, no longer exists or leads to a page.',
	},
	asBoolean,
);

export const linkExpiry = option(
	{
		displayName: 'Link Expiry (Hours)',
		name: 'linkExpiryHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 168 },
		default: 24,
		displayOptions: { show: { '/audioSource': ['automatic', 'binary'] } },
		description:
			'How long Descriptor.AI can download the file from n8n. Allow time for the recordings before it: the service works on one at a time.',
	},
	asNumber,
);

/** Longest webhook URL that the API takes, in characters. */
const WEBHOOK_LENGTH = 2083;

/** Submit and Wait does not have it: there, the node has an address of its own. */
export const webhookUrl = option<string | undefined>(
	{
		displayName: 'Webhook URL',
		name: 'webhook',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/done',
		description: 'Address that Descriptor.AI sends the finished result to',
	},
	(given, property) => {
		if (asText(given, property) === '') return undefined;
		const label = property.displayName;
		const read = asWebAddress(
			`Enter the full address, beginning with https://, or remove '${label}' from Options.`,
		);
		const address = read(given, property);
		if (address.length <= WEBHOOK_LENGTH) return address;
		throw new InvalidParameter(
			`'${label}' is longer than ${WEBHOOK_LENGTH} characters`,
			'Shorten the address.',
		);
	},
);
