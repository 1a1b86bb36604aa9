import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { includeDetails, simplify } from '../../form/commonParameters';
import { asEntries, asEntry, atLeastOne } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { text } from '../../form/readers';
import type { ResultShape } from '../../output/resultShape';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '../../output/transcriptFormats';
import { isTool } from '../isTool';

/** The address of a result's page up to the ID, as people copy it from their browser. */
const PAGE = /^https?:\/\/[^?#]*\/result\/(?=[^/?#])/i;

/** The analysis that an operation is about, by its ID or the address of its page; empty if the expression gives no text. */
export const resultIdOf = (description: string) =>
	parameter(
		{
			displayName: 'Result ID',
			name: 'resultId',
			type: 'string',
			required: true,
			default: '={{ $json.result_id ?? $json.job_id }}',
			placeholder: 'e.g. 1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11',
			description,
		},
		(value) => {
			const given = text(value);
			return PAGE.test(given) ? given.replace(PAGE, '').split(/[/?#]/)[0] : given;
		},
	);

/** @throws InvalidParameter when there is no ID */
export function checkResultId(resultId: string, { label }: ReturnType<typeof resultIdOf>): void {
	if (resultId !== '') return;
	throw new InvalidParameter(
		`'${label}' is empty`,
		'Map it to the result_id that Submit returns, for example {{ $json.result_id }}.',
	);
}

/** The transcript formats as entries of a list, in alphabetical order. */
const transcriptFormats = Object.entries(TRANSCRIPT_FORMATS).map(
	([value, { name, description }]) => ({ name, value, description }),
);

/** The fields of a finished analysis to select from: those of Simplify, as far as they exist, and the call details. */
const SELECTABLE = [
	{ name: 'Agent Actions', value: 'agent_actions' },
	{ name: 'Agent Talk (Percent)', value: 'agent_talk_percent' },
	{ name: 'Call Data', value: 'call_data' },
	{ name: 'CSAT', value: 'csat' },
	{ name: 'CSAT Reason', value: 'csat_reason' },
	{ name: 'Customer Main Emotion', value: 'customer_main_emotion' },
	{ name: 'Duration (Seconds)', value: 'duration_seconds' },
	{ name: 'Failed Reason', value: 'failed_reason' },
	{ name: 'Failed Stages', value: 'failed_stages' },
	{ name: 'Interruption Count', value: 'interruption_count' },
	{ name: 'Interruption Count by Speaker', value: 'interruption_count_by_speaker' },
	{ name: 'Job ID', value: 'job_id' },
	{ name: 'Main Emotion', value: 'main_emotion' },
	{ name: 'Main Emotion by Speaker', value: 'main_emotion_by_speaker' },
	{ name: 'Missing Insights', value: 'missing_insights' },
	{ name: 'Result URL', value: 'result_url' },
	{ name: 'Silence (Percent)', value: 'silence_percent' },
	{ name: 'Silence (Seconds)', value: 'silence_seconds' },
	{ name: 'Summary', value: 'summary' },
	{ name: 'Talk by Speaker (Percent)', value: 'talk_percent_by_speaker' },
	{ name: 'Topics', value: 'topics' },
	{ name: 'Transcript', value: 'transcript' },
	{ name: 'Unsolved Problem Count', value: 'unsolved_problem_count' },
	{ name: 'Unsolved Problems', value: 'unsolved_problems' },
];

const output = parameter(
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: 'The full response of Descriptor.AI, which can be very long',
			},
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: 'Only the fields that you select',
			},
			{ name: 'Simplified', value: 'simplified', description: 'Ten fields, with the transcript' },
		],
		default: 'simplified',
		displayOptions: { show: { '@tool': [true] } },
		description: 'How much of the analysis the AI agent receives',
	},
	asEntry<ResultShape['output']>,
);

const selectedFields = parameter(
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		options: SELECTABLE,
		default: ['job_id', 'summary'],
		displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
		description: 'The fields to return',
	},
	atLeastOne(asEntries),
);

/** The parameters for the output of an analysis; an AI agent selects fields, so that it reads no more than it needs. */
export const resultProperties: INodeProperties[] = [
	{ ...simplify.property, displayOptions: { show: { '@tool': [false] } } },
	output.property,
	selectedFields.property,
];

const transcriptFormat = option(
	{
		displayName: 'Transcript Format',
		name: 'transcriptFormat',
		type: 'options',
		options: transcriptFormats,
		default: 'text',
		description: 'Format of the transcript in a simplified result',
	},
	asEntry<TranscriptFormat>,
);

/** Options of a simplified result. */
export const resultOptions = [includeDetails, transcriptFormat];

export const transcriptFiles = option(
	{
		displayName: 'Transcript Files',
		name: 'transcriptFiles',
		type: 'multiOptions',
		options: transcriptFormats,
		default: [],
		// n8n gives an AI agent no files.
		displayOptions: { hide: { '@tool': [true] } },
		description:
			'Files of the transcript to return as binary data, in the fields transcript_srt, transcript_text and transcript_vtt',
	},
	asEntries<TranscriptFormat>,
);

/**
 * The output that was chosen for the result of an item.
 *
 * @throws NodeOperationError naming the parameter that cannot be used
 */
export async function readResultShape(
	ctx: IExecuteFunctions,
	itemIndex: number,
): Promise<ResultShape> {
	return await readParameters(ctx, itemIndex, (read) => {
		const wanted = isTool(ctx) ? read(output) : read(simplify) ? 'simplified' : 'raw';
		return {
			output: wanted,
			fields: wanted === 'selectedFields' ? read(selectedFields) : [],
			details: read(includeDetails),
			transcript: read(transcriptFormat),
		};
	});
}
