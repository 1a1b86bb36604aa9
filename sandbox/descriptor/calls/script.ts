import type { Emotion, Language } from '../contract';

const AGENT = 0;
const CUSTOMER = 1;

/** One thing that somebody says. Its times come from its length and its place in the call. */
export interface Line {
	speaker: typeof AGENT | typeof CUSTOMER;
	emotion: Emotion;
	text: string;
	/** Seconds of silence before the line; negative when the speaker interrupts. */
	pause: number;
}

/** What the analysis finds in a call. Lines are named by their index, from 0. */
export interface Findings {
	summary: string[];
	agentActions: string[];
	customerRequests: string[];
	questions: string[];
	topics: string[];
	/** Categories that fit, most fitting first; only those that the request offers are used. */
	labels: string[];
	/** Words of the transcript; their count and emotion are read from it. */
	keywords: string[];
	/** From 1 (very dissatisfied) to 5 (very satisfied). */
	csat: { csat: number; reason: string };
	/** How well the agent answers emotions, 0 to 10. */
	emotionalScore: number;
	/** The first line of the negotiation and the first line of the resolution. */
	turningPoints: [negotiation: number, resolution: number];
	problems: Array<{
		title: string;
		line: number;
		/** The line that solves the problem, or null when nothing does. */
		solvedBy: number | null;
		resolution: string | null;
	}>;
}

/** A call as it is written down: the source of everything that a result says. */
export interface CallScript {
	language: Language;
	lines: Line[];
	findings: Findings;
}

/** The ordinary silence between two speakers, in seconds. */
const ORDINARY_PAUSE = 0.45;

/** A line of the agent, speaker 0. */
export function agent(emotion: Emotion, text: string, pause = ORDINARY_PAUSE): Line {
	return { speaker: AGENT, emotion, text, pause };
}

/** A line of the customer, speaker 1. */
export function customer(emotion: Emotion, text: string, pause = ORDINARY_PAUSE): Line {
	return { speaker: CUSTOMER, emotion, text, pause };
}
