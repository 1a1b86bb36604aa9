import type { INodeProperties } from 'n8n-workflow';

import { includeDetails, optionsProperty, simplify } from '../form/commonParameters';
import { parameter } from '../form/parameter';
import { text } from '../form/readers';
import { csatBelow, event } from './events';
import { filterProperties } from './filters';

export const secret = parameter(
	{
		displayName: 'Secret',
		name: 'secret',
		type: 'string',
		typeOptions: { password: true },
		noDataExpression: true,
		required: true,
		default: '',
		placeholder: 'e.g. 9XkTq2-a7Lr0_wZbV4ne',
		hint: 'At least 16 letters, digits, hyphens or underscores',
		description:
			'Random characters of your choice that become the end of the Production URL. Only those who know the whole URL can use it.',
	},
	text,
);

/** The parameters of the trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'In the template Calls to Salesforce, enter a secret: Submit computes the rest. Elsewhere, also activate (publish) the workflow, copy the Production URL above, and paste it into Submit > Options > Webhook URL of the workflow that submits recordings. If you change the secret, paste the new URL.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	event.property,
	csatBelow.property,
	secret.property,
	simplify.property,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Which analyses start the workflow. An analysis has to pass all filters.',
		options: filterProperties,
	},
	{
		// With it, n8n leaves the body of a callback to the node. Otherwise it refuses a body that is too large or does not
		// match its label before the node sees it, and writes the secret address into its log.
		displayName: 'Callback Body',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
	{ ...optionsProperty([includeDetails]), name: 'more' },
];
