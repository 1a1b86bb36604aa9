import { at, listAt, secondsAt, textIn, turnsOf, type Fields } from './fields';
import { pieceOf, type Described } from './segments';

/** Of Azure, in a second. */
const TICKS = 10_000_000;

const deepgram = (value: Fields): Described[] => listAt(value, 'results', 'utterances');

const deepgramChannels = (value: Fields): Described[] =>
	listAt(value, 'results', 'channels').flatMap((one, channel): Described[] => {
		const best = at(one, 'alternatives', 0);
		const paragraphs = listAt(best, 'paragraphs', 'paragraphs').map((paragraph): Described => {
			const { start, end, speaker } = paragraph;
			const sentences = listAt(paragraph, 'sentences').map(({ text }) => textIn(text));
			return { text: sentences.join(' '), start, end, speaker, channel };
		});
		if (paragraphs.length > 0) return paragraphs;
		const words = listAt(best, 'words');
		if (words.length === 0) return [{ text: textIn(at(best, 'transcript')), channel }];
		return turnsOf(
			words.map(({ punctuated_word, word, start, end, speaker }) => {
				return { text: punctuated_word ?? word, start, end, speaker, channel };
			}),
		);
	});

const amazonTranscribe = (value: Fields): Described[] => listAt(value, 'results', 'audio_segments');

/** The same word by word, which older results have alone. */
const amazonWords = (value: Fields): Described[] =>
	turnsOf(
		listAt(value, 'results', 'items').map((item) => ({
			text: at(item, 'alternatives', 0, 'content'),
			start: item.start_time,
			end: item.end_time,
			speaker: item.speaker_label,
			channel: item.channel_label,
			isPunctuation: item.type === 'punctuation',
		})),
	);

const whisperCpp = (value: Fields): Described[] =>
	listAt(value, 'transcription').map((segment) => ({
		text: textIn(segment.text),
		start: secondsAt(at(segment, 'offsets', 'from'), 1000),
		end: secondsAt(at(segment, 'offsets', 'to'), 1000),
		speaker: segment.speaker,
	}));

/** With speakers, the last result of Google repeats all words of the recording, each with its speaker. */
const google = (value: Fields): Described[] => {
	const results = listAt(value, 'results');
	const words = listAt(results.at(-1), 'alternatives', 0, 'words');
	if (words.some(({ speakerTag }) => speakerTag !== undefined)) {
		return turnsOf(
			words.map(({ word, startTime, endTime, speakerTag }) => {
				return { text: word, start: startTime, end: endTime, speaker: speakerTag };
			}),
		);
	}
	return results.map((result, index) => ({
		text: textIn(at(result, 'alternatives', 0, 'transcript')),
		start:
			at(result, 'alternatives', 0, 'words', 0, 'startTime') ??
			(index > 0 ? results[index - 1].resultEndTime : undefined),
		end: result.resultEndTime,
		channel: result.channelTag,
	}));
};

const azureFast = (value: Fields): Described[] => listAt(value, 'phrases');

const azureBatch = (value: Fields): Described[] =>
	listAt(value, 'recognizedPhrases').map(({ nBest, speaker, channel, ...times }) => ({
		text: at(nBest, 0, 'display'),
		start: secondsAt(times.offsetInTicks, TICKS),
		duration: secondsAt(times.durationInTicks, TICKS),
		speaker,
		channel,
	}));

/** Roles are more telling than ids, as long as no two people have the same. */
const contactLens = (value: Fields): Described[] => {
	const turns = listAt(value, 'Transcript');
	const [ids, roles] = ['ParticipantId', 'ParticipantRole'].map((key) =>
		turns.map((turn) => turn[key]),
	);
	if (new Set(ids).size !== new Set(roles).size) return turns;
	return turns.map(({ ParticipantRole, ParticipantId, ...turn }) => {
		return { ...turn, speaker: ParticipantRole ?? ParticipantId };
	});
};

/** The speech services whose JSON has a form of its own, the more telling form of one before the other. */
const SERVICES = [
	deepgram,
	deepgramChannels,
	amazonTranscribe,
	amazonWords,
	whisperCpp,
	google,
	azureFast,
	azureBatch,
	contactLens,
];

/**
 * The segments in the JSON of a speech service that has them in a place or in a form of its own, with times in seconds
 * unless their names tell another unit; empty for all else. The forms are those that the services publish.
 */
export function serviceSegments(value: Record<string, unknown>): Described[] {
	for (const segmentsIn of SERVICES) {
		// What a service could not make out has no text, and often no time.
		const segments = segmentsIn(value).filter((one) => pieceOf(one).text?.trim());
		if (segments.length > 0) return segments;
	}
	return [];
}
