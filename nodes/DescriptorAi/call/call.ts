import { isObject, type AnalysisResult } from '../api';
import { longestEmotion } from './emotions';
import {
	csatOf,
	csatReasonOf,
	emotionalScoreOf,
	failedStages,
	missingInsights,
	sentencesOf,
} from './insights';
import { lazily } from './lazily';
import { numbersOf, type CallNumbers } from './numbers';
import { problemsIn, unsolvedOf, type Problem } from './problems';
import { speakersIn, voicesOf, type Speaker, type Voice } from './speakers';
import { feltIn, readLists, spokenIn, withEmotions, type SpeechLists } from './speechLists';
import type { Utterance } from './utterances';
import { timeOrNull } from './values';

/**
 * A result, understood. Whatever the service sent or left out: each property has its type, and `null` or an empty list
 * stands for missing information. Times are seconds from the beginning of the recording.
 */
export interface Call {
	/** As the service sent it. */
	readonly result: AnalysisResult;
	/** `call_data`, which the submit had; an empty object where there was none. */
	readonly data: Record<string, unknown>;
	/** The code of the language as the service reports it. */
	readonly language: unknown;

	readonly lists: SpeechLists;
	/** What was said and by whom, in order. */
	readonly spoken: Utterance[];
	/** What was felt: the utterances of the list that emotions are taken from. */
	readonly felt: Utterance[];
	/** What was said, by whom, and with which emotion; what was felt where no words are known. */
	readonly turns: Utterance[];
	/** Who speaks, in the order in which they begin. */
	readonly speakers: Speaker[];
	/** The names of the speakers by their ID. */
	readonly names: Map<string, string>;
	/** The speakers with all that each says. */
	readonly voices: Voice[];
	/** The length that the metrics state, but at least to the end of the last words; `null` if unknown. */
	readonly duration: number | null;
	/** The emotion that was heard for the longest time; `neutral` only if there was no other. */
	readonly mainEmotion: string | null;
	readonly numbers: CallNumbers;
	/** The service's metrics for the whole call, by name. */
	readonly metrics: Record<string, unknown>;

	/** The insights by the names that the service gives them. */
	readonly insights: Record<string, unknown>;
	readonly summary: string[];
	readonly csat: number | null;
	/** Why the customer is as satisfied as that, in the service's words. */
	readonly csatReason: string | null;
	/** How well the agent answers the customer's emotions, 0 to 10. */
	readonly emotionalScore: number | null;
	/** `null` when the insight is not there. */
	readonly problems: Problem[] | null;
	/** Titles of the problems with at least one unsolved mention; `null` when unknown. */
	readonly unsolvedProblems: string[] | null;

	/** The stages of the analysis that did not succeed. */
	readonly failedStages: string[];
	readonly failedReason: string | null;
	/** The insights that were requested and are not there, in the spelling of the request. */
	readonly missingInsights: string[];
}

const objectOrEmpty = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/**
 * Understands a result: the one place where one is read. A property costs nothing until it is read, and is worked out
 * once however often it is.
 *
 * @param result the analysis as the service sent it, whatever it holds
 */
export function callOf(result: AnalysisResult): Call {
	const call: Call = lazily<Call>({
		result: () => result,
		data: () => objectOrEmpty(result.call_data),
		language: () => result.language_code,

		lists: () => readLists(result),
		spoken: () => spokenIn(call.lists),
		felt: () => feltIn(call.lists),
		turns: () => withEmotions(call.spoken, call.felt),
		speakers: () => speakersIn(call.spoken, call.data),
		names: () => new Map(call.speakers.map(({ id, name }) => [id, name])),
		voices: () => voicesOf(call.speakers, call.turns),
		duration: () => {
			const stated = timeOrNull(call.metrics.total_call_duration);
			const ends = call.turns.flatMap(({ end }) => end ?? []);
			if (stated === null && ends.length === 0) return null;
			return ends.reduce((latest, end) => Math.max(latest, end), stated ?? 0);
		},
		mainEmotion: () => longestEmotion(call.felt),
		numbers: () => numbersOf(call),
		metrics: () => objectOrEmpty(result.metrics?.overall),

		insights: () => objectOrEmpty(result.insights),
		summary: () => sentencesOf(call.insights, 'summary'),
		csat: () => csatOf(call.insights),
		csatReason: () => csatReasonOf(call.insights),
		emotionalScore: () => emotionalScoreOf(call.insights),
		problems: () => problemsIn(call.insights),
		unsolvedProblems: () => unsolvedOf(call.problems),

		failedStages: () => failedStages(result),
		failedReason: () => (typeof result.failed_reason === 'string' ? result.failed_reason : null),
		missingInsights: () => missingInsights(result),
	});
	return call;
}
