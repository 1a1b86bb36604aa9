import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult, InsightName } from '../api';
import { csatOf, csatReasonOf, emotionalScoreOf, sentencesOf } from '../call/insights';
import { mainEmotion } from '../call/emotions';
import { utterancesOf } from '../call/utterances';

/** `agent-actions` -> `agent_actions`, which an expression can name without brackets. */
const fieldName = (name: InsightName) => name.replace(/-/g, '_');

/**
 * One insight as fields that can be mapped to CRM fields one to one, in the names and forms of a simplified result.
 *
 * @param value the insight as the service gives it
 */
export function insightFields(name: InsightName, value: unknown): IDataObject {
	const result: AnalysisResult = { insights: { [name]: value } };
	switch (name) {
		case 'csat':
			return { csat: csatOf(result), csat_reason: csatReasonOf(result) };
		case 'emotional-score':
			return { emotional_score: emotionalScoreOf(result) };
		case 'summary':
			return { summary: sentencesOf(result, 'summary').join('\n') || null };
		case 'sentiment': {
			const felt = utterancesOf(value);
			return {
				main_emotion: mainEmotion({ transcript_sentiment: value as never }),
				sentiment: felt.map((utterance) => ({ ...utterance })),
			};
		}
		default:
			return { [fieldName(name)]: value as IDataObject[string] };
	}
}
