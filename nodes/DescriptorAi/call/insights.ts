import { isObject, type AnalysisResult, type InsightName } from '../api';

/**
 * One insight of a result, or `undefined` when it is not there.
 *
 * The published schema spells names with hyphens; the vendor's integration guide reads them with
 * underscores. Both are accepted, the schema's spelling first.
 */
export function insightOf(result: AnalysisResult, name: InsightName): unknown {
	const insights: Record<string, unknown> = result.insights ?? {};
	return insights[name] ?? insights[name.replace(/-/g, '_')] ?? undefined;
}

/** An insight that is a list of sentences (summary, agent-actions, topics …); empty when it is not there. */
export function sentencesOf(result: AnalysisResult, name: InsightName): string[] {
	const value = insightOf(result, name);
	const list = Array.isArray(value) ? value : [value];
	return list.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
}

/** Customer satisfaction as the service scores it, or `null`. */
export function csatOf(result: AnalysisResult): number | null {
	const value = insightOf(result, 'csat');
	const score = isObject(value) ? value.csat : value;
	return typeof score === 'number' ? score : null;
}

/** Why the customer is as satisfied as that, in the service's words, or `null`. */
export function csatReasonOf(result: AnalysisResult): string | null {
	const value = insightOf(result, 'csat');
	return isObject(value) && typeof value.reason === 'string' ? value.reason : null;
}

/** How well the agent answers the customer's emotions, 0 to 10, or `null`. */
export function emotionalScoreOf(result: AnalysisResult): number | null {
	const value = insightOf(result, 'emotional-score');
	const score = isObject(value) ? value.result : value;
	return typeof score === 'number' ? score : null;
}

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

/** Names for which a value is there. */
const namesIn = (values: unknown): string[] =>
	Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
		(value ?? null) === null ? [] : name,
	);

/** The insights that were asked for, in the spelling of the request, and are not there. */
export function missingInsightsOf({
	config,
	insights,
	transcript_sentiment: sentiment,
}: AnalysisResult): string[] {
	const asked: unknown = isObject(config) ? config.insights : undefined;
	const names = Array.isArray(asked)
		? asked.filter((name) => typeof name === 'string')
		: namesIn(asked);
	const given = new Set([...namesIn(insights), ...namesIn({ sentiment })].map(published));
	return [...new Set<string>(names)].filter((name) => !given.has(published(name)));
}
