import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { parameterError } from '../../api/errors';
import type { AnalysisResult } from '../../api/contract';
import { couldNotAnalyze, notReady } from '../../output/statusFields';
import { rawIn } from '../../call/analysis';
import { callOf } from '../../call/call';
import { chartOf, type Chart, type ReportFacts } from '../../report/chart';
import { reportHtml, type ReportOptions } from '../../report/html';
import { reportSvg } from '../../report/svg';
import { simplify } from '../../output/simplify';
import { fetchKnown } from '../../waiting/fetchAnalysis';
import type { Operation } from '../operation';
import { optionsField } from '../../form/fields';
import { entryNamed } from '../../form/names';
import { booleanIn, InvalidParameter, list, readParameters, text } from '../../form/parameters';
import { fileName } from './fileName';
import { checkResultId, resultIdField, resultIdOf } from './resultId';

interface ReportFile {
	/** The binary field that it comes out in. */
	field: string;
	mimeType: string;
	write(chart: Chart, facts: ReportFacts, options: ReportOptions): string;
}

/** The files of a report, by the value of their entry in the form. */
const FILES = {
	html: { field: 'report', mimeType: 'text/html', write: reportHtml },
	svg: {
		field: 'picture',
		mimeType: 'image/svg+xml',
		write: (chart, _facts, options) => reportSvg(chart, options),
	},
} satisfies Record<string, ReportFile>;
type FileType = keyof typeof FILES;

const fileOptions = [
	{
		name: 'HTML Page',
		value: 'html',
		description: 'Everything about the call, in the binary field report',
	},
	{
		name: 'SVG Picture',
		value: 'svg',
		description: 'Time line, talk share and key figures, in the binary field picture',
	},
];

function fileTypes(value: unknown): FileType[] {
	const given = list(value, 'Files');
	const types = given.map((type) => entryNamed(type, fileOptions));
	const wanted = (Object.keys(FILES) as FileType[]).filter((type) => types.includes(type));
	if (wanted.length > 0 && !types.includes(undefined)) return wanted;
	throw new InvalidParameter(
		given.length === 0 ? "'Files' is empty" : "'Files' has an unknown entry",
		"Select 'HTML Page', 'SVG Picture' or both.",
	);
}

const WAIT = 'Put Get Result before this node, which waits until the analysis is finished.';

/** The analysis that a report is made of: the item itself if it holds all of it, else fetched. */
async function analysisOf(
	ctx: IExecuteFunctions,
	fetch: () => ReturnType<typeof fetchKnown>,
	resultId: string,
	itemIndex: number,
): Promise<AnalysisResult> {
	const raw = rawIn(ctx.getInputData()[itemIndex].json, resultId);
	if (raw) return raw;
	const analysis = await fetch();
	switch (analysis.state) {
		case 'completed':
			return analysis.result;
		case 'processing': {
			const { message, description } = notReady(resultId, analysis.said, '', WAIT);
			throw parameterError(ctx.getNode(), itemIndex, message, description);
		}
		case 'failed': {
			const { message, description } = couldNotAnalyze(resultId, analysis.reason);
			throw parameterError(ctx.getNode(), itemIndex, message, description);
		}
	}
}

/** Makes a picture of a call for people. */
export const createReport: Operation = {
	option: {
		name: 'Create Report',
		value: 'createReport',
		action: 'Create analysis report',
		description: 'Make a page and a picture of a call for people to read, print or attach',
		// n8n gives an AI agent no files.
		displayOptions: { hide: { '@tool': [true] } },
	},
	fields: [
		resultIdField(
			'The result_id or job_id of a finished analysis. An item that holds the raw result needs no request.',
		),
		{
			displayName: 'Files',
			name: 'files',
			type: 'multiOptions',
			options: fileOptions,
			default: ['html', 'svg'],
			description: 'What to make. Each is one file that loads nothing from elsewhere.',
		},
		optionsField([
			{
				displayName: 'Include Transcript',
				name: 'includeTranscript',
				type: 'boolean',
				default: true,
				description:
					'Whether to show the words of the call in the report. Summary, problems and keywords are shown in any case.',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Support call of Helen Carter',
				description: 'Heading of the report. Left empty, it is "Call report".',
			},
		]),
	],
	pace: 'together',

	async prepare(ctx, client, itemIndex) {
		const resultId = resultIdOf(ctx, itemIndex);
		checkResultId(ctx, itemIndex, resultId);
		const option = (name: string, absent: unknown) =>
			ctx.getNodeParameter(`options.${name}`, itemIndex, absent);
		const { types, options } = await readParameters(ctx, itemIndex, () => ({
			types: fileTypes(ctx.getNodeParameter('files', itemIndex)),
			options: {
				transcript: booleanIn(option('includeTranscript', true), 'Include Transcript'),
				title: text(option('title', '')),
			},
		}));

		return async (signal) => {
			const fetch = async () => await fetchKnown(ctx, client, resultId, itemIndex, signal);
			const call = callOf(await analysisOf(ctx, fetch, resultId, itemIndex));
			const chart = chartOf(call);
			const facts = { resultId, resultUrl: client.resultUrl(resultId) };
			const binary: IBinaryKeyData = { ...ctx.getInputData()[itemIndex].binary };
			for (const type of types) {
				const { field, mimeType, write } = FILES[type];
				binary[field] = await ctx.helpers.prepareBinaryData(
					Buffer.from(write(chart, facts, options), 'utf8'),
					fileName('call-report', resultId, type),
					mimeType,
				);
			}
			return { json: simplify(call, resultId, facts.resultUrl), binary };
		};
	},
};
