import type { Findings } from './calls/script';
import {
	DEFAULT_CATEGORIES,
	INSIGHTS,
	type GivenSegment,
	type InsightName,
	type Insights,
	type Problem,
	type RecognitionConfig,
} from './contract';
import { toHundredths } from './transcript';

/** An analyzed call: the input of every insight. */
export interface Understanding {
	/** Null when nobody spoke. */
	findings: Findings | null;
	/** Timed, with emotions; one for each line that the findings count. */
	segments: GivenSegment[];
}

/** The input of one insight. */
interface Material extends Understanding {
	findings: Findings;
	/** The categories that `labeling` can return. */
	categories: string[];
}

const NO_PART = { start: null, end: null };

/** How each insight is made. A new insight is one more line here and its name in the contract. */
const MAKERS: Record<InsightName, (material: Material) => unknown> = {
	'agent-actions': ({ findings }) => findings.agentActions,
	csat: ({ findings }) => findings.csat,
	'customer-requests': ({ findings }) => findings.customerRequests,
	division: ({ findings, segments }) => {
		const [negotiation, resolution] = findings.turningPoints;
		const part = (from: number, to: number) =>
			from < to ? { start: segments[from].start, end: segments[to - 1].end } : NO_PART;
		return {
			introduction: part(0, negotiation),
			negotiation: part(negotiation, resolution),
			resolution: part(resolution, segments.length),
		};
	},
	'emotional-score': ({ findings }) => ({ result: findings.emotionalScore }),
	keywords: ({ findings, segments }) => findings.keywords.map((word) => keyword(word, segments)),
	labeling: label,
	problems: ({ findings, segments }) => problems(findings, segments),
	questions: ({ findings }) => findings.questions,
	summary: ({ findings }) => findings.summary,
	topics: ({ findings }) => findings.topics,
};

/** The insights of a recording in which nobody spoke. */
const SILENCE: Record<InsightName, unknown> = {
	'agent-actions': [],
	csat: null,
	'customer-requests': [],
	division: { introduction: NO_PART, negotiation: NO_PART, resolution: NO_PART },
	'emotional-score': null,
	keywords: [],
	labeling: [],
	problems: [],
	questions: [],
	summary: [],
	topics: [],
};

/** The categories of the labeling settings; the published default when there are none. */
function categoriesOf(requested: RecognitionConfig['insights']): string[] {
	const given = Array.isArray(requested) ? undefined : requested.labeling?.categories;
	return Array.isArray(given)
		? given.filter((category): category is string => typeof category === 'string')
		: DEFAULT_CATEGORIES;
}

/**
 * The insights of a result: those that were requested; every other one is null.
 *
 * @param requested `config.insights` in either published form
 * @param understanding the analyzed call
 * @param newInsights names of additional insights
 */
export function requestInsights(
	requested: RecognitionConfig['insights'],
	understanding: Understanding,
	newInsights: string[],
): Insights {
	const names: string[] = Array.isArray(requested) ? requested : Object.keys(requested);
	const categories = categoriesOf(requested);
	const make = (name: InsightName) =>
		names.includes(name) ? requestInsight(name, understanding, categories) : null;
	const made = Object.fromEntries(INSIGHTS.map((name) => [name, make(name)])) as Insights;
	for (const name of newInsights) {
		made[name] = names.includes(name) ? makeNewInsight(understanding) : null;
	}
	return made;
}

/** An additional insight: a list of sentences, which is empty if nobody spoke. */
export function makeNewInsight({ findings }: Understanding): string[] {
	return findings?.summary ?? [];
}

/**
 * Makes one insight.
 *
 * @param categories that `labeling` can return
 * @returns its value in the published shape; null for csat and emotional-score if nobody spoke
 */
export function requestInsight(
	name: InsightName,
	{ findings, segments }: Understanding,
	categories: string[],
): unknown {
	return findings ? MAKERS[name]({ findings, segments, categories }) : SILENCE[name];
}

/** The problems of a call with the times of their lines, and how long each took to solve. */
export function problems(findings: Findings, segments: GivenSegment[]): Problem[] {
	const callEnd = segments[segments.length - 1].end;

	return findings.problems.map(({ title, line, solvedBy, resolution }) => {
		const source = segments[line];
		const solution = solvedBy === null ? null : segments[solvedBy];
		const solvingTime = solution && toHundredths(solution.end - source.start);
		return {
			title,
			messages: [
				{
					problem_source: source.text,
					start: source.start,
					end: source.end,
					speaker_id: source.speaker,
					solved: solution !== null,
					solution_start: solution && solution.start,
					solution_end: solution && solution.end,
					resolution_summary: resolution,
					solving_time: solvingTime,
					solving_time_ratio: solvingTime && toHundredths(solvingTime / callEnd),
				},
			],
		};
	});
}

function keyword(word: string, segments: GivenSegment[]) {
	const occurrences = (text: string) => text.toLowerCase().split(word.toLowerCase()).length - 1;
	const first = segments.find(({ text }) => occurrences(text) > 0);
	return {
		word,
		emotion: first?.emotion ?? 'neutral',
		count: segments.reduce((count, { text }) => count + occurrences(text), 0),
	};
}

/** Categories that are known to fit, or whose words are spoken; otherwise "other" if on offer. */
function label({ findings, segments, categories }: Material): string[] {
	const spoken = [...findings.topics, ...findings.summary, ...segments.map(({ text }) => text)]
		.join(' ')
		.toLowerCase();
	const known = findings.labels.filter((name) => categories.includes(name));
	const heard = categories.filter((category) => spoken.includes(category.toLowerCase()));
	const fitting = [...new Set([...known, ...heard])].filter((category) => category !== 'other');
	if (fitting.length > 0) return fitting;
	return categories.filter((category) => category.toLowerCase() === 'other');
}
