import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../api';
import { csatOf, failedStages, missingInsightsOf, sentencesOf } from '../call/insights';
import { durationSeconds } from '../call/duration';
import { mainEmotion } from '../call/emotions';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './transcriptFormats';

/**
 * A result as ten flat fields that can be mapped to CRM fields one to one.
 *
 * Lists are empty and the other fields `null` where the analysis does not hold them. `job_id` has the name that it
 * has in the raw result, so a mapping of it survives switching Simplify off. Only where there is something to tell, two
 * fields are added: why the analysis failed in part, and which insights were asked for and are not there.
 *
 * @param resultId id under which the result was asked for, used where the result does not name its job
 * @param resultUrl address of the result page that a person can open in a browser
 * @param transcript how the transcript is written
 */
export function simplify(
	result: AnalysisResult,
	resultId: string,
	resultUrl: string,
	transcript: TranscriptFormat = 'text',
): IDataObject {
	const summary = sentencesOf(result, 'summary');
	const { failed_reason: reason } = result;
	const missing = missingInsightsOf(result);
	return {
		job_id: result.job_id ?? resultId,
		summary: summary.length > 0 ? summary.join('\n') : null,
		agent_actions: sentencesOf(result, 'agent-actions'),
		csat: csatOf(result),
		main_emotion: mainEmotion(result),
		topics: sentencesOf(result, 'topics'),
		duration_seconds: durationSeconds(result),
		transcript: TRANSCRIPT_FORMATS[transcript].write(result),
		failed_stages: failedStages(result),
		result_url: resultUrl,
		...(typeof reason === 'string' && { failed_reason: reason }),
		...(missing.length > 0 && { missing_insights: missing }),
	};
}
