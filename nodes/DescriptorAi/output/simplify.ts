import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../call/call';
import { sentencesOf } from '../call/insights';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from './transcriptFormats';

/**
 * A result as ten flat fields that can be mapped to CRM fields one to one.
 *
 * Lists are empty and the other fields `null` where the analysis does not hold them. `job_id` has the name that it has
 * in the raw result, so a mapping of it survives switching Simplify off. Two more fields are there only where they tell
 * something: why the analysis failed in part, and which requested insights are missing.
 *
 * @param resultId ID under which the result was fetched, used where the result does not name its job
 * @param resultUrl address of the page that shows the result in a browser
 * @param transcript how the transcript is written
 */
export function simplify(
	call: Call,
	resultId: string,
	resultUrl: string,
	transcript: TranscriptFormat = 'text',
): IDataObject {
	const { failedReason, missingInsights } = call;
	return {
		job_id: call.result.job_id ?? resultId,
		summary: call.summary.length > 0 ? call.summary.join('\n') : null,
		agent_actions: sentencesOf(call.insights, 'agent-actions'),
		csat: call.csat,
		main_emotion: call.mainEmotion,
		topics: sentencesOf(call.insights, 'topics'),
		duration_seconds: call.duration,
		transcript: TRANSCRIPT_FORMATS[transcript].write(call),
		failed_stages: call.failedStages,
		result_url: resultUrl,
		...(failedReason !== null && { failed_reason: failedReason }),
		...(missingInsights.length > 0 && { missing_insights: missingInsights }),
	};
}
