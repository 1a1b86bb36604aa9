import { ExecuteContext } from 'n8n-core';
import {
	WAIT_INDEFINITELY,
	type IDataObject,
	type INodeExecutionData,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import nock from 'nock';

import { clock } from '../../../../nodes/DescriptorAi/api';
import * as normalizing from '../../../../nodes/DescriptorAi/call/analysis';
import { passTime, skipPauses } from '../../../support/clock';
import {
	BASE_URL,
	outcomeOf,
	runNode,
	startNode,
	type NodeRunOptions,
} from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

type ExecuteWorkflow = IWorkflowExecuteAdditionalData['executeWorkflow'];

const recordings = (...names: string[]) =>
	names.map((name) => ({ audio_url: `https://recordings.example.com/${name}.mp3` }));

const parameters: IDataObject = {
	resource: 'callAnalysis',
	operation: 'submitAndWait',
	audioUrl: '={{ $json.audio_url }}',
};

const finished = { job_id: 'a', summary: 'Of a.' };
const shape = { output: 'simplified', fields: [], details: false, transcript: 'text' };
const job = { resultId: 'good', nonce: '0'.repeat(32), submittedAt: 0, name: '', shape };

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

const nodeType = (properties: string[], outputs: number, rest: Partial<INodeType>): INodeType => ({
	description: {
		displayName: 'Node',
		name: 'node',
		group: ['transform'],
		version: [1.1, 2.2],
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: Array<'main'>(outputs).fill('main'),
		properties: properties.map((name) => ({
			displayName: name,
			name,
			type: 'json' as const,
			default: {},
		})),
	},
	...rest,
});

/** Stand in for n8n's nodes in the waiting workflow. */
const baseNodes: Record<string, INodeType> = {
	'n8n-nodes-base.executeWorkflowTrigger': nodeType([], 1, {
		async execute() {
			return await Promise.resolve([this.getInputData()]);
		},
	}),
	'n8n-nodes-base.if': nodeType(['conditions'], 2, {
		async execute() {
			const items = this.getInputData();
			const isTrue = items.map((_item, index) => {
				const { conditions } = this.getNodeParameter('conditions', index) as {
					conditions: Array<{ leftValue: unknown }>;
				};
				return conditions.every(({ leftValue }) => leftValue === true);
			});
			const where = (wanted: boolean) => items.filter((_item, index) => isTrue[index] === wanted);
			return await Promise.resolve([where(true), where(false)]);
		},
	}),
};

isolateRequests();
afterEach(() => jest.restoreAllMocks());

describe('What a result says of itself', () => {
	it.each<[IDataObject]>([
		[{ status: 'waiting' }],
		[{ status: 'processing', result_id: 'a' }],
		[{ status: 'failed', reason: 'So it says', next_step: 'None' }],
		[{ status: 'waiting', result_id: 'a', wait_id: 'f'.repeat(32), ended_wait_id: 'f' }],
	])('is no signal for the wait: %j', async (said) => {
		skipPauses();
		jest
			.spyOn(normalizing, 'normalize')
			.mockImplementation(({ statusCode, body }) =>
				statusCode === 200
					? { state: 'completed', result: body as IDataObject }
					: { state: 'processing', progress: null, said: null },
			);
		const result = { ...said, transcript: [] };
		nock(BASE_URL).post(/.*/).reply(200, { result_id: 'a' });
		nock(BASE_URL).get(/.*/).reply(425, {});
		const finished = nock(BASE_URL).get(/.*/).times(2).reply(200, result);
		const { outputs, status, error } = await runNode({
			items: recordings('a'),
			parameters: { ...parameters, simplify: false },
			engine: { nodeTypes: baseNodes, passTime },
		});
		expect([status, error]).toEqual(['success', undefined]);
		expect(outputs[0].map(({ json }) => json)).toEqual([result]);
		// Once in the second round, which is the last one.
		expect(finished.isDone()).toBe(false);
	});
});

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
			shape,
		});
	});

	it.each([
		['continueErrorOutput', 1],
		['continueRegularOutput', 0],
	] as const)(
		'that cannot be run returns a failed item for each recording, with On Error: %s',
		async (onError, output) => {
			const executeWorkflow = returning(() => {
				throw new Error('The database is locked');
			});
			const { outputs, status } = await runNode({
				items: recordings('a', 'b'),
				parameters,
				settings: { onError },
				engine: { executeWorkflow },
			});
			expect(status).toBe('success');
			expect(outputs[output].map(({ json }) => json.error)).toEqual([
				'The database is locked',
				'The database is locked',
			]);
			expect(outputs.flat()).toHaveLength(2);
		},
	);

	it('explains that workflow to a person who finds it in the list of executions', async () => {
		const executeWorkflow = returning(() => []);
		await runNode({ items: recordings('a'), parameters, engine: { executeWorkflow } });
		const [[{ code }]] = executeWorkflow.mock.calls;
		const note = code?.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const text = String(note?.parameters.content);
		expect(text).toContain('Started by the node **Descriptor\\.AI**');
		expect(text).toContain('execution execution');
		expect(text).toContain('It ends by itself');
	});

	it.each([1e12, 1e306])('waits %p minutes, which no calendar has', async (maxWaitMinutes) => {
		const executeWorkflow = returning(() => []);
		const { error } = await runNode({
			items: recordings('a'),
			parameters: { ...parameters, options: { maxWaitMinutes } },
			engine: { executeWorkflow },
		});
		expect(error).toBeUndefined();
		const [[{ code }]] = executeWorkflow.mock.calls;
		const step = code?.nodes.find(({ parameters }) => parameters.operation === 'waitStep');
		const { deadline } = JSON.parse(String(step?.parameters.settings));
		expect(new Date(deadline)).toEqual(WAIT_INDEFINITELY);
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

	it.each([
		['none', 185],
		['all', undefined],
	] as const)(
		'goes on by itself some minutes after its time where n8n saves %s of the successful executions',
		async (saved, minutes) => {
			skipPauses();
			const shown = { status: 'waiting', result_id: 'a' };
			const executeWorkflow = returning((id) => [{ ...shown, wait_id: id }]);
			const waits: typeof executeWorkflow = jest.fn(async (...given) => ({
				...(await executeWorkflow(...given)),
				waitTill: new Date(clock.now()),
			}));
			const { run, timeIsUp } = startNode({
				items: recordings('a'),
				parameters,
				engine: {
					executeWorkflow: waits,
					workflowSettings: { saveDataSuccessExecution: saved },
				},
			});
			const { waitTill } = await run.then((begun) => begun);
			const left = waitTill && (waitTill.getTime() - clock.now()) / 60_000;
			if (minutes === undefined) expect(left).not.toBe(185);
			else {
				expect(left).toBe(minutes);
				const { outputs } = outcomeOf(await timeIsUp(await run));
				expect(outputs[0].map(({ json }) => json)).toEqual([{ ...shown, status: 'processing' }]);
			}
		},
	);

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

describe('Submit and Wait with more recordings than a round submits', () => {
	const COUNT = 130;
	const names = Array.from({ length: COUNT }, (_, item) => `call-${item}`);
	const settings = { nodeTypes: baseNodes, passTime };

	/** A service that needs some requests until an analysis is over: none unless told. */
	function service(requestsUntilOver: (name: string) => number = () => 0) {
		const submitted: Array<{ name: string; webhook: unknown }> = [];
		const requested: string[] = [];
		nock(BASE_URL)
			.post(/.*/)
			.reply((_uri, body) => {
				const { audio, config } = Object(body);
				const name = String(/([^/]+)\.mp3/.exec(audio.uri)?.[1]);
				if (name === 'refused') return [400, { detail: 'No minutes left' }];
				submitted.push({ name, webhook: config.webhook });
				return [200, { result_id: name }];
			})
			.persist();
		nock(BASE_URL)
			.get(/.*/)
			.reply((uri) => {
				const name = uri.slice(uri.lastIndexOf('/') + 1);
				requested.push(name);
				const isOver = requested.filter((one) => one === name).length > requestsUntilOver(name);
				return isOver ? [200, { job_id: name, transcript: [] }] : [425, {}];
			})
			.persist();
		return { submitted, requested };
	}
	const submitAndWait = async (items: string[], more: Partial<NodeRunOptions> = {}) =>
		await runNode({ items: recordings(...items), parameters, engine: settings, ...more });
	const idsOf = (items: INodeExecutionData[]) => items.map(({ json }) => json.job_id);

	beforeEach(() => void skipPauses());

	it('submits each once, and returns all in order with two requests each', async () => {
		const { submitted, requested } = service();
		const { outputs, status } = await submitAndWait(names);
		expect(status).toBe('success');
		expect(submitted.map(({ name }) => name).sort()).toEqual([...names].sort());
		expect(idsOf(outputs[0])).toEqual(names);
		expect([...requested].sort()).toEqual([...names].sort());
	});

	it('asks for a callback for the last ten only', async () => {
		const { submitted } = service();
		await submitAndWait(names);
		const called = submitted.filter(({ webhook }) => webhook !== undefined);
		expect(called.map(({ name }) => name).sort()).toEqual(names.slice(-10).sort());
		expect(new Set(called.map(({ webhook }) => webhook)).size).toBe(10);
	});

	it.each([
		['not', 50, undefined],
		['after each round', 51, true],
	])('is saved while it submits %s with %i recordings', async (_how, count, saved) => {
		const executeWorkflow = returning(() => []);
		await submitAndWait(names.slice(0, count), { engine: { executeWorkflow } });
		expect(executeWorkflow.mock.calls[0][0].code?.settings?.saveExecutionProgress).toBe(saved);
	});

	it('goes on polling, first after half a minute, for one that is over after those with a callback', async () => {
		const { requested } = service((name) => (name === 'call-3' ? 4 : 0));
		const before = clock.now();
		const { outputs } = await submitAndWait(names);
		expect(idsOf(outputs[0])).toEqual(names);
		expect(requested.filter((name) => name === 'call-3')).toHaveLength(5);
		// Four pauses of half a minute, where the interval is five.
		expect((clock.now() - before) / 60_000).toBeCloseTo(2, 0);
	});

	it('ends at a refusal in the second round, names what was submitted, and submits that no more', async () => {
		const { submitted } = service();
		const items = [...names.slice(0, 70), 'refused', ...names.slice(71)];
		const { error } = await submitAndWait(items, {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error?.message).toContain('[item 70]');
		for (const name of names.slice(0, 70)) expect(error?.description).toContain(name);
		expect(new Set(submitted.map(({ name }) => name)).size).toBe(submitted.length);
		expect(submitted.length).toBeLessThan(85);
	});

	it('returns the others if the refused one is to be a failed item', async () => {
		service();
		const items = [...names.slice(0, 70), 'refused', ...names.slice(71)];
		const { outputs } = await submitAndWait(items, {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(idsOf(outputs[0])).toEqual(items.filter((name) => name !== 'refused'));
		expect(outputs[1].map(({ json }) => json.audio_url)).toEqual([
			'https://recordings.example.com/refused.mp3',
		]);
	});

	it('carries less than two kilobytes for each recording while it is suspended', async () => {
		service(() => 1);
		let carried = 0;
		const measure = jest.spyOn(ExecuteContext.prototype, 'putExecutionToWait');
		measure.mockImplementation(async function (this: ExecuteContext) {
			carried = JSON.stringify(this.runExecutionData).length;
			throw new Error('Measured');
		});
		await submitAndWait(names);
		expect(carried / COUNT).toBeGreaterThan(100);
		expect(carried / COUNT).toBeLessThan(2_000);
	});
});
