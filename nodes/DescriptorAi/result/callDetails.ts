import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';
import { insightOf } from './insights';
import { callNumbers, type CallNumbers } from './numbers';
import { problemsOf } from './problems';

/** What a CRM record of a call holds beside the ten fields of a simplified result. `null`: the analysis does not tell. */
export interface CallDetails extends CallNumbers {
	/** Why the customer satisfaction is what it is, in the service's words. */
	csat_reason: string | null;
	/** Titles of the problems of which at least one mention stays unsolved. */
	unsolved_problems: string[] | null;
}

/** The numbers of a call, the reason of its CSAT score, and the problems that are left. */
export function callDetails(result: AnalysisResult): CallDetails {
	const csat = insightOf(result, 'csat');
	const numbers = callNumbers(result);
	const problems = problemsOf(result) ?? [];
	return {
		...numbers,
		csat_reason: isObject(csat) && typeof csat.reason === 'string' ? csat.reason : null,
		// The count tells whether the list can be known.
		unsolved_problems:
			numbers.unsolved_problem_count === null
				? null
				: problems.filter(({ solved }) => solved === false).map(({ title }) => title),
	};
}
