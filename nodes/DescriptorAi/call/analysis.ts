import { isObject, quote, serviceWords, type AnalysisResult, type ServiceAnswer } from '../api';
import { hasContent, isFruitless, isUsable, SECTIONS } from './analysisContent';
import { failedStages } from './insights';
import { recordingName } from './recordingName';

/** The state of a job after one request for its result. */
export type Analysis =
	| {
			state: 'processing';
			/** 0 to 100, or `null` where the service does not tell. */
			progress: number | null;
			/** The service's own words if they do not clearly say that the job is in progress, else `null`. */
			said: string | null;
	  }
	| { state: 'completed'; result: AnalysisResult }
	| {
			state: 'failed';
			/** What could not be done with the recording, as far as the answer tells. */
			not: 'analyzed' | 'transcribed';
			reason: string;
			/** What a message calls the recording; empty where the answer does not tell. */
			recording: string;
			/** `call_data` of the submit, if the answer has it. */
			callData?: Record<string, unknown>;
	  };

/** HTTP statuses for "no result yet". */
const NOT_YET = [202, 204, 425];

/** Names of states, reduced to lowercase letters and digits; any other state is unknown. */
const FINISHED = /^(complete|completed|done|finished|ok|ready|succeeded|success|successful)$/;
const WAITING =
	/^retrying|ing$|queue|^(in|un|not(yet)?)(complete|completed|done|finished|ready|started)$|^(accepted|active|created|inprocess|inprogress|new|paused|received|registered|scheduled|started|submitted)$/;
/** Found anywhere in a state, unless negated ("no errors") or followed by a retry. */
const FAILED =
	/^(?!retrying).*(?<!no|not|non|without|withoutany|(?<!\d)0)(abort|cancel|crash|denied|error|exception|expired|fail|invalid|reject|timedout|timeout|unsuccess|notsuccess)/;

type Kind = 'failed' | 'waiting' | 'finished' | 'unknown';

/** The meaning of a state's name. */
function kindOf(state: string): Kind {
	const word = state.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	if (FAILED.test(word)) return 'failed';
	if (WAITING.test(word.replace(/\d+$/, ''))) return 'waiting';
	return FINISHED.test(word) ? 'finished' : 'unknown';
}

/** Keys of the envelope around an analysis. They are removed: an item with an `error` makes n8n run the node again. */
const ENVELOPE = ['status', 'state', 'progress', 'error', 'result'];
/** Keys about the analysis that may be in the envelope only. */
const ABOUT = ['job_id', 'language_code', 'config', 'audio', 'call_data', 'failed'];

/** The analysis in an answer: the inner one if it has content, plus the keys that only the envelope has. */
function analysisIn(body: Record<string, unknown>): AnalysisResult {
	const { result } = body;
	const inner = isObject(result) && hasContent(result) ? result : body;
	const isOuter = (key: string) => (inner[key] ?? null) === null && (body[key] ?? null) !== null;
	const outer = [...ABOUT, ...SECTIONS].filter(isOuter).map((key) => [key, body[key]]);
	const own = Object.entries(inner).filter(([key]) => !ENVELOPE.includes(key));
	return Object.fromEntries([...own, ...outer]) as AnalysisResult;
}

/** The names of states in an answer. The published schema has one of four under `status`. */
const statesIn = ({ status, state }: Record<string, unknown>): string[] =>
	[status, state].filter((word): word is string => typeof word === 'string' && word.trim() !== '');

/** The message of an answer for a person; the reference shows it as text under `error`. */
function reasonIn({ error, detail, message }: Record<string, unknown>): string {
	const words = [error, detail, message].find((text) => text !== '' && (text ?? null) !== null);
	return serviceWords({ detail: words });
}

function progressIn({ progress }: Record<string, unknown>): number | null {
	const number = typeof progress === 'string' ? Number.parseFloat(progress) : progress;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** In characters. A longer text is a page and not the name of a state. */
const LONGEST_STATE = 40;

/** An answer as an object. Text counts only if it is empty or the name of a state; other JSON says nothing. */
function fieldsOf(body: unknown): Record<string, unknown> | null {
	if (isObject(body)) return body;
	if (Array.isArray(body)) return body.length === 0 ? {} : null;
	const text = typeof body === 'string' ? body.trim().replace(/^"(.*)"$/, '$1') : '';
	if (text === '') return {};
	if (text.length > LONGEST_STATE) return null;
	const kind = kindOf(text);
	// "Internal Server Error" comes from a proxy, not from the service.
	const isState = /^[\p{L}_-]+$/u.test(text)
		? kind !== 'unknown'
		: kind === 'waiting' && /^\p{L}.*$/u.test(text);
	return isState ? { status: text } : null;
}

/**
 * Reads an answer to GET /offline/processing/{result_id}. Only an analysis with content is completed; an unknown state
 * counts as in progress and is reported in the service's words.
 *
 * Both published layouts are accepted (the plain result, and the envelope of the later reference), with additional keys
 * and other spellings of the states.
 *
 * @returns `null` when the answer does not come from the service (a proxy's page, for example)
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
		return {
			state: 'failed',
			not: stages.includes('transcribe') ? 'transcribed' : 'analyzed',
			recording: recordingName(result.call_data?.id, Object(result.audio).uri),
			reason: reason || lost || 'the service gave no reason',
			...(isObject(result.call_data) && { callData: result.call_data }),
		};
	}
	// An empty list means a silent call, but under an unknown state it may still be filled.
	const isWhole = isFinished || states.length === 0 ? hasContent(result) : isUsable(result);
	if (goesOn && (isWhole || states.length === 0)) return processing(null);
	if (isWhole) return { state: 'completed', result };
	const said = [quote(states.join(', ')), reason].filter(Boolean).join(': ');
	if (said === '') return processing('no analysis');
	return processing(isFinished ? `${said}, without an analysis` : said);
}

/** The raw analysis in an item, if it is the one of this result ID; an unrelated item may have the same field names. */
export function rawIn(item: Record<string, unknown>, resultId: string): AnalysisResult | undefined {
	const analysis = normalize({ statusCode: 200, body: item });
	if (analysis?.state !== 'completed' || !isUsable(analysis.result)) return undefined;
	return analysis.result.job_id === resultId ? analysis.result : undefined;
}

/** Whether an item is the simplified, finished analysis of this result ID. */
export function isSimplified(item: Record<string, unknown>, resultId: string): boolean {
	const { transcript, failed_stages: stages, result_url: url } = item;
	const isWhole = Array.isArray(stages) && typeof url === 'string';
	const hasWords = typeof transcript === 'string' && transcript.trim() !== '';
	const goesOn = statesIn(item).map(kindOf).includes('waiting') || (progressIn(item) ?? 100) < 100;
	return item.job_id === resultId && (isWhole || hasWords) && !goesOn;
}
