import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';
import { quote } from '../api/quote';
import type { ServiceAnswer } from '../api/request';
import { serviceWords } from '../api/serviceWords';
import { hasContent, isFruitless, isUsable, SECTIONS } from './content';
import { failedStages } from './insights';

/** What is known of an analysis after asking for it once. */
export type Analysis =
	| {
			state: 'processing';
			/** 0 to 100, or `null` where the service does not tell. */
			progress: number | null;
			/** The answer in the service's words where it does not say that the analysis goes on, else `null`. */
			said: string | null;
	  }
	| { state: 'completed'; result: AnalysisResult }
	| { state: 'failed'; reason: string };

/** Statuses that say that there is no result yet. */
const NOT_YET = [202, 204, 425];

/** States in small letters, without what stands between them; a state that is none of these is unknown. */
const WAITING =
	/ing$|^(accepted|created|enqueued|inprogress|new|notready|notstarted|queued|received|registered|scheduled|started|submitted)$/;
const FAILED =
	/^(abort|cancel|crash|error|expired|fail|reject|timedout|timeout|unsuccess)|(error|failed)$/;
const FINISHED = /^(complete|completed|done|finished|ok|ready|succeeded|success|successful)$/;

/** What is around an analysis; none of it is in what comes out, because n8n runs a node again for an `error`. */
const ENVELOPE = ['status', 'state', 'progress', 'error', 'result'];
/** What an envelope may say of the analysis in it. */
const ABOUT = ['job_id', 'language_code', 'config', 'audio', 'call_data', 'failed'];
const KNOWN = [...ENVELOPE, ...SECTIONS, 'detail', 'message', 'job_id', 'result_id', 'failed'];

/** Whether an item holds an analysis as the service sent it, and not a simplified one. */
export const isRaw = (fields: Record<string, unknown>): boolean =>
	hasContent(fields) && typeof fields.transcript !== 'string';

/** Whether the fields of an item are those of a finished analysis, raw or simplified, and not just its id. */
export function isFinished(fields: Record<string, unknown>): boolean {
	const isSimplified =
		typeof fields.transcript === 'string' || ('transcript' in fields && 'summary' in fields);
	return 'job_id' in fields && (isRaw(fields) || isSimplified);
}

/** The analysis in an answer: the inner one if it holds something, with what only the envelope tells of it. */
function analysisIn(body: Record<string, unknown>): AnalysisResult {
	const { result } = body;
	const inner = isObject(result) && hasContent(result) ? result : body;
	const isOuter = (key: string) => (inner[key] ?? null) === null && (body[key] ?? null) !== null;
	const outer = [...ABOUT, ...SECTIONS].filter(isOuter).map((key) => [key, body[key]]);
	const own = Object.entries(inner).filter(([key]) => !ENVELOPE.includes(key));
	return Object.fromEntries([...own, ...outer]) as AnalysisResult;
}

/** The words for a state in an answer; published is one of four under `status`. */
const statesIn = ({ status, state }: Record<string, unknown>): string[] =>
	[status, state].filter((word): word is string => typeof word === 'string' && word.trim() !== '');

/** The words in an answer that are for a person; the reference shows them as text under `error`. */
function reasonIn({ error, detail, message }: Record<string, unknown>): string {
	const told = [error, detail, message].find((words) => words !== '' && (words ?? null) !== null);
	return serviceWords({ detail: isObject(told) ? (told.message ?? told.detail) : told });
}

function progressIn({ progress }: Record<string, unknown>): number | null {
	const number = typeof progress === 'string' ? Number.parseFloat(progress) : progress;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/**
 * Decides what an answer to GET /offline/processing/{result_id} says: only an analysis that holds something is finished,
 * and what is not known goes on, with the service's words.
 *
 * It takes each published form (the plain one, and the envelope of the later reference) with whatever is added to it,
 * under other spellings of the states too.
 *
 * @returns `null` when a success is not about an analysis at all (a proxy's page, for example)
 */
export function normalise({
	statusCode,
	body,
}: Pick<ServiceAnswer, 'statusCode' | 'body'>): Analysis | null {
	const answer = isObject(body) ? body : {};
	const inner = isObject(answer.result) ? answer.result : {};
	const told = { ...inner, ...answer };
	const result = analysisIn(answer);
	const progress = progressIn(told);
	const processing = (said: string | null): Analysis => ({ state: 'processing', progress, said });

	if (NOT_YET.includes(statusCode) && !hasContent(result)) return processing(null);
	if (!KNOWN.some((key) => key in answer)) return null;
	const states = statesIn(told);
	const isOneOf = (words: RegExp) =>
		states.some((state) => words.test(state.toLowerCase().replace(/\P{L}/gu, '')));
	if (isOneOf(WAITING)) return processing(null);

	const reason = reasonIn(told);
	const stages = failedStages(result);
	if (isOneOf(FAILED) && isUsable(result)) {
		const failed = stages.length > 0 ? stages : ['unknown'];
		return {
			state: 'completed',
			result: { ...result, failed, ...(reason && { failed_reason: reason }) },
		};
	}
	if (isOneOf(FAILED) || isFruitless(result)) {
		const lost = stages.length > 0 && `these stages did not succeed: ${quote(stages.join(', '))}`;
		return { state: 'failed', reason: reason || lost || 'the service gave no reason' };
	}
	if (hasContent(result)) return { state: 'completed', result };
	if (states.length === 0 && progress !== null && progress < 100) return processing(null);
	const said = [quote(states.join(', ')), reason].filter(Boolean).join(': ');
	if (said === '') return processing('no analysis');
	return processing(isOneOf(FINISHED) ? `${said}, without an analysis` : said);
}
