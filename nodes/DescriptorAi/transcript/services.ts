import { isObject } from '../api';
import { segmentFields, type ForeignSegment } from './segmentFields';

/** The value at a path of keys; `undefined` where the path ends. */
function at(value: unknown, ...path: Array<string | number>): unknown {
	return path.reduce<unknown>(
		(inner, key) =>
			Array.isArray(inner) || isObject(inner) ? (inner as ForeignSegment)[key] : undefined,
		value,
	);
}

/** The objects in the list at a path of keys; empty if there is none. */
function listAt(value: unknown, ...path: Array<string | number>): ForeignSegment[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? found.filter(isObject) : [];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Joins the words that a speaker, or a channel, says without a break; punctuation belongs to the word before it. */
function joined(words: ForeignSegment[]): ForeignSegment[] {
	const segments: Array<ForeignSegment & { texts: string[] }> = [];
	for (const { isPunctuation, text, ...word } of words) {
		const last = segments.at(-1);
		if (last && isPunctuation) {
			last.texts.push(textOf(text));
		} else if (last && last.speaker === word.speaker && last.channel === word.channel) {
			last.texts.push(' ', textOf(text));
			last.end = word.end ?? last.end;
		} else {
			segments.push({ ...word, texts: [textOf(text)] });
		}
	}
	return segments.map(({ texts, ...segment }) => ({ ...segment, text: texts.join('') }));
}

const deepgramChannels = (json: unknown) =>
	listAt(json, 'results', 'channels').flatMap((one, channel): ForeignSegment[] => {
		const best = at(one, 'alternatives', 0);
		const paragraphs = listAt(best, 'paragraphs', 'paragraphs').map((paragraph) => {
			const sentences = listAt(paragraph, 'sentences').map(({ text }) => textOf(text));
			const { start, end, speaker } = paragraph;
			return { text: sentences.join(' '), start, end, speaker, channel };
		});
		if (paragraphs.length > 0) return paragraphs;
		const words = listAt(best, 'words').map(
			({ punctuated_word: punctuated, word, start, end, speaker }) => {
				return { text: punctuated ?? word, start, end, speaker, channel };
			},
		);
		return words.length > 0 ? joined(words) : [{ text: at(best, 'transcript'), channel }];
	});

/** Older results of Amazon Transcribe have words only. */
const amazonWords = (json: unknown) =>
	joined(
		listAt(json, 'results', 'items').map((item) => ({
			text: at(item, 'alternatives', 0, 'content'),
			start: item.start_time,
			end: item.end_time,
			speaker: item.speaker_label,
			channel: item.channel_label,
			isPunctuation: item.type === 'punctuation',
		})),
	);

const whisperCpp = (json: unknown) =>
	listAt(json, 'transcription').map(({ text, offsets, speaker }) => {
		return { text, startMs: at(offsets, 'from'), endMs: at(offsets, 'to'), speaker };
	});

/** With speakers, the last result of Google repeats all words of the recording, each with its speaker. */
const google = (json: unknown) => {
	const results = listAt(json, 'results');
	const words = listAt(results.at(-1), 'alternatives', 0, 'words');
	if (words.some(({ speakerTag }) => speakerTag !== undefined)) {
		return joined(
			words.map(({ word, startTime, endTime, speakerTag }) => {
				return { text: word, start: startTime, end: endTime, speaker: speakerTag };
			}),
		);
	}
	return results.map((result, index) => ({
		text: at(result, 'alternatives', 0, 'transcript'),
		start:
			at(result, 'alternatives', 0, 'words', 0, 'startTime') ?? results[index - 1]?.resultEndTime,
		end: result.resultEndTime,
		channel: result.channelTag,
	}));
};

const azureBatch = (json: unknown) =>
	listAt(json, 'recognizedPhrases').map((phrase) => {
		return { ...phrase, text: at(phrase, 'nBest', 0, 'display') };
	});

/** Roles say more than IDs, unless two people have the same role. */
const contactLens = (json: unknown) => {
	const turns = listAt(json, 'Transcript');
	const ids = new Set(turns.map(({ ParticipantId }) => ParticipantId));
	const roles = new Set(turns.map(({ ParticipantRole }) => ParticipantRole));
	if (ids.size !== roles.size) return turns;
	return turns.map((turn) => ({ ...turn, speaker: turn.ParticipantRole }));
};

/** Finds the segments in the JSON of one service; of two for the same service, the first one has better segments. */
const SERVICES: Array<(json: unknown) => ForeignSegment[]> = [
	(deepgram) => listAt(deepgram, 'results', 'utterances'),
	deepgramChannels,
	(amazonTranscribe) => listAt(amazonTranscribe, 'results', 'audio_segments'),
	amazonWords,
	whisperCpp,
	google,
	(azureFast) => listAt(azureFast, 'phrases'),
	azureBatch,
	contactLens,
];

/**
 * The segments in the JSON of a speech service that does not have them in a list at the top, as published by the
 * service. Times are in seconds unless their keys name another unit. Empty for other JSON.
 */
export function serviceSegments(json: unknown): ForeignSegment[] {
	for (const segmentsIn of SERVICES) {
		// Services return segments without text, and often without times, for unrecognized speech.
		const segments = segmentsIn(json).filter((one) => segmentFields(one).text?.trim());
		if (segments.length > 0) return segments;
	}
	return [];
}
