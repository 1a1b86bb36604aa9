import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { lists, type Labels, type RecognitionConfig, type SubmitRequest } from '../../../api';
import {
	insightsProperty,
	languageProperty,
	metricsProperty,
} from '../../../form/commonParameters';
import { asEntry, asName, asNames } from '../../../form/entries';
import {
	InvalidParameter,
	isOption,
	labelsOf,
	option,
	parameter,
	readAll,
	type Parameter,
	type Read,
} from '../../../form/parameter';
import { asBoolean, asNumber } from '../../../form/readers';
import { insightSettings, settingsOf } from '../../insightSettings';
import {
	audioProperties,
	audioUrl,
	binaryField,
	checkFirst,
	linkExpiry,
	webhookUrl,
} from './audioParameters';
import { callData, callDataParameters } from './callData';
import { rolesFromCall, rolesOf, withRoles } from './callRoles';
import { recordingsAtATime } from './recordingsAtATime';

/**
 * The parameter for each field of a request's `config`. Beside the type of the field, a new one takes one entry: it is in the form,
 * its value is in the request, and errors of the service show its label. The defaults are those of the vendor's
 * integration guide.
 */
export const config = {
	language_code: parameter(
		{
			...languageProperty,
			description:
				'Language of the call. Voice emotions are available for English, Hebrew, Italian and Spanish. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		asName(lists.languages),
	),
	insights: parameter(
		{ ...insightsProperty, default: ['summary', 'agent-actions'] },
		asNames(lists.insights),
	),
	channels: option(
		{
			displayName: 'Channels',
			name: 'channels',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 8, numberPrecision: 0 },
			default: 1,
			description: 'Number of audio channels, 1 to 8. One channel for each speaker works best.',
		},
		asNumber,
	),
	emotions_alignment: option(
		{
			displayName: 'Emotion Alignment',
			name: 'emotionsAlignment',
			type: 'boolean',
			default: false,
			description:
				'Whether to return the voice emotions along the transcript, as emotions_alignment in the raw result',
		},
		asBoolean,
	),
	emotions_diarization: option(
		{
			displayName: 'Emotion Diarization',
			name: 'emotionsDiarization',
			type: 'boolean',
			default: false,
			description:
				'Whether to return the voice emotions of each speaker, as emotions_diarization in the raw result',
		},
		asBoolean,
	),
	emotions_model: option(
		{
			displayName: 'Emotion Model Name or ID',
			name: 'emotionsModel',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getEmotionModels' },
			default: 'emotions',
			description:
				'Model that detects emotions in the voices. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		(given, property) => {
			const model = asName(lists.emotionModels)(given, property);
			return model === 'none' ? null : model;
		},
	),
	emotions_sentiment: option(
		{
			displayName: 'Emotion Sentiment',
			name: 'emotionsSentiment',
			type: 'boolean',
			default: false,
			description: 'Whether to combine the voice emotions with the sentiment of the text',
		},
		asBoolean,
	),
	mandatory_stages: option(
		{
			displayName: 'Mandatory Stages',
			name: 'mandatoryStages',
			type: 'multiOptions',
			options: lists.stages.known,
			default: ['sentiment', 'insights'],
			description:
				'Stages of the analysis that must succeed. Change them only if Descriptor.AI told you to.',
		},
		asNames(lists.stages),
	),
	metrics: option(metricsProperty, asNames(lists.metrics)),
	sentiment_llm_provider: option(
		{
			displayName: 'Sentiment Provider Name or ID',
			name: 'sentimentProvider',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getProviders' },
			default: 'azure',
			description:
				'Provider of the language model that detects the sentiment of the text. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		asName(lists.providers),
	),
	transcript_model: option(
		{
			displayName: 'Transcript Model Name or ID',
			name: 'transcriptModel',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getTranscriptModels' },
			default: 'descriptor-default',
			description:
				'Model that turns speech into text. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		asName(lists.transcriptModels),
	),
	webhook: webhookUrl,
} satisfies {
	[Field in keyof RecognitionConfig]-?: Parameter<RecognitionConfig[Field]>;
};

const insightsFormat = option(
	{
		displayName: 'Insights Format',
		name: 'insightsFormat',
		type: 'options',
		options: [
			{
				name: 'List of Names',
				value: 'list',
				description: 'The names only, without Insight Settings',
			},
			{
				name: 'Object with Settings',
				value: 'object',
				description: 'Each insight with its settings, as in the integration guide',
			},
		],
		default: 'object',
		description:
			'Format in which the insights are sent. Change it only if your Descriptor.AI installation does not accept the default.',
	},
	asEntry<'list' | 'object'>,
);

/** The parameters of a recording and its analysis, without those under Options. */
export const recordingProperties: INodeProperties[] = [
	...audioProperties,
	...Object.values(config).flatMap((one) => (isOption(one) ? [] : one.property)),
	callData.property,
];

/** What Submit, and Submit and Wait, have under Options. */
export const recordingOptions: Array<Parameter<unknown>> = [
	...Object.values(config).filter((one) => isOption(one) && one !== webhookUrl),
	checkFirst,
	insightSettings,
	insightsFormat,
	linkExpiry,
	recordingsAtATime,
	rolesFromCall,
];

/** What the form calls the fields of a request, and what sends fewer at a time, for the errors of the service. */
export const requestLabels = (isFile: boolean): Labels => ({
	...labelsOf('config', config),
	...labelsOf('call_data', callDataParameters),
	call_data: callData.label,
	atATime: recordingsAtATime.label,
	'audio.uri': (isFile ? binaryField : audioUrl).label,
});

/**
 * The body of a submit, from the parameters of one item.
 *
 * @param uri the address of the audio
 * @param callOf the fields of the call that the recording is of
 * @throws InvalidParameter naming the parameter that cannot be sent
 */
export function recordingRequest(
	read: Read,
	uri: string,
	callOf: () => IDataObject,
): SubmitRequest {
	const values = readAll(config, read);
	const settings = read(insightSettings);
	const isList = read(insightsFormat) === 'list';
	if (isList && settings.length > 0) {
		throw new InvalidParameter(
			`'${insightSettings.label}' cannot be sent as a list of names`,
			`Remove '${insightSettings.label}', or set '${insightsFormat.label}' to 'Object with Settings'.`,
		);
	}
	const insights = isList
		? values.insights
		: settingsOf(values.insights, settings, config.insights.label);
	const { channels = values.channels, speakers } = rolesOf(read(rolesFromCall) ? callOf() : {});
	const data = withRoles(read(callData), speakers);
	return {
		config: { ...values, channels, insights },
		audio: { uri },
		...(data && { call_data: data }),
	};
}
