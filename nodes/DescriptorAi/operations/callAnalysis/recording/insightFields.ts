import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Everything that can be found out about a call. */
export const insightOptions: INodePropertyOptions[] = [
	{
		name: 'Agent Actions',
		value: 'agent-actions',
		description: 'What the agent did during the call',
	},
	{ name: 'CSAT', value: 'csat', description: 'Customer satisfaction score and the reason for it' },
	{
		name: 'Customer Requests',
		value: 'customer-requests',
		description: 'What the customer asked the agent to do',
	},
	{
		name: 'Division',
		value: 'division',
		description: 'Where introduction, negotiation and resolution begin and end, in seconds',
	},
	{
		name: 'Emotional Score',
		value: 'emotional-score',
		description: 'Emotional score of the call, 0 to 10',
	},
	{
		name: 'Keywords',
		value: 'keywords',
		description: 'Main words of the call, each with its emotion and count',
	},
	{
		name: 'Labeling',
		value: 'labeling',
		description: 'Which of your categories the call is about',
	},
	{
		name: 'Problems',
		value: 'problems',
		description: 'Problems that were raised, and whether and when they were solved',
	},
	{ name: 'Questions', value: 'questions', description: 'What the customer asked' },
	{ name: 'Summary', value: 'summary', description: 'The call in a few sentences' },
	{ name: 'Topics', value: 'topics', description: 'What the call was about' },
];

/** Whose language model can be used. */
export const providerOptions: INodePropertyOptions[] = [
	{ name: 'Azure', value: 'azure' },
	{ name: 'Claude', value: 'claude' },
	{ name: 'OpenAI', value: 'openai' },
];

/** Provider, model and prompt of single insights. */
export const insightSettings: INodeProperties = {
	displayName: 'Insight Settings',
	name: 'insightSettings',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Insight Settings',
	default: {},
	description:
		'How single insights are made. Insights without an entry here use Azure and the default prompt.',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			values: [
				{
					displayName: 'Insight',
					name: 'insight',
					type: 'options',
					options: insightOptions,
					default: 'summary',
					description:
						"The insight that the settings are for. It has to be selected in 'Insights'.",
				},
				{
					displayName: 'Label Categories',
					name: 'categories',
					type: 'string',
					displayOptions: { show: { insight: ['labeling'] } },
					default: '',
					placeholder: 'e.g. billing, connectivity issue, other',
					description:
						'Comma-separated list of the labels to choose from. Left empty, the categories of the service are used.',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: 'e.g. gpt-4o',
					description: 'Name of the language model. Left empty, the provider’s default is used.',
				},
				{
					displayName: 'Prompt Customization',
					name: 'promptCustomization',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Mention each promise that the agent made',
					description: 'Instructions that are added to the prompt of the service',
				},
				{
					displayName: 'Provider',
					name: 'provider',
					type: 'options',
					options: providerOptions,
					default: 'azure',
					description: 'Whose language model Descriptor.AI uses',
				},
			],
		},
	],
};
