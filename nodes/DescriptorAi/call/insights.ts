import type { AnalysisResult, InsightName } from '../api/contract';
import { isObject } from '../api/json';

/** The insights of a result by the names that the service gives them. */
type Insights = Record<string, unknown>;

/**
 * One insight, or `undefined` when it is not there.
 *
 * The published schema spells names with hyphens; the vendor's integration guide reads them with underscores. Both are
 * accepted, the schema's spelling first.
 */
export function insightOf(insights: Insights, name: InsightName): unknown {
	return insights[name] ?? insights[name.replace(/-/g, '_')] ?? undefined;
}

/** An insight that is a list of sentences (summary, agent-actions, topics …); empty when it is not there. */
export function sentencesOf(insights: Insights, name: InsightName): string[] {
	const value = insightOf(insights, name);
	const list = Array.isArray(value) ? value : [value];
	return list.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
}

/** The number in an insight that is one, or that has one under a key; `null` when it is not there. */
function scoreOf(value: unknown, key: string): number | null {
	const score = isObject(value) ? value[key] : value;
	return typeof score === 'number' ? score : null;
}

export const csatOf = (insights: Insights) => scoreOf(insightOf(insights, 'csat'), 'csat');

export function csatReasonOf(insights: Insights): string | null {
	const value = insightOf(insights, 'csat');
	return isObject(value) && typeof value.reason === 'string' ? value.reason : null;
}

export const emotionalScoreOf = (insights: Insights) =>
	scoreOf(insightOf(insights, 'emotional-score'), 'result');

/** The stages that did not succeed. */
export function failedStages({ failed }: { failed?: unknown }): string[] {
	const list: unknown[] = Array.isArray(failed) ? failed : [failed];
	return list.filter((stage): stage is string => typeof stage === 'string' && stage !== '');
}

/** A name in the spelling of the published schema: `Agent Actions` and `agent_actions` are `agent-actions`. */
const published = (name: string) =>
	name
		.trim()
		.toLowerCase()
		.replace(/[\s_]+/g, '-');

/** Names that have a value. */
const namesIn = (values: unknown): string[] =>
	Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
		(value ?? null) === null ? [] : name,
	);

/** The insights that were requested, in the spelling of the request, and are not there. */
export function missingInsights({
	config,
	insights,
	transcript_sentiment: sentiment,
}: AnalysisResult): string[] {
	const requested: unknown = isObject(config) ? config.insights : undefined;
	const names = Array.isArray(requested)
		? requested.filter((name) => typeof name === 'string')
		: namesIn(requested);
	const given = new Set([...namesIn(insights), ...namesIn({ sentiment })].map(published));
	return [...new Set<string>(names)].filter((name) => !given.has(published(name)));
}
