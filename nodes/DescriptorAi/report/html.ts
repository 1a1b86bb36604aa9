import type { Chart, ReportFacts } from './chart';
import { failedNotice, head, titleOf } from './head';
import { furtherSections, listSection, summarySection, tagSection } from './insightSections';
import { keyFigures, type KeyFigure } from './keyFigures';
import { sampleOf } from './emotionBars';
import { markup, type Content, type Markup } from './markup';
import { PAGE_STYLE } from './pageStyle';
import { problemSection } from './problemSection';
import { talkSection } from './talkSection';
import { clipped, directionOfLanguage } from './text';
import { timelineSection } from './timelineSection';
import { transcriptSection } from './transcriptSection';

export interface ReportOptions {
	/** Whether the words of the call are in the file: the transcript, questions, and quotes of problems. */
	transcript: boolean;
	/** Heading of the report; when it is empty, "Call report" and the name of the customer, else of the agent. */
	title?: string;
}

// A report is passed on and opened anywhere: nothing in it may run or be loaded.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function figure({ label, value, note, emotion, reasoned }: KeyFigure): Markup {
	return markup`<div class="${reasoned && 'reasoned'}"><dt>${label}</dt><dd class="figure-value ${emotion && 'words'}">${
		emotion && sampleOf(emotion)
	}<bdi>${value}</bdi></dd>${note && markup`<dd class="figure-note"><bdi>${note}</bdi></dd>`}</div>`;
}

function figures(chart: Chart): Markup | null {
	const known = keyFigures(chart);
	return known.length === 0 ? null : markup`<dl class="figures">${known.map(figure)}</dl>`;
}

/** Cards side by side; nothing when there is none. */
function row(...cards: Content[]): Markup | null {
	return cards.some(Boolean) ? markup`<div class="row">${cards}</div>` : null;
}

/**
 * A report of an analysis as one HTML page that needs nothing but itself: no script, no font, no picture from
 * elsewhere. Light or dark as the reader's screen, and fit for a phone and for paper.
 *
 * What the analysis does not hold is left out. Nothing in the result can break the page, of whatever type it is.
 */
export function reportHtml(chart: Chart, facts: ReportFacts, options: ReportOptions): string {
	const { call } = chart;
	const title = titleOf(chart, options.title);
	const content = [
		figures(chart),
		row(summarySection(call), talkSection(chart)),
		row(timelineSection(chart)),
		row(problemSection(chart, options.transcript)),
		row(
			listSection(call, 'agent-actions', 'What the agent did'),
			listSection(call, 'customer-requests', 'What the customer asked for'),
			options.transcript && listSection(call, 'questions', 'Questions of the customer'),
		),
		row(tagSection(call)),
		row(...furtherSections(call)),
		row(options.transcript && transcriptSection(chart)),
	];
	const holds = content.some(Boolean);
	const lacking = holds
		? call.turns.length === 0 && 'No words of this call are known, so there is no transcript.'
		: 'This analysis holds nothing that a report could show.';
	return markup`<!DOCTYPE html>
<html lang="en" dir="${directionOfLanguage(call.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${head(chart, title, facts)}
${failedNotice(call)}
${lacking && markup`<p class="notice" role="note"><bdi>${lacking}</bdi></p>`}
${content}
<footer><bdi>Result ID: <bdi>${clipped(facts.resultId, 100)}</bdi></bdi></footer>
</main>
</body>
</html>
`.source;
}
