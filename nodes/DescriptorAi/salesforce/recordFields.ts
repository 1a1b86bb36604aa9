import type { IDataObject } from 'n8n-workflow';

import { text } from '../form/readers';
import { lineText, longText, wholeText } from './cutText';
import { linesOf, type Fields } from './readAnalysis';

/** The length of the field Job ID. */
export const JOB_ID = 64;

/**
 * A number as a field of so many digits takes it, `scale` of them behind the point, also where a person has made it text;
 * `null` for none and for one out of range, with which Salesforce would refuse the whole record.
 */
function fieldNumber(value: unknown, precision: number, scale: number): number | null {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number') return null;
	const rounded = Math.round(number * 10 ** scale) / 10 ** scale;
	return Math.abs(rounded) < 10 ** (precision - scale) ? rounded + 0 : null;
}

/** The same for what is never below 0. */
function fieldAmount(value: unknown, precision: number, scale: number): number | null {
	const number = fieldNumber(value, precision, scale);
	return number !== null && number < 0 ? null : number;
}

/**
 * The fields of Call_Analysis__c that an analysis fills in, in the types and lengths of the object: `null` where it holds
 * nothing, `undefined` where the record may know better.
 *
 * @param fields of a simplified result
 * @param lowBelow the CSAT score below which a call is a bad one
 */
export function recordFields(fields: Fields, lowBelow: number): IDataObject {
	const csat = fieldNumber(fields.csat, 5, 2);
	const stages = linesOf(fields.failed_stages).join(', ');
	const noSummary = `There is no summary. Stages that did not succeed: ${stages || 'none'}`;
	const problems = fields.unsolved_problems && linesOf(fields.unsolved_problems).length;
	return {
		Job_Id__c: wholeText(fields.job_id, JOB_ID),
		Result_Link__c: wholeText(fields.result_url, 255),
		Language__c: lineText(fields.language_code, 20) ?? undefined,
		Summary_c__c: longText(linesOf(fields.summary).join('\n') || noSummary, 131_072),
		Agent_Actions_c__c: longText(linesOf(fields.agent_actions).join('\n'), 131_072),
		CSAT__c: csat,
		CSAT_Reason__c: longText(text(fields.csat_reason), 32_768),
		Low_CSAT__c: csat !== null && csat < lowBelow,
		Customer_Emotion__c:
			lineText(fields.customer_main_emotion, 80) ?? lineText(fields.main_emotion, 80),
		Topics__c: lineText(linesOf(fields.topics).join('; '), 255),
		Duration_Seconds__c: fieldAmount(fields.duration_seconds, 8, 0),
		Agent_Talk_Share__c: fieldAmount(fields.agent_talk_percent, 4, 1),
		Unsolved_Problems__c: fieldAmount(fields.unsolved_problem_count ?? problems, 4, 0),
		Failed_Stages__c: lineText(stages, 255),
	};
}
