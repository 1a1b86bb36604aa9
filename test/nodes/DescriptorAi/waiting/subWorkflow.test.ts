import type { IDataObject, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { runNode } from '../../../support/engine';

type ExecuteWorkflow = IWorkflowExecuteAdditionalData['executeWorkflow'];

const recordings = (...names: string[]) =>
	names.map((name) => ({ audio_url: `https://recordings.example.com/${name}.mp3` }));

const parameters: IDataObject = {
	resource: 'callAnalysis',
	operation: 'submitAndWait',
	audioUrl: '={{ $json.audio_url }}',
};

const finished = { job_id: 'a', summary: 'Of a.' };
const form = { output: 'simplified', fields: [], details: false, transcript: 'text' };
const job = { resultId: 'good', nonce: '0'.repeat(32), submittedAt: 0, form };

/** Stands in for n8n, which runs the workflow that waits: the items that it returns, by the ID of the wait. */
const returning = (items: (id: string) => IDataObject[]) =>
	jest.fn<ReturnType<ExecuteWorkflow>, Parameters<ExecuteWorkflow>>(async ({ code }) => {
		const step = code?.nodes.find(({ parameters }) => parameters.operation === 'waitStep');
		const { id } = JSON.parse(String(step?.parameters.settings));
		const data = [items(id).map((json) => ({ json }))];
		return await Promise.resolve({ executionId: 'child', data });
	});

const endingWith = (end: IDataObject) =>
	returning((id) => [{ ended_wait_id: id, ended: JSON.stringify(end) }]);

describe('Submit and Wait in a workflow of its own', () => {
	it('hands over the recordings, and returns what comes back', async () => {
		const answers = [{ state: 'completed', fields: finished }];
		const executeWorkflow = endingWith({ jobs: [job], answers });
		const { outputs } = await runNode({
			items: recordings('a'),
			parameters,
			engine: { executeWorkflow },
		});
		expect(outputs[0]).toEqual([{ json: finished, pairedItem: { item: 0 } }]);
		const [[{ code }, , options]] = executeWorkflow.mock.calls;
		expect(code?.nodes.map(({ type }) => type)).toContain('n8n-nodes-descriptor-ai.descriptorAi');
		expect(code?.settings).toMatchObject({ callerPolicy: 'workflowsFromSameOwner' });
		expect(options.parentExecution).toMatchObject({
			executionId: 'execution',
			workflowId: 'workflow',
		});
		const [{ json }] = options.inputData ?? [];
		expect(JSON.parse(String(json.recording))).toMatchObject({
			request: { audio: { uri: 'https://recordings.example.com/a.mp3' } },
			form,
		});
	});

	it('explains that workflow to a person who finds it in the list of executions', async () => {
		const executeWorkflow = returning(() => []);
		await runNode({ items: recordings('a'), parameters, engine: { executeWorkflow } });
		const [[{ code }]] = executeWorkflow.mock.calls;
		const note = code?.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const text = String(note?.parameters.content);
		expect(text).toContain('Started by the node **Descriptor.AI**');
		expect(text).toContain('execution execution');
		expect(text).toContain('It ends by itself');
	});

	it('shows what the waiting workflow shows while that waits, without the mark', async () => {
		const waiting = { status: 'waiting', result_id: 'a' };
		const executeWorkflow = returning((id) => [{ ...waiting, wait_id: id }]);
		const { hints, outputs } = await runNode({
			items: recordings('a'),
			parameters,
			engine: { executeWorkflow },
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([waiting]);
		expect(hints).toEqual([]);
	});

	it.each<[string, (id: string) => IDataObject]>([
		['is another end than was written', (id) => ({ ended_wait_id: id, ended: '{"jobs":[1]}' })],
		['is no JSON', (id) => ({ ended_wait_id: id, ended: 'x' })],
	])('says so when what comes back %s', async (_what, item) => {
		const executeWorkflow = returning((id) => [item(id)]);
		const { error } = await runNode({
			items: recordings('a'),
			parameters,
			engine: { executeWorkflow },
		});
		expect(error?.message).toBe('n8n did not keep the wait as Submit and Wait wrote it');
	});

	it('fails at a refusal, and a repetition hands over what was submitted', async () => {
		const uncertain = { message: 'No [item 1]', description: 'Do.' };
		const executeWorkflow = endingWith({
			jobs: [job, { failed: {}, uncertain }],
			refusal: { ...uncertain, itemIndex: 1 },
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
		expect(inputData?.map(({ json }) => JSON.parse(String(json.recording)).sent)).toMatchObject([
			{ resultId: 'good' },
			{ message: 'No [item 1]' },
		]);
	});
});
