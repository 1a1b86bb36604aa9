import type { DraftSegment } from './draftSegments';
import { leadingTimestamp, type LeadingTimestamp } from './lineTimestamps';
import {
	areNames,
	isMost,
	isNameLike,
	nameRule,
	speakerLabels,
	type SpeakerLabel,
} from './speakerLabels';
import { estimatedSeconds, linesOf } from './text';
import { timeline } from './relativeTimes';
import type { TimeRange } from './timestamps';
import { refuseOtherTimestamps } from './unreadable';

/** The parts of a line. */
interface ParsedLine {
	timestamp: LeadingTimestamp | null;
	label: SpeakerLabel | null;
	/** Whether it begins like a label, even if that is no name. */
	isLabelLike: boolean;
	/** What was said; empty where a label or a timestamp has a line of its own. */
	text: string;
}

/** Length limit in characters for the beginning of a line that counts as like a label. */
const LABEL_LIKE = 80;

const looksLikeLabel = ({ notation, name, text }: SpeakerLabel) =>
	notation === 'spaced' && (text === '' ? isNameLike(name) : name.length <= LABEL_LIKE);

/** The names that are alone after timestamps, as in `0:03 - Jane Doe (Acme)`; `null` if they may have been said. */
function namesAfter(
	lines: string[],
	timestamps: Array<LeadingTimestamp | null>,
): Array<SpeakerLabel[] | null> | null {
	const labels = timestamps.map((timestamp): SpeakerLabel[] | null => {
		const name = timestamp?.rest.replace(/\s?\([^()]{1,80}\)$/, '') ?? '';
		return isNameLike(name) ? [{ name, notation: 'header', range: null, text: '' }] : null;
	});
	const areAlone = timestamps.every((timestamp, index) => {
		return !timestamp || (labels[index] && index + 1 < lines.length && !timestamps[index + 1]);
	});
	const areSetApart = timestamps.every((timestamp, index) => {
		const hasCompany = timestamp?.rest.endsWith(')');
		if (!timestamp || hasCompany) return true;
		return /(?:\|\s|\s\s)$/.test(lines[index].slice(0, -timestamp.rest.length));
	});
	const names = labels.flatMap((label) => label?.[0].name ?? []);
	const different = new Set(names).size;
	const areRepeated = different > 1 && different < names.length;
	return names.length > 1 && areAlone && (areSetApart || areRepeated) ? labels : null;
}

/** @param takesTimestamp whether a timestamp at the beginning of a line counts if it is not certain */
function parsedLines(lines: string[], takesTimestamp: (index: number) => boolean): ParsedLine[] {
	const timestamps = lines.map((line, index) => {
		const timestamp = leadingTimestamp(line);
		return timestamp && (timestamp.isCertain || takesTimestamp(index)) ? timestamp : null;
	});
	const rests = lines.map((line, index) => timestamps[index]?.rest ?? line);
	const names = namesAfter(lines, timestamps);
	const labels = rests.map((rest, index) => names?.[index] ?? speakerLabels(rest));
	const withoutText = labels.filter(
		(some, index) =>
			rests[index] === '' ||
			some.some(
				({ notation, name, text }) => text === '' && (notation === 'spaced' || isNameLike(name)),
			),
	).length;
	const utterances = lines.length - withoutText;
	const isName = nameRule(labels, utterances);
	const parsed = labels.map((some, index): ParsedLine => {
		const label = some.find(isName) ?? null;
		const text = label ? label.text : rests[index];
		return { timestamp: timestamps[index], label, isLabelLike: some.some(looksLikeLabel), text };
	});
	// Most timestamps may follow the names: `Agent: [00:03] Hello`.
	const inner = parsed.map(({ timestamp, label, text }) => {
		const found = label && !timestamp ? leadingTimestamp(text) : null;
		return found?.isSetApart ? found : null;
	});
	if (!isMost(inner.filter(Boolean).length, utterances)) return parsed;
	return parsed.map((line, index) => {
		const timestamp = inner[index];
		return timestamp ? { ...line, timestamp, text: timestamp.rest } : line;
	});
}

const isTimestampOnly = ({ timestamp, label, text }: ParsedLine) =>
	timestamp !== null && !label && text === '';

/**
 * Which timestamps that are not certain count: all, if most lines with a name, or without names most utterances, have
 * one; otherwise those before a name, and those on lines of their own if they are several and the first one is before
 * the first name. The others were said, such as `12:30 is fine`, or are names.
 */
function timestampRule(lines: ParsedLine[]): (line: ParsedLine) => boolean {
	const isBeforeName = ({ timestamp, label }: ParsedLine) =>
		label !== null && timestamp?.hasColon === false;
	const withColon = lines.flatMap(({ timestamp }) =>
		timestamp?.hasColon ? timestamp.range.start.elapsed : [],
	);
	if (areNames(withColon)) return isBeforeName;
	const isTimed = (index: number) =>
		lines[index].timestamp !== null ||
		(lines[index - 1]?.text === '' && lines[index - 1].timestamp !== null);
	const said = [...lines.keys()].filter((index) => lines[index].text !== '');
	const named = said.filter((index) => lines[index].label);
	const areMostTimed =
		named.length > 0
			? named.filter(isTimed).length * 2 > named.length
			: isMost(said.filter(isTimed).length, said.length);
	if (areMostTimed) return () => true;
	const first = lines.find((line) => line.label || isTimestampOnly(line));
	const areAbove = first && isTimestampOnly(first) && lines.filter(isTimestampOnly).length > 1;
	return (line) => isBeforeName(line) || (areAbove === true && isTimestampOnly(line));
}

const rangeOf = ({ timestamp, label }: ParsedLine) => timestamp?.range ?? label?.range ?? null;

const kindOf = ({ start: { isOfDay, date } }: TimeRange) =>
	`${isOfDay} ${date === null ? '' : /^\d{4}-/.test(date)}`;

/** The most frequent kind of time. */
function usualKind(ranges: TimeRange[]): string | undefined {
	const counts = new Map<string, number>();
	for (const kind of ranges.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** A clock at the end of a line: in brackets, or as transcription programs write it, `#00:00:03-1#`. */
const CLOCK_AT_END =
	/\s{0,4}(?:[[(](\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?)[\])]|#(\d{1,2}(?::\d\d){1,2})(?:-\d{1,3})?#)$/;

/** The lines with the clocks that most of them end with at their beginnings. */
function withClocksInFront(lines: string[]): string[] {
	const moved = lines.map((line) => {
		const [whole = '', bracketed, marked] = CLOCK_AT_END.exec(line) ?? [];
		const hasText = whole.length < line.length;
		return whole && hasText ? `[${bracketed ?? marked}] ${line.slice(0, -whole.length)}` : line;
	});
	const count = moved.filter((line, index) => line !== lines[index]).length;
	return isMost(count, lines.length) ? moved : lines;
}

function linesIn(text: string): ParsedLine[] {
	const lines = withClocksInFront(linesOf(text).filter((line) => line !== ''));
	const all = parsedLines(lines, () => true);
	const takesTimestamp = timestampRule(all);
	const counts = all.map(
		(line) => !line.timestamp || line.timestamp.isCertain || takesTimestamp(line),
	);
	const usual = usualKind(all.flatMap((line, index) => (counts[index] && rangeOf(line)) || []));
	// A timestamp of another kind than most was said, unless a name follows it.
	const isTime = all.map(({ timestamp, label }, index) => {
		return counts[index] && (!timestamp || label?.text || kindOf(timestamp.range) === usual);
	});
	const parsed = isTime.every(Boolean)
		? all
		: parsedLines(lines, (index) => Boolean(isTime[index]));
	refuseOtherTimestamps(lines, (index) => Boolean(all[index].timestamp ?? rangeOf(parsed[index])));
	return parsed;
}

/** Estimates how long all but the last line take to say, in seconds. */
const secondsOf = (lines: ParsedLine[]) =>
	lines.slice(0, -1).reduce((sum, { text }) => sum + estimatedSeconds(text), 0);

/**
 * Reads text with an utterance a line, with or without the speaker's name and a time before it, in the same line or in
 * a line above. A line without a name belongs to the utterance before it, unless it begins like a label.
 *
 * `nameRule` decides what is a name, `timestampRule` what is a time, and `timeline` from where it counts.
 *
 * @throws UnreadableTranscript when most lines have a timestamp in a format that is not supported
 */
export function plainTextSegments(text: string): DraftSegment[] {
	const lines = linesIn(text);
	const times = timeline(lines.map(rangeOf), () => secondsOf(lines));
	const drafts: DraftSegment[] = [];
	/** Speaker and time from lines without text, for the next line with text. */
	let above: Omit<DraftSegment, 'text'> | null = null;
	let isBelowName = false;
	for (const [index, { timestamp, label, isLabelLike, text: said }] of lines.entries()) {
		const { start, end } = times[index] ?? above ?? { start: null, end: null };
		const head: Omit<DraftSegment, 'text'> = {
			speaker: label?.name ?? above?.speaker ?? null,
			start,
			end,
		};
		const last = drafts.at(-1);
		if (said === '') {
			above = head;
		} else if (label || timestamp || above) {
			drafts.push({ ...head, text: said });
			isBelowName = !label && head.speaker !== null;
			above = null;
		} else if (!last?.speaker) {
			drafts.push({ ...head, text: said });
		} else if (isLabelLike) {
			// Where names have lines of their own, a line that begins like a label belongs to the name above.
			drafts.push({ ...head, speaker: isBelowName ? last.speaker : null, text: said });
		} else {
			last.text += ` ${said}`;
		}
	}
	return drafts;
}
