import type { Label } from './label';
import { nameKey } from './line';

/** Words for somebody in a call, in the languages of the service. */
const ROLE = new RegExp(
	`^(?:${[
		'advisor|adviser|agent|assistant|bot|caller|client|customer|guest|host|interviewee|interviewer',
		'operator|participant|rep|representative|speaker|support|system|user',
		'agente|asesora?|cliente|hablante|llamante|operadora?|soporte',
		'appelante?|cliente?|conseill(?:er|ère)|locut(?:eur|rice)|opérat(?:eur|rice)',
		'agentin|anrufer(?:in)?|berater(?:in)?|kund(?:e|in)|mitarbeiter(?:in)?|sprecher(?:in)?',
		'chiamante|operat(?:ore|rice)|parlante|assistenza',
		'נציגה?|לקוחה?|סוכנת?|דוברת?|מתקשרת?|מוקדנית?',
		'एजेंट|एजेन्ट|ग्राहक|वक्ता|कॉलर|प्रतिनिधि',
	].join('|')})(?:[\\s_#-]{0,2}(?:\\d{1,3}|\\p{L}))?$`,
	'iu',
);

/** Whether it looks like a name: a word, or a few that all begin with a capital or have none. */
export function isNameLike(name: string): boolean {
	if (name.length > 40 || !/^\p{L}/u.test(name)) return false;
	const words = name.split(/\s+/);
	return words.length === 1 || (words.length <= 4 && words.every((word) => !/^\p{Ll}/u.test(word)));
}

/** Whether more than half of the utterances have something, and not a single one. */
export function isMost(count: number, utterances: number): boolean {
	return count >= 2 && count * 2 > utterances;
}

/**
 * Tells names of speakers from the beginnings of sentences, such as `I said: no`, by a look at the whole transcript.
 *
 * A label is a name if it is a usual word for somebody in a call (`Agent`, `Speaker 2`), if the same label stands at the
 * beginning of two rows or more, whatever its form, or if most utterances have a label and it looks like a name. A label
 * in brackets without a colon may be a sound, such as `[laughs]`: it is a name if most utterances have one and it occurs
 * twice, or begins with a capital where another one occurs twice.
 * What stands alone before a time may be a sentence, `See you at 10:30`: it has to look like a name in any case, which
 * is enough where a gap is between the two.
 *
 * @param rows the possible labels of each row
 * @param utterances how many utterances the rows make up
 */
export function nameRule(rows: Label[][], utterances: number): (label: Label) => boolean {
	const counts = new Map<string, number>();
	const inBrackets = new Map<string, number>();
	let named = 0;
	let bracketed = 0;
	for (const labels of rows.filter(({ length }) => length > 0)) {
		const names = new Set<string>();
		let looksNamed = false;
		let looksBracketed = false;
		for (const { form, name } of labels) {
			const key = nameKey(name);
			if (form === 'bracket') {
				looksBracketed ||= isNameLike(name);
				inBrackets.set(key, (inBrackets.get(key) ?? 0) + 1);
			} else {
				looksNamed ||= isNameLike(name);
				names.add(key);
			}
		}
		for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
		if (looksNamed) named++;
		if (looksBracketed) bracketed++;
	}
	const mostNamed = isMost(named, utterances);
	const mostBracketed = isMost(bracketed, utterances);
	const doesOneRecur = [...inBrackets.values()].some((count) => count >= 2);
	// Sounds are written in lower case at least in part, as in `[laughs]`; names are not.
	const areAllCapital = rows
		.flat()
		.every(({ form, name }) => form !== 'bracket' || !/^\p{Ll}/u.test(name));
	return ({ form, name }) => {
		const key = nameKey(name);
		// As in `[Speaker:0]` and `[Agent: Jane]`.
		if (ROLE.test(form === 'bracket' ? key.split(/\s?:/, 1)[0] : key)) return true;
		if (form === 'header' && isNameLike(name)) return true;
		if (form === 'bracket') {
			const recurs =
				(inBrackets.get(key) ?? 0) >= 2 ||
				((doesOneRecur || areAllCapital) && !/^\p{Ll}/u.test(name));
			return mostBracketed && isNameLike(name) && recurs;
		}
		if (form !== 'spaced' && form !== 'tight' && !isNameLike(name)) return false;
		return (counts.get(key) ?? 0) >= 2 || (mostNamed && isNameLike(name));
	};
}
