import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../api';
import { audioFields } from './audioFields';
import { callData } from './callDataFields';

/**
 * The parameters that describe a recording and how it is analyzed: with the options, one for each field that the API
 * publishes, with the values of the vendor's integration guide as defaults.
 */
export const recordingFields: INodeProperties[] = [
	...audioFields,
	{
		displayName: 'Language Name or ID',
		name: 'languageCode',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLanguages' },
		default: 'en-US',
		description:
			'Language that is spoken. Voice emotions are known for English, Hebrew, Italian and Spanish. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Insight Names or IDs',
		name: 'insights',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getInsights' },
		default: ['summary', 'agent-actions'],
		description:
			'What to find out about the call. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	callData,
];

const REQUEST_LABELS: Labels = {
	'audio.uri': 'Audio URL',
	call_data: 'Call Data',
	'config.channels': 'Channels',
	'config.emotions_alignment': 'Emotion Alignment',
	'config.emotions_diarization': 'Emotion Diarization',
	'config.emotions_model': 'Emotion Model Name or ID',
	'config.emotions_sentiment': 'Emotion Sentiment',
	'config.insights': 'Insight Names or IDs',
	'config.language_code': 'Language Name or ID',
	'config.mandatory_stages': 'Mandatory Stages',
	'config.metrics': 'Metric Names or IDs',
	'config.sentiment_llm_provider': 'Sentiment Provider Name or ID',
	'config.transcript_model': 'Transcript Model Name or ID',
	'config.webhook': 'Webhook URL',
};

/** What the form calls the fields of a submit. */
export const requestLabels = (isFile: boolean): Labels =>
	isFile ? { ...REQUEST_LABELS, 'audio.uri': 'Input Binary Field' } : REQUEST_LABELS;
