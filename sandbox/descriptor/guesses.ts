import type { Findings } from './calls/script';
import type { Emotion, GivenSegment, Language } from './contract';
import { mood, NEGATIVE, POSITIVE } from './mood';

/** Words that give an emotion away, in English; the first that is found counts. */
const SIGNS: Array<[Emotion, RegExp]> = [
	['thankful', /\b(thanks?|thank you|grateful|appreciate)\b/i],
	['angry', /\b(angry|unacceptable|ridiculous|unbelievable|outrageous|furious)\b/i],
	['impatient', /\b(still waiting|hurry|how long|for weeks|again and again)\b/i],
	['frustrated', /\b(problems?|issues?|broken|wrong|does not work|not working|charged twice)\b/i],
	['fear', /\b(afraid|scared)\b/i],
	['stressed', /\b(urgent|urgently|worried|deadline)\b/i],
	['cautious', /\b(sorry|perhaps|maybe|not sure|i would need)\b/i],
	['surprised', /\b(really|oh)\b|\?!|!\?/i],
	['cheerful', /\b(great|perfect|wonderful|excellent|glad)\b|!/i],
	['friendly', /\b(hello|hi|welcome|good (morning|afternoon|evening)|of course|with pleasure)\b/i],
];

const FIRST_PERSON = /\b(i|i'm|i've|i'll|we|we're|we've|we'll)\b/i;
const REQUEST =
	/\b(please|i (want|need)|i would like|i'd like|(can|could|would|will) (you|we|i))\b/i;
/** How many findings of one kind are given at most. */
const MOST = 5;
/** From how many letters on a word is a keyword. */
const KEYWORD_LETTERS = 5;

/** The emotion that a text gives away; "neutral" when it gives none away. */
export function guessEmotion(text: string): Emotion {
	return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'neutral';
}

function sentences(segments: GivenSegment[]): string[] {
	return segments
		.flatMap(({ text }) => text.split(/(?<=[.!?…।؟])\s+/))
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence !== '');
}

/** The segments of the agent, who is speaker 0 or else the first one, and those of everybody else. */
function sides(segments: GivenSegment[]): { agent: GivenSegment[]; others: GivenSegment[] } {
	const speakers = segments.map(({ speaker }) => speaker);
	if (new Set(speakers).size < 2) return { agent: segments, others: segments };
	const agent = speakers.includes(0) ? 0 : speakers.find((speaker) => speaker !== null);
	return {
		agent: segments.filter(({ speaker }) => speaker === agent),
		others: segments.filter(({ speaker }) => speaker !== agent),
	};
}

function frequentWords(segments: GivenSegment[]): string[] {
	const counts = new Map<string, number>();
	for (const { text } of segments) {
		for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu)) {
			if (word.length >= KEYWORD_LETTERS) counts.set(word, (counts.get(word) ?? 0) + 1);
		}
	}
	// Sorting is stable: among equals the word that was said first comes first.
	return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

/**
 * Finds in a transcript what can be found without understanding it. The same transcript always gives
 * the same findings.
 *
 * @param segments at least one of them has a text; every one has an emotion
 * @param language in another language than English, what the agent says counts as done, and what the
 * others ask as requested
 */
export function guessFindings(segments: GivenSegment[], language: Language): Findings {
	const { agent, others } = sides(segments);
	const isEnglish = language === 'en-US';
	const said = sentences(segments);
	const isQuestion = (sentence: string) => /[?؟]/.test(sentence);
	const questions = sentences(others).filter(isQuestion);
	const statements = sentences(agent).filter((sentence) => !isQuestion(sentence));
	const requests = isEnglish
		? sentences(others).filter((sentence) => REQUEST.test(sentence))
		: questions;
	const keywords = frequentWords(segments);
	const feeling = mood(segments);

	return {
		summary: [...new Set([said[0], said[said.length - 1]])],
		agentActions: statements
			.filter((sentence) => !isEnglish || FIRST_PERSON.test(sentence))
			.slice(0, MOST),
		customerRequests: requests.slice(0, MOST),
		questions,
		topics: keywords.slice(0, 3),
		labels: [],
		keywords: keywords.slice(0, MOST),
		csat: {
			csat: Math.round((3 + 2 * feeling) * 10) / 10,
			reason:
				feeling === 0
					? 'The text shows neither satisfaction nor dissatisfaction.'
					: `The text sounds ${feeling > 0 ? 'satisfied' : 'dissatisfied'} on the whole.`,
		},
		emotionalScore: Math.round((5 + 5 * feeling) * 10) / 10,
		turningPoints: turningPoints(segments.length),
		problems: problemsOf(segments, others),
	};
}

/** A quarter of the call leads in, and a quarter leads out. */
function turningPoints(count: number): [number, number] {
	const negotiation = Math.ceil(count / 4);
	return [negotiation, Math.max(negotiation, count - Math.floor(count / 4))];
}

/** The first complaint of the call; it is solved when somebody sounds pleased afterwards. */
function problemsOf(segments: GivenSegment[], others: GivenSegment[]): Findings['problems'] {
	const line = segments.findIndex(
		(segment) =>
			others.includes(segment) && NEGATIVE.has(segment.emotion) && segment.text.trim() !== '',
	);
	if (line < 0) return [];
	const pleased = segments.findIndex(({ emotion }, index) => index > line && POSITIVE.has(emotion));
	return [
		{
			title: sentences([segments[line]])[0],
			line,
			solvedBy: pleased < 0 ? null : pleased,
			resolution: pleased < 0 ? null : segments[pleased].text,
		},
	];
}
