import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../../../support/engine';

const recordings = (...names: string[]) =>
	names.map((name) => ({ audio_url: `https://recordings.example.com/${name}.mp3` }));

const parameters: IDataObject = {
	resource: 'callAnalysis',
	operation: 'submitAndWait',
	audioUrl: '={{ $json.audio_url }}',
};

const finished = { job_id: 'a', summary: 'Of a.' };

describe('Submit and Wait in a workflow of its own', () => {
	it('hands over the recordings, and returns what comes back', async () => {
		const executeWorkflow = jest.fn().mockResolvedValue({
			executionId: 'child',
			data: [[{ json: { jobs: [{ resultId: 'a' }], fields: [finished] } }]],
		});
		const { outputs } = await runNode({
			items: recordings('a'),
			parameters,
			engine: { executeWorkflow },
		});
		expect(outputs[0]).toEqual([{ json: finished, pairedItem: { item: 0 } }]);
		const [{ code }, , options] = executeWorkflow.mock.calls[0];
		expect(code.nodes.map(({ type }: { type: string }) => type)).toContain(
			'n8n-nodes-descriptor-ai.descriptorAi',
		);
		expect(code.settings).toMatchObject({ callerPolicy: 'workflowsFromSameOwner' });
		expect(options.parentExecution).toMatchObject({
			executionId: 'execution',
			workflowId: 'workflow',
		});
		const [{ recording }] = options.inputData.map(({ json }: { json: IDataObject }) => json);
		expect(JSON.parse(recording)).toMatchObject({
			request: { audio: { uri: 'https://recordings.example.com/a.mp3' } },
			form: { output: 'simplified', fields: [], details: false, transcript: 'text' },
		});
	});

	it('shows what the waiting workflow shows while that waits', async () => {
		const waiting = { status: 'waiting', result_id: 'a' };
		const executeWorkflow = jest
			.fn()
			.mockResolvedValue({ executionId: 'child', data: [[{ json: waiting }]] });
		const { hints, outputs } = await runNode({
			items: recordings('a'),
			parameters,
			engine: { executeWorkflow },
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([waiting]);
		expect(hints).toEqual([]);
	});

	it('fails at a refusal, and a repetition hands over what was submitted', async () => {
		const uncertain = { message: 'No [item 1]', description: 'Do.' };
		const refusal = { ...uncertain, itemIndex: 1, uncertain: true };
		const executeWorkflow = jest.fn().mockResolvedValue({
			executionId: 'child',
			data: [[{ json: { jobs: [{ resultId: 'good' }, { uncertain }], refusal } }]],
		});
		const { error } = await runNode({
			items: recordings('good', 'bad'),
			parameters,
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			engine: { executeWorkflow },
		});
		expect(error?.message).toBe('No [item 1]');
		expect(error?.description).toBe(
			'Do. Already submitted, so do not submit them again: good. Fetch them with Get Result.',
		);
		expect(executeWorkflow).toHaveBeenCalledTimes(2);
		const [, , { inputData }] = executeWorkflow.mock.calls[1];
		expect(
			inputData.map(({ json }: { json: { recording: string } }) => JSON.parse(json.recording).sent),
		).toMatchObject([{ resultId: 'good' }, { message: 'No [item 1]' }]);
	});
});
