/**
 * The Descriptor.AI API as it is published, in types.
 *
 * The vendor publishes three forms that differ: insights of a request as an object or as a list, and a
 * result as it is or inside an envelope. The types here cover all of them; `result/normalise.ts` makes
 * one out of the result forms, the operation *Submit* lets the person choose the request form.
 */

export const LANGUAGES = ['en-US', 'he-IL', 'hi-IN', 'es-ES', 'fr-FR', 'de-DE', 'it-IT'] as const;
export const TRANSCRIPT_MODELS = ['descriptor-default', 'descriptor-hebrew'] as const;
export const LLM_PROVIDERS = ['azure', 'claude', 'openai'] as const;
export const INSIGHTS = [
	'agent-actions',
	'csat',
	'customer-requests',
	'division',
	'emotional-score',
	'keywords',
	'labeling',
	'problems',
	'questions',
	'summary',
	'topics',
] as const;
export const METRICS = ['emo', 'intervals', 'problems', 'speech'] as const;
export const STAGES = [
	'call_webhook',
	'emotions',
	'gather',
	'insights',
	'metrics',
	'sentiment',
	'store',
	'transcribe',
] as const;

export type Language = (typeof LANGUAGES)[number];
type TranscriptModel = (typeof TRANSCRIPT_MODELS)[number];
export type LlmProvider = (typeof LLM_PROVIDERS)[number];
/** One of `INSIGHTS`, or one that the service has published since. */
export type InsightName = string;
export type MetricName = (typeof METRICS)[number];
export type Stage = (typeof STAGES)[number];

/** How the language model behind one insight is to be used. `categories` is for labeling only. */
export interface InsightSettings {
	provider: LlmProvider;
	model?: string;
	prompt_customization: string;
	categories?: string[];
}

export interface RecognitionConfig {
	language_code: Language;
	transcript_model: TranscriptModel;
	/** `null` switches the analysis of voice emotions off. */
	emotions_model: 'emotions' | null;
	emotions_alignment: boolean;
	emotions_diarization: boolean;
	emotions_sentiment: boolean;
	sentiment_llm_provider: LlmProvider;
	/** 1 to 8. */
	channels: number;
	insights: Record<InsightName, InsightSettings> | InsightName[];
	metrics: MetricName[];
	mandatory_stages: Stage[];
	/** The finished result is sent to this URL; at most 2,083 characters. */
	webhook?: string;
}

/** What is sent to make one insight on a transcript; what of it depends on the insight. */
export interface InsightRequest {
	query?: Record<string, string>;
	body?: object;
}

export interface Speaker {
	id: string;
	label: string;
	role: string;
}

/** Comes back unchanged in the result, so it is the place for the caller's own ids. */
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

/** Insights as the service returns them: names with hyphens, each absent or `null` when not asked for. */
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

/** The form of a result that the vendor's later reference page shows. */
export interface ResultEnvelope {
	status: 'pending' | 'processing' | 'completed' | 'failed';
	/** 0 to 100. */
	progress?: number | null;
	result?: AnalysisResult | null;
	error?: unknown;
}
