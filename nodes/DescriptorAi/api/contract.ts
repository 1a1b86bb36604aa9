/**
 * The Descriptor.AI API as it is published, in types.
 *
 * The vendor publishes variants: the insights of a request as an object or as a list, and a result as it is or inside an
 * envelope. The types here cover all of them; `call/analysis.ts` unifies the results, the operation *Submit* lets the
 * person choose the format of the request.
 */

/** An object, as opposed to null, a list or a plain value. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The emotions that the service detects in voices and in texts. */
export const EMOTIONS = [
	'angry',
	'cautious',
	'cheerful',
	'fear',
	'friendly',
	'frustrated',
	'impatient',
	'neutral',
	'stressed',
	'surprised',
	'thankful',
] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** A value that the service accepts: the known ones are in `lists.ts`, there may be others. */
type Listed = string;
export type InsightName = Listed;

/** The settings of the language model for one insight. `categories` is for labeling only. */
export interface InsightSettings {
	provider: Listed;
	model?: string;
	prompt_customization: string;
	categories?: string[];
}

export interface RecognitionConfig {
	language_code: Listed;
	transcript_model: Listed;
	/** `null` switches the analysis of voice emotions off. */
	emotions_model: Listed | null;
	emotions_alignment: boolean;
	emotions_diarization: boolean;
	emotions_sentiment: boolean;
	sentiment_llm_provider: Listed;
	/** 1 to 8. */
	channels: number;
	insights: Record<InsightName, InsightSettings> | InsightName[];
	metrics: Listed[];
	mandatory_stages: Listed[];
	/** The finished result is sent to this URL; at most 2,083 characters. */
	webhook?: string;
}

/** Query and body of POST /insights/{name}; which of them it has depends on the insight. */
export interface InsightRequest {
	query?: Record<string, string>;
	body?: object;
}

export interface Speaker {
	id: string;
	label: string;
	role: string;
}

/** Returned unchanged in the result, so it is the place for one's own IDs. */
export interface CallData {
	id?: string;
	timestamp?: string;
	speakers?: Speaker[];
	[ownField: string]: unknown;
}

/** Body of POST /offline/processing. */
export interface SubmitRequest {
	config: RecognitionConfig;
	audio: { uri: string };
	call_data?: CallData;
}

/** One stretch of speech. `start` and `end` are seconds from the beginning of the recording. */
export interface TranscriptSegment {
	text: string;
	start: number;
	end: number;
	/** Each word with its own times; the service takes segments without them as well. */
	words?: unknown[] | null;
	speaker?: number | null;
	emotion?: string | null;
}

/** Insights as the service returns them: names with hyphens, each absent or `null` when not requested. */
export type Insights = Partial<Record<InsightName, unknown>>;

/**
 * A finished analysis. Only what this package reads is named; everything may be missing, because
 * a finished analysis can be partial (`failed` lists the stages that did not succeed).
 */
export interface AnalysisResult {
	job_id?: string;
	transcript?: TranscriptSegment[] | null;
	transcript_sentiment?: TranscriptSegment[] | null;
	transcript_diarization?: TranscriptSegment[] | null;
	call_data?: CallData | null;
	insights?: Insights | null;
	metrics?: { overall?: { total_call_duration?: number | null } | null } | null;
	failed?: string[] | null;
	[other: string]: unknown;
}
