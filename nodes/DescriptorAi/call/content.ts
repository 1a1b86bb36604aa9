import { isObject, type AnalysisResult } from '../api';
import { failedStages } from './insights';
import { segmentsIn, utteranceOf } from './utterances';

/** The parts of an analysis that are lists of what was said or felt. */
const LISTS = [
	'transcript',
	'transcript_sentiment',
	'transcript_diarization',
	'emotions_alignment',
	'emotions_diarization',
];
/** The parts of an analysis that somebody wants it for. */
export const SECTIONS = [...LISTS, 'insights', 'metrics'];

/** Stages that find out nothing about the call, in small letters without what stands between them. */
const BESIDES = /^((call)?webhook|store)$/;

/** Whether a section is there: a list, which is empty for a silent call, or an object of which not all is `null`. */
export const hasContent = (fields: Record<string, unknown>): boolean =>
	SECTIONS.some((name) => {
		const section = fields[name];
		return LISTS.includes(name)
			? Array.isArray(section)
			: isObject(section) && Object.values(section).some((part) => (part ?? null) !== null);
	});

/** Whether there is text, or a number other than 0, in a value, however deep. */
function holdsValue(value: unknown): boolean {
	const open = [value];
	for (let part; open.length > 0; ) {
		part = open.pop() ?? '';
		if (typeof part !== 'object') {
			if (part && String(part).trim() !== '') return true;
		} else for (const inner of Object.values(part)) open.push(inner);
	}
	return false;
}

/** The metrics without the times of their intervals, which measure nothing. */
const measuresOf = (metrics: unknown): unknown[] => {
	const { overall, intervals } = isObject(metrics) ? metrics : {};
	const list: unknown[] = Array.isArray(intervals) ? intervals : [];
	const measured = list.map((one) => (isObject(one) ? { ...one, start: 0, end: 0 } : 0));
	return [overall, measured];
};

/** Whether an analysis says something that a person could use: words, an emotion, a metric or an insight. */
export function isUsable(result: AnalysisResult): boolean {
	return (
		LISTS.some((name) =>
			segmentsIn(result[name]).some((segment) => {
				const { text, emotion } = utteranceOf(segment);
				return text !== '' || emotion !== null;
			}),
		) || [result.insights, ...measuresOf(result.metrics)].some(holdsValue)
	);
}

/** Whether a stage failed that finds something out, and nothing was found out. */
export function isFruitless(result: AnalysisResult): boolean {
	const lacks = (stage: string) => !BESIDES.test(stage.toLowerCase().replace(/[^a-z]/g, ''));
	return failedStages(result).some(lacks) && !isUsable(result);
}
