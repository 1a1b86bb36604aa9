import type { AnalysisResult } from '../api';
import { namesIn } from '../call/speakers';
import { spokenIn } from '../call/turns';

/**
 * What was said, one line a segment, each with the speaker's name where it is known; segments without words are left out.
 *
 * Names come from `call_data.speakers` (label, then role), whose ids are the speaker numbers as text.
 */
export function transcriptText(result: AnalysisResult): string | null {
	const names = namesIn(result);
	const lines = spokenIn(result)
		.filter(({ text }) => text !== '')
		.map(({ text, speaker }) => (speaker === null ? text : `${names.get(speaker)}: ${text}`));
	return lines.length > 0 ? lines.join('\n') : null;
}
