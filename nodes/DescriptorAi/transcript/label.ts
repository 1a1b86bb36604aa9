import { stampOf, timeAtEnd } from './stamp';
import { inAscii, spanIn, type Span } from './time';

/** What may be the name of a speaker at the beginning of a row. */
export interface Label {
	name: string;
	/**
	 * How it stands there: `Agent: Hi` (spaced), `Agent:Hi` (tight), `[Agent] Hi` or `Agent [0:05] Hi` (bracket), or alone with a time,
	 * `Agent  0:05` (header), where a single space before the time makes it less certain (loose header).
	 */
	form: 'spaced' | 'tight' | 'bracket' | 'header' | 'looseHeader';
	/** From a time that stands beside the name. */
	span: Span | null;
	/** What was said after it; empty where it has a row of its own. */
	text: string;
}

/** No name is as long, in characters. */
const LONGEST = 200;

/** Bold in Markdown, with the colon inside. */
const BOLD = /^(?:[-*•–—]\s)?\*\*([^*]{1,200})[:：]\s?\*\*/;
const BRACKET = /^\[([^[\]]{1,200})\](?!\()/;
/** A name without a colon before a time in brackets. */
const TIME_BEHIND = /^[^[({<:]{1,60}(?=[[({<])/;
const BULLET = /^(?:[-*•–—]|#?\d{1,5}[.)]|#\d{1,5})\s/;

/** Takes the signs around a name away, and the time beside it. */
function bare(written: string): Pick<Label, 'name' | 'span'> {
	let name = written.trim().replace(BULLET, '').trimStart();
	const unbold = () => {
		if (/^\*\*[^*]{1,200}\*\*$/.test(name)) name = name.slice(2, -2).trim();
	};
	unbold();
	const timed = timeAtEnd(name);
	if (timed) name = timed.before.trim();
	unbold();
	if (/^\[[^[\]]{1,200}\]$/.test(name)) name = name.slice(1, -1).trim();
	return { name, span: timed?.span ?? null };
}

/** Where a name may end: at the first colon before a space, at a full-width one, at a tab, at any; -1 where there is none. */
function endsOf(row: string, isTabbed: boolean): Array<[end: number, form: 'spaced' | 'tight']> {
	const inside = (bracket: string) => bracket.replace(/[:：\t]/g, '_');
	const head = row.slice(0, LONGEST + 1).replace(/\[[^[\]]{1,200}\]/g, inside);
	const first = /:(?!\/\/)/.exec(head)?.index ?? -1;
	const isTime = /^\d.\d/.test(inAscii(head.slice(Math.max(0, first - 1), first + 2)));
	return [
		[/:(?=\s|$)/.exec(head)?.index ?? -1, 'spaced'],
		[head.search(/(?<![\d０-９])：|：(?![\d０-９])/), 'spaced'],
		[isTabbed ? head.indexOf('\t') : -1, 'spaced'],
		[isTime ? -1 : first, 'tight'],
	];
}

/** What may be the name of a speaker at the beginning of a row, the most likely first. */
export function labelsOf(row: string): Label[] {
	if (!/[:：[\t\d]/.test(row)) return [];
	const [bold, inside] = BOLD.exec(row) ?? [];
	if (bold !== undefined) {
		return [{ ...bare(inside), form: 'spaced', text: row.slice(bold.length).trim() }];
	}
	// A date may look like a name before a clock.
	const timedEnd = timeAtEnd(row);
	const header = timedEnd && spanIn(row) ? null : timedEnd;
	const labels = endsOf(row, !header?.gap.includes('\t'))
		.filter(([end], index, all) => end > 0 && all.findIndex(([other]) => other === end) === index)
		.map(([end, form]): Label => {
			const [sound = ''] = /^\[[^[\]]{1,200}\]\s{1,9}(?=\p{L})/u.exec(row.slice(0, end)) ?? [];
			const text = sound + row.slice(end + 1).trim();
			return { ...bare(row.slice(sound.length, end)), form, text: text.trim() };
		});
	const [bracket, name] = BRACKET.exec(row) ?? [];
	// Hours, minutes and seconds behind a name in brackets are its time, as Zoom writes them; all else was said.
	const isOfZoom =
		header?.before === bracket && /^\s\d{1,2}:\d\d:\d\d$/.test(row.slice(bracket?.length));
	if (bracket !== undefined && !isOfZoom) {
		const text = row.slice(bracket.length).trim();
		// A sound may be before a name, and what looks like a name behind one.
		const isFirst = !/^\p{Ll}/u.test(name) && !/^[:：]/.test(text);
		labels.splice(isFirst ? 0 : labels.length, 0, { ...bare(name), form: 'bracket', text });
	}
	const isTimed = labels.some(({ span }) => span !== null);
	const [before] = isTimed ? [] : (TIME_BEHIND.exec(row) ?? []);
	const timed = before === undefined ? null : stampOf(row.slice(before.length));
	if (before !== undefined && timed?.isMarked) {
		labels.push({ name: bare(before).name, form: 'bracket', span: timed.span, text: timed.rest });
	}
	// A sentence may end with `10 minutes`.
	const isSentence = header?.span.end && /^\p{Ll}/u.test(header.before);
	if (
		header &&
		!isSentence &&
		(header.span.start.isOfDay !== false || /[[({<|]|\s\s/.test(header.gap))
	) {
		const form = /\s\s|[|\t]/.test(header.gap) ? 'header' : 'looseHeader';
		labels.push({ name: bare(header.before).name, form, span: header.span, text: '' });
	}
	return labels.filter(({ name: found }) => found !== '');
}
