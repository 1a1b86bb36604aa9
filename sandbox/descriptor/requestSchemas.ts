import {
	EMOTIONS_MODELS,
	INSIGHTS,
	LANGUAGES,
	LLM_PROVIDERS,
	METRICS,
	STAGES,
	TRANSCRIPT_MODELS,
	type Offer,
} from './contract';

/** JSON schemas of the bodies that the service takes, with every default that it fills in. */

export const llmConfig = {
	type: 'object',
	properties: {
		provider: { enum: LLM_PROVIDERS, default: 'azure' },
		model: { type: ['string', 'null'], default: null },
		prompt_customization: { type: 'string', default: '' },
	},
};

function insightsSchema({ insightsForm, newInsights }: Offer) {
	const names = { enum: [...INSIGHTS, ...newInsights] };
	switch (insightsForm) {
		case 'object':
			// The published object form limits the settings of an insight, not its name.
			return { type: 'object', additionalProperties: llmConfig, default: {} };
		case 'list':
			return { type: 'array', items: names, default: [] };
		case 'either':
			return {
				type: ['object', 'array'],
				additionalProperties: llmConfig,
				items: names,
				default: {},
			};
	}
}

/** JSON schema of `config`; unknown keys are allowed, because the published schema allows them. */
export function configSchema(offer: Offer) {
	return {
		type: 'object',
		properties: {
			language_code: { enum: LANGUAGES, default: 'en-US' },
			transcript_model: { enum: TRANSCRIPT_MODELS, default: 'descriptor-default' },
			emotions_model: { enum: EMOTIONS_MODELS, default: 'emotions' },
			emotions_alignment: { type: 'boolean', default: false },
			emotions_diarization: { type: 'boolean', default: false },
			emotions_sentiment: { type: 'boolean', default: false },
			sentiment_llm_provider: { enum: LLM_PROVIDERS, default: 'azure' },
			channels: { type: 'integer', minimum: 1, maximum: 8, default: 1 },
			insights: insightsSchema(offer),
			metrics: { type: 'array', items: { enum: METRICS }, default: [] },
			webhook: { type: ['string', 'null'], format: 'http-url', maxLength: 2083, default: null },
			mandatory_stages: {
				type: ['array', 'null'],
				items: { enum: STAGES },
				default: ['sentiment', 'insights'],
			},
		},
	};
}

const speaker = {
	type: 'object',
	properties: {
		id: { type: 'string' },
		label: { type: 'string' },
		role: { type: 'string' },
	},
	required: ['id', 'label', 'role'],
};

/** `audio`; the format `http-url` is the server's own. */
export const audioSchema = {
	type: 'object',
	properties: { uri: { type: 'string', format: 'http-url' } },
	required: ['uri'],
};

/** `call_data`, in which unknown keys are allowed. */
export const callDataSchema = {
	type: 'object',
	properties: {
		id: { type: ['string', 'null'] },
		timestamp: { type: ['string', 'null'] },
		speakers: { type: ['array', 'null'], items: speaker },
	},
};

/**
 * JSON schema of the body of `POST /offline/processing`.
 */
export function submitSchema(offer: Offer) {
	return {
		type: 'object',
		properties: {
			config: configSchema(offer),
			audio: audioSchema,
			call_data: { ...callDataSchema, default: {} },
		},
		required: ['config', 'audio'],
	};
}

/** The configuration that a request with an empty `config` gets. */
export function defaultConfig(offer: Offer): Record<string, unknown> {
	const { properties } = configSchema(offer);
	return Object.fromEntries(
		Object.entries(properties).map(([name, property]) => [name, property.default]),
	);
}
