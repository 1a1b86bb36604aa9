/** A control character or white space that one line does not have where it stands. */
const NEEDS_CLEANING = /^ | $| {2}|(?! )[\p{Cc}\s]/u;

/** Text as one line: each run of white space and control characters becomes a space. Empty for other types. */
export function oneLine(text: unknown): string {
	if (typeof text !== 'string') return '';
	if (!NEEDS_CLEANING.test(text)) return text;
	// Character by character, not run by run: a run of millions would overflow the stack of the regular expression.
	const single = text.replace(/(?<=[\p{Cc}\s])[\p{Cc}\s]/gu, '');
	return single.replace(/(?! )[\p{Cc}\s]/gu, ' ').trim();
}

/** A week: no recording is as long, so a later time is wrong. */
const LONGEST_CALL_SECONDS = 7 * 24 * 3600;

/** A time in a recording, in seconds; `null` for what cannot be one. */
export function timeOrNull(value: unknown): number | null {
	return typeof value === 'number' && value <= LONGEST_CALL_SECONDS ? Math.max(0, value) : null;
}

/** The number of a speaker as text; `null` for what names nobody. */
export function speakerIdOf(value: unknown): string | null {
	return typeof value === 'number' ? String(value) : oneLine(value) || null;
}
