import type { DescriptorAiClient, RequestContext } from '../api/client';
import { unreadableError } from '../api/errors';
import { normalise, type Analysis } from '../result/normalise';

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
	const analysis = normalise(await client.fetchResult(resultId, itemIndex, signal));
	if (analysis) return analysis;
	const purpose = { kind: 'result', resultId } as const;
	throw unreadableError(ctx.getNode(), { purpose, itemIndex, baseUrl: client.baseUrl });
}
