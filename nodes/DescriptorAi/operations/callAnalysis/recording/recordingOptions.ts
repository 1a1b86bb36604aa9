import type { INodeProperties } from 'n8n-workflow';

import { insightSettings, providerOptions } from './insightFields';

/** What most people leave as it is. The defaults are the values of the vendor's integration guide. */
export const recordingOptions: INodeProperties[] = [
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
	recordingOptions.map((field) => [field.name, field.default]),
);
