/** Assumed duration of a word in seconds: 150 words a minute. */
const SECONDS_PER_WORD = 0.4;

/** Estimated duration of a text in seconds. */
export function estimatedSeconds(text: string): number {
	// Matches the last letter of each word only: the regular expression would overflow its stack on a long run of spaces.
	return Math.max(1, text.match(/\S(?!\S)/g)?.length ?? 0) * SECONDS_PER_WORD;
}

/** Seconds, rounded to milliseconds. */
export const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;

/**
 * Invisible characters, such as direction marks. Joiners and variation selectors are kept behind letters and emoji that
 * need them.
 */
const INVISIBLE =
	/(?![\p{Join_C}\p{VS}\u{E0020}-\u{E007F}])\p{DI}|(?<![\p{Lo}\p{M}\p{ExtPict}\p{EMod}\u{E0020}-\u{E007F}])\p{DI}/gu;

export const withoutInvisible = (text: string) => text.replace(INVISIBLE, '');

/** The same key for all spellings of a name: ignores case, Unicode forms, invisible characters and extra spaces. */
export function nameKey(name: string): string {
	const visible = name
		.replace(/\p{DI}/gu, '')
		.normalize('NFKC')
		.toUpperCase();
	return visible.trim().replace(/\s{1,200}/g, ' ');
}

/** The lines of a text without white space around them, whatever ends them. Empty lines are kept. */
export function linesOf(text: string): string[] {
	// Copied files end lines with two carriage returns, which must not make additional lines.
	const lines = text.split('\n').flatMap((line) => line.trimEnd().split('\r'));
	return lines.map((line) => line.trim());
}
