import {
	lists,
	type CallData,
	type RecognitionConfig,
	type Speaker,
	type SubmitRequest,
} from '../../../api';
import { booleanIn, dateIn, InvalidParameter, numberIn, onlyText } from '../../../form/parameters';
import { nameIn, namesIn } from '../../../form/names';
import { insightSettings, type InsightSettingsValue } from '../../insightSettings';

/** Longest webhook URL that the API takes, in characters. */
const WEBHOOK_LENGTH = 2083;

/** The recording parameters of one item, as n8n hands them over: an expression may have put anything into each. */
export interface RecordingParameters {
	audioUrl: unknown;
	languageCode: unknown;
	insights: unknown;
	callData: {
		id?: unknown;
		timestamp?: unknown;
		speakers?: { speaker?: Array<Record<keyof Speaker, unknown>> };
		ownFields?: { field?: Array<{ name: unknown; value: unknown }> };
	};
	options: {
		channels: unknown;
		emotionsAlignment: unknown;
		emotionsDiarization: unknown;
		emotionsModel: unknown;
		emotionsSentiment: unknown;
		insightSettings: InsightSettingsValue;
		insightsFormat: 'object' | 'list';
		mandatoryStages: unknown;
		metrics: unknown;
		sentimentProvider: unknown;
		transcriptModel: unknown;
		webhook: unknown;
	};
}

function isWebAddress(address: string): boolean {
	try {
		return !/\s/.test(address) && /^https?:$/.test(new URL(address).protocol);
	} catch {
		return false;
	}
}

function webAddress(value: unknown, label: string, wayOut: string): string {
	const address = onlyText(value, label);
	if (isWebAddress(address)) return address;
	// The address itself stays out of the message: a signed one is a secret.
	throw new InvalidParameter(
		address === '' ? `'${label}' is empty` : `'${label}' is not a web address`,
		wayOut,
	);
}

function channels(value: unknown): number {
	const number = numberIn(value);
	if (!Number.isInteger(number) || number < 1 || number > 8) {
		throw new InvalidParameter(
			"'Channels' is not a whole number from 1 to 8",
			"Correct 'Channels' under Options. Best is one channel for each speaker.",
		);
	}
	return number;
}

function insights(parameters: RecordingParameters): RecognitionConfig['insights'] {
	const names = namesIn(parameters.insights, 'Insight Names or IDs', lists.insights);
	if (parameters.options.insightsFormat === 'list') {
		if (parameters.options.insightSettings.settings?.length) {
			throw new InvalidParameter(
				"'Insight Settings' cannot be sent as a list of names",
				"Remove 'Insight Settings', or set 'Insights Format' to 'Object with Settings'.",
			);
		}
		return names;
	}
	return insightSettings(names, parameters.options.insightSettings);
}

function callData({ id, timestamp, speakers, ownFields }: RecordingParameters['callData']) {
	const data: CallData = {};
	for (const { name: given, value } of ownFields?.field ?? []) {
		const name = onlyText(given, 'Name');
		if (name === '') {
			throw new InvalidParameter(
				"An entry of 'Custom Fields' has no name",
				'Give it a name, or remove it.',
			);
		}
		data[name] = value;
	}
	const callId = onlyText(id, 'Call ID');
	const time = dateIn(timestamp, 'Timestamp');
	if (callId) data.id = callId;
	if (time) data.timestamp = time;
	if (speakers?.speaker?.length) {
		data.speakers = speakers.speaker.map((speaker) => ({
			id: onlyText(speaker.id, 'Speaker ID'),
			label: onlyText(speaker.label, 'Name'),
			role: onlyText(speaker.role, 'Role'),
		}));
	}
	return data;
}

/** Empty where none is given. */
function webhook(value: unknown): string {
	if (onlyText(value, 'Webhook URL') === '') return '';
	const address = webAddress(
		value,
		'Webhook URL',
		"Enter the full address, beginning with https://, or remove 'Webhook URL' from Options.",
	);
	if (address.length > WEBHOOK_LENGTH) {
		throw new InvalidParameter(
			`'Webhook URL' is longer than ${WEBHOOK_LENGTH} characters`,
			'Shorten the address.',
		);
	}
	return address;
}

/**
 * The body of a submit, from the parameters of one item.
 *
 * @throws InvalidParameter naming the parameter that cannot be sent
 */
export function recordingRequest(parameters: RecordingParameters): SubmitRequest {
	const { options } = parameters;
	const data = callData(parameters.callData);
	const callback = webhook(options.webhook);
	const emotionsModel = nameIn(
		options.emotionsModel,
		'Emotion Model Name or ID',
		lists.emotionModels,
	);
	return {
		config: {
			language_code: nameIn(parameters.languageCode, 'Language Name or ID', lists.languages),
			transcript_model: nameIn(
				options.transcriptModel,
				'Transcript Model Name or ID',
				lists.transcriptModels,
			),
			emotions_model: emotionsModel === 'none' ? null : emotionsModel,
			emotions_alignment: booleanIn(options.emotionsAlignment, 'Emotion Alignment'),
			emotions_diarization: booleanIn(options.emotionsDiarization, 'Emotion Diarization'),
			emotions_sentiment: booleanIn(options.emotionsSentiment, 'Emotion Sentiment'),
			sentiment_llm_provider: nameIn(
				options.sentimentProvider,
				'Sentiment Provider Name or ID',
				lists.providers,
			),
			channels: channels(options.channels),
			insights: insights(parameters),
			metrics: namesIn(options.metrics, 'Metric Names or IDs', lists.metrics),
			mandatory_stages: namesIn(options.mandatoryStages, 'Mandatory Stages', lists.stages),
			...(callback && { webhook: callback }),
		},
		audio: {
			uri: webAddress(
				parameters.audioUrl,
				'Audio URL',
				'Enter the full address of the recording, beginning with https://, or correct it in the node that it is mapped from. Descriptor.AI downloads the recording from there.',
			),
		},
		...(Object.keys(data).length > 0 && { call_data: data }),
	};
}
