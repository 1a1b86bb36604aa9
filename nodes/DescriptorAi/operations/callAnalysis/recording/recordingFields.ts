import type { INodeProperties } from 'n8n-workflow';

import { languageOptions } from '../../../api/languages';
import { callData } from './callDataFields';
import { insightOptions } from './insightFields';

/**
 * The parameters that describe a recording and how it is analysed: with the options, one for each field that the API
 * publishes, with the values of the vendor's integration guide as defaults.
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
		options: languageOptions,
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
