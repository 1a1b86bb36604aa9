import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { parameterError, type AnalysisResult } from '../../api';
import { rawIn } from '../../call/analysis';
import { callOf } from '../../call/call';
import { optionsProperty } from '../../form/commonParameters';
import { asEntries, atLeastOne } from '../../form/entries';
import { option, parameter, readParameters } from '../../form/parameter';
import { asBoolean, text } from '../../form/readers';
import { simplify } from '../../output/simplify';
import { couldNotAnalyze, notReady } from '../../output/statusFields';
import { chartOf, type Chart, type ReportFacts } from '../../report/chart';
import { reportHtml, type ReportOptions } from '../../report/html';
import { reportSvg } from '../../report/svg';
import { requestKnownAnalysis } from '../../waiting/polling';
import type { Operation } from '../operation';
import { hintOnResults } from './hintOnResults';
import { checkResultId, resultIdOf } from './resultParameters';
import { resultFile } from './resultFiles';

interface ReportFile {
	/** The binary field that it is returned in. */
	field: string;
	extension: string;
	mimeType: string;
	write(chart: Chart, facts: ReportFacts, options: ReportOptions): string;
}

/** The files of a report, by the value of their entry in the form. */
const FILES = {
	html: { field: 'report', extension: 'html', mimeType: 'text/html', write: reportHtml },
	svg: {
		field: 'picture',
		extension: 'svg',
		mimeType: 'image/svg+xml',
		write: (chart, _facts, options) => reportSvg(chart, options),
	},
} satisfies Record<string, ReportFile>;
type FileType = keyof typeof FILES;

const resultId = resultIdOf(
	'The result_id or job_id of a finished analysis. An item that holds the raw result needs no request.',
);

const files = parameter(
	{
		displayName: 'Files',
		name: 'files',
		type: 'multiOptions',
		options: [
			{
				name: 'HTML Page',
				value: 'html',
				description: 'Everything about the call, in the binary field report',
			},
			{
				name: 'SVG Picture',
				value: 'svg',
				description: 'Timeline, talk share and key figures, in the binary field picture',
			},
		],
		default: ['html', 'svg'],
		description: 'Files to create. Each is a single file that loads nothing from elsewhere.',
	},
	atLeastOne(asEntries<FileType>),
);

const includeTranscript = option(
	{
		displayName: 'Include Transcript',
		name: 'includeTranscript',
		type: 'boolean',
		default: true,
		description:
			'Whether to show the words of the call in the report. Summary, problems and keywords are always shown.',
	},
	asBoolean,
);

const title = option(
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Support call of Helen Carter',
		description:
			'Heading of the report. Leave empty to use "Call report" and the name of the customer, else of the agent.',
	},
	text,
);

const WAIT = 'Put Get Result before this node: it waits until the analysis is finished.';

/** The analysis to report on: the item itself if it holds the raw result, else fetched. */
async function analysisOf(
	ctx: IExecuteFunctions,
	fetch: () => ReturnType<typeof requestKnownAnalysis>,
	id: string,
	itemIndex: number,
): Promise<AnalysisResult> {
	const raw = rawIn(ctx.getInputData()[itemIndex].json, id);
	if (raw) return raw;
	const analysis = await fetch();
	switch (analysis.state) {
		case 'completed':
			return analysis.result;
		case 'processing': {
			const { message, description } = notReady(id, analysis.said, '', WAIT);
			throw parameterError(ctx.getNode(), itemIndex, message, description);
		}
		case 'failed': {
			const { message, description } = couldNotAnalyze(id, analysis);
			throw parameterError(ctx.getNode(), itemIndex, message, description);
		}
	}
}

/** Creates files about a call for people to read. */
export const createReport: Operation = {
	option: {
		name: 'Create Report',
		value: 'createReport',
		action: 'Create analysis report',
		description: 'Create a page and a picture of a call to read, print or attach',
		// n8n gives an AI agent no files.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [resultId.property, files.property, optionsProperty([includeTranscript, title])],
	runs: 'sideBySide',

	async prepare(ctx, client, itemIndex) {
		const { id, types, options } = await readParameters(ctx, itemIndex, (read) => {
			const id = read(resultId);
			checkResultId(id, resultId);
			return {
				id,
				types: new Set(read(files)),
				options: { transcript: read(includeTranscript), title: read(title) },
			};
		});

		return async (signal) => {
			const fetch = async () => await requestKnownAnalysis(ctx, client, id, itemIndex, signal);
			const call = callOf(await analysisOf(ctx, fetch, id, itemIndex));
			const chart = chartOf(call);
			const facts = { resultId: id, resultUrl: client.resultUrl(id) };
			const binary: IBinaryKeyData = { ...ctx.getInputData()[itemIndex].binary };
			for (const type of types) {
				const file: ReportFile = FILES[type];
				const content = file.write(chart, facts, options);
				binary[file.field] = await resultFile(ctx, id, 'call-report', file, content);
			}
			return { json: simplify(call, id, facts.resultUrl), binary };
		};
	},

	hint(outputs) {
		const silent = outputs.filter((fields) => 'job_id' in fields && !fields.transcript).length;
		return hintOnResults(
			outputs,
			silent > 0 &&
				`No words are known of ${silent} of ${outputs.length} calls, so their reports have no transcript.`,
		);
	},
};
