import { isObject, quote, serviceWords, type AnalysisResult, type ServiceAnswer } from '../api';
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

/** States in small letters and digits, without what stands between them; a state that is none of these is unknown. */
const FINISHED = /^(complete|completed|done|finished|ok|ready|succeeded|success|successful)$/;
const WAITING =
	/^retrying|ing$|queue|^(in|un|not(yet)?)(complete|completed|done|finished|ready|started)$|^(accepted|active|created|inprocess|inprogress|new|paused|received|registered|scheduled|started|submitted)$/;
/** Found anywhere in a state, except after a "no", and in one that begins anew. */
const FAILED =
	/^(?!retrying).*(?<!no|not|non|without|withoutany|(?<!\d)0)(abort|cancel|crash|denied|error|exception|expired|fail|invalid|reject|timedout|timeout|unsuccess|notsuccess)/;

type Kind = 'failed' | 'waiting' | 'finished' | 'unknown';

/** What a word for a state means. */
function kindOf(state: string): Kind {
	const word = state.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	if (FAILED.test(word)) return 'failed';
	if (WAITING.test(word.replace(/\d+$/, ''))) return 'waiting';
	return FINISHED.test(word) ? 'finished' : 'unknown';
}

/** What is around an analysis; none of it is in what comes out, because n8n runs a node again for an `error`. */
const ENVELOPE = ['status', 'state', 'progress', 'error', 'result'];
/** What an envelope may say of the analysis in it. */
const ABOUT = ['job_id', 'language_code', 'config', 'audio', 'call_data', 'failed'];

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
	return serviceWords({ detail: told });
}

function progressIn({ progress }: Record<string, unknown>): number | null {
	const number = typeof progress === 'string' ? Number.parseFloat(progress) : progress;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Characters; what is longer is a page, and not the word for a state. */
const LONGEST_STATE = 40;

/** An answer as fields. A text is one only if it is empty or the word for a state; JSON that is no object says nothing. */
function fieldsOf(body: unknown): Record<string, unknown> | null {
	if (isObject(body)) return body;
	if (Array.isArray(body)) return body.length === 0 ? {} : null;
	const text = typeof body === 'string' ? body.trim().replace(/^"(.*)"$/, '$1') : '';
	if (text === '') return {};
	if (text.length > LONGEST_STATE) return null;
	const kind = kindOf(text);
	// "Internal Server Error" is what others answer.
	const isState = /^[\p{L}_-]+$/u.test(text)
		? kind !== 'unknown'
		: kind === 'waiting' && /^\p{L}.*$/u.test(text);
	return isState ? { status: text } : null;
}

/**
 * Decides what an answer to GET /offline/processing/{result_id} says: only an analysis that holds something is finished,
 * and what is not known goes on, with the service's words.
 *
 * It takes each published form (the plain one, and the envelope of the later reference) with whatever is added to it,
 * under other spellings of the states too.
 *
 * @returns `null` when a success is not one of the service (a proxy's page, for example)
 */
export function normalize({
	statusCode,
	body,
}: Pick<ServiceAnswer, 'statusCode' | 'body'>): Analysis | null {
	const fields = fieldsOf(body);
	const answer = fields ?? {};
	const inner = isObject(answer.result) ? answer.result : {};
	const result = analysisIn(answer);
	const progress = progressIn(answer) ?? progressIn(inner);
	const processing = (said: string | null): Analysis => ({ state: 'processing', progress, said });

	if (NOT_YET.includes(statusCode) && !hasContent(result)) return processing(null);
	if (!fields) return null;
	const outer = statesIn(answer);
	const states = [...new Set([...outer, ...statesIn(inner)])];
	const kinds = states.map(kindOf);
	const hasFailed =
		outer.map(kindOf).includes('failed') ||
		(kinds.includes('failed') && !kinds.includes('waiting'));
	if (!hasFailed && kinds.includes('waiting')) return processing(null);

	const reason = reasonIn({ ...inner, ...answer });
	const stages = failedStages(result);
	if (hasFailed && isUsable(result)) {
		const failed = stages.length > 0 ? stages : ['unknown'];
		return {
			state: 'completed',
			result: { ...result, failed, ...(reason && { failed_reason: reason }) },
		};
	}
	const isFinished = kinds.includes('finished');
	const goesOn = !hasFailed && !isFinished && progress !== null && progress < 100;
	if (hasFailed || (isFruitless(result) && !goesOn)) {
		const lost = stages.length > 0 && `these stages did not succeed: ${quote(stages.join(', '))}`;
		return { state: 'failed', reason: reason || lost || 'the service gave no reason' };
	}
	// An empty list is a silent call, but under a state that nobody knows it may be filled yet.
	const isWhole = isFinished || states.length === 0 ? hasContent(result) : isUsable(result);
	if (goesOn && (isWhole || states.length === 0)) return processing(null);
	if (isWhole) return { state: 'completed', result };
	const said = [quote(states.join(', ')), reason].filter(Boolean).join(': ');
	if (said === '') return processing('no analysis');
	return processing(isFinished ? `${said}, without an analysis` : said);
}

/** The analysis that an item holds as the service sent it; an item may be anything else that has the names of fields. */
export function rawIn(item: Record<string, unknown>, resultId: string): AnalysisResult | undefined {
	const analysis = normalize({ statusCode: 200, body: item });
	if (analysis?.state !== 'completed' || !isUsable(analysis.result)) return undefined;
	return analysis.result.job_id === resultId ? analysis.result : undefined;
}

/** Whether an item is a simplified analysis, and not one of something else that waits to be filled. */
export function isSimplified(item: Record<string, unknown>, resultId: string): boolean {
	const { transcript, failed_stages: stages, result_url: url } = item;
	const isWhole = Array.isArray(stages) && typeof url === 'string';
	const hasWords = typeof transcript === 'string' && transcript.trim() !== '';
	const goesOn = statesIn(item).map(kindOf).includes('waiting') || (progressIn(item) ?? 100) < 100;
	return item.job_id === resultId && (isWhole || hasWords) && !goesOn;
}
