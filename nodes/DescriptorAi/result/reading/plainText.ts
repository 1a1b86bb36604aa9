import { labelsOf, type Label } from './label';
import { rowsOf, type Line } from './line';
import { isMost, isNameLike, nameRule } from './speakers';
import { stampOf, type Stamp } from './stamp';

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

function takenApart(rows: string[], withBareStamps: boolean): Row[] {
	const stamps = rows.map((row) => {
		const stamp = stampOf(row);
		return stamp && (stamp.isBracketed || withBareStamps) ? stamp : null;
	});
	const rests = rows.map((row, index) => stamps[index]?.rest ?? row);
	const labels = rests.map(labelsOf);
	const alone = labels.filter(
		(some, index) => rests[index] === '' || some.some(({ text }) => text === ''),
	).length;
	const isName = nameRule(labels, rows.length - alone);
	return labels.map((some, index) => {
		const label = some.find(isName) ?? null;
		const text = label ? label.text : rests[index];
		return { stamp: stamps[index], label, isLabelLike: some.some(looksLikeLabel), text };
	});
}

/**
 * Whether times without brackets at the beginning of rows tell when something was said: if most utterances, or most of
 * those with a name, have a time. Else they are words, such as `12:30 is fine`.
 */
function areStamped(rows: Row[]): boolean {
	const stamped = rows.filter(({ stamp }) => stamp !== null).length;
	const named = rows.filter(({ label }) => label !== null);
	const both = named.filter(({ stamp }) => stamp !== null).length;
	return isMost(stamped, rows.filter(({ text }) => text !== '').length) || both * 2 > named.length;
}

function rowsIn(text: string): Row[] {
	const rows = rowsOf(text).filter((row) => row !== '');
	const stamped = takenApart(rows, true);
	const areSure = stamped.every(({ stamp }) => stamp === null || stamp.isBracketed);
	return areSure || areStamped(stamped) ? stamped : takenApart(rows, false);
}

/**
 * Reads a transcript that a person can read: a row an utterance, with or without the speaker's name and a time before
 * it, or with these on a row of their own above.
 *
 * A row without a name belongs to the one before, unless it begins like a label. `nameRule` says what is a name, and
 * `areStamped` what is a time. Where times have dates, they count from the first of them.
 */
export function plainTextLines(text: string): Line[] {
	const rows = rowsIn(text);
	const firstDate = rows.find(({ stamp }) => stamp?.isDated)?.stamp?.start ?? 0;
	const lines: Line[] = [];
	let above: Omit<Line, 'text'> | null = null;
	let isBelowName = false;
	for (const { stamp, label, isLabelLike, text: said } of rows) {
		const time = stamp ? stamp.start - (stamp.isDated ? firstDate : 0) : (label?.start ?? null);
		const head: Omit<Line, 'text'> = {
			speaker: label?.name ?? above?.speaker ?? null,
			start: time ?? above?.start ?? null,
			end: stamp?.end ?? above?.end ?? null,
		};
		const last = lines.at(-1);
		if (said === '') {
			above = head;
		} else if (label || time !== null || above) {
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
