import type { FastifyInstance } from 'fastify';
import {
	API,
	METRICS,
	type GivenSegment,
	type Offer,
	type Problem,
	type RecognitionConfig,
} from './contract';
import { bodyOf, checkSentToken } from './fastApi';
import { calculateMetrics } from './metrics';
import { resultInputSchema } from './resultInputSchema';

interface ResultInput {
	transcript: GivenSegment[];
	config: RecognitionConfig;
	insights?: { problems?: Problem[] | null } | null;
}

/**
 * Adds `POST /metrics/calculate`: the metrics of a result that the caller already has.
 *
 * @param token optional here, but a token that is sent must be this one
 */
export function addMetricsRoute(app: FastifyInstance, token: string, offer: Offer): void {
	app.post<{ Body: ResultInput }>(
		`${API}/metrics/calculate`,
		bodyOf(resultInputSchema(offer), (request) => checkSentToken(request, token)),
		async ({ body: { config, transcript, insights } }) => {
			// Assumption 5 of the README.
			const families = config.metrics.length > 0 ? config.metrics : [...METRICS];
			return calculateMetrics(families, transcript, insights?.problems ?? []);
		},
	);
}
