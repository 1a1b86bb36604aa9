import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../api/contract';
import { isObject } from '../api/json';
import { languages as languageList } from '../api/lists';
import { namesIn } from '../form/names';
import { InvalidParameter, list, numberIn } from '../form/parameters';
import { csatOf, failedStages as stagesThatFailed, sentencesOf } from '../result/insights';

/** What a finished analysis must be like to start the workflow. What is left out lets every analysis pass. */
export interface Filters {
	/** The analysis must know the customer's satisfaction, and it must be below this. */
	csatBelow?: number;
	failedStages?: 'all' | 'complete' | 'partial';
	/** The insight labeling must hold one of them at least, in capitals or not. */
	labels: string[];
	/** Codes such as en-US. */
	languages: string[];
}

/** A filter that is not set, or that an expression left empty, lets every analysis pass. */
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** @throws InvalidParameter when an expression gave no number */
function numberOf(value: unknown, label: string): number {
	const number = numberIn(value);
	if (Number.isFinite(number)) return number;
	throw new InvalidParameter(`'${label}' is not a number`, 'Correct it under Filters.');
}

/**
 * The filters of the form; an expression may have put anything into each.
 *
 * @throws InvalidParameter naming the filter that cannot be used
 */
export function readFilters({ csatBelow, failedStages, labels, languages }: IDataObject): Filters {
	return {
		...(isSet(csatBelow) && { csatBelow: numberOf(csatBelow, 'CSAT Below') }),
		failedStages: failedStages as Filters['failedStages'],
		labels: isSet(labels) ? list(labels, 'Labels') : [],
		languages: isSet(languages) ? namesIn(languages, 'Language Names or IDs', languageList) : [],
	};
}

const words = (list: string[]): string[] =>
	list.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');

/** The language that the service reports or, failing that, the one that it was asked for. */
function languageOf(result: AnalysisResult): unknown {
	return (
		result.language_code ?? (isObject(result.config) ? result.config.language_code : undefined)
	);
}

function isUnsatisfied(result: AnalysisResult, csatBelow: Filters['csatBelow']): boolean {
	if (csatBelow === undefined) return true;
	const csat = csatOf(result);
	return csat !== null && csat < csatBelow;
}

function hasStages(result: AnalysisResult, failedStages: Filters['failedStages']): boolean {
	const partial = stagesThatFailed(result).length > 0;
	if (failedStages === 'complete') return !partial;
	return failedStages !== 'partial' || partial;
}

function isLabelled(result: AnalysisResult, labels: string[]): boolean {
	const wanted = words(labels);
	if (wanted.length === 0) return true;
	return words(sentencesOf(result, 'labeling')).some((label) => wanted.includes(label));
}

function isSpoken(result: AnalysisResult, languages: string[]): boolean {
	const language = languageOf(result);
	return languages.length === 0 || languages.some((wanted) => wanted === language);
}

/** Whether a finished analysis passes every filter that is set. */
export function passes(result: AnalysisResult, filters: Filters): boolean {
	const { csatBelow, failedStages, labels, languages } = filters;
	return (
		isUnsatisfied(result, csatBelow) &&
		hasStages(result, failedStages) &&
		isLabelled(result, labels) &&
		isSpoken(result, languages)
	);
}
