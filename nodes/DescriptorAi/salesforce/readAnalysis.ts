import { normalize } from '../call/analysis';
import { callOf, type Call } from '../call/call';
import { sentencesOf } from '../call/insights';
import { text } from '../form/readers';

export type Fields = Record<string, unknown>;

/** An analysis, or as much of it as there is. The fields are those of a simplified result with all details. */
export type Analysis =
	| { state: 'finished'; fields: Fields }
	| { state: 'failed'; jobId: string; reasons: unknown[] }
	| { state: 'pending'; jobId: string };

/** Fields of which a simplified result has at least one, also if a person has selected some. */
const SIMPLIFIED = ['agent_actions', 'csat', 'failed_stages', 'summary', 'topics'];

/** A raw result under the names that its content has in a simplified one. */
const simplified = (call: Call, item: Fields): Fields => ({
	...call.numbers,
	job_id: call.result.job_id ?? item.job_id ?? item.result_id,
	language_code: call.language,
	summary: call.summary,
	agent_actions: sentencesOf(call.insights, 'agent-actions'),
	topics: sentencesOf(call.insights, 'topics'),
	csat: call.csat,
	csat_reason: call.csatReason,
	main_emotion: call.mainEmotion,
	unsolved_problems: call.unsolvedProblems,
	failed_stages: call.failedStages,
	result_url: call.result.result_url ?? item.result_url,
});

/**
 * Reads an item that Get Result, Submit, Submit and Wait or the trigger returns: a finished analysis, raw or simplified,
 * one that has failed, or one that goes on.
 *
 * @returns `null` when it is none of these
 */
export function readAnalysis(item: Fields): Analysis | null {
	const jobId = text(item.job_id ?? item.result_id);
	if (item.status === 'failed' && typeof item.reason === 'string') {
		return { state: 'failed', jobId, reasons: [item.reason, item.next_step] };
	}
	const answer = normalize({ statusCode: 200, body: item });
	if (answer?.state === 'completed') {
		return { state: 'finished', fields: simplified(callOf(answer.result), item) };
	}
	if (SIMPLIFIED.some((name) => name in item)) return { state: 'finished', fields: item };
	if (jobId === '') return null;
	return answer?.state === 'failed'
		? {
				state: 'failed',
				jobId,
				reasons: [`The recording could not be ${answer.not}: ${answer.reason}`],
			}
		: { state: 'pending', jobId };
}

/** The lines of a text, or the entries of a list that are texts. */
export function linesOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : text(value).split(/[\r\n]+/);
	return entries.map(text).filter((entry) => entry !== '');
}
