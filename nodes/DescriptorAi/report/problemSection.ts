import type { Problem, ProblemMention } from '../call/problems';
import { unnamed } from '../call/speakers';
import type { Chart } from './chart';
import { markup, type Content, type Markup } from './markup';
import { MOST_PROBLEMS } from './problemTrack';
import { clipped, clock } from './text';

const MOST_MENTIONS = 10;
const TITLE_LENGTH = 200;
const TEXT_LENGTH = 600;

const STATES = {
	solved: '✓ Solved',
	unsolved: '✕ Not solved',
	open: 'Not known whether it was solved',
};

function mentionText(mention: ProblemMention, { names }: Chart, withQuotes: boolean): Content {
	const { quote, start, speaker, solved, solutionStart, resolution } = mention;
	const name = speaker === null ? undefined : (names.get(speaker) ?? unnamed(speaker));
	const raised =
		start !== null &&
		markup`<p class="mention"><bdi dir="ltr">Raised at <span class="at">${clock(start)}</span>${name && markup` by <bdi>${clipped(name, 60)}</bdi>`}</bdi></p>`;
	const said =
		withQuotes && quote && markup`<p class="quote" dir="auto">${clipped(quote, TEXT_LENGTH)}</p>`;
	const isLater = start !== null && solutionStart !== null && solutionStart > start;
	const ending =
		solved &&
		solutionStart !== null &&
		markup`<p class="mention"><bdi dir="ltr">Solved at <span class="at">${clock(solutionStart)}</span>${
			isLater && markup`, <span class="at">${clock(solutionStart - start)}</span> later`
		}</bdi></p>`;
	return [
		raised,
		said,
		ending,
		resolution && markup`<p dir="auto">${clipped(resolution, TEXT_LENGTH)}</p>`,
	];
}

function problemItem(problem: Problem, index: number, chart: Chart, withQuotes: boolean): Markup {
	const { title, mentions, solved } = problem;
	const state = solved === null ? 'open' : solved ? 'solved' : 'unsolved';
	return markup`<li><span class="badge ${state}" aria-hidden="true">${index + 1}</span><div class="problem-text"><h3 dir="auto">${clipped(title, TITLE_LENGTH)}</h3><p class="state ${state}"><bdi>${STATES[state]}</bdi></p>${mentions
		.slice(0, MOST_MENTIONS)
		.map((mention) => mentionText(mention, chart, withQuotes))}</div></li>`;
}

/**
 * The problems of a call and what became of them; nothing when there is none.
 *
 * @param withQuotes whether words of the call may be shown
 */
export function problemSection(chart: Chart, withQuotes: boolean): Markup | null {
	const problems = chart.call.problems ?? [];
	if (problems.length === 0) return null;
	const further = problems.length - MOST_PROBLEMS;
	return markup`<section class="card long" aria-labelledby="problems"><h2 id="problems">Problems and where they were solved</h2>
<ol class="problems">${problems
		.slice(0, MOST_PROBLEMS)
		.map((problem, index) => problemItem(problem, index, chart, withQuotes))}</ol>${
		further > 0 && markup`<p class="more"><bdi>and ${further} more</bdi></p>`
	}</section>`;
}
