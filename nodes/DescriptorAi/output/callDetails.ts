import type { AnalysisResult } from '../api';
import { csatReasonOf } from '../call/insights';
import { callNumbers, type CallNumbers } from '../call/numbers';
import { unsolvedProblemsOf } from '../call/problems';

/** What a CRM record of a call holds beside the ten fields of a simplified result. `null`: the analysis does not tell. */
export interface CallDetails extends CallNumbers {
	/** Why the customer satisfaction is what it is, in the service's words. */
	csat_reason: string | null;
	/** Titles of the problems of which at least one mention stays unsolved. */
	unsolved_problems: string[] | null;
}

/** The numbers of a call, the reason of its CSAT score, and the problems that are left. */
export function callDetails(result: AnalysisResult): CallDetails {
	return {
		...callNumbers(result),
		csat_reason: csatReasonOf(result),
		unsolved_problems: unsolvedProblemsOf(result),
	};
}
