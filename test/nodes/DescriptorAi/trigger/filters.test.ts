import type { IDataObject } from 'n8n-workflow';

import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { passes, readFilters } from '../../../../nodes/DescriptorAi/trigger/filters';

const labeled = (...labels: string[]): AnalysisResult => ({ insights: { labeling: labels } });

describe('The filters of the trigger', () => {
	it.each<[string, boolean, IDataObject, AnalysisResult]>([
		['nothing that is set', true, {}, {}],
		['filters that were added and left empty', true, { labels: ' , ', languages: [] }, {}],
		['a complete result where complete ones are wanted', true, { failedStages: 'complete' }, {}],
		[
			'a partial result where complete ones are wanted',
			false,
			{ failedStages: 'complete' },
			{ failed: ['insights'] },
		],
		[
			'a partial result where partial ones are wanted',
			true,
			{ failedStages: 'partial' },
			{ failed: ['insights'] },
		],
		[
			'a complete result where partial ones are wanted',
			false,
			{ failedStages: 'partial' },
			{ failed: [] },
		],
		['any result where all are wanted', true, { failedStages: 'all' }, { failed: ['insights'] }],
		['one of the labels, in capitals', true, { labels: 'sales, Complaint' }, labeled('COMPLAINT')],
		['one of the labels of a list', true, { labels: ['Complaint'] }, labeled('complaint')],
		[
			'one of the languages that an expression gave as text',
			true,
			{ languages: 'de-DE, es-ES' },
			{ language_code: 'es-ES' },
		],
		...['Complete', ' COMPLETE ', 'Complete Results Only', 'complete_results_only'].map(
			(failedStages): [string, boolean, IDataObject, AnalysisResult] => [
				`a partial result where ${failedStages} is wanted`,
				false,
				{ failedStages },
				{ failed: ['insights'] },
			],
		),
		['any result where the expression left it empty', true, { failedStages: null }, {}],
		...['German', 'german', 'DE-de', 'de_DE', ['German', 'fr-FR']].map(
			(languages): [string, boolean, IDataObject, AnalysisResult] => [
				`the language of ${JSON.stringify(languages)}`,
				true,
				{ languages },
				{ language_code: 'de-DE' },
			],
		),
		[
			'a language that the service has learned since',
			true,
			{ languages: ['pt-BR'] },
			{ language_code: 'pt-BR' },
		],
		['other labels', false, { labels: 'sales,complaint' }, labeled('complaints', 'support')],
		['no labels', false, { labels: 'sales' }, {}],
		[
			'one of the languages',
			true,
			{ languages: ['de-DE', 'es-ES'] },
			{ language_code: 'es-ES', config: { language_code: 'en-US' } },
		],
		[
			'a language that only the request names',
			true,
			{ languages: ['es-ES'] },
			{ config: { language_code: 'es-ES' } },
		],
		['another language', false, { languages: ['es-ES'] }, { language_code: 'de-DE' }],
		['a language that is not known', false, { languages: ['es-ES'] }, {}],
		[
			'one filter of two',
			false,
			{ failedStages: 'complete', labels: 'sales' },
			{ insights: { labeling: ['support'] } },
		],
	])('%s: passes %s', (_what, expected, filters, result) => {
		expect(passes(callOf(result), readFilters(filters))).toBe(expected);
	});

	it.each<[IDataObject, string]>([
		[{ labels: { a: 1 } }, "'Labels' must be a list, but the expression returned an object"],
		[{ failedStages: 'finished' }, "'Completeness' has an unknown entry: finished"],
		[
			{ failedStages: ['complete'] },
			"'Completeness' must be text, but the expression returned a list",
		],
		[{ languages: ['de-DE', 'english'] }, "'Language Names or IDs' has an unknown entry: english"],
		[{ languages: 'de' }, "'Language Names or IDs' has an unknown entry: de"],
		[
			{ languages: 7 },
			"'Language Names or IDs' must be a list, but the expression returned a number",
		],
	])('are refused by name when an expression gave something else: %j', (filters, message) => {
		expect(() => readFilters(filters)).toThrow(message);
	});
});
