import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API, INSIGHTS, type GivenSegment, type InsightName, type LlmConfig } from './contract';
import { bodyOf, checkSentToken } from './fastApi';
import { requestInsight, makeNewInsight } from './insights';
import { analyzeTranscript } from './recognition';
import { insightSchema, labelingSchema, transcriptSchema } from './transcriptSchemas';
import { ContractViolation } from './validation';

interface InsightRequest {
	config: LlmConfig & { categories?: string[] };
	transcript: GivenSegment[];
}

/** csat and emotional-score if nobody spoke: their published shapes do not allow null. */
const SILENT_CSAT = { csat: 0, reason: 'Nothing was said.' };
const SILENT_SCORE = { result: 0 };

/**
 * Adds `POST /insights/{name}`: the insights of a transcript that the caller already has.
 *
 * @param token optional here, but a token that is sent must be this one
 * @param newInsights names of additional insights
 */
export function addInsightRoutes(app: FastifyInstance, token: string, newInsights: string[]): void {
	const checkToken = (request: FastifyRequest) => checkSentToken(request, token);
	const path = (name: string) => `${API}/insights/${name}`;
	const ordinary = INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score');

	for (const name of ordinary) {
		const schema = name === 'labeling' ? labelingSchema : insightSchema;
		app.post<{ Body: InsightRequest }>(path(name), bodyOf(schema, checkToken), async ({ body }) =>
			insightOf(name, body.transcript, body.config.categories),
		);
	}
	for (const name of newInsights) {
		app.post<{ Body: InsightRequest }>(
			path(name),
			bodyOf(insightSchema, checkToken),
			async ({ body }) => makeNewInsight(analyzeTranscript(body.transcript)),
		);
	}
	app.post<{ Body: InsightRequest }>(
		path('sentiment'),
		bodyOf(insightSchema, checkToken),
		async ({ body }) =>
			analyzeTranscript(body.transcript).felt.map(
				({ text, start, end, words, speaker, emotion }) => ({
					text,
					start,
					end,
					words,
					speaker,
					emotion,
				}),
			),
	);
	app.post<{ Body: GivenSegment[] }>(
		path('emotional-score'),
		bodyOf(transcriptSchema, checkToken),
		async ({ body }) => insightOf('emotional-score', body) ?? SILENT_SCORE,
	);
	app.post<{ Querystring: { text?: string | string[] } }>(
		path('csat'),
		{ preValidation: async (request) => checkToken(request) },
		async ({ query }) => {
			// If the parameter is repeated, FastAPI uses the last.
			const text = [query.text ?? []].flat().pop();
			if (text === undefined) {
				throw new ContractViolation([
					{ loc: ['query', 'text'], msg: 'Field required', type: 'missing' },
				]);
			}
			const said = { text, start: 0, end: 0, words: null, speaker: null, emotion: null };
			return insightOf('csat', [said]) ?? SILENT_CSAT;
		},
	);
}

function insightOf(
	name: InsightName,
	transcript: GivenSegment[],
	categories: string[] = [],
): unknown {
	return requestInsight(name, analyzeTranscript(transcript), categories);
}
