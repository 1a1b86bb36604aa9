import { escapeHtml, listSection, page } from '../html';
import type { AnalysisResult } from './contract';

const texts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];

/** Minutes and seconds, as in 3:07. */
function clock(seconds: number): string {
	return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** The page of a finished analysis, as a person reads it. */
export function resultPage(result: AnalysisResult): string {
	const recording = new URL(result.audio.uri).pathname.split('/').pop() ?? '';
	const turns = result.transcript.map(
		({ speaker, start, emotion, text }) =>
			`<dt>${clock(start)} · speaker ${speaker}${emotion ? ` · ${emotion}` : ''}</dt>` +
			`<dd dir="auto">${escapeHtml(text)}</dd>`,
	);

	return page(
		recording || 'Call analysis',
		`Analysis ${result.job_id} · ${result.language_code}`,
		[
			listSection('Stages that failed', result.failed ?? []),
			listSection('Summary', texts(result.insights?.summary)),
			listSection('Agent actions', texts(result.insights?.['agent-actions'])),
			turns.length > 0
				? `<section><h2>Transcript</h2><dl>${turns.join('\n')}</dl></section>`
				: listSection('Transcript', ['No speech was heard.']),
		].join('\n'),
	);
}
