import { lineText } from './cutText';

/** The length of the field Name. */
const LONGEST = 80;

/**
 * A name that a person recognizes: `Call with Helen Smith 2026-11-28 14:05`.
 *
 * @param who name, number or e-mail address; shortened if it is too long
 * @param when date and time, in the time zone that people read it in
 */
export function callName(who: string | undefined, when: string): string {
	const person = lineText(who, LONGEST - `Call with  ${when}`.length);
	return person === null ? `Call ${when}` : `Call with ${person} ${when}`;
}
