import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../call/call';
import { simplify } from './simplify';
import type { TranscriptFormat } from './transcriptFormats';

/** How a finished analysis is laid out in an item. */
export interface ResultShape {
	output: 'raw' | 'selectedFields' | 'simplified';
	/** The names of the selected fields. */
	fields: string[];
	/** Whether the details of the call are added to a simplified result. */
	details: boolean;
	/** How the transcript of a simplified result is written. */
	transcript: TranscriptFormat;
}

/** Fields about the gaps of an analysis, which are returned with any selection. */
const NOTES = ['failed_stages', 'failed_reason', 'missing_insights'];

/** Whether it is the shape of Submit and Wait without options. */
export function isDefaultShape({ output, details, transcript }: ResultShape): boolean {
	return output === 'simplified' && !details && transcript === 'text';
}

/** The data that came with the submit, as a field; nothing if there was none. */
export const callDataField = (data: Record<string, unknown> = {}): IDataObject =>
	Object.keys(data).length > 0 ? { call_data: data as IDataObject } : {};

/** What a CRM record of a call holds beside the ten fields of a simplified result; `null`: the analysis does not tell. */
export const detailsOf = (call: Call): IDataObject => ({
	...call.numbers,
	csat_reason: call.csatReason,
	unsolved_problems: call.unsolvedProblems,
	...callDataField(call.data),
});

/**
 * The fields of the item of a finished analysis.
 *
 * @param resultId ID under which the result was fetched
 * @param resultUrl address of the page that shows the result in a browser
 */
export function inShape(
	call: Call,
	resultId: string,
	resultUrl: string,
	{ output, fields, details, transcript }: ResultShape,
): IDataObject {
	if (output === 'raw') return call.result as IDataObject;
	const simplified = simplify(call, resultId, resultUrl, transcript);
	const isSelection = output === 'selectedFields';
	const all = details || isSelection ? { ...simplified, ...detailsOf(call) } : simplified;
	if (!isSelection) return all;
	const holds = (name: string) => (Array.isArray(all[name]) ? all[name].length > 0 : all[name]);
	const names = new Set([...fields, ...NOTES.filter(holds)]);
	return Object.fromEntries([...names].flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}
