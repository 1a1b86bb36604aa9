import type { AnalysisResult } from '../api';
import { lazily } from './lazily';
import { comparable, merged, wordedOf } from './mergeTranscripts';
import { lastBegun, segmentsIn, utteranceOf, type Utterance } from './utterances';

/** A list of segments in a result, read once. */
interface SpeechList {
	segments: Array<Record<string, unknown>>;
	utterances: Utterance[];
	knowsSpeakers: boolean;
	/** All words without the differences between spellings. */
	comparableText: string;
}

/** The lists of a result that hold speech or emotions, by their role. */
export interface SpeechLists {
	plain: SpeechList;
	diarized: SpeechList;
	/** Emotions read from the text. */
	sentiment: SpeechList;
	/** Emotions heard in the voices, by speaker and by utterance. */
	voiceEmotions: SpeechList;
	alignedEmotions: SpeechList;
}

function readList(list: unknown): SpeechList {
	const segments = segmentsIn(list);
	const read: SpeechList = lazily<SpeechList>({
		segments: () => segments,
		utterances: () => segments.map(utteranceOf),
		knowsSpeakers: () => read.utterances.some(({ speaker }) => speaker !== null),
		comparableText: () => {
			const text = comparable(read.utterances.map((one) => one.text).join(' '));
			return text.replace(/ +/g, ' ').trim();
		},
	});
	return read;
}

/** The lists of a result; each is read when it is needed. */
export const readLists = (result: AnalysisResult): SpeechLists => ({
	plain: readList(result.transcript),
	diarized: readList(result.transcript_diarization),
	sentiment: readList(result.transcript_sentiment),
	voiceEmotions: readList(result.emotions_diarization),
	alignedEmotions: readList(result.emotions_alignment),
});

/** Segments of the same words in two lists begin less than this many seconds apart. */
const APART = 2;

/** Whether two lists say the same at the same time. */
function sayTheSame(one: SpeechList, other: SpeechList): boolean {
	const [own, others] = [one.utterances, other.utterances];
	const isAlike =
		own.length === others.length && own.every(({ text }, i) => text === others[i].text);
	if (!isAlike && one.comparableText !== other.comparableText) return false;
	const isNear = ({ start }: Utterance, i: number) =>
		Math.abs((start ?? others[i].start ?? 0) - (others[i].start ?? start ?? 0)) < APART;
	return own.length !== others.length || own.every(isNear);
}

/**
 * What was said: the list that tells the most about who speaks, with the words that only other lists hold.
 *
 * The diarized transcript comes first if no other list knows speakers.
 */
export function spokenIn({ plain, diarized, sentiment }: SpeechLists): Utterance[] {
	const [richest, ...others] = [
		...[plain, diarized, sentiment].filter((list) => list.knowsSpeakers),
		...[diarized, plain, sentiment].filter((list) => !list.knowsSpeakers),
	].filter((list) => list.segments.length > 0);
	if (!richest) return [];
	const isOpen = richest.utterances.some(({ speaker }) => speaker === null);
	const more = others.filter(
		(list, i) =>
			((isOpen && list.knowsSpeakers) || !sayTheSame(list, richest)) &&
			(list.knowsSpeakers || !others.slice(0, i).some((other) => sayTheSame(list, other))),
	);
	const all =
		more.length === 0
			? richest.utterances
			: more
					.reduce((said, list) => merged(said, wordedOf(list)), wordedOf(richest))
					.map(({ utterance }) => utterance);
	// Emotions of the voices count more than those of the text, so `feltIn` tells them.
	return richest === sentiment ? all.map((utterance) => ({ ...utterance, emotion: null })) : all;
}

/** What was felt: the emotions of the voices, else the sentiment of the text. Empty when no emotion is known. */
export function feltIn(lists: SpeechLists): Utterance[] {
	const { plain, sentiment, diarized, voiceEmotions, alignedEmotions } = lists;
	const known = [plain, sentiment, diarized, voiceEmotions, alignedEmotions].find(
		({ utterances }) => utterances.some(({ emotion }) => emotion),
	);
	return known?.utterances ?? [];
}

/**
 * What was said, by whom, and with which emotion.
 *
 * Where words and emotions come in different lists, an utterance has the emotion that was felt in its middle.
 */
export function withEmotions(spoken: Utterance[], felt: Utterance[]): Utterance[] {
	if (spoken.length === 0) return felt;
	if (felt.length === 0 || spoken.some(({ emotion }) => emotion !== null)) return spoken;

	const key = ({ start, end }: Utterance) => `${start} ${end}`;
	const sameTime = new Map(felt.map((utterance) => [key(utterance), utterance.emotion]));
	const timed = felt.filter(({ start, end }) => start !== null && end !== null);
	const inOrder = timed.sort((a, b) => Number(a.start) - Number(b.start));
	return spoken.map((utterance) => {
		const { start, end } = utterance;
		if (start === null || end === null) return utterance;
		const exact = sameTime.get(key(utterance));
		return { ...utterance, emotion: exact ?? emotionAt(inOrder, (start + end) / 2) };
	});
}

/** The emotion at a time, in a list that is sorted by start. */
function emotionAt(inOrder: Utterance[], time: number): string | null {
	const last = inOrder[lastBegun(inOrder, time)];
	return last && Number(last.end) >= time ? last.emotion : null;
}
