/** How long a word is taken to last where no time is known, in seconds: 150 words a minute. */
const SECONDS_PER_WORD = 0.4;

/** Something said, as it was written down. */
export interface Line {
	text: string;
	/** Seconds from the beginning; `null` where the transcript does not tell. */
	start: number | null;
	end: number | null;
	/** Name of the speaker, or their number as text; `null` where the transcript does not tell. */
	speaker: string | null;
}

/** Hours, minutes and seconds, or minutes and seconds, with a fraction after a point or a comma. */
export const CLOCK = String.raw`(?:(\d{1,3}):)?(\d{1,2}):([0-5]\d)(?:[.,](\d{1,9}))?`;

/** The seconds that a match of `CLOCK` stands for, from its four groups. */
export function clockSeconds([hours, minutes, seconds, fraction]: Array<
	string | undefined
>): number {
	const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
	return whole + Number(`0.${fraction ?? 0}`);
}

/** How long a text is taken to last, in seconds. */
export function estimatedSeconds(text: string): number {
	// Only the end of each word is looked for: a run of spaces of any length would exhaust the expression.
	return Math.max(1, text.match(/\S(?!\S)/g)?.length ?? 0) * SECONDS_PER_WORD;
}

/** The rows of a text without the white space around them, whatever ends its lines; empty rows are among them. */
export function rowsOf(text: string): string[] {
	// Copied files end lines with two carriage returns, which are not lines of their own.
	const lines = text.split('\n').flatMap((line) => line.trimEnd().split('\r'));
	return lines.map((line) => line.trim());
}
