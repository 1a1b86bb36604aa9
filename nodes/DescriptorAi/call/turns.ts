import { isObject, type AnalysisResult } from '../api';
import { plainly, stretchesOf, united } from './stretches';
import { lastBegun, utterancesOf, type Utterance } from './utterances';
import { speakerIdOf } from './values';

type Segments = Array<Record<string, unknown>>;

const segmentsIn = (list: unknown): Segments => (Array.isArray(list) ? list.filter(isObject) : []);
const knowsSpeakers = (list: Segments) => list.some(({ speaker }) => speakerIdOf(speaker) !== null);
/** The words of a list without what spellings differ in, and when each segment begins. */
const saidIn = (list: Segments) => {
	const told = utterancesOf(list);
	const text = plainly(told.map((one) => one.text).join(' '));
	return { text: text.replace(/ +/g, ' ').trim(), starts: told.map(({ start }) => start) };
};

/** Segments of the same words in two lists begin less than this many seconds apart. */
const APART = 2;

/** Whether two lists say the same at the same time. */
function sayTheSame(list: Segments, another: Segments): boolean {
	const [one, other] = [list, another].map(saidIn);
	if (one.text !== other.text) return false;
	const isNear = (start: number | null, i: number) =>
		Math.abs((start ?? other.starts[i] ?? 0) - (other.starts[i] ?? start ?? 0)) < APART;
	return one.starts.length !== other.starts.length || one.starts.every(isNear);
}

/** What was said in results that are in use: uniting long lists of different words takes up to a second. */
const known = new WeakMap<AnalysisResult, Utterance[]>();

/**
 * What was said, as the list tells it that says the most about who speaks, with the words that only other lists hold.
 *
 * The diarized transcript comes first if only that knows speakers.
 */
export function spokenIn(result: AnalysisResult): Utterance[] {
	const spoken = known.get(result) ?? unitedIn(result);
	known.set(result, spoken);
	return spoken;
}

function unitedIn(result: AnalysisResult): Utterance[] {
	const { transcript, transcript_diarization, transcript_sentiment } = result;
	const [plain, diarized] = [transcript, transcript_diarization].map(segmentsIn);
	const felt = segmentsIn(transcript_sentiment);
	const [richest = [], ...others] = [
		...[plain, diarized, felt].filter(knowsSpeakers),
		...[diarized, plain, felt].filter((list) => !knowsSpeakers(list)),
	].filter((list) => list.length > 0);
	const told = utterancesOf(richest);
	const isOpen = told.some(({ speaker }) => speaker === null);
	const more = others.filter(
		(list, i) =>
			(!sayTheSame(list, richest) || (isOpen && knowsSpeakers(list))) &&
			(knowsSpeakers(list) || !others.slice(0, i).some((other) => sayTheSame(list, other))),
	);
	const all =
		more.length === 0
			? told
			: more
					.reduce((said, list) => united(said, stretchesOf(list)), stretchesOf(richest))
					.map(({ utterance }) => utterance);
	// What the voices say of emotions counts more than the text does, so `feltIn` tells them.
	return richest === felt ? all.map((utterance) => ({ ...utterance, emotion: null })) : all;
}

/** What was felt: the voices' emotions, else the sentiment of the text. Empty when no emotion is known. */
export function feltIn(result: AnalysisResult): Utterance[] {
	const { transcript, transcript_sentiment: sentiment, transcript_diarization: diarized } = result;
	const { emotions_diarization: voices, emotions_alignment: aligned } = result;
	for (const source of [transcript, sentiment, diarized, voices, aligned]) {
		const felt = utterancesOf(source);
		if (felt.some(({ emotion }) => emotion)) return felt;
	}
	return [];
}

/**
 * What was said, by whom, and what was felt: the words of `spokenIn` with the emotions of `feltIn`.
 *
 * Where words and emotions come in different lists, an utterance has the emotion that was felt in its middle.
 */
export function turnsIn(result: AnalysisResult): Utterance[] {
	const spoken = spokenIn(result);
	const felt = feltIn(result);
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
