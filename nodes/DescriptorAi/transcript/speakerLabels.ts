import { leadingTimestamp, trailingTimestamp } from './lineTimestamps';
import { nameKey } from './text';
import { inAscii, rangeIn, type TimeRange } from './timestamps';

/** What may be a speaker's name at the beginning of a line. */
export interface SpeakerLabel {
	name: string;
	/**
	 * `Agent: Hi` (spaced), `Agent:Hi` (tight), `[Agent] Hi` or `Agent [0:05] Hi` (bracket), or alone with a time,
	 * `Agent  0:05` (header), where a single space before the time makes it less certain (looseHeader).
	 */
	notation: 'spaced' | 'tight' | 'bracket' | 'header' | 'looseHeader';
	/** The time beside the name. */
	range: TimeRange | null;
	/** The text after the label; empty if the label has a line of its own. */
	text: string;
}

/** Length limit for a name, in characters. */
const LONGEST = 200;

/** Markdown bold with the colon inside. */
const BOLD = /^(?:[-*•–—]\s)?\*\*([^*]{1,200})[:：]\s?\*\*/;
const BRACKET = /^\[([^[\]]{1,200})\](?!\()/;
/** A name without a colon before a time in brackets. */
const BEFORE_TIME = /^[^[({<:]{1,60}(?=[[({<])/;
const BULLET = /^(?:[-*•–—]|#?\d{1,5}[.)]|#\d{1,5})\s/;

const isLowerCase = (name: string) => /^\p{Ll}/u.test(name);

/** The name in a label, without the characters around it, and the time beside it. */
function nameIn(label: string): Pick<SpeakerLabel, 'name' | 'range'> {
	const withoutBold = (text: string) =>
		/^\*\*[^*]{1,200}\*\*$/.test(text) ? text.slice(2, -2).trim() : text;
	const whole = withoutBold(label.trim().replace(BULLET, '').trimStart());
	const timed = trailingTimestamp(whole);
	const name = withoutBold(timed ? timed.before.trim() : whole);
	const isBracketed = /^\[[^[\]]{1,200}\]$/.test(name);
	return { name: isBracketed ? name.slice(1, -1).trim() : name, range: timed?.range ?? null };
}

/** Where a name may end: before a colon and a space, a full-width colon, a tab, or any colon; -1 if there is none. */
function endsOf(
	line: string,
	takesTab: boolean,
): Array<[end: number, notation: 'spaced' | 'tight']> {
	const masked = (bracket: string) => bracket.replace(/[:：\t]/g, '_');
	const head = line.slice(0, LONGEST + 1).replace(/\[[^[\]]{1,200}\]/g, masked);
	const colon = head.search(/:(?!\/\/)/);
	const isInClock = /^\d.\d/.test(inAscii(head.slice(Math.max(0, colon - 1), colon + 2)));
	return [
		[head.search(/:(?=\s|$)/), 'spaced'],
		[head.search(/(?<![\d０-９])：|：(?![\d０-９])/), 'spaced'],
		[takesTab ? head.indexOf('\t') : -1, 'spaced'],
		[isInClock ? -1 : colon, 'tight'],
	];
}

/** What may be the speaker's name at the beginning of a line, the most likely first. */
export function speakerLabels(line: string): SpeakerLabel[] {
	if (!/[:：[\t\d]/.test(line)) return [];
	const [bold, boldName] = BOLD.exec(line) ?? [];
	if (bold !== undefined) {
		return [{ ...nameIn(boldName), notation: 'spaced', text: line.slice(bold.length).trim() }];
	}
	// Before a clock, a date may look like a name.
	const trailing = trailingTimestamp(line);
	const header = trailing && rangeIn(line) ? null : trailing;
	const labels = endsOf(line, !header?.gap.includes('\t'))
		.filter(([end], index, all) => end > 0 && all.findIndex(([other]) => other === end) === index)
		.map(([end, notation]): SpeakerLabel => {
			const [sound = ''] = /^\[[^[\]]{1,200}\]\s{1,9}(?=\p{L})/u.exec(line.slice(0, end)) ?? [];
			const text = sound + line.slice(end + 1).trim();
			return { ...nameIn(line.slice(sound.length, end)), notation, text: text.trim() };
		});
	const [bracket = '', bracketName] = BRACKET.exec(line) ?? [];
	// Zoom writes hours, minutes and seconds after a name in brackets; anything else was said.
	const isZoomHeader =
		header?.before === bracket && /^\s\d{1,2}:\d\d:\d\d$/.test(line.slice(bracket.length));
	if (bracket && !isZoomHeader) {
		const text = line.slice(bracket.length).trim();
		const label: SpeakerLabel = { ...nameIn(bracketName), notation: 'bracket', text };
		// A sound may be in brackets before a name.
		const mayBeSound = isLowerCase(bracketName) || /^[:：]/.test(text);
		labels.splice(mayBeSound ? labels.length : 0, 0, label);
	}
	const [before = ''] = labels.some(({ range }) => range) ? [] : (BEFORE_TIME.exec(line) ?? []);
	const timed = before === '' ? null : leadingTimestamp(line.slice(before.length));
	if (timed?.isSetApart) {
		labels.push({ ...nameIn(before), notation: 'bracket', range: timed.range, text: timed.rest });
	}
	// A sentence may end with `10 minutes`.
	const isSentence = header?.range.end && isLowerCase(header.before);
	const isClock = header?.range.start.isOfDay !== false;
	if (header && !isSentence && (isClock || /[[({<|]|\s\s/.test(header.gap))) {
		const notation = /\s\s|[|\t]/.test(header.gap) ? 'header' : 'looseHeader';
		labels.push({ name: nameIn(header.before).name, notation, range: header.range, text: '' });
	}
	return labels.filter(({ name }) => name !== '');
}

/** Words for the participants of a call in the languages of the service. */
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

/** Whether it looks like a name: one word, or up to four that do not begin in lower case. */
export function isNameLike(name: string): boolean {
	if (name.length > 40 || !/^\p{L}/u.test(name)) return false;
	const words = name.split(/\s+/);
	return words.length === 1 || (words.length <= 4 && !words.some(isLowerCase));
}

/** Whether it is true for more than half of the utterances, and for two at least. */
export function isMost(count: number, utterances: number): boolean {
	return count >= 2 && count * 2 > utterances;
}

/** Whether numbers that stand where names do are names: there are few different ones. */
export const areNames = (numbers: unknown[]) =>
	numbers.length > 0 && new Set(numbers).size * 2 <= numbers.length;

/**
 * Returns a function that tells speakers' names from beginnings of sentences, such as `I said: no`, by the whole
 * transcript. A label is a name if it
 *
 * - is a usual word for a participant, such as `Agent` or `Speaker 2`;
 * - begins two lines or more, or looks like a name where most utterances have such a label;
 * - is alone before a time and looks like a name; a sentence such as `See you at 10:30` does not. With a single space
 *   before the time, the rule above has to apply as well;
 * - is in brackets without a colon and looks like a name, most utterances have such a label, and it occurs twice, or
 *   is capitalized where another one occurs twice or all are. It may be a sound, such as `[laughs]`.
 *
 * @param lines the labels found in each line
 * @param utterances how many utterances the lines make up
 */
export function nameRule(
	lines: SpeakerLabel[][],
	utterances: number,
): (label: SpeakerLabel) => boolean {
	const counted = (isCounted: (label: SpeakerLabel) => boolean) => {
		const counts = new Map<string, number>();
		let nameLike = 0;
		for (const labels of lines) {
			const names = labels.filter(isCounted).map(({ name }) => name);
			if (names.some(isNameLike)) nameLike++;
			for (const key of new Set(names.map(nameKey))) counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		return { counts, areMost: isMost(nameLike, utterances) };
	};
	const bracketed = counted(({ notation }) => notation === 'bracket');
	const others = counted(({ notation }) => notation !== 'bracket');
	// Sounds are written in lower case, at least some of them.
	const takesCapitalized =
		[...bracketed.counts.values()].some((count) => count >= 2) ||
		!lines.flat().some(({ notation, name }) => notation === 'bracket' && isLowerCase(name));
	return ({ notation, name }) => {
		const key = nameKey(name);
		// In brackets, as in `[Speaker:0]` and `[Agent: Jane]`.
		if (ROLE.test(notation === 'bracket' ? key.split(/\s?:/, 1)[0] : key)) return true;
		if (notation === 'header') return isNameLike(name);
		if (notation === 'bracket') {
			const isRepeated = (bracketed.counts.get(key) ?? 0) >= 2;
			const fits = isRepeated || (takesCapitalized && !isLowerCase(name));
			return fits && bracketed.areMost && isNameLike(name);
		}
		const isRepeated = (others.counts.get(key) ?? 0) >= 2;
		if (notation === 'looseHeader') return isNameLike(name) && (isRepeated || others.areMost);
		return isRepeated || (others.areMost && isNameLike(name));
	};
}
