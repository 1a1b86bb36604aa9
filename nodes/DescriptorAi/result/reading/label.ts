import { CLOCK, clockSeconds } from './line';

/** What may be the name of a speaker at the beginning of a row. */
export interface Label {
	name: string;
	/**
	 * How it stands there: `Agent: Hi` (spaced), `Agent:Hi` (tight), `[Agent] Hi` (bracket), or alone with a time,
	 * `Agent  0:05` (header), where a single space before the time makes it less certain (loose header).
	 */
	form: 'spaced' | 'tight' | 'bracket' | 'header' | 'looseHeader';
	/** Seconds, from a time that stands beside the name. */
	start: number | null;
	/** What was said after it; empty where it has a row of its own. */
	text: string;
}

/** No name is as long, in characters. */
const LONGEST = 200;

/** Bold in Markdown, with the colon inside. */
const BOLD = /^(?:[-*•–—]\s)?\*\*([^*]{1,200})[:：]\s?\*\*/;
const BRACKET = /^\[([^[\]]{1,200})\](?!\()/;
const HEADER = new RegExp(String.raw`^(\S.{0,100}?)(\s{1,20})[\[(]?${CLOCK}[\])]?$`);
const TIME_BESIDE = new RegExp(String.raw`[\[(]${CLOCK}[\])]$`);

/** Takes the signs around a name away, and the time beside it. */
function bare(written: string): Pick<Label, 'name' | 'start'> {
	let name = written
		.trim()
		.replace(/^[-*•–—]\s/, '')
		.trimStart();
	const unbold = () => {
		if (/^\*\*[^*]{1,200}\*\*$/.test(name)) name = name.slice(2, -2).trim();
	};
	unbold();
	const [time, ...groups] = TIME_BESIDE.exec(name) ?? [];
	const start = time === undefined ? null : clockSeconds(groups);
	if (time !== undefined) name = name.slice(0, -time.length).trim();
	unbold();
	if (/^\[[^[\]]{1,200}\]$/.test(name)) name = name.slice(1, -1).trim();
	return { name, start };
}

/** Where a name may end: at the first colon before a space, at a full-width one, at any; -1 where there is none. */
function endsOf(row: string): Array<[end: number, form: 'spaced' | 'tight']> {
	const head = row.slice(0, LONGEST + 1);
	const first = /:(?!\/\/)/.exec(head)?.index ?? -1;
	const isTime = /\d/.test(head.charAt(first - 1)) && /\d/.test(head.charAt(first + 1));
	return [
		[/:(?=\s|$)/.exec(head)?.index ?? -1, 'spaced'],
		[head.indexOf('：'), 'spaced'],
		[isTime ? -1 : first, 'tight'],
	];
}

/** What may be the name of a speaker at the beginning of a row, the most likely first. */
export function labelsOf(row: string): Label[] {
	if (!/[:：[]/.test(row)) return [];
	const [bold, inside] = BOLD.exec(row) ?? [];
	if (bold !== undefined) {
		return [{ ...bare(inside), form: 'spaced', text: row.slice(bold.length).trim() }];
	}
	const labels = endsOf(row)
		.filter(([end], index, all) => end > 0 && all.findIndex(([other]) => other === end) === index)
		.map(([end, form]): Label => {
			return { ...bare(row.slice(0, end)), form, text: row.slice(end + 1).trim() };
		});
	const [bracket, name] = BRACKET.exec(row) ?? [];
	if (bracket !== undefined) {
		const text = row.slice(bracket.length).trim();
		labels.push({ name: name.trim(), form: 'bracket', start: null, text });
	}
	const [header, headed, gap, ...groups] = HEADER.exec(row) ?? [];
	if (header !== undefined) {
		const form = gap === ' ' ? 'looseHeader' : 'header';
		labels.push({ name: bare(headed).name, form, start: clockSeconds(groups), text: '' });
	}
	return labels.filter(({ name: found }) => found !== '');
}
