import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { includeDetailsField, optionsField, simplifyField } from '../form/fields';

/** What the filter *Completeness* lets pass. */
export const completeness: INodePropertyOptions[] = [
	{ name: 'All Results', value: 'all', description: 'Complete and partial results' },
	{
		name: 'Complete Results Only',
		value: 'complete',
		description: 'Every stage of the analysis succeeded',
	},
	{
		name: 'Partial Results Only',
		value: 'partial',
		description: 'At least one stage of the analysis failed',
	},
];

/** The parameters of the trigger. */
export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Enter a secret, activate (publish) the workflow, copy the Production URL above, and paste it into Submit > Options > Webhook URL of the workflow that submits recordings. If you change the secret, paste the new URL.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
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
			'Random characters of your own that become the end of the Production URL. Only who knows the whole URL can call it.',
	},
	simplifyField,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Which analyses start the workflow; an analysis has to pass all filters',
		options: [
			{
				displayName: 'Completeness',
				name: 'failedStages',
				type: 'options',
				options: completeness,
				default: 'complete',
				description: 'Which results start the workflow when stages of an analysis can fail',
			},
			{
				displayName: 'CSAT Below',
				name: 'csatBelow',
				type: 'number',
				default: 3,
				description:
					'Only analyses whose customer satisfaction score is known and below this number; needs the insight CSAT',
			},
			{
				displayName: 'Labels',
				name: 'labels',
				type: 'string',
				default: '',
				placeholder: 'e.g. complaint, cancellation',
				description:
					'Only analyses with at least one of these labels, separated by commas; needs the insight Labeling. Capitals make no difference.',
			},
			{
				displayName: 'Language Names or IDs',
				name: 'languages',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getLanguages' },
				default: [],
				description:
					'Only analyses of calls in one of these languages. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
		],
	},
	{
		// Then n8n leaves the body of a call to the node. Otherwise it refuses one that is not what its label says, or that is
		// too large, before the node knows of it, and writes the secret address into its log.
		displayName: 'Call Body',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
	{
		...optionsField([
			includeDetailsField,
			{
				displayName: 'Ignore Failed Analyses',
				name: 'ignoreFailed',
				type: 'boolean',
				default: false,
				description:
					'Whether to start nothing when a recording could not be analyzed. Otherwise the item has the status "failed" and says why; filters do not apply to it.',
			},
		]),
		name: 'more',
	},
];
