import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isObject } from '../api/json';
import { languages as languageList } from '../api/lists';
import { entryNamed } from '../form/names';
import { InvalidParameter, list, numberIn, onlyText } from '../form/parameters';
import type { Call } from '../call/call';
import { sentencesOf } from '../call/insights';
import { completeness } from './fields';

/** What a finished analysis must be like to start the workflow. What is left out lets every analysis pass. */
export interface Filters {
	/** The analysis must know the customer's satisfaction, and it must be below this. */
	csatBelow?: number;
	/** One of `all`, `complete` and `partial`. */
	failedStages: string;
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

/** How a code of a language looks that is not in the list yet. */
const LANGUAGE_CODE = /^[a-z]{2,3}(-[a-z\d]{2,8})+$/i;

/** @throws InvalidParameter for what is no entry of a filter: it would let all pass, or none */
function entryOf(given: string, label: string, entries: INodePropertyOptions[]): string {
	const entry = entryNamed(given, entries);
	if (entry !== undefined) return entry;
	throw new InvalidParameter(
		`'${label}' has an unknown entry`,
		`Let the expression under Filters return ${entries.map(({ value }) => String(value)).join(', ')}.`,
	);
}

const languageIn = (given: string): string =>
	LANGUAGE_CODE.test(given) ? given : entryOf(given, 'Language Names or IDs', languageList.known);

/**
 * The filters of the form; an expression may have put anything into each.
 *
 * @throws InvalidParameter naming the filter that cannot be used
 */
export function readFilters({ csatBelow, failedStages, labels, languages }: IDataObject): Filters {
	return {
		...(isSet(csatBelow) && { csatBelow: numberOf(csatBelow, 'CSAT Below') }),
		failedStages: isSet(failedStages)
			? entryOf(onlyText(failedStages, 'Completeness'), 'Completeness', completeness)
			: 'all',
		labels: isSet(labels) ? list(labels, 'Labels') : [],
		languages: isSet(languages) ? list(languages, 'Language Names or IDs').map(languageIn) : [],
	};
}

const words = (list: string[]): string[] =>
	list.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');

/** The language that the service reports or, failing that, the one that it was asked for. */
function languageOf({ language, result: { config } }: Call): unknown {
	return language ?? (isObject(config) ? config.language_code : undefined);
}

function isUnsatisfied(call: Call, csatBelow: Filters['csatBelow']): boolean {
	if (csatBelow === undefined) return true;
	return call.csat !== null && call.csat < csatBelow;
}

function hasStages(call: Call, failedStages: Filters['failedStages']): boolean {
	const partial = call.failedStages.length > 0;
	if (failedStages === 'complete') return !partial;
	return failedStages !== 'partial' || partial;
}

function isLabeled(call: Call, labels: string[]): boolean {
	const wanted = words(labels);
	if (wanted.length === 0) return true;
	return words(sentencesOf(call.insights, 'labeling')).some((label) => wanted.includes(label));
}

function isSpoken(call: Call, languages: string[]): boolean {
	const language = languageOf(call);
	return languages.length === 0 || words(languages).includes(String(language).toLowerCase());
}

/** Whether a finished analysis passes every filter that is set. */
export function passes(call: Call, filters: Filters): boolean {
	const { csatBelow, failedStages, labels, languages } = filters;
	return (
		isUnsatisfied(call, csatBelow) &&
		hasStages(call, failedStages) &&
		isLabeled(call, labels) &&
		isSpoken(call, languages)
	);
}
