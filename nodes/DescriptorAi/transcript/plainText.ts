import { labelsOf, type Label } from './label';
import { estimatedSeconds, rowsOf, type Line } from './line';
import { isMost, isNameLike, nameRule } from './speakers';
import { stampOf, type Stamp } from './stamp';
import { timeline, type Span } from './time';
import { UnreadableTranscript } from './unreadable';

/** A row, taken apart. */
interface Row {
	stamp: Stamp | null;
	label: Label | null;
	/** Whether it begins like a label, be it one or not. */
	isLabelLike: boolean;
	/** What was said in it; empty where a label or a time has a row of its own. */
	text: string;
}

/** Longest beginning of a row that may still be a label that nothing else speaks for, in characters. */
const LABEL_LIKE = 80;

const looksLikeLabel = ({ form, name, text }: Label) =>
	form === 'spaced' && (text === '' ? isNameLike(name) : name.length <= LABEL_LIKE);

/** The names that stand alone behind the times, as in `0:03 - Jane Doe (Acme)`; `null` where they may be words. */
function namesBehind(rows: string[], stamps: Array<Stamp | null>): Array<Label[] | null> | null {
	const labels = stamps.map((stamp): Label[] | null => {
		const name = stamp?.rest.replace(/\s?\([^()]{1,80}\)$/, '') ?? '';
		return isNameLike(name) ? [{ name, form: 'header', span: null, text: '' }] : null;
	});
	const names = labels.flatMap((some) => some?.[0].name ?? []);
	const areAlone = stamps.every((stamp, index) => {
		return stamp === null || (labels[index] && index + 1 < rows.length && !stamps[index + 1]);
	});
	const areApart = stamps.every((stamp, index) => {
		const isCompany = stamp?.rest.endsWith(')');
		return !stamp || isCompany || /(?:\|\s|\s\s)$/.test(rows[index].slice(0, -stamp.rest.length));
	});
	const different = new Set(names).size;
	const areNames = areApart || (different > 1 && different < names.length);
	return names.length > 1 && areAlone && areNames ? labels : null;
}

/** @param isStamped whether a time at the beginning of a row, if it is not sure, tells when it was said */
function takenApart(rows: string[], isStamped: (index: number) => boolean): Row[] {
	const stamps = rows.map((row, index) => {
		const stamp = stampOf(row);
		return stamp && (stamp.isSure || isStamped(index)) ? stamp : null;
	});
	const rests = rows.map((row, index) => stamps[index]?.rest ?? row);
	const named = namesBehind(rows, stamps);
	const labels = rests.map((rest, index) => named?.[index] ?? labelsOf(rest));
	const alone = labels.filter(
		(some, index) =>
			rests[index] === '' ||
			some.some(({ form, name, text }) => text === '' && (form === 'spaced' || isNameLike(name))),
	).length;
	const isName = nameRule(labels, rows.length - alone);
	const parts = labels.map((some, index): Row => {
		const label = some.find(isName) ?? null;
		const text = label ? label.text : rests[index];
		return { stamp: stamps[index], label, isLabelLike: some.some(looksLikeLabel), text };
	});
	const inner = parts.map(({ stamp, label, text }) => (label && !stamp ? stampOf(text) : null));
	const isInside = isMost(inner.filter((stamp) => stamp?.isMarked).length, rows.length - alone);
	return parts.map((row, index) => {
		const stamp = isInside ? inner[index] : null;
		return stamp?.isMarked ? { ...row, stamp, text: stamp.rest } : row;
	});
}

/** Whether labels that are times are not names: of names, there are few. */
const areMany = (labels: unknown[]) => new Set(labels).size * 2 > labels.length;

const isAbove = (row?: Row) => row?.text === '' && row.stamp !== null;
const isAlone = ({ stamp, label, text }: Row) => stamp !== null && !label && text === '';

/**
 * Which times at the beginning of rows tell when something was said, if they are not sure: all, if most of those with a
 * name, or without names most utterances, have one; else those before a name, and those on rows of their own if the
 * first of several comes before the first name. The others are words, such as `12:30 is fine`, or names.
 */
function stampRule(rows: Row[]): (row: Row) => boolean {
	const isBeforeName = ({ stamp, label }: Row) => label !== null && stamp?.isLabel === false;
	const labels = rows.flatMap(({ stamp }) => (stamp?.isLabel ? stamp.span.start.elapsed : []));
	if (labels.length > 0 && !areMany(labels)) return isBeforeName;
	const said = rows.flatMap((row, index) => {
		if (row.text === '') return [];
		return { ...row, isTimed: row.stamp !== null || isAbove(rows[index - 1]) };
	});
	const timed = said.filter(({ isTimed }) => isTimed);
	const [named, both] = [said, timed].map((some) => some.filter(({ label }) => label).length);
	if (named > 0 ? both * 2 > named : isMost(timed.length, said.length)) return () => true;
	const areAbove =
		rows.filter(isAlone).length > 1 &&
		isAlone(rows.find((row) => row.label || isAlone(row)) ?? rows[0]);
	return (row) => isBeforeName(row) || (areAbove && isAlone(row));
}

const NUMBERS = String.raw`\d{1,8}(?:[\s:;.,'’′"″/_hmsT+-]{1,2}\d{1,8}){1,7}`;
/** At the beginning of a row, or between a name and its colon. */
const UNREAD = [
	String.raw`^[^\p{L}\d]{0,4}(?:T[+-])?(${NUMBERS})(.?)`,
	String.raw`^\p{L}[^:]{0,40}[\s([](${NUMBERS})(?=[\])]?\s?:(?!\d))`,
].map((pattern) => new RegExp(pattern, 'iu'));
const LIKE_TIME = /\d[:;'’′"″hmsT]\d\d|\d([./_-])\d{1,2}\1\d/i;

/** @throws UnreadableTranscript when most rows have a time in a form that is not read */
function refuseUnread(rows: string[], all: Row[], taken: Row[]): void {
	let alone = 0;
	const labels: string[] = [];
	const forms: string[] = [];
	for (const [index, row] of rows.entries()) {
		if (all[index].stamp || taken[index].stamp || taken[index].label?.span) continue;
		const [head, behind] = UNREAD.map((pattern) => pattern.exec(row));
		const [whole, numbers, sign] = head ?? behind ?? [];
		if (whole === undefined || !LIKE_TIME.test(numbers)) continue;
		forms.push(numbers.replace(/\d/g, '9'));
		if (sign === ':') labels.push(whole);
		if (whole === row) alone++;
	}
	if (!isMost(forms.length, rows.length - alone) || (labels.length > 0 && !areMany(labels))) return;
	throw new UnreadableTranscript(
		`Most of its rows begin with a time in a form that is not read, ${forms[0].slice(0, 30)} (9 stands for any digit). Write times as in "[00:01:05]".`,
	);
}

const spanOf = ({ stamp, label }: Row) => stamp?.span ?? label?.span ?? null;

/** How long all but the last row are taken to last, in seconds. */
const speakingOf = (rows: Row[]) => () =>
	rows.slice(0, -1).reduce((sum, row) => sum + estimatedSeconds(row.text), 0);

const kindOf = ({ start: { isOfDay, date } }: Span) =>
	`${isOfDay} ${date === null ? '' : /^\d{4}-/.test(date)}`;

/** A time at the end of a row: in brackets, or as transcribers' programs mark it, `#00:00:03-1#`. */
const BEHIND =
	/\s{0,4}(?:[[(](\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?)[\])]|#(\d{1,2}(?::\d\d){1,2})(?:-\d{1,3})?#)$/;

/** Rows with the times that most of them end with before what was said. */
function timesInFront(rows: string[]): string[] {
	const turned = rows.map((row) => {
		const [time, bracketed, marked] = BEHIND.exec(row) ?? [''];
		const isBehind = time !== '' && time.length < row.length;
		return isBehind ? `[${bracketed ?? marked}] ${row.slice(0, -time.length)}` : row;
	});
	const count = turned.filter((row, index) => row !== rows[index]).length;
	return isMost(count, rows.length) ? turned : rows;
}

function rowsIn(text: string): Row[] {
	const rows = timesInFront(rowsOf(text).filter((row) => row !== ''));
	const all = takenApart(rows, () => true);
	const isStamped = stampRule(all);
	const stamped = all.map((row) => row.stamp === null || row.stamp.isSure || isStamped(row));
	const kinds = all
		.flatMap((row, index) => (stamped[index] ? (spanOf(row) ?? []) : []))
		.map(kindOf);
	const counts = new Map<string, number>();
	for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	const [usual] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
	// Where most times are of one kind, one of another kind without a name was said.
	const areTimes = all.map(({ stamp, label }, index) => {
		return stamped[index] && !(stamp && !label?.text && kindOf(stamp.span) !== usual);
	});
	const taken = areTimes.every(Boolean) ? all : takenApart(rows, (index) => areTimes[index]);
	refuseUnread(rows, all, taken);
	return taken;
}

/**
 * Reads a transcript that a person can read: a row an utterance, with or without the speaker's name and a time before
 * it, or with these on a row of their own above.
 *
 * A row without a name belongs to the one before, unless it begins like a label. `nameRule` says what is a name,
 * `stampRule` what is a time, and `timeline` what it counts from.
 *
 * @throws UnreadableTranscript when most rows have a time in a form that is not read
 */
export function plainTextLines(text: string): Line[] {
	const rows = rowsIn(text);
	const times = timeline(rows.map(spanOf), speakingOf(rows));
	const lines: Line[] = [];
	let above: Omit<Line, 'text'> | null = null;
	let isBelowName = false;
	for (const [index, { stamp, label, isLabelLike, text: said }] of rows.entries()) {
		const time = times[index];
		const head: Omit<Line, 'text'> = {
			speaker: label?.name ?? above?.speaker ?? null,
			start: (time ?? above)?.start ?? null,
			end: (time ?? above)?.end ?? null,
		};
		const last = lines.at(-1);
		if (said === '') {
			above = head;
		} else if (label || stamp || above) {
			lines.push({ ...head, text: said });
			isBelowName = !label && head.speaker !== null;
			above = null;
		} else if (last === undefined || last.speaker === null) {
			lines.push({ ...head, text: said });
		} else if (isLabelLike) {
			// Where names have rows of their own, what begins like a label is what that speaker says.
			lines.push({ ...head, speaker: isBelowName ? last.speaker : null, text: said });
		} else {
			last.text += ` ${said}`;
		}
	}
	return lines;
}
