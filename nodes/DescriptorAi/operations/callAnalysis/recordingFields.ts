import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const insightOptions: INodePropertyOptions[] = [
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

const providerOptions: INodePropertyOptions[] = [
	{ name: 'Azure', value: 'azure' },
	{ name: 'Claude', value: 'claude' },
	{ name: 'OpenAI', value: 'openai' },
];

const insightSettings: INodeProperties = {
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

const callData: INodeProperties = {
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
			displayName: 'Own Fields',
			name: 'ownFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Own Field',
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

const optionFields: INodeProperties[] = [
	{
		displayName: 'Channels',
		name: 'channels',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 8, numberPrecision: 0 },
		default: 1,
		description: 'Number of audio channels, 1 to 8. Best is one channel for each speaker.',
	},
	{
		displayName: 'Emotion Alignment',
		name: 'emotionsAlignment',
		type: 'boolean',
		default: false,
		description:
			'Whether to return the voice emotions along the transcript, as emotions_alignment in the raw result',
	},
	{
		displayName: 'Emotion Diarization',
		name: 'emotionsDiarization',
		type: 'boolean',
		default: false,
		description:
			'Whether to return the voice emotions of each speaker, as emotions_diarization in the raw result',
	},
	{
		displayName: 'Emotion Model',
		name: 'emotionsModel',
		type: 'options',
		options: [
			{ name: 'Emotions', value: 'emotions', description: 'Hear emotions in the voices' },
			{ name: 'None', value: 'none', description: 'No analysis of voice emotions' },
		],
		default: 'emotions',
		description: 'Model that hears emotions in the voices',
	},
	{
		displayName: 'Emotion Sentiment',
		name: 'emotionsSentiment',
		type: 'boolean',
		default: false,
		description: 'Whether to combine the voice emotions with the sentiment of the text',
	},
	insightSettings,
	{
		displayName: 'Insights Format',
		name: 'insightsFormat',
		type: 'options',
		options: [
			{
				name: 'List of Names',
				value: 'list',
				description: 'Each insight by its name alone; Insight Settings cannot be sent in this form',
			},
			{
				name: 'Object with Settings',
				value: 'object',
				description: 'Each insight with its settings, as in the integration guide',
			},
		],
		default: 'object',
		description:
			'Form in which the insights are sent. Change it only if your Descriptor.AI installation does not accept the default.',
	},
	{
		displayName: 'Mandatory Stages',
		name: 'mandatoryStages',
		type: 'multiOptions',
		options: [
			{
				name: 'Call Webhook',
				value: 'call_webhook',
				description: 'Send the finished result to the webhook URL',
			},
			{ name: 'Emotions', value: 'emotions', description: 'Hear emotions in the voices' },
			{ name: 'Gather', value: 'gather', description: 'Put the parts of the result together' },
			{ name: 'Insights', value: 'insights', description: 'Make the selected insights' },
			{ name: 'Metrics', value: 'metrics', description: 'Measure what is selected' },
			{ name: 'Sentiment', value: 'sentiment', description: 'Read the sentiment of the text' },
			{ name: 'Store', value: 'store', description: 'Keep the result' },
			{ name: 'Transcribe', value: 'transcribe', description: 'Turn speech into text' },
		],
		default: ['sentiment', 'insights'],
		description:
			'Stages of the analysis that the service has to carry out. Change them only if Descriptor.AI told you to.',
	},
	{
		displayName: 'Metrics',
		name: 'metrics',
		type: 'multiOptions',
		options: [
			{ name: 'Emotions', value: 'emo', description: 'How emotions change and spread' },
			{ name: 'Intervals', value: 'intervals', description: 'Metrics for each part of the call' },
			{ name: 'Problems', value: 'problems', description: 'Problems and how long they took' },
			{ name: 'Speech', value: 'speech', description: 'Speech, silence and interruptions' },
		],
		default: [],
		description: 'What to measure',
	},
	{
		displayName: 'Sentiment Provider',
		name: 'sentimentProvider',
		type: 'options',
		options: providerOptions,
		default: 'azure',
		description: 'Whose language model Descriptor.AI uses to read the sentiment of the text',
	},
	{
		displayName: 'Transcript Model',
		name: 'transcriptModel',
		type: 'options',
		options: [
			{ name: 'Default', value: 'descriptor-default' },
			{ name: 'Hebrew', value: 'descriptor-hebrew' },
		],
		default: 'descriptor-default',
		description: 'Model that turns speech into text',
	},
	{
		displayName: 'Webhook URL',
		name: 'webhook',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/analysis-finished',
		description: 'Address that the service sends the finished result to',
	},
];

/** What holds for options that are not added in the form: the values of the vendor's integration guide. */
export const OPTION_DEFAULTS = Object.fromEntries(
	optionFields.map((field) => [field.name, field.default]),
);

/**
 * The parameters that describe a recording and how it is analysed: one for each field that the API publishes, with the
 * values of the vendor's integration guide as defaults.
 */
export const recordingFields: INodeProperties[] = [
	{
		displayName: 'Audio URL',
		name: 'audioUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://recordings.example.com/call-42.mp3',
		description:
			'Address of the recording: MP3, MP4, WAV or M4A, best with 16 kHz and 16 bit. Descriptor.AI downloads it itself, so the address must be reachable for the service.',
	},
	{
		displayName: 'Language',
		name: 'languageCode',
		type: 'options',
		options: [
			{ name: 'English (US)', value: 'en-US' },
			{ name: 'French', value: 'fr-FR' },
			{ name: 'German', value: 'de-DE' },
			{ name: 'Hebrew', value: 'he-IL' },
			{ name: 'Hindi', value: 'hi-IN' },
			{ name: 'Italian', value: 'it-IT' },
			{ name: 'Spanish', value: 'es-ES' },
		],
		default: 'en-US',
		description:
			'Language that is spoken. Voice emotions are known for English, Hebrew, Italian and Spanish.',
	},
	{
		displayName: 'Insights',
		name: 'insights',
		type: 'multiOptions',
		options: insightOptions,
		default: ['summary', 'agent-actions'],
		description: 'What to find out about the call',
	},
	callData,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: optionFields,
	},
];

/** Label of the parameter behind each field of the request, for the service's validation messages. */
export const REQUEST_LABELS: Record<string, string> = {
	'audio.uri': 'Audio URL',
	call_data: 'Call Data',
	'config.channels': 'Channels',
	'config.emotions_alignment': 'Emotion Alignment',
	'config.emotions_diarization': 'Emotion Diarization',
	'config.emotions_model': 'Emotion Model',
	'config.emotions_sentiment': 'Emotion Sentiment',
	'config.insights': 'Insights',
	'config.language_code': 'Language',
	'config.mandatory_stages': 'Mandatory Stages',
	'config.metrics': 'Metrics',
	'config.sentiment_llm_provider': 'Sentiment Provider',
	'config.transcript_model': 'Transcript Model',
	'config.webhook': 'Webhook URL',
};
