import type { Scenario } from './calls';
import {
	VOICE_EMOTION_LANGUAGES,
	type AnalysisRequest,
	type AnalysisResult,
	type RecognitionConfig,
	type Segment,
} from './contract';
import { requestInsights, problems } from './insights';
import { calculateMetrics } from './metrics';
import { transcribe } from './transcript';

const withoutEmotions = (segments: Segment[]): Segment[] =>
	segments.map((segment) => ({ ...segment, emotion: null }));

function hearsEmotions({ emotions_model, language_code }: RecognitionConfig): boolean {
	// Assumption 3 of the README.
	return emotions_model !== null && VOICE_EMOTION_LANGUAGES.includes(language_code);
}

/**
 * Builds the finished result of a request, with what its configuration selects and nothing else.
 *
 * @param jobId becomes `job_id`
 * @param request the validated request; its config, audio and call_data come back unchanged
 * @param scenario what was said in the recording, and which stages failed
 * @param newInsights names of additional insights
 */
export function buildResult(
	jobId: string,
	request: AnalysisRequest,
	scenario: Scenario,
	newInsights: string[],
): AnalysisResult {
	const { config, audio, call_data } = request;
	const { call, failed } = scenario;
	const findings = call?.findings ?? null;
	// The emotions of the text: what sentiment and insights are made from, with or without a voice.
	const felt = transcribe(call?.lines ?? []);
	const neutral = withoutEmotions(felt);
	const voiced = hearsEmotions(config);
	const transcript = voiced ? felt : neutral;
	const wantsSentiment =
		config.emotions_sentiment || (config.mandatory_stages ?? []).includes('sentiment');

	return {
		job_id: jobId,
		transcript,
		language_code: config.language_code,
		config,
		audio,
		call_data,
		insights: failed.includes('insights')
			? null
			: requestInsights(config.insights, { findings, segments: felt }, newInsights),
		transcript_sentiment: wantsSentiment && !failed.includes('sentiment') ? felt : null,
		emotions_alignment:
			config.emotions_alignment && voiced
				? felt.map(({ text, start, end, emotion }) => ({ text, start, end, emotion }))
				: null,
		emotions_diarization:
			config.emotions_diarization && voiced
				? felt.map(({ speaker, start, end, emotion }) => ({ speaker, start, end, emotion }))
				: null,
		transcript_diarization: config.emotions_diarization ? neutral : null,
		// Metrics build on the insights; a result with any failed stage has none.
		metrics:
			failed.length > 0
				? null
				: calculateMetrics(config.metrics, transcript, findings ? problems(findings, felt) : []),
		failed: failed.length > 0 ? failed : null,
	};
}
