import { isExpression, WorkflowExpression, type IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const ITEMS = 20;
/** How many expressions a run may need beside those in the form, however many items it has. */
const FOR_THE_RUN = 2;

isolateRequests();
afterEach(() => jest.restoreAllMocks());

/** Runs the node with many items, and counts the expressions that n8n evaluates for it. */
async function expressionsOf(operation: string, parameters: IDataObject): Promise<number> {
	const evaluate = jest.spyOn(WorkflowExpression.prototype, 'resolveSimpleParameterValue');
	const items = Array.from({ length: ITEMS }, (_, i) => ({
		url: `https://recordings.test/${i}.mp3`,
		result_id: `id-${i}`,
	}));
	const { run } = startNode({
		items,
		parameters: { resource: 'callAnalysis', operation, ...parameters },
		engine: { executeWorkflow: async () => ({ executionId: 'child', data: [[]] }) },
	});
	expect((await run).data.resultData.error).toBeUndefined();
	return evaluate.mock.calls.filter(([value]) => isExpression(value)).length;
}

// An expression takes n8n longer than a request: evaluating one twice makes a node slower than HTTP Request.
describe('The expressions of many items', () => {
	it('are evaluated once for each item by Submit', async () => {
		nock(BASE_URL).post(PATH).times(ITEMS).reply(200, { result_id: 'id' });
		const count = await expressionsOf('submit', { audioUrl: '={{ $json.url }}' });
		expect(count).toBeGreaterThanOrEqual(ITEMS);
		expect(count).toBeLessThanOrEqual(ITEMS + FOR_THE_RUN);
	});

	it('are evaluated once for each item by Submit and Wait, before the workflow that waits', async () => {
		const count = await expressionsOf('submitAndWait', {
			audioUrl: '={{ $json.url }}',
			waitUsing: 'callback',
		});
		expect(count).toBeGreaterThanOrEqual(ITEMS);
		expect(count).toBeLessThanOrEqual(ITEMS + FOR_THE_RUN);
	});

	it('are evaluated once for each item by Get Result', async () => {
		nock(BASE_URL)
			.get(/\/id-\d+$/)
			.times(ITEMS)
			.reply(200, { job_id: 'id', transcript: [], insights: {} });
		const count = await expressionsOf('getResult', { resultId: '={{ $json.result_id }}' });
		expect(count).toBeGreaterThanOrEqual(ITEMS);
		expect(count).toBeLessThanOrEqual(ITEMS + FOR_THE_RUN);
	});
});
