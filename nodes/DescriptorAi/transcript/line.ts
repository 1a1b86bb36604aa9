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

/** How long a text is taken to last, in seconds. */
export function estimatedSeconds(text: string): number {
	// Only the end of each word is looked for: a run of spaces of any length would exhaust the expression.
	return Math.max(1, text.match(/\S(?!\S)/g)?.length ?? 0) * SECONDS_PER_WORD;
}

/**
 * Marks that are not seen, such as those of the direction of writing. What joins the parts of a letter or of an emoji
 * stays behind a letter of a script that needs it.
 */
const MARK =
	/(?![\p{Join_C}\p{VS}\u{E0020}-\u{E007F}])\p{DI}|(?<![\p{Lo}\p{M}\p{ExtPict}\p{EMod}\u{E0020}-\u{E007F}])\p{DI}/gu;

/** A text without them. */
export const withoutMarks = (text: string) => text.replace(MARK, '');

/** The same for all ways to write a name: capitals, accents, wide signs and marks that are not seen make no difference. */
export function nameKey(name: string): string {
	const seen = name
		.replace(/\p{DI}/gu, '')
		.normalize('NFKC')
		.toUpperCase();
	return seen.trim().replace(/\s{1,200}/g, ' ');
}

/** The rows of a text without the white space around them, whatever ends its lines; empty rows are among them. */
export function rowsOf(text: string): string[] {
	// Copied files end lines with two carriage returns, which are not lines of their own.
	const lines = text.split('\n').flatMap((line) => line.trimEnd().split('\r'));
	return lines.map((line) => line.trim());
}
