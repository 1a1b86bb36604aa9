import type { Call } from '../call/call';
import { secondsByEmotion } from '../call/emotions';
import { secondsHeard, spansOf } from '../call/talkTimes';
import type { Side } from '../call/speakers';
import type { Utterance } from '../call/utterances';
import { lookOf } from './emotionLooks';
import { clipped } from './text';
import { emotionSpansOf, type EmotionSpan } from './timeAxis';

/** What a report says about an analysis that the analysis itself does not contain. */
export interface ReportFacts {
	resultId: string;
	/** The page that shows the result in a browser. */
	resultUrl: string;
}

/** One lane of the timeline: a speaker, or everybody if the speakers are not known. */
export interface Lane {
	name: string;
	side: Side | null;
	talkSeconds: number;
	/** Share of all speech, 0 to 100; `null` when it is not known. */
	talkPercent: number | null;
	/** `null` if they are not known. */
	interruptions: number | null;
	spans: EmotionSpan[];
	/** The length of the slot that each span sums up; `null` where each is one utterance. */
	slotSeconds: number | null;
	/** Each emotion with its share of the time in which one was heard, 0 to 100, the longest first. */
	emotions: Array<[emotion: string, percent: number]>;
}

/** What a report draws of a call. */
export interface Chart {
	call: Call;
	/** In seconds, greater than 0; `null` when no time is known. */
	duration: number | null;
	/** Names by speaker ID, clipped. */
	names: Map<string, string>;
	/** Those who speak most, in the order in which they begin. */
	lanes: Lane[];
	/** How many more speak, and less than those. */
	furtherVoices: number;
	/** The emotions of the lanes in the service's words, pleasant ones first. */
	emotions: string[];
}

const MOST_LANES = 6;
const NAME_LENGTH = 60;
const MOST_UNKNOWN_EMOTIONS = 6;

type LaneVoice = Pick<Lane, 'name' | 'side' | 'talkPercent' | 'interruptions'> & {
	turns: Utterance[];
};

function laneOf(
	{ name, side, talkPercent, interruptions, turns }: LaneVoice,
	duration: number,
): Lane {
	const felt = secondsByEmotion(turns);
	const seconds = [...felt.values()].reduce((sum, each) => sum + each, 0);
	return {
		name: clipped(name, NAME_LENGTH),
		// A speaker without a name is named by the role; do not show it twice.
		side: name.toLowerCase() === side ? null : side,
		talkPercent,
		interruptions,
		talkSeconds: secondsHeard(spansOf(turns)),
		...emotionSpansOf(turns, duration),
		emotions: [...felt]
			.filter(([, heard]) => heard > 0)
			.map(([emotion, heard]) => [emotion, (100 * heard) / seconds]),
	};
}

/** The emotions of some lanes. Of unknown ones only a few: a result may contain any number. */
function emotionsOf(lanes: Lane[]): string[] {
	const heard = new Set(lanes.flatMap((lane) => lane.emotions.map(([emotion]) => emotion)));
	const all = [...heard].map((emotion) => ({ emotion, look: lookOf(emotion) }));
	const rank = { up: 0, middle: 1, down: 2 };
	const known = all
		.filter(({ look }) => look.key !== 'other')
		.sort((a, b) => rank[a.look.pole] - rank[b.look.pole] || b.look.reach - a.look.reach);
	const unknown = all.filter(({ look }) => look.key === 'other').slice(0, MOST_UNKNOWN_EMOTIONS);
	return [...known, ...unknown].map(({ emotion }) => emotion);
}

/** Prepares what the page and the picture of a call draw. */
export function chartOf(call: Call): Chart {
	const { numbers, turns } = call;
	const duration = call.duration || null;
	const voices = call.voices.map((voice) => ({
		...voice,
		talkPercent: numbers.talk_percent_by_speaker?.[voice.name] ?? null,
		interruptions: numbers.interruption_count_by_speaker?.[voice.name] ?? null,
	}));
	const everybody: LaneVoice = {
		name: 'All speakers',
		side: null,
		talkPercent: null,
		interruptions: null,
		turns,
	};
	const mostHeard = new Set(
		[...voices].sort((a, b) => (b.talkPercent ?? 0) - (a.talkPercent ?? 0)).slice(0, MOST_LANES),
	);
	const shown = voices.length > 0 ? voices.filter((voice) => mostHeard.has(voice)) : [everybody];
	const lanes =
		duration === null
			? []
			: shown.map((voice) => laneOf(voice, duration)).filter(({ spans }) => spans.length > 0);
	return {
		call,
		duration,
		names: new Map(voices.map(({ id, name }) => [id, clipped(name, NAME_LENGTH)])),
		lanes,
		furtherVoices: Math.max(0, voices.length - MOST_LANES),
		emotions: emotionsOf(lanes),
	};
}
