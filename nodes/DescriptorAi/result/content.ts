import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';
import { failedStages } from './insights';
import { utterancesOf } from './utterances';

/** The parts of an analysis that somebody wants it for. */
export const SECTIONS = [
	'transcript',
	'transcript_sentiment',
	'transcript_diarization',
	'emotions_alignment',
	'emotions_diarization',
	'insights',
	'metrics',
];

/** Stages that find out nothing about the call. */
const BESIDES = ['call_webhook', 'store'];

/** A list, which is empty for a silent call, or an object of which not all is `null`. */
const isThere = (section: unknown) =>
	Array.isArray(section) ||
	(isObject(section) && Object.values(section).some((part) => (part ?? null) !== null));

/** Whether at least one section of an analysis is there. */
export const hasContent = (fields: Record<string, unknown>): boolean =>
	SECTIONS.some((section) => isThere(fields[section]));

/** Whether there is anything but empty text, lists and objects in a value, however deep. */
function holdsValue(value: unknown): boolean {
	const open = [value];
	for (let part; open.length > 0; ) {
		part = open.pop() ?? '';
		if (typeof part !== 'object') {
			if (part !== '') return true;
		} else for (const inner of Object.values(part)) open.push(inner);
	}
	return false;
}

/** Whether there is something in an analysis that a person could use: words, emotions, a metric or an insight. */
export function isUsable(result: AnalysisResult): boolean {
	const { transcript, transcript_sentiment, transcript_diarization } = result;
	const { emotions_alignment, emotions_diarization, insights, metrics } = result;
	return (
		[transcript, transcript_diarization, transcript_sentiment]
			.flatMap(utterancesOf)
			.some(({ text, emotion }) => text !== '' || emotion !== null) ||
		[emotions_alignment, emotions_diarization, insights, metrics].some(holdsValue)
	);
}

/** Whether a stage failed that finds something out, and nothing was found out. */
export function isFruitless(result: AnalysisResult): boolean {
	return failedStages(result).some((stage) => !BESIDES.includes(stage)) && !isUsable(result);
}
