import type { AnalysisResult, ResultEnvelope } from '../api/contract';
import type { ServiceAnswer } from '../api/request';
import { isObject } from '../api/json';
import { quote } from '../api/quote';
import { failedStages, isFruitless } from './insights';

/** What is known of an analysis after asking for it once. */
export type Analysis =
	| { state: 'processing'; progress: number | null }
	| { state: 'completed'; result: AnalysisResult }
	| { state: 'failed'; reason: string };

const ENVELOPE_STATES = ['pending', 'processing', 'completed', 'failed'];

/** A result names its job or holds a transcript; an envelope has one of four states and neither of these. */
function isEnvelope(
	body: Record<string, unknown>,
): body is Record<string, unknown> & ResultEnvelope {
	return (
		ENVELOPE_STATES.includes(String(body.status)) && !('job_id' in body) && !('transcript' in body)
	);
}

function isResult(body: Record<string, unknown>): boolean {
	return ['job_id', 'transcript', 'insights', 'failed'].some((key) => key in body);
}

/** Whether the fields of an item are those of a finished analysis, raw or simplified, and not just its id. */
export function isFinished(fields: Record<string, unknown>): boolean {
	return 'job_id' in fields && ('transcript' in fields || 'insights' in fields);
}

/** Whether the fields of a finished analysis are those that the service sent, and not simplified ones. */
export function isRaw(fields: Record<string, unknown>): boolean {
	return Array.isArray(fields.transcript) || 'insights' in fields;
}

/** The words in an envelope's `error`, which the reference shows as text but does not define. */
function reasonOf(error: unknown): string {
	if (typeof error === 'string' && error.trim() !== '') return quote(error);
	if (isObject(error)) return reasonOf(error.message ?? error.detail);
	return 'the service gave no reason';
}

/** A result of which nothing is left counts as failed: there is nothing that a person could use. */
function finished(result: AnalysisResult): Analysis {
	return isFruitless(result)
		? {
				state: 'failed',
				reason: `these stages did not succeed: ${failedStages(result).join(', ')}`,
			}
		: { state: 'completed', result };
}

/**
 * Reads an answer to GET /offline/processing/{result_id}, in either published form.
 *
 * @returns `null` when a success is neither a result nor an envelope (a proxy's page, for example)
 */
export function normalise({ statusCode, body }: ServiceAnswer): Analysis | null {
	if (statusCode === 425) return { state: 'processing', progress: null };
	if (!isObject(body)) return null;
	if (!isEnvelope(body)) return isResult(body) ? finished(body) : null;
	switch (body.status) {
		case 'completed':
			return isObject(body.result) ? finished(body.result) : null;
		case 'failed':
			return { state: 'failed', reason: reasonOf(body.error) };
		default:
			return { state: 'processing', progress: body.progress ?? null };
	}
}
