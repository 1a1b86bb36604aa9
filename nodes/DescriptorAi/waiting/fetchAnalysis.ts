import type { NodeApiError } from 'n8n-workflow';

import type { DescriptorAiClient, RequestContext } from '../api/client';
import { unreadableError } from '../api/errors';
import { pause } from '../api/pause';
import { serviceWords } from '../api/serviceWords';
import { normalize, type Analysis } from '../call/analysis';
import { isUnknown } from './grace';

/** Statuses that say that there is no result at the moment, and in their words why. */
const CONFLICTS = [409, 423];

/**
 * Asks once for an analysis.
 *
 * @throws NodeApiError when the service's answer cannot be used
 */
export async function fetchAnalysis(
	ctx: RequestContext,
	client: DescriptorAiClient,
	resultId: string,
	itemIndex: number,
	signal: AbortSignal,
): Promise<Analysis> {
	const answer = await client.fetchResult(resultId, itemIndex, signal);
	if (CONFLICTS.includes(answer.statusCode)) {
		return { state: 'processing', progress: null, said: serviceWords(answer.body) || null };
	}
	const analysis = normalize(answer);
	if (analysis) return analysis;
	const purpose = { kind: 'result', resultId } as const;
	throw unreadableError(ctx.getNode(), { purpose, itemIndex, baseUrl: client.baseUrl });
}

/** Pauses in seconds before a result ID that the service does not know is asked for again. */
const LAG = [1, 2, 3, 4];

/**
 * Asks for an analysis, and again for ten seconds while the service does not know it.
 *
 * @throws NodeApiError when the service's answer cannot be used
 */
export async function fetchKnown(...given: Parameters<typeof fetchAnalysis>): Promise<Analysis> {
	const [, , , , signal] = given;
	for (const seconds of LAG) {
		try {
			return await fetchAnalysis(...given);
		} catch (error) {
			if (!isUnknown(error)) throw error as NodeApiError;
			await pause(seconds * 1000, signal);
			if (signal.aborted) throw error as NodeApiError;
		}
	}
	return await fetchAnalysis(...given);
}
