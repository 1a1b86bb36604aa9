import type { IDataObject } from 'n8n-workflow';

import { isObject, languages as languageList } from '../api';
import type { Call } from '../call/call';
import { sentencesOf } from '../call/insights';
import { asEntry, entryNamed, unknownEntry } from '../form/entries';
import { parameter, propertiesOf, readAll, type Reader } from '../form/parameter';
import { asList } from '../form/readers';

/** A filter that is not set, or that an expression left empty, lets every analysis pass. */
const optional =
	<Value>(reader: Reader<Value>): Reader<Value | undefined> =>
	(given, property) =>
		given === undefined || given === null || given === '' ? undefined : reader(given, property);

/** A language code, also one that is not in the list yet. */
const LANGUAGE_CODE = /^[a-z]{2,3}(-[a-z\d]{2,8})+$/i;

/** Reads the codes of languages; an entry that cannot be one would let no analysis pass. */
const asLanguages: Reader<string[]> = (given, property) =>
	asList(given, property).map((entry) => {
		const code = LANGUAGE_CODE.test(entry) ? entry : entryNamed(entry, languageList.known);
		if (code === undefined) throw unknownEntry(property, entry, languageList.known);
		return code;
	});

const filters = {
	failedStages: parameter(
		{
			displayName: 'Completeness',
			name: 'failedStages',
			type: 'options',
			options: [
				{ name: 'All Results', value: 'all', description: 'Complete and partial results' },
				{
					name: 'Complete Results Only',
					value: 'complete',
					description: 'Every stage of the analysis succeeded',
				},
				{
					name: 'Partial Results Only',
					value: 'partial',
					description: 'At least one stage of the analysis failed',
				},
			],
			default: 'complete',
			description: 'Which results start the workflow when stages of an analysis can fail',
		},
		optional(asEntry<'all' | 'complete' | 'partial'>),
	),
	labels: parameter(
		{
			displayName: 'Labels',
			name: 'labels',
			type: 'string',
			default: '',
			placeholder: 'e.g. complaint, cancellation',
			description:
				'Only analyses with at least one of these labels, separated by commas; needs the insight Labeling. Upper and lower case make no difference.',
		},
		optional(asList),
	),
	languages: parameter(
		{
			displayName: 'Language Names or IDs',
			name: 'languages',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getLanguages' },
			default: [],
			description:
				'Only analyses of calls in one of these languages. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		optional(asLanguages),
	),
};

export const filterProperties = propertiesOf(Object.values(filters));

/** The filters that are set. */
export type Filters = ReturnType<typeof readFilters>;

/** @throws InvalidParameter naming the filter that cannot be used */
export const readFilters = (given: IDataObject) =>
	readAll(filters, ({ path, parse }) => parse(given[path]));

const words = (list: string[]): string[] =>
	list.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');

/** The language that the service reports or, failing that, the one in the request. */
function languageOf({ language, result: { config } }: Call): unknown {
	return language ?? (isObject(config) ? config.language_code : undefined);
}

function hasStages(call: Call, failedStages: Filters['failedStages']): boolean {
	const partial = call.failedStages.length > 0;
	if (failedStages === 'complete') return !partial;
	return failedStages !== 'partial' || partial;
}

function isLabeled(call: Call, labels: string[] = []): boolean {
	const wanted = words(labels);
	if (wanted.length === 0) return true;
	return words(sentencesOf(call.insights, 'labeling')).some((label) => wanted.includes(label));
}

function isSpoken(call: Call, languages: string[] = []): boolean {
	const language = languageOf(call);
	return languages.length === 0 || words(languages).includes(String(language).toLowerCase());
}

/** Whether a finished analysis passes every filter that is set. */
export function passes(call: Call, filters: Filters): boolean {
	const { failedStages, labels, languages } = filters;
	return hasStages(call, failedStages) && isLabeled(call, labels) && isSpoken(call, languages);
}
