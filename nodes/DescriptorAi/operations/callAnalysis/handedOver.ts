import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../../api/contract';
import { isSimplified, rawIn } from '../../call/analysis';

/** What an item says of its own analysis: that it is finished, or that there will be none. */
type HandedOver =
	| { state: 'raw'; result: AnalysisResult }
	| { state: 'simplified' }
	| { state: 'failed'; message: string; description: string };

/**
 * Recognizes an item that needs no asking, as Submit and Wait puts it out: a finished analysis, or a failed recording.
 *
 * @param resultId the analysis that the node is to get; an item that is about another one is not meant
 */
export function handedOver(json: IDataObject, resultId: string): HandedOver | undefined {
	if (json.status === 'failed' && typeof json.reason === 'string') {
		if (String(json.result_id ?? '') !== resultId) return undefined;
		return {
			state: 'failed',
			message: json.reason,
			description: String(json.next_step ?? ''),
		};
	}
	if (resultId === '') return undefined;
	const result = rawIn(json, resultId);
	if (result) return { state: 'raw', result };
	return isSimplified(json, resultId) ? { state: 'simplified' } : undefined;
}
