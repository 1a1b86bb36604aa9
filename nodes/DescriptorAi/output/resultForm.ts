import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../api';
import { callDetails } from './callDetails';
import { simplify } from './simplify';
import type { TranscriptFormat } from './transcriptFormats';

/** In which form a finished analysis comes out. */
export interface ResultForm {
	output: 'raw' | 'selectedFields' | 'simplified';
	/** The fields that are selected, by name. */
	fields: string[];
	/** Whether the details of the call are added to a simplified result. */
	details: boolean;
	/** How the transcript of a simplified result is written. */
	transcript: TranscriptFormat;
}

/** What is told of an analysis that lacks something, whatever is selected. */
const NOTES = ['failed_stages', 'failed_reason', 'missing_insights'];

/** Whether it is the form in which Submit and Wait puts results out unless it is told otherwise. */
export function isDefaultForm({ output, details, transcript }: ResultForm): boolean {
	return output === 'simplified' && !details && transcript === 'text';
}

/**
 * A finished analysis as it comes out.
 *
 * @param resultId id under which the result was asked for
 * @param resultUrl address of the result page that a person can open in a browser
 */
export function inForm(
	result: AnalysisResult,
	resultId: string,
	resultUrl: string,
	{ output, fields, details, transcript }: ResultForm,
): IDataObject {
	if (output === 'raw') return result as IDataObject;
	const simplified = simplify(result, resultId, resultUrl, transcript);
	const isSelection = output === 'selectedFields';
	const all: IDataObject =
		details || isSelection ? { ...simplified, ...callDetails(result) } : simplified;
	if (!isSelection) return all;
	const holds = (name: string) => (Array.isArray(all[name]) ? all[name].length > 0 : all[name]);
	const names = new Set([...fields, ...NOTES.filter(holds)]);
	return Object.fromEntries([...names].flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}
