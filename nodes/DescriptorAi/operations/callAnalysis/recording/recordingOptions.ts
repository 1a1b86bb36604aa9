import type { INodeProperties } from 'n8n-workflow';

import { stages } from '../../../api';
import { checkAddressField } from './addressCheck';
import { linkExpiryField } from './audioFields';
import { insightSettingsField } from '../../insightSettings';

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
	checkAddressField,
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
		displayName: 'Emotion Model Name or ID',
		name: 'emotionsModel',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getEmotionModels' },
		default: 'emotions',
		description:
			'Model that hears emotions in the voices. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Emotion Sentiment',
		name: 'emotionsSentiment',
		type: 'boolean',
		default: false,
		description: 'Whether to combine the voice emotions with the sentiment of the text',
	},
	insightSettingsField,
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
	linkExpiryField,
	{
		displayName: 'Mandatory Stages',
		name: 'mandatoryStages',
		type: 'multiOptions',
		options: stages.known,
		default: ['sentiment', 'insights'],
		description:
			'Stages of the analysis that the service has to carry out. Change them only if Descriptor.AI told you to.',
	},
	{
		displayName: 'Metric Names or IDs',
		name: 'metrics',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getMetrics' },
		default: [],
		description:
			'What to measure. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Sentiment Provider Name or ID',
		name: 'sentimentProvider',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getProviders' },
		default: 'azure',
		description:
			'Whose language model Descriptor.AI uses to read the sentiment of the text. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Transcript Model Name or ID',
		name: 'transcriptModel',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getTranscriptModels' },
		default: 'descriptor-default',
		description:
			'Model that turns speech into text. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

/** What holds for options that are not added in the form: the values of the vendor's integration guide. */
export const OPTION_DEFAULTS = Object.fromEntries(
	recordingOptions.map((field) => [field.name, field.default]),
);
