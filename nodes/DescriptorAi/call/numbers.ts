import { isObject } from '../api';
import { longestEmotion } from './emotions';
import { countInterruptions, secondsHeard, spansOf } from './talkTimes';
import type { Side, Voice } from './speakers';
import type { Utterance } from './utterances';

type BySpeaker<Value> = Record<string, Value | null>;

/**
 * The numbers of a call. `null` means that the analysis does not tell; nothing is guessed.
 *
 * Objects have the speakers' names as keys; namesakes are numbered, as in `Dana` and `Dana (2)`.
 */
export interface CallNumbers {
	/** Length of the recording, or up to the last words if only these are known. */
	duration_seconds: number | null;
	/** The duration without the time in which at least one person speaks. */
	silence_seconds: number | null;
	/** Silence as a share of the duration, to one decimal. */
	silence_percent: number | null;
	/** All interruptions: as the service counts them, else by `countInterruptions`. */
	interruption_count: number | null;
	/** Talk of all agents as a share of all speech whose speaker is known, to one decimal. */
	agent_talk_percent: number | null;
	/** The emotion that was heard longest from customers; `neutral` only if there was no other. */
	customer_main_emotion: string | null;
	/** Problems with at least one unsolved mention; `null` when problems were not requested. */
	unsolved_problem_count: number | null;
	/** Talk as a share of all speech whose speaker is known, to one decimal. */
	talk_percent_by_speaker: BySpeaker<number> | null;
	/** The emotion that was heard longest from each; `neutral` only if there was no other. */
	main_emotion_by_speaker: BySpeaker<string> | null;
	/** How often each person interrupts. */
	interruption_count_by_speaker: BySpeaker<number> | null;
}

const rounded = (value: number, steps: number) => Math.round(value * steps) / steps;

function percentOf(part: number | null, whole: number | null): number | null {
	return part === null || !whole ? null : rounded((100 * part) / whole, 10);
}

function sum(values: number[]): number | null {
	return values.length > 0 ? values.reduce((total, value) => total + value, 0) : null;
}

function bySpeaker<Value>(
	voices: Voice[],
	read: (voice: Voice) => Value | null,
): BySpeaker<Value> | null {
	const entries = voices.map((voice) => [voice.name, read(voice)] as const);
	return entries.some(([, value]) => value !== null) ? Object.fromEntries(entries) : null;
}

/** Interruptions by speaker ID as the service's metrics count them; `null` where they do not. */
function statedInterruptions(stated: unknown): Map<string, number> | null {
	if (!isObject(stated)) return null;
	const counts = Object.entries(stated);
	const areCounts = counts.every(([, count]) => Number.isFinite(count) && Number(count) >= 0);
	return areCounts && counts.length > 0 ? new Map(counts as Array<[string, number]>) : null;
}

/** Interruptions by speaker ID as the times of the speech tell them, if at least two speak. */
function heardInterruptions(voices: Voice[]): Map<string, number> | null {
	const heard = voices.filter(({ spans }) => spans.length > 0);
	return heard.length < 2 ? null : countInterruptions(new Map(heard.map((v) => [v.id, v.spans])));
}

/** What the numbers of a call are worked out from. */
interface Sources {
	turns: Utterance[];
	voices: Voice[];
	duration: number | null;
	metrics: Record<string, unknown>;
	unsolvedProblems: string[] | null;
}

/**
 * Ten numbers of a call, from the service's own metrics where their meaning is published, else from the times of the
 * utterances (a segment counts as speech from its start to its end, pauses between its words included).
 */
export function numbersOf(call: Sources): CallNumbers {
	const { turns, voices, duration } = call;
	const spans = spansOf(turns);
	const silence =
		duration === null || spans.length === 0
			? null
			: rounded(Math.max(0, duration - secondsHeard(spans)), 100);

	const talk = new Map(voices.map((voice) => [voice, secondsHeard(voice.spans)]));
	const talkOf = (own: Voice[]) =>
		sum(own.flatMap((voice) => (voice.spans.length > 0 ? (talk.get(voice) ?? 0) : [])));
	const allTalk = talkOf(voices);
	const on = (side: Side) => voices.filter((voice) => voice.side === side);
	const interruptions =
		statedInterruptions(call.metrics.interruption_count) ?? heardInterruptions(voices);

	return {
		duration_seconds: duration,
		silence_seconds: silence,
		silence_percent: percentOf(silence, duration),
		interruption_count: sum([...(interruptions?.values() ?? [])]),
		agent_talk_percent: percentOf(talkOf(on('agent')), allTalk),
		customer_main_emotion: longestEmotion(on('customer').flatMap((voice) => voice.turns)),
		unsolved_problem_count: call.unsolvedProblems?.length ?? null,
		talk_percent_by_speaker: bySpeaker(voices, (voice) => percentOf(talkOf([voice]), allTalk)),
		main_emotion_by_speaker: bySpeaker(voices, (voice) => longestEmotion(voice.turns)),
		interruption_count_by_speaker: bySpeaker(voices, ({ id }) => interruptions?.get(id) ?? null),
	};
}
