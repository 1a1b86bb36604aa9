import { isObject, type AnalysisResult } from '../api';
import { failedStages } from './insights';
import { segmentsIn, utteranceOf } from './utterances';

/** The sections of an analysis that are lists of segments. */
const LISTS = [
	'transcript',
	'transcript_sentiment',
	'transcript_diarization',
	'emotions_alignment',
	'emotions_diarization',
];
/** The sections of an analysis that carry its content. */
export const SECTIONS = [...LISTS, 'insights', 'metrics'];

/** Stages that add no content, in lowercase letters only. */
const WITHOUT_CONTENT = /^((call)?webhook|store)$/;

/** Whether a section is there: a list, even an empty one (a silent call), or an object with a value other than `null`. */
export const hasContent = (fields: Record<string, unknown>): boolean =>
	SECTIONS.some((name) => {
		const section = fields[name];
		return LISTS.includes(name)
			? Array.isArray(section)
			: isObject(section) && Object.values(section).some((part) => (part ?? null) !== null);
	});

/** Whether a value contains text or a number other than 0, at any depth. */
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

/** The metrics without the times of their intervals, which are there even if nothing was measured. */
const measuresOf = (metrics: unknown): unknown[] => {
	const { overall, intervals } = isObject(metrics) ? metrics : {};
	const list: unknown[] = Array.isArray(intervals) ? intervals : [];
	const measured = list.map((one) => (isObject(one) ? { ...one, start: 0, end: 0 } : 0));
	return [overall, measured];
};

/** Whether an analysis contains anything usable: words, an emotion, a metric or an insight. */
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

/** Whether a stage that adds content failed and the analysis contains nothing usable. */
export function isFruitless(result: AnalysisResult): boolean {
	const lacks = (stage: string) =>
		!WITHOUT_CONTENT.test(stage.toLowerCase().replace(/[^a-z]/g, ''));
	return failedStages(result).some(lacks) && !isUsable(result);
}
