import { EMOTIONS, INSIGHTS, LANGUAGES, STAGES } from './contract';

/**
 * JSON schema of a finished analysis. Stricter than the published one where the sandbox knows more:
 * no unknown keys, every key present.
 */

const texts = { type: 'array', items: { type: 'string', minLength: 1 } };
const seconds = { type: 'number', minimum: 0 };
const nullableSeconds = { type: ['number', 'null'], minimum: 0 };
const numberPerSpeaker = {
	type: ['object', 'null'],
	propertyNames: { pattern: '^[0-9]+$' },
	additionalProperties: { type: 'number' },
};

/** A schema of an object that has exactly these properties. */
function exactly(properties: Record<string, object>, orNull = false) {
	return {
		type: orNull ? ['object', 'null'] : 'object',
		properties,
		required: Object.keys(properties),
		additionalProperties: false,
	};
}

const word = exactly({ text: { type: 'string', minLength: 1 }, start: seconds, end: seconds });

const segment = exactly({
	...word.properties,
	words: { type: 'array', items: word, minItems: 1 },
	speaker: { type: 'integer', minimum: 0 },
	emotion: { enum: [...EMOTIONS, null] },
});

const segments = { type: 'array', items: segment };

const problems = {
	type: 'array',
	items: exactly({
		title: { type: 'string', minLength: 1 },
		messages: {
			type: 'array',
			minItems: 1,
			items: exactly({
				problem_source: { type: 'string', minLength: 1 },
				start: seconds,
				end: seconds,
				speaker_id: { type: 'integer', minimum: 0 },
				solved: { type: 'boolean' },
				solution_start: nullableSeconds,
				solution_end: nullableSeconds,
				resolution_summary: { type: ['string', 'null'] },
				solving_time: nullableSeconds,
				solving_time_ratio: { type: ['number', 'null'], minimum: 0, maximum: 1 },
			}),
		},
	}),
};

const part = exactly({ start: nullableSeconds, end: nullableSeconds });

const keyword = exactly({
	word: { type: 'string', minLength: 1 },
	emotion: { enum: EMOTIONS },
	count: { type: 'integer', minimum: 1 },
});

const insightShapes: Record<(typeof INSIGHTS)[number], object> = {
	'agent-actions': texts,
	csat: exactly({ csat: { type: 'number' }, reason: { type: 'string' } }),
	'customer-requests': texts,
	division: exactly({ introduction: part, negotiation: part, resolution: part }),
	'emotional-score': exactly({ result: { type: 'number', minimum: 0, maximum: 10 } }),
	keywords: { type: 'array', items: keyword },
	labeling: texts,
	problems,
	questions: texts,
	summary: texts,
	topics: texts,
};

const insights = exactly(
	Object.fromEntries(
		Object.entries(insightShapes).map(([name, shape]) => [
			name,
			{ anyOf: [shape, { type: 'null' }] },
		]),
	),
	true,
);

const intervalMetrics = exactly({
	total_call_duration: nullableSeconds,
	speaker_to_silence_ratio: numberPerSpeaker,
	total_speech_to_silence_ratio: nullableSeconds,
	speaker_speech_ratio: numberPerSpeaker,
	simultaneous_speech_time: nullableSeconds,
	simultaneous_speech_ratio: nullableSeconds,
	csat_rate: numberPerSpeaker,
	dsat: numberPerSpeaker,
	interruption_count: numberPerSpeaker,
	interruption_rate: numberPerSpeaker,
	emotional_volatility: numberPerSpeaker,
	emotional_evolution: numberPerSpeaker,
	emotional_phrases: {
		type: ['object', 'null'],
		additionalProperties: { type: 'object', additionalProperties: texts },
	},
});

const overallMetrics = exactly(
	{
		...intervalMetrics.properties,
		csat_problems: { type: ['number', 'null'] },
		problems: { anyOf: [problems, { type: 'null' }] },
	},
	true,
);

const objectsOrNull = { type: ['array', 'null'], items: { type: 'object' } };

export const resultSchema = exactly({
	job_id: { type: 'string', format: 'uuid' },
	transcript: segments,
	language_code: { enum: LANGUAGES },
	config: { type: 'object' },
	audio: exactly({ uri: { type: 'string', format: 'uri' } }),
	call_data: { type: 'object' },
	insights,
	transcript_sentiment: { ...segments, type: ['array', 'null'] },
	emotions_alignment: objectsOrNull,
	emotions_diarization: objectsOrNull,
	transcript_diarization: { ...segments, type: ['array', 'null'] },
	metrics: exactly(
		{
			overall: overallMetrics,
			intervals: { type: ['array', 'null'], items: intervalMetrics },
		},
		true,
	),
	failed: { type: ['array', 'null'], items: { enum: STAGES }, minItems: 1 },
});
