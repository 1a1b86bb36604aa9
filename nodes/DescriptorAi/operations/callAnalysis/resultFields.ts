import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { includeDetailsField, simplifyField } from '../../form/fields';
import type { ResultShape } from '../../output/resultShape';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '../../output/transcriptFormats';
import { entryNamed } from '../../form/names';
import { booleanIn, InvalidParameter, list, onlyText, readParameters } from '../../form/parameters';

/** The transcript formats as entries of a list, in alphabetical order. */
export const transcriptFormatOptions = Object.entries(TRANSCRIPT_FORMATS).map(
	([value, { name, description }]) => ({ name, value, description }),
);

/** What can be selected of a finished analysis: the fields of Simplify, if there is one, and the details of the call. */
const SELECTABLE = [
	{ name: 'Agent Actions', value: 'agent_actions' },
	{ name: 'Agent Talk (Percent)', value: 'agent_talk_percent' },
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

/** How a finished analysis comes out; an AI agent is offered a choice of fields, so that it reads no more than it needs. */
export const resultFields: INodeProperties[] = [
	{ ...simplifyField, displayOptions: { show: { '@tool': [false] } } },
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'What Descriptor.AI sent, which can be very long' },
			{
				name: 'Selected Fields',
				value: 'selectedFields',
				description: 'Only the fields that you select',
			},
			{ name: 'Simplified', value: 'simplified', description: 'Ten fields, with the transcript' },
		],
		default: 'simplified',
		displayOptions: { show: { '@tool': [true] } },
		description: 'How much of the analysis the AI agent gets to read',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		options: SELECTABLE,
		default: ['job_id', 'summary'],
		displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
		description: 'The fields that come out',
	},
];

/** Options of a simplified result. */
export const resultOptions: INodeProperties[] = [
	includeDetailsField,
	{
		displayName: 'Transcript Format',
		name: 'transcriptFormat',
		type: 'options',
		options: transcriptFormatOptions,
		default: 'text',
		description: 'How the field transcript of a simplified result is written',
	},
];

/** @throws InvalidParameter when an expression gave a format that there is not */
export function asTranscriptFormat(value: unknown, label: string): TranscriptFormat {
	const known = Object.keys(TRANSCRIPT_FORMATS) as TranscriptFormat[];
	const name = entryNamed(onlyText(value, label), transcriptFormatOptions);
	const format = known.find((one) => one === name);
	if (format) return format;
	throw new InvalidParameter(
		`'${label}' has an unknown entry`,
		`Select an entry, or let the expression return one of ${known.join(', ')}.`,
	);
}

/** @throws InvalidParameter when nothing is selected, or an expression gave a field that there is not */
function selectedFields(value: unknown): string[] {
	const fields = list(value, 'Fields');
	if (fields.length === 0) {
		throw new InvalidParameter("'Fields' is empty", 'Select at least one field.');
	}
	return fields.map((given, index) => {
		const field = entryNamed(given, SELECTABLE);
		if (field !== undefined) return field;
		throw new InvalidParameter(
			`Entry ${index + 1} of 'Fields' is no field of a result`,
			`Select entries, or let the expression return some of ${SELECTABLE.map((one) => one.value).join(', ')}.`,
		);
	});
}

/**
 * How much of the result comes out, with the names of the fields if they are selected.
 *
 * @throws InvalidParameter when an expression gave something that there is not
 */
function readOutput(
	read: (name: string, absent: unknown) => unknown,
): Pick<ResultShape, 'fields' | 'output'> {
	// Only a tool has an output to choose.
	const output = read(
		'output',
		booleanIn(read('simplify', true), 'Simplify') ? 'simplified' : 'raw',
	);
	switch (output) {
		case 'raw':
		case 'simplified':
			return { output, fields: [] };
		case 'selectedFields':
			return { output, fields: selectedFields(read('fields', [])) };
		default:
			throw new InvalidParameter(
				"'Output' has an unknown entry",
				'Select an entry, or let the expression return one of raw, selectedFields, simplified.',
			);
	}
}

/**
 * The form that was chosen for the result of an item.
 *
 * @throws NodeOperationError naming the parameter that cannot be used
 */
export async function readResultShape(
	ctx: IExecuteFunctions,
	itemIndex: number,
): Promise<ResultShape> {
	const read = (name: string, absent: unknown) => ctx.getNodeParameter(name, itemIndex, absent);
	return await readParameters(ctx, itemIndex, () => ({
		...readOutput(read),
		details: booleanIn(read('options.includeDetails', false), includeDetailsField.displayName),
		transcript: asTranscriptFormat(read('options.transcriptFormat', 'text'), 'Transcript Format'),
	}));
}
