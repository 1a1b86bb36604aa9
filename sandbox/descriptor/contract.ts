/**
 * The contract of the Descriptor.AI API, written from its two published OpenAPI files of
 * 2024-10-31: one has `config.insights` as an object, the other as a list.
 */

/** The base path of the API. */
export const API = '/api/v1';

export const LANGUAGES = ['en-US', 'he-IL', 'hi-IN', 'es-ES', 'fr-FR', 'de-DE', 'it-IT'] as const;
export const TRANSCRIPT_MODELS = ['descriptor-default', 'descriptor-hebrew'] as const;
export const EMOTIONS_MODELS = ['emotions', null] as const;
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
export const METRICS = ['speech', 'emo', 'problems', 'intervals'] as const;
export const STAGES = [
	'transcribe',
	'call_webhook',
	'emotions',
	'gather',
	'insights',
	'store',
	'metrics',
	'sentiment',
] as const;
export const EMOTIONS = [
	'angry',
	'cautious',
	'cheerful',
	'friendly',
	'frustrated',
	'impatient',
	'neutral',
	'stressed',
	'surprised',
	'thankful',
	'fear',
] as const;
export const DEFAULT_CATEGORIES = [
	'access issue',
	'contacts update',
	'connectivity issue',
	'account management',
	'other',
];

export type Language = (typeof LANGUAGES)[number];
export type InsightName = (typeof INSIGHTS)[number];
export type MetricFamily = (typeof METRICS)[number];
export type Stage = (typeof STAGES)[number];
export type Emotion = (typeof EMOTIONS)[number];
type LlmProvider = (typeof LLM_PROVIDERS)[number];

/** The languages in which the service hears emotions in a voice. */
export const VOICE_EMOTION_LANGUAGES: readonly Language[] = ['en-US', 'he-IL', 'es-ES', 'it-IT'];

/** Which of the two published forms of `config.insights` the service takes. */
export type InsightsForm = 'object' | 'list' | 'either';

/** The values that a request may contain. */
export interface Offer {
	insightsForm: InsightsForm;
	/** Names of additional insights, which are lists of texts. */
	newInsights: string[];
}

export interface LlmConfig {
	provider: LlmProvider;
	model: string | null;
	prompt_customization: string;
	[extra: string]: unknown;
}

export interface RecognitionConfig {
	language_code: Language;
	transcript_model: (typeof TRANSCRIPT_MODELS)[number];
	emotions_model: (typeof EMOTIONS_MODELS)[number];
	emotions_alignment: boolean;
	emotions_diarization: boolean;
	emotions_sentiment: boolean;
	sentiment_llm_provider: LlmProvider;
	channels: number;
	insights: string[] | Record<string, LlmConfig>;
	metrics: MetricFamily[];
	webhook: string | null;
	mandatory_stages: Stage[] | null;
}

/** The body of `POST /offline/processing`, after validation: every default is filled in. */
export interface AnalysisRequest {
	config: RecognitionConfig;
	audio: { uri: string };
	call_data: Record<string, unknown>;
}

export interface Word {
	text: string;
	/** Seconds from the start of the recording. */
	start: number;
	end: number;
}

/** A segment of a transcript in a request: only its text and its times are required. */
export interface GivenSegment extends Word {
	words: Word[] | null;
	/** Null when nobody said who speaks. */
	speaker: number | null;
	emotion: Emotion | null;
}

/** A segment of a transcript that the service made. */
export interface Segment extends GivenSegment {
	words: Word[];
	speaker: number;
}

interface ProblemMessage {
	problem_source: string;
	start: number;
	end: number;
	speaker_id: number | null;
	solved: boolean;
	solution_start: number | null;
	solution_end: number | null;
	resolution_summary: string | null;
	/** Seconds from the problem to the end of its solution. */
	solving_time: number | null;
	/** The solving time as a share of the whole call, 0 to 1. */
	solving_time_ratio: number | null;
}

export interface Problem {
	title: string;
	messages: ProblemMessage[];
}

/** The published insights and the additional ones. */
export type Insights = Record<InsightName, unknown> & Record<string, unknown>;

/** The body of a finished analysis. */
export interface AnalysisResult {
	job_id: string;
	transcript: Segment[];
	language_code: Language;
	config: RecognitionConfig;
	audio: { uri: string };
	call_data: Record<string, unknown>;
	insights: Insights | null;
	transcript_sentiment: Segment[] | null;
	emotions_alignment: object[] | null;
	emotions_diarization: object[] | null;
	transcript_diarization: Segment[] | null;
	metrics: { overall: object | null; intervals: object[] | null } | null;
	failed: Stage[] | null;
}
