import { EMOTIONS, LANGUAGES, type Offer } from './contract';
import { audioSchema, callDataSchema, configSchema } from './requestSchemas';
import { transcriptSchema } from './transcriptSchemas';

const number = { type: 'number' };
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const model = (properties: object, required: string[]) => ({
	type: 'object',
	properties,
	required,
});
const orNull = <Schema extends { type: string }>(schema: Schema) => ({
	...schema,
	type: [schema.type, 'null'],
});

const part = model({ start: orNull(number), end: orNull(number) }, ['start', 'end']);

const message = model(
	{
		problem_source: text,
		start: number,
		end: number,
		speaker_id: { type: ['integer', 'null'] },
		solved: { type: ['boolean', 'null'] },
		solution_start: orNull(number),
		solution_end: orNull(number),
		resolution_summary: orNull(text),
		solving_time: orNull(number),
		solving_time_ratio: orNull(number),
	},
	['problem_source', 'start', 'end'],
);

const keyword = model({ word: text, emotion: { enum: EMOTIONS }, count: { type: 'integer' } }, [
	'word',
	'emotion',
	'count',
]);

const insights = model(
	{
		'agent-actions': orNull(texts),
		csat: orNull(model({ csat: number, reason: text }, ['csat', 'reason'])),
		'customer-requests': orNull(texts),
		division: orNull(
			model({ introduction: part, negotiation: part, resolution: part }, [
				'introduction',
				'negotiation',
				'resolution',
			]),
		),
		'emotional-score': orNull(
			model({ result: { ...number, minimum: 0, maximum: 10 } }, ['result']),
		),
		keywords: orNull({ type: 'array', items: keyword }),
		labeling: orNull(texts),
		problems: orNull({
			type: 'array',
			items: model({ title: text, messages: { type: 'array', items: message } }, [
				'title',
				'messages',
			]),
		}),
		questions: orNull(texts),
		summary: orNull(texts),
		topics: orNull(texts),
	},
	[],
);

const objects = { type: 'array', items: { type: 'object' } };

/**
 * JSON schema of a result as the body of `POST /metrics/calculate`. Its metrics are ignored: they are calculated again.
 */
export function resultInputSchema(offer: Offer) {
	return model(
		{
			job_id: text,
			transcript: transcriptSchema,
			language_code: { enum: LANGUAGES },
			config: configSchema(offer),
			audio: audioSchema,
			call_data: callDataSchema,
			insights: orNull(insights),
			transcript_sentiment: orNull(transcriptSchema),
			emotions_alignment: orNull(objects),
			emotions_diarization: orNull(objects),
			transcript_diarization: orNull(transcriptSchema),
			metrics: { type: ['object', 'null'] },
			failed: orNull(texts),
		},
		['job_id', 'transcript', 'language_code', 'config', 'audio', 'call_data'],
	);
}
