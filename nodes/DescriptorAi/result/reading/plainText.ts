import { CLOCK, clockSeconds, withSpeaker, type Line } from './line';

/** A time stamp at the beginning of a line, in brackets or not. */
const STAMP = new RegExp(`^[\\[(]?${CLOCK}[\\])]?(?:\\s*[-–—]\\s*|\\s+)(?=\\S)`);

/**
 * Reads a transcript that a person can read: a line an utterance, such as `Agent: Good morning`, with or without a time
 * stamp before it. A line without a name belongs to the one before.
 */
export function plainTextLines(text: string): Line[] {
	const lines: Line[] = [];
	for (const row of text.split(/\r\n?|\n/).map((line) => line.trim())) {
		if (row === '') continue;
		const [stamp, ...groups] = STAMP.exec(row) ?? [];
		const start = stamp === undefined ? null : clockSeconds(groups);
		const said = withSpeaker(row.slice(stamp?.length ?? 0));
		const last = lines.at(-1);
		if (last && said.speaker === null && start === null && last.speaker !== null) {
			last.text += ` ${said.text}`;
		} else {
			lines.push({ ...said, start, end: null });
		}
	}
	return lines;
}
