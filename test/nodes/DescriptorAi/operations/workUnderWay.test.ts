import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, outcomeOf, startNode } from '../../../support/engine';
import { fullResult } from '../../../support/results';
import { isolateRequests } from '../../../support/service';

const ITEMS = [0, 1, 2].map((index) => ({
	...(fullResult as IDataObject),
	job_id: `job-${index}`,
	language_code: 'en-US',
	config: {},
	audio: {},
	call_data: { id: String(index) },
	transcript: [{ text: `Call ${index}`, start: 0, end: 1, speaker: 0 }],
}));

isolateRequests();

/**
 * Answers a request about an item: that about the first one with a refusal at once, the others when it has been
 * refused. Returns the items that were requested.
 */
function refuseTheFirst(
	path: string,
	indexOf: (body: IDataObject) => number,
	answer: unknown,
): number[] {
	const requested: number[] = [];
	let refuse = () => {};
	const refused = new Promise<void>((resolve) => (refuse = resolve));
	nock(BASE_URL)
		.post(path)
		.times(20)
		.reply((_uri, body, done) => {
			const index = indexOf(body as IDataObject);
			requested.push(index);
			if (index === 0 && requested.filter((one) => one === 0).length === 1) {
				done(null, [400, { detail: 'No minutes left' }]);
				// What waits for it goes on when the node has read the refusal.
				void Promise.resolve().then(refuse);
				return;
			}
			void refused.then(() => done(null, [200, answer as nock.Body]));
		});
	return requested;
}

describe('What is under way when another item fails', () => {
	it.each<[string, string, (body: IDataObject) => number, unknown]>([
		[
			'extractInsight',
			'/api/v1/insights/summary',
			({ transcript }) => Number(String(Object(transcript)[0].text).slice(-1)),
			['A summary.'],
		],
		[
			'calculateMetrics',
			'/api/v1/metrics/calculate',
			({ job_id: id }) => Number(String(id).slice(-1)),
			{ overall: { total_call_duration: 1 }, intervals: [] },
		],
	])(
		'is awaited, remembered, and not paid for again by a retry: %s',
		async (operation, path, indexOf, answer) => {
			const requested = refuseTheFirst(path, indexOf, answer);
			const node = startNode({
				items: ITEMS,
				parameters: { resource: 'transcript', operation },
			});
			const failed = await node.run;
			expect(outcomeOf(failed).error?.message).toContain('No minutes left [item 0]');
			expect([...requested].sort()).toEqual([0, 1, 2]);
			const { outputs, error } = outcomeOf(await node.retry(failed));
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(3);
			expect([...requested].sort()).toEqual([0, 0, 1, 2]);
		},
	);
});
