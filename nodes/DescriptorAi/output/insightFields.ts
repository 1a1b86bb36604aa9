import type { IDataObject } from 'n8n-workflow';

import type { InsightName } from '../api/contract';
import { callOf } from '../call/call';

/** `agent-actions` -> `agent_actions`, which an expression can name without brackets. */
const fieldName = (name: InsightName) => name.replace(/-/g, '_');

/**
 * One insight as fields that can be mapped to CRM fields one to one, with the names that they have in a simplified result.
 *
 * @param value the insight as the service sent it
 */
export function insightFields(name: InsightName, value: unknown): IDataObject {
	const call = callOf({ insights: { [name]: value } });
	switch (name) {
		case 'csat':
			return { csat: call.csat, csat_reason: call.csatReason };
		case 'emotional-score':
			return { emotional_score: call.emotionalScore };
		case 'summary':
			return { summary: call.summary.join('\n') || null };
		case 'sentiment': {
			const { lists, mainEmotion } = callOf({ transcript_sentiment: value as never });
			return {
				main_emotion: mainEmotion,
				sentiment: lists.sentiment.utterances.map((utterance) => ({ ...utterance })),
			};
		}
		default:
			return { [fieldName(name)]: value as IDataObject[string] };
	}
}
