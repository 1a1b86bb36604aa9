import { DEFAULT_CATEGORIES, EMOTIONS, LANGUAGES } from './contract';
import { llmConfig } from './requestSchemas';

/** JSON schemas of the bodies that bring a transcript, with every default that they fill in. */

const word = {
	type: 'object',
	properties: { text: { type: 'string' }, start: { type: 'number' }, end: { type: 'number' } },
	required: ['text', 'start', 'end'],
};

const segment = {
	type: 'object',
	properties: {
		...word.properties,
		words: { type: ['array', 'null'], items: word, default: null },
		speaker: { type: ['integer', 'null'], default: null },
		// Not one list with null in it: the service does not name null among the choices.
		emotion: { anyOf: [{ enum: EMOTIONS }, { type: 'null' }], default: null },
	},
	required: word.required,
};

/** A transcript; at the same time the whole body of `POST /insights/emotional-score`. */
export const transcriptSchema = { type: 'array', items: segment };

/** The body of `POST /insights/{name}` for every insight but emotional-score and csat. */
export const insightSchema = {
	type: 'object',
	properties: {
		config: llmConfig,
		transcript: transcriptSchema,
		language: { enum: LANGUAGES },
	},
	required: ['config', 'transcript', 'language'],
};

/** The body of `POST /insights/labeling`: its settings have categories as well. */
export const labelingSchema = {
	...insightSchema,
	properties: {
		...insightSchema.properties,
		config: {
			...llmConfig,
			properties: {
				...llmConfig.properties,
				categories: { type: 'array', items: { type: 'string' }, default: DEFAULT_CATEGORIES },
			},
		},
	},
};
