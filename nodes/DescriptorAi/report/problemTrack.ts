import type { Problem, ProblemMention } from '../call/problems';
import { markup, type Markup } from './markup';
import { clock } from './text';
import { placeOf } from './timeAxis';

/** The number of problems that are listed and marked. */
export const MOST_PROBLEMS = 50;
/** The height of one row of marks, in pixels. */
export const ROW_HEIGHT = 30;
/** The smallest distance of two marks in a row, as a share of the axis: their width on a phone. */
const NEAR = 0.08;

interface Mark extends ProblemMention {
	/** Number of the problem in the list, from 1. */
	number: number;
	start: number;
	row: number;
}

/** Gives each mention of a problem a row in which it covers no other; mentions without room are left out. */
function marksOf(problems: Problem[], duration: number, mostRows: number): Mark[] {
	const free: number[] = [];
	return problems
		.slice(0, MOST_PROBLEMS)
		.flatMap(({ mentions }, index) =>
			mentions.flatMap((mention) =>
				mention.start === null || mention.start > duration
					? []
					: { ...mention, start: mention.start, number: index + 1 },
			),
		)
		.sort((a, b) => a.start - b.start)
		.flatMap((mark) => {
			const open = free.findIndex((from) => from <= mark.start);
			const row = open < 0 ? free.length : open;
			if (row >= mostRows) return [];
			free[row] = Math.max(mark.start, mark.solutionStart ?? 0) + NEAR * duration;
			return { ...mark, row };
		});
}

/** An `<svg>` inside another is a place in percent whose content is in pixels. */
function at(time: number, duration: number, y: number, content: Markup): Markup {
	return markup`<svg x="${placeOf(time, duration)}" y="${y}" width="1" height="1" overflow="visible">${content}</svg>`;
}

function drawn(mark: Mark, duration: number): Markup {
	const { number, start, row, solved, solutionStart } = mark;
	const y = (row + 0.5) * ROW_HEIGHT;
	const state = solved === null ? 'open' : solved ? 'solved' : 'unsolved';
	const figure = markup`<text class="number" text-anchor="middle" y="4">${number}</text>`;
	// An unsolved problem is a square and a solved one a circle, so that color is not the only difference.
	const shape =
		state === 'unsolved'
			? markup`<rect class="mark unsolved" x="-10" y="-10" width="20" height="20" rx="4"/>`
			: markup`<circle class="mark ${state}" r="10"/>`;
	const title = `Problem ${number} at ${clock(start)}`;
	const begin = at(start, duration, y, markup`<g><title>${title}</title>${shape}${figure}</g>`);
	if (!solved || solutionStart === null || solutionStart <= start) return begin;
	const [from, to] = [placeOf(start, duration), placeOf(solutionStart, duration)];
	const tick = markup`<g><title>Problem ${number} solved at ${clock(solutionStart)}</title><circle class="goal" r="8"/><path class="tick-mark" d="M-3.5 0.5l2.5 2.5l4.5 -5.5"/></g>`;
	return markup`<line class="way" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/>${at(solutionStart, duration, y, tick)}${begin}`;
}

/**
 * The marks of the problems, for an `<svg>` of `rows` rows; nothing when no problem has a time.
 *
 * @param mostRows marks that do not fit into that many rows are left out
 */
export function problemTrack(
	problems: Problem[],
	duration: number,
	mostRows = 5,
): { rows: number; marks: Markup } | null {
	const marks = marksOf(problems, duration, mostRows);
	if (marks.length === 0) return null;
	return {
		rows: Math.max(...marks.map(({ row }) => row)) + 1,
		marks: markup`${marks.map((mark) => drawn(mark, duration))}`,
	};
}
