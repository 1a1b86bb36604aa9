import { CLOCK, clockSeconds, withSpeaker, type Line } from './line';

const TIMING = new RegExp(`^\\s*${CLOCK}\\s+-->\\s+${CLOCK}(?:\\s.*)?$`);
/** What subtitles are styled with; other words between angle brackets were said. */
const STYLES = /<\/?(?:b|i|u|c|v|font|lang|ruby|rt)\b[^>]*>|<[\d:.]+>/gi;
const VOICE = /^<v(?:\.[^\s>]*)?\s+([^>]*)>/;

/** Whether a text is made of subtitles, SubRip or WebVTT. */
export function areSubtitles(text: string): boolean {
	return text.split(/\r?\n/).some((line) => TIMING.test(line));
}

const unescaped = (text: string) =>
	text
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&nbsp;/g, ' ')
		.replace(/&(lrm|rlm);/g, '')
		.replace(/&amp;/g, '&');

/** One cue: a WebVTT voice or a name before a colon is the speaker; styles are left out. */
function cueLine(times: number[], text: string, speaks: string | null): Line {
	const [start, end] = times;
	const voice = VOICE.exec(text)?.[1];
	const plain = unescaped(text.replace(STYLES, '')).trim();
	if (voice !== undefined) return { start, end, speaker: unescaped(voice).trim(), text: plain };
	const said = withSpeaker(plain);
	// Subtitles name a speaker once, and leave the name out while they go on.
	return { start, end, text: said.text, speaker: said.speaker ?? speaks };
}

/** Reads SubRip or WebVTT subtitles; cues without text are left out. */
export function subtitleLines(text: string): Line[] {
	const lines: Line[] = [];
	for (const block of text.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
		const rows = block.split('\n');
		const at = rows.findIndex((row) => TIMING.test(row));
		if (at < 0) continue;
		const [, ...groups] = TIMING.exec(rows[at]) ?? [];
		const times = [clockSeconds(groups.slice(0, 4)), clockSeconds(groups.slice(4))];
		const speaks = lines.at(-1)?.speaker ?? null;
		const line = cueLine(times, rows.slice(at + 1).join(' '), speaks);
		if (line.text !== '') lines.push(line);
	}
	return lines;
}
