/** Text as one line: what would end a line or steer a screen becomes a space. */
export function oneLine(text: unknown): string {
	if (typeof text !== 'string') return '';
	// Sign by sign, not run by run: a run of millions would overflow the stack of the regular expression.
	const single = text.replace(/(?<=[\p{Cc}\s])[\p{Cc}\s]/gu, '');
	return single.replace(/(?! )[\p{Cc}\s]/gu, ' ').trim();
}

/** A week: no recording is as long, so a time beyond it is a fault of the data. */
const LONGEST_CALL_SECONDS = 7 * 24 * 3600;

/** A time in a recording, in seconds; `null` for what cannot be one. */
export function timeOrNull(value: unknown): number | null {
	return typeof value === 'number' && value <= LONGEST_CALL_SECONDS ? Math.max(0, value) : null;
}

/** The number of a speaker as text; `null` for what names nobody. */
export function speakerIdOf(value: unknown): string | null {
	return typeof value === 'number' || typeof value === 'string'
		? oneLine(String(value)) || null
		: null;
}
