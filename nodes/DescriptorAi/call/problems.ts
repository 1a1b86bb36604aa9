import { isObject } from '../api';
import { insightOf } from './insights';
import { oneLine, speakerIdOf, timeOrNull } from './values';

/** One mention of a problem in a call. Times are in seconds; `null` where the service does not tell. */
export interface ProblemMention {
	/** The words of the call; may be empty. */
	quote: string;
	start: number | null;
	speaker: string | null;
	solved: boolean | null;
	solutionStart: number | null;
	solutionEnd: number | null;
	/** How it was solved; may be empty. */
	resolution: string;
}

export interface Problem {
	title: string;
	mentions: ProblemMention[];
	/** `false` if one mention stays unsolved, `null` if no mention tells. */
	solved: boolean | null;
}

function mentionOf(message: Record<string, unknown>): ProblemMention {
	const solutionStart = timeOrNull(message.solution_start);
	return {
		quote: oneLine(message.problem_source),
		start: timeOrNull(message.start),
		speaker: speakerIdOf(message.speaker_id),
		solved: typeof message.solved === 'boolean' ? message.solved : solutionStart !== null || null,
		solutionStart,
		solutionEnd: timeOrNull(message.solution_end),
		resolution: oneLine(message.resolution_summary),
	};
}

function solvedOf(mentions: ProblemMention[]): boolean | null {
	if (mentions.some(({ solved }) => solved === false)) return false;
	return mentions.some(({ solved }) => solved) || null;
}

/** The problems that were mentioned in a call; `null` when the insight is not there. */
export function problemsIn(insights: Record<string, unknown>): Problem[] | null {
	const list = insightOf(insights, 'problems');
	if (!Array.isArray(list)) return null;
	return list.filter(isObject).map(({ title, messages }) => {
		const mentions = (Array.isArray(messages) ? messages.filter(isObject) : []).map(mentionOf);
		return { title: oneLine(title) || 'Untitled problem', mentions, solved: solvedOf(mentions) };
	});
}

/** Titles of the problems with at least one unsolved mention; `null` when no mention has a state. */
export function unsolvedOf(problems: Problem[] | null): string[] | null {
	const isTold = problems?.length === 0 || problems?.some(({ solved }) => solved !== null);
	if (!problems || !isTold) return null;
	return problems.filter(({ solved }) => solved === false).map(({ title }) => title);
}
