import {
	createRunExecutionData,
	NodeOperationError,
	sleep,
	type IDataObject,
	type INode,
	type IRun,
} from 'n8n-workflow';
import nock from 'nock';

import { DescriptorAi } from '../../../../nodes/DescriptorAi/DescriptorAi.node';
import { clock, useClock } from '../../../../nodes/DescriptorAi/api';
import { newNonce, type WaitSettings } from '../../../../nodes/DescriptorAi/waiting/waitState';
import { passTime, skipPauses } from '../../../support/clock';
import {
	BASE_URL,
	outcomeOf,
	runNode,
	startNode,
	type NodeRunOptions,
} from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

jest.mock('../../../../nodes/DescriptorAi/waiting/subWorkflow', () => ({
	...jest.requireActual('../../../../nodes/DescriptorAi/waiting/subWorkflow'),
	// As in n8n versions in which a workflow does not wait reliably for another one.
	canWaitInSubWorkflow: false,
}));

const PATH = '/api/v1/offline/processing';
const DEADLINE = 180 * 60_000;

const recordings = (...names: string[]) =>
	names.map((name) => ({ audio_url: `https://recordings.example.com/${name}.mp3` }));

const parametersOf = (more: IDataObject = {}): IDataObject => ({
	resource: 'callAnalysis',
	operation: 'submitAndWait',
	audioUrl: '={{ $json.audio_url }}',
	...more,
});

const start = (options: Partial<NodeRunOptions> & { items: IDataObject[] }) =>
	startNode({ parameters: parametersOf(), ...options });

/** The service accepts recordings; the ids are the file names. Each request body is kept. */
function acceptAll(): Array<{ config: { webhook?: string }; audio: { uri: string } }> {
	const bodies: Array<{ config: { webhook?: string }; audio: { uri: string } }> = [];
	nock(BASE_URL)
		.post(PATH)
		.reply(200, (_uri, body) => {
			const request = body as (typeof bodies)[number];
			bodies.push(request);
			return { result_id: /([^/]+)\.mp3/.exec(request.audio.uri)?.[1] };
		})
		.persist();
	return bodies;
}

/** Analyses that are over, by id; the others are still in work. Each question is kept. */
function serve(over: Record<string, IDataObject>): string[] {
	const requested: string[] = [];
	nock(BASE_URL)
		.get(/.*/)
		.reply((uri) => {
			const id = uri.slice(uri.lastIndexOf('/') + 1);
			requested.push(id);
			return over[id] ? [200, over[id]] : [425, { detail: 'wait' }];
		})
		.persist();
	return requested;
}

const result = (id: string): IDataObject => ({
	job_id: id,
	transcript: [],
	insights: { summary: [`Of ${id}.`] },
	failed: null,
});

const nonceIn = (body: { config: { webhook?: string } }) =>
	new URL(body.config.webhook ?? '').searchParams.get('job') ?? '';

const failureOf = (run: IRun) => run.data.resultData.error;

isolateRequests();
let pauses: number[] = [];
beforeEach(() => {
	pauses = skipPauses();
});
afterEach(() => jest.restoreAllMocks());

describe('Submit and Wait', () => {
	it('gives each recording an address of its own to call, and is suspended', async () => {
		const bodies = acceptAll();
		serve({});
		const run = await start({ items: recordings('a', 'b') }).run;
		expect(run.status).toBe('waiting');
		expect(run.waitTill?.getTime()).toBeGreaterThan(clock.now() + DEADLINE - 60_000);
		const addresses = bodies.map(({ config }) => new URL(config.webhook ?? ''));
		for (const { origin, pathname, searchParams } of addresses) {
			expect(origin).toBe('https://n8n.example.com');
			expect(pathname).toBe('/webhook-waiting/execution/analysis-finished');
			expect(searchParams.get('job')).toMatch(/^[0-9a-f]{32}$/);
		}
		expect(new Set(addresses.map(String)).size).toBe(2);
	});

	it('says while it waits what it waits for', async () => {
		acceptAll();
		serve({});
		const { outputs, hints } = outcomeOf(await start({ items: recordings('a') }).run);
		expect(hints[0]).toContain('This version of n8n does not poll while it is suspended');
		expect(outputs[0].map(({ json }) => json)).toEqual([{ result_id: 'a', status: 'waiting' }]);
	});

	it('is not suspended when all results are there at once', async () => {
		acceptAll();
		serve({ a: result('a') });
		const { outputs, status } = await runNode({
			items: recordings('a'),
			parameters: parametersOf(),
		});
		expect(status).toBe('success');
		expect(outputs[0][0].json).toMatchObject({ job_id: 'a', summary: 'Of a.' });
	});

	it('goes on when the last result is there, in order and paired', async () => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		serve(over);
		const { run, sendCallback } = start({ items: recordings('a', 'b', 'c') });
		const suspended = await run;
		for (const [id, index] of [
			['c', 2],
			['a', 0],
		] as const) {
			over[id] = result(id);
			expect(await sendCallback(suspended, { job: nonceIn(bodies[index]) })).toEqual({
				status: 202,
			});
		}
		over.b = result('b');
		const { items } = await sendCallback(suspended, { job: nonceIn(bodies[1]) });
		expect(items?.map(({ json, pairedItem }) => [json.summary, pairedItem])).toEqual([
			['Of a.', { item: 0 }],
			['Of b.', { item: 1 }],
			['Of c.', { item: 2 }],
		]);
	});

	it.each(['With "quotes" and \\', "It's {{ $json }}", '}} {{', 'Écoute 电话'])(
		'is woken under the name %s',
		async (name) => {
			const bodies = acceptAll();
			const over: Record<string, IDataObject> = {};
			serve(over);
			const { run, sendCallback } = start({ items: recordings('a'), settings: { name } });
			const suspended = await run;
			over.a = result('a');
			const { items } = await sendCallback(suspended, { job: nonceIn(bodies[0]) });
			expect(items).toMatchObject([{ json: { job_id: 'a' } }]);
		},
	);

	it('is not woken by a callback without the right nonce, and sends no request for it', async () => {
		acceptAll();
		const over: Record<string, IDataObject> = {};
		const requested = serve(over);
		const { run, sendCallback } = start({ items: recordings('a') });
		const suspended = await run;
		over.a = result('a');
		requested.length = 0;
		expect(await sendCallback(suspended, { job: '0'.repeat(32) })).toEqual({ status: 404 });
		expect(await sendCallback(suspended, {})).toEqual({ status: 404 });
		expect(requested).toEqual([]);
	});

	it('polls for ten seconds when a callback arrives before the result, and then requests another', async () => {
		const bodies = acceptAll();
		const requested = serve({});
		const { run, sendCallback } = start({ items: recordings('a', 'b') });
		const suspended = await run;
		requested.length = pauses.length = 0;
		expect(await sendCallback(suspended, { job: nonceIn(bodies[0]) })).toEqual({ status: 503 });
		// The first pause lets n8n note that the execution is suspended.
		expect(pauses.slice(1)).toEqual([2000, 2000, 2000, 2000, 2000]);
		expect(requested).toEqual(Array(6).fill('a'));
	});

	it.each<[string, Array<[number, unknown]>]>([
		['is still in work', [[425, { detail: 'wait' }]]],
		['is not known yet', [[404, { detail: 'Result not found' }]]],
		['cannot be had for a moment', Array(4).fill([502, 'Bad Gateway'])],
		['is behind something else', [[200, '<html>Maintenance</html>']]],
	])('is woken by a callback for an analysis that %s', async (_what, early) => {
		const bodies = acceptAll();
		let answers: Array<[number, unknown]> = [[425, {}]];
		nock(BASE_URL)
			.get(`${PATH}/a`)
			.reply(() => (answers.shift() ?? [200, result('a')]) as [number, IDataObject])
			.persist();
		const { run, sendCallback } = start({ items: recordings('a') });
		const suspended = await run;
		answers = [...early];
		const { items } = await sendCallback(suspended, { job: nonceIn(bodies[0]) });
		expect(items).toMatchObject([{ json: { job_id: 'a' } }]);
	});

	it('does not give an analysis up that is not known at its callback', async () => {
		const bodies = acceptAll();
		serve({});
		const { run, sendCallback } = start({ items: recordings('a') });
		const suspended = await run;
		nock.cleanAll();
		nock(BASE_URL).get(/.*/).reply(404, { detail: 'Result not found' }).persist();
		passTime(new Date(clock.now() + 3_600_000));
		expect(await sendCallback(suspended, { job: nonceIn(bodies[0]) })).toEqual({ status: 503 });
	});

	it('answers calls that come too early at the same time together, and not each after the other', async () => {
		const bodies = acceptAll();
		const names = Array.from({ length: 8 }, (_, i) => `call-${i}`);
		const over: Record<string, IDataObject> = {};
		const requested = serve(over);
		const { run, sendCallback } = start({ items: recordings(...names) });
		const suspended = await run;
		// A pause ends when the test says so.
		const open: Array<() => void> = [];
		useClock({
			pause: async (milliseconds) => {
				if (milliseconds === 2000) await new Promise<void>((resolve) => open.push(resolve));
			},
		});
		requested.length = 0;
		const calls = bodies.map(async (body) => await sendCallback(suspended, { job: nonceIn(body) }));
		while (open.length < names.length) await sleep(0);
		expect([...requested].sort()).toEqual(names);
		for (const name of names) over[name] = result(name);
		open.forEach((end) => end());
		const answers = await Promise.all(calls);
		expect(answers.filter(({ items }) => items)).toHaveLength(1);
		expect(answers.filter(({ items }) => !items)).toEqual(Array(7).fill({ status: 202 }));
	});

	it('is woken once by callbacks that come at the same time', async () => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		serve(over);
		const { run, sendCallback } = start({ items: recordings('a', 'b') });
		const suspended = await run;
		Object.assign(over, { a: result('a'), b: result('b') });
		const calls = [0, 1, 0, 1].map(
			async (index) => await sendCallback(suspended, { job: nonceIn(bodies[index]) }),
		);
		const woken = (await Promise.all(calls)).filter(({ items }) => items);
		expect(woken).toHaveLength(1);
	});

	it('requests two analyses at a callback, not all', async () => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		const requested = serve(over);
		const names = Array.from({ length: 50 }, (_, i) => `call-${i}`);
		const { run, sendCallback } = start({ items: recordings(...names) });
		const suspended = await run;
		requested.length = 0;
		for (const [index, name] of names.slice(0, 10).entries()) {
			over[name] = result(name);
			await sendCallback(suspended, { job: nonceIn(bodies[index]) });
		}
		expect(requested).toHaveLength(20);
	});

	it.each([303, 400, 401, 403, 405, 408, 409, 418, 422, 423, 429, 500])(
		'is not over because the service once answers %i, and polls again at the next callback',
		async (refusal) => {
			skipPauses();
			const bodies = acceptAll();
			let status = refusal;
			nock(BASE_URL)
				.get(`${PATH}/a`)
				.reply(() => [status, status === 200 ? result('a') : { detail: 'no' }])
				.persist();
			const { run, sendCallback } = start({ items: recordings('a') });
			const suspended = await run;
			expect(await sendCallback(suspended, { job: nonceIn(bodies[0]) })).toEqual({ status: 503 });
			status = 200;
			expect((await sendCallback(suspended, { job: nonceIn(bodies[0]) })).items).toHaveLength(1);
		},
	);

	it('repeats nothing secret of the address in which the service says why an analysis failed', async () => {
		acceptAll();
		const error = 'Download of X9kTq2a7Lr0wZ failed: sig Sup3rS3cret';
		serve({ a: { status: 'failed', error } });
		const { run } = start({
			items: [{ audio_url: 'https://recordings.test/X9kTq2a7Lr0wZ/a.mp3?sig=Sup3rS3cret' }],
		});
		expect(outcomeOf(await run).error?.message).toContain('Download of … failed: sig …');
	});

	it('gives each item its own outcome', async () => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		serve(over);
		const { run, sendCallback } = start({
			items: recordings('good', 'bad'),
			parameters: parametersOf({ simplify: '={{ $itemIndex === 1 }}' }),
		});
		const suspended = await run;
		over.good = result('good');
		over.bad = { status: 'failed', progress: 100, result: null, error: 'no speech' };
		const { items } = await sendCallback(suspended, { job: nonceIn(bodies[0]) });
		expect(items?.map(({ json }) => json)).toEqual([
			result('good'),
			// A webhook method cannot stop the node.
			{
				result_id: 'bad',
				job_id: 'bad',
				status: 'failed',
				error: "The recording 'bad.mp3' could not be analyzed: no speech (result ID 'bad')",
				reason: "The recording 'bad.mp3' could not be analyzed: no speech (result ID 'bad')",
				next_step: expect.stringContaining('submit it again'),
			},
		]);
	});

	it('lets pending items out with their IDs when the time is up, and leaves the node before as it was', async () => {
		acceptAll();
		serve({});
		const { run, timeIsUp } = start({ items: recordings('a', 'b') });
		const ended = await timeIsUp(await run);
		expect(ended.status).toBe('success');
		expect(outcomeOf(ended).outputs[0].map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
			['a', 'b'].map((id, item) => [
				expect.objectContaining({ result_id: id, status: 'processing' }),
				{ item },
			]),
		);
		expect(outcomeOf(ended, 'Items').outputs[0].map(({ json }) => json)).toEqual(
			recordings('a', 'b'),
		);
	});

	it('stops at a recording that is refused, tells what was submitted, and pays for nothing twice', async () => {
		const refuse = nock(BASE_URL)
			.post(PATH, /bad\.mp3/)
			.reply(422, { detail: [{ loc: ['body', 'audio', 'uri'], msg: 'Not this one' }] })
			.persist();
		const bodies = acceptAll();
		const run = await start({
			items: recordings('good', 'bad', 'other'),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		}).run;
		expect(refuse.isDone()).toBe(true);
		expect(failureOf(run)?.message).toContain("'Audio URL' (audio.uri): Not this one [item 1]");
		expect((failureOf(run) as { description?: string }).description).toContain(
			'Already submitted, so do not submit them again: good, other.',
		);
		expect(bodies).toHaveLength(2);
	});

	it('makes a refused recording one item of many when it continues on fail', async () => {
		nock(BASE_URL)
			.post(PATH, /bad\.mp3/)
			.reply(422, { detail: 'Not this one' });
		acceptAll();
		serve({ good: result('good') });
		const { outputs, status } = await runNode({
			items: [...recordings('bad', 'good'), { audio_url: 'nowhere' }],
			parameters: parametersOf(),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(status).toBe('success');
		expect(outputs[0].map(({ json }) => json.error ?? json.job_id)).toEqual([
			'Descriptor.AI did not accept the request: Not this one',
			'good',
			"'Audio URL' is not a web address",
		]);
		expect(outputs[0].map(({ json }) => json.status)).toEqual(['failed', undefined, 'failed']);
	});

	it('stops at an analysis that failed, and names that one and all others', async () => {
		acceptAll();
		serve({
			good: result('good'),
			bad: { status: 'failed', result: null, error: 'no speech' },
			worse: { status: 'failed', result: null, error: 'no audio' },
		});
		const { error, outputs } = await runNode({
			items: recordings('good', 'bad', 'worse'),
			parameters: parametersOf(),
		});
		expect(outputs).toEqual([]);
		expect(error?.message).toBe(
			"The recording 'bad.mp3' could not be analyzed: no speech (result ID 'bad') [item 1]",
		);
		expect(error?.description).toContain('Then submit it again. Failed as well: worse [item 2].');
		expect(error?.description).toMatch(
			/ Already submitted, so do not submit them again: good\. Fetch them with Get Result\.$/,
		);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'pays for nothing twice when an analysis failed and n8n repeats it: %s',
		async (onError) => {
			const bodies = acceptAll();
			serve({ bad: { status: 'failed', result: null, error: 'no speech' }, good: result('good') });
			await runNode({
				items: recordings('bad', 'good'),
				parameters: parametersOf(),
				settings: { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});
			expect(bodies).toHaveLength(2);
		},
	);

	it('does not send again what the service may have accepted when n8n repeats it', async () => {
		let sent = 0;
		nock(BASE_URL)
			.post(PATH)
			.reply(() => [((sent += 1), 502), 'Bad Gateway'])
			.persist();
		const { outputs } = await runNode({
			items: recordings('lost'),
			parameters: parametersOf(),
			settings: {
				onError: 'continueRegularOutput',
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			},
		});
		expect(sent).toBe(1);
		expect(outputs[0][0].json).toMatchObject({ status: 'failed' });
		expect(outputs[0][0].json).not.toHaveProperty('result_id');
	});

	it('sends what failed to the error output, with the fields of its input', async () => {
		acceptAll();
		serve({ good: result('good'), bad: { status: 'failed', result: null, error: 'no speech' } });
		const { outputs } = await runNode({
			items: [...recordings('good', 'bad'), { audio_url: 'nowhere' }],
			parameters: parametersOf(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0].map(({ json }) => json.job_id)).toEqual(['good']);
		expect(outputs[1].map(({ json }) => json)).toEqual([
			{
				audio_url: 'https://recordings.example.com/bad.mp3',
				error: "The recording 'bad.mp3' could not be analyzed: no speech (result ID 'bad')",
				message: expect.stringContaining('submit it again'),
			},
			{
				audio_url: 'nowhere',
				error: "'Audio URL' is not a web address",
				message: expect.stringContaining('beginning with https://'),
			},
		]);
	});

	it('still gets callbacks after a repetition', async () => {
		const refuse = nock(BASE_URL)
			.post(PATH, /bad\.mp3/)
			.reply(429, { detail: 'Too many' });
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		serve(over);
		const { run, sendCallback } = start({
			items: recordings('good', 'bad'),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		const suspended = await run;
		expect(refuse.isDone()).toBe(true);
		expect(bodies).toHaveLength(2);
		Object.assign(over, { good: result('good'), bad: result('bad') });
		expect((await sendCallback(suspended, { job: nonceIn(bodies[0]) })).items).toHaveLength(2);
	});

	it('is refused to AI agents, who do not wait', async () => {
		const type = 'n8n-nodes-descriptor-ai.descriptorAiTool';
		const { error } = await runNode({
			items: recordings('a'),
			parameters: parametersOf(),
			settings: { type },
			engine: { nodeTypes: { [type]: new DescriptorAi() } },
		});
		expect(error?.message).toContain("'Submit and Wait' cannot be a tool of an AI agent");
	});

	it('refuses an address that the service cannot reach before anything is submitted', async () => {
		const { error } = await runNode({
			items: recordings('a'),
			parameters: parametersOf({ waitUsing: 'callback' }),
			engine: { webhookUrl: 'http://localhost:5678' },
		});
		expect(error?.message).toBe(
			"Descriptor.AI cannot send callbacks to n8n: n8n's webhook address, http://localhost:5678, can be reached from this machine only [item 0]",
		);
		expect(error?.description).toContain("Set 'Wait Using' to 'Automatic'");
	});

	it.each(['automatic', 'callback'])(
		'believes a person who says that a private address is reachable, with Wait Using: %s',
		async (waitUsing) => {
			acceptAll();
			serve({});
			const run = await start({
				items: recordings('a'),
				parameters: parametersOf({ waitUsing, options: { allowPrivateAddress: true } }),
				engine: { webhookUrl: 'http://n8n:5678' },
			}).run;
			expect(run.status).toBe('waiting');
		},
	);

	it('polls by itself where the service cannot reach the address, and says why', async () => {
		const bodies = acceptAll();
		serve({ a: result('a') });
		const { outputs, hints } = await runNode({
			items: recordings('a'),
			parameters: parametersOf({ options: { pollIntervalMinutes: 2 } }),
			engine: { webhookUrl: 'http://localhost:5678' },
		});
		expect(outputs[0]).toHaveLength(1);
		expect(hints[0]).toBe(
			"n8n polls for the results every 2 min, because Descriptor.AI cannot send callbacks: n8n's webhook address, http://localhost:5678, can be reached from this machine only",
		);
		expect(bodies[0].config).not.toHaveProperty('webhook');
	});

	it('polls every five minutes without callbacks, with no address in the request', async () => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = { a: result('a') };
		const requested = serve(over);
		const { run } = start({
			items: recordings('a', 'b'),
			parameters: parametersOf({ waitUsing: 'polling', options: { maxWaitMinutes: 12 } }),
			engine: { webhookUrl: 'http://localhost:5678' },
		});
		const { outputs, hints } = outcomeOf(await run);
		expect(hints[0]).toContain('the execution runs until all results are there');
		expect(pauses).toEqual([300_000, 300_000, 120_000]);
		expect(requested).toEqual(['a', 'b', 'b', 'b', 'b']);
		expect(outputs[0].map(({ json }) => json.job_id ?? json.status)).toEqual(['a', 'processing']);
		expect(bodies[0].config).not.toHaveProperty('webhook');
	});

	it.each([
		[3600, 180, '60 minutes'],
		[30, 1, '0.5 minutes'],
		[600, 10, '10 minutes'],
	])(
		'submits nothing when n8n cancels the workflow after %d seconds, before %d minutes are over',
		async (executionTimeout, maxWaitMinutes, named) => {
			const { error } = await runNode({
				items: recordings('a'),
				parameters: parametersOf({ options: { maxWaitMinutes } }),
				engine: { workflowSettings: { executionTimeout } },
			});
			expect(error?.message).toBe(
				`'Maximum Wait (Minutes)' is ${maxWaitMinutes}, but n8n cancels the workflow after ${named} [item 0]`,
			);
			expect(error?.description).toMatch(
				/^The recording was not submitted\. .*\(Timeout Workflow\).* lower /,
			);
		},
	);

	it.each([-1, 601, undefined])(
		'waits where the time limit is %p seconds',
		async (executionTimeout) => {
			acceptAll();
			serve({});
			const run = await start({
				items: recordings('a'),
				parameters: parametersOf({ options: { maxWaitMinutes: 10 } }),
				engine: { workflowSettings: { executionTimeout } },
			}).run;
			expect(run.status).toBe('waiting');
		},
	);

	it.each([
		['maxWaitMinutes', 'Maximum Wait (Minutes)'],
		['pollIntervalMinutes', 'Poll Interval (Minutes)'],
	])('names %s when it is not a number of minutes', async (name, label) => {
		const { error } = await runNode({
			items: recordings('a'),
			parameters: parametersOf({ options: { [name]: 0.5 } }),
		});
		expect(error?.message).toBe(`'${label}' must be a number of at least 1 [item 0]`);
	});
});

describe('A step of the waiting workflow', () => {
	let id = '';
	beforeEach(() => (id = newNonce()));
	/** An item that says that the wait goes on. */
	const waiting = (resultId?: string) => ({
		...(resultId !== undefined && { result_id: resultId }),
		status: 'waiting',
		wait_id: id,
	});
	/** What a step hands over that was not suspended. */
	const endOf = (run: IRun): unknown => {
		const [items] = outcomeOf(run).outputs;
		expect(items.map(({ json }) => json.ended_wait_id)).toEqual([id]);
		return JSON.parse(String(items[0].json.ended));
	};
	const settings = (more: Partial<WaitSettings> = {}): WaitSettings => ({
		id,
		deadline: clock.now() + DEADLINE,
		interval: 300_000,
		callback: true,
		whyPolling: undefined,
		atATime: 5,
		stops: false,
		hasErrorOutput: false,
		parentId: 'parent',
		...more,
	});
	const given = (...names: string[]) =>
		names.map((name) => ({
			request: { config: {}, audio: { uri: `https://recordings.example.com/${name}.mp3` } },
			isFile: false,
			name: `${name}.mp3`,
			shape: { output: 'simplified', fields: [], details: false, transcript: 'text' },
		}));
	const startStep = (
		items: IDataObject[],
		more: Partial<WaitSettings> = {},
		engine: NodeRunOptions['engine'] = {},
	) =>
		startNode({
			items: items.map((recording) => ({ recording: JSON.stringify(recording) })),
			first: 'Recordings to Analyze',
			engine,
			parameters: {
				resource: 'callAnalysis',
				operation: 'waitStep',
				settings: JSON.stringify(settings(more)),
			},
		});

	it('is suspended until the next poll', async () => {
		acceptAll();
		serve({});
		const run = await startStep(given('a')).run;
		const minutes = ((run.waitTill?.getTime() ?? 0) - clock.now()) / 60_000;
		expect(Math.round(minutes)).toBe(5);
		expect(outcomeOf(run).outputs[0][0].json).toEqual(waiting('a'));
	});

	it('shows nothing of its recordings while it is suspended, and lets no item out before the others', async () => {
		acceptAll();
		serve({});
		const failed = { status: 'failed', reason: 'Refused', next_step: 'Correct it.' };
		const { outputs } = outcomeOf(await startStep([{ failed }, ...given('a')]).run);
		expect(outputs[0].map(({ json }) => json)).toEqual([waiting(), waiting('a')]);
	});

	it.each([
		['for half a minute after the submit', 29_000, 'waiting'],
		['but not for longer', 30_000, 'failed'],
	])('takes an analysis that is not known for one in work %s', async (_when, later, status) => {
		acceptAll();
		nock(BASE_URL).get(/.*/).reply(404, { detail: 'Result not found' }).persist();
		const { run, again } = startStep(given('a'));
		const begun = await run;
		expect(begun.status).toBe('waiting');
		passTime(new Date(clock.now() + later));
		const { outputs } = outcomeOf(await again(begun));
		expect(outputs[0][0].json).toMatchObject({ status, result_id: 'a' });
	});

	it.each<[string, Partial<WaitSettings>, IDataObject | undefined]>([
		['stops', { stops: true }, undefined],
		[
			'continues',
			{},
			{
				error: expect.stringContaining("'bad.mp3' could not be analyzed: no speech"),
				job_id: 'bad',
			},
		],
		[
			'sends them to the error output',
			{ hasErrorOutput: true },
			{
				error: expect.stringContaining("'bad.mp3' could not be analyzed: no speech"),
				message: expect.stringContaining('submit it again'),
			},
		],
	])('ends with failed analyses as its node does, which %s', async (_way, onError, item) => {
		const bodies = acceptAll();
		const over: Record<string, IDataObject> = {};
		serve(over);
		const { run, again, sendCallback } = startStep(given('good', 'bad'), onError);
		const begun = await run;
		over.good = result('good');
		over.bad = { status: 'failed', result: null, error: 'no speech' };
		const { error, outputs } = outcomeOf(await again(begun));
		expect(error === undefined).toBe(item !== undefined);
		if (item) expect(outputs[0][1].json).toMatchObject(item);
		else expect(error?.description).toContain('do not submit them again: good.');
		if (onError.hasErrorOutput) expect(Object.keys(outputs[0][1].json)).toHaveLength(2);
		// A callback only wakes it where it is to stop: a webhook method cannot fail the node.
		const { items } = await sendCallback(begun, { job: nonceIn(bodies[0]) });
		expect(items?.[1].json).toMatchObject(item ?? waiting('bad'));
		expect(items?.[0].json.job_id).toBe(item && 'good');
	});

	it('hands its outcome over when it was not suspended', async () => {
		acceptAll();
		serve({ good: result('good'), bad: { status: 'failed', result: null, error: 'no speech' } });
		expect(endOf(await startStep(given('good', 'bad'), { stops: true }).run)).toMatchObject({
			jobs: [{ resultId: 'good' }, { resultId: 'bad' }],
			answers: [
				{ state: 'completed', fields: { job_id: 'good' } },
				{ state: 'failed', fields: { job_id: 'bad', status: 'failed' } },
			],
		});
	});

	it('is not suspended beyond the deadline', async () => {
		acceptAll();
		serve({});
		const deadline = clock.now() + 90_000;
		const run = await startStep(given('a'), { deadline }).run;
		expect(run.waitTill?.getTime()).toBe(deadline);
	});

	it('polls a last time when the time is up', async () => {
		acceptAll();
		const requested = serve({});
		const run = await startStep(given('a'), { deadline: clock.now() }).run;
		expect(requested).toEqual(['a']);
		expect(endOf(run)).toMatchObject({
			answers: [{ fields: { result_id: 'a', status: 'processing' } }],
		});
	});

	it('requests the last analysis, and the others when it is over', async () => {
		acceptAll();
		const over: Record<string, IDataObject> = { a: result('a') };
		const requested = serve(over);
		const { run, again } = startStep(given('a', 'b'));
		const first = await run;
		expect(requested.splice(0)).toEqual(['b']);
		const second = await again(first);
		expect(requested.splice(0)).toEqual(['b']);
		over.b = result('b');
		const { outputs } = outcomeOf(await again(second));
		expect(requested).toEqual(['b', 'a']);
		expect(outputs[0].map(({ json }) => json.summary)).toEqual(['Of a.', 'Of b.']);
	});

	it('keeps each item to itself when the service sends something unexpected', async () => {
		acceptAll();
		const odd = {
			transcript: 'text',
			call_data: { speakers: 'two' },
			transcript_sentiment: [null],
		};
		serve({ a: { ...result('a'), ...odd }, b: result('b') });
		expect(endOf(await startStep(given('a', 'b')).run)).toMatchObject({
			answers: [{ fields: { summary: 'Of a.' } }, { fields: { summary: 'Of b.' } }],
		});
	});

	it('goes on when n8n cannot say whether it was stopped', async () => {
		acceptAll();
		serve({});
		const getRunExecutionData = jest.fn().mockRejectedValue(new Error('No database'));
		const { run, again } = startStep(given('a'), {}, { getRunExecutionData });
		expect((await again(await run)).status).toBe('waiting');
		expect(getRunExecutionData).toHaveBeenCalledTimes(1);
	});

	it('ends when the execution that waits for it was stopped', async () => {
		acceptAll();
		serve({});
		const getRunExecutionData = jest.fn();
		const { run, again } = startStep(given('a'), {}, { getRunExecutionData });
		const begun = await run;
		expect(begun.status).toBe('waiting');
		const stopped = createRunExecutionData({
			resultData: { runData: {}, error: new NodeOperationError({} as INode, 'Stopped') },
		});
		getRunExecutionData.mockResolvedValue(stopped);
		expect((await again(begun)).status).toBe('success');
		expect(getRunExecutionData).toHaveBeenCalledWith('parent');
	});

	it('hands a refusal over together with what was submitted', async () => {
		nock(BASE_URL)
			.post(PATH, /bad\.mp3/)
			.reply(500, 'Oops');
		acceptAll();
		expect(endOf(await startStep(given('good', 'bad'), { stops: true }).run)).toMatchObject({
			jobs: [{ resultId: 'good' }, { uncertain: { message: expect.stringContaining('[item 1]') } }],
			refusal: { itemIndex: 1, message: expect.stringContaining('[item 1]') },
		});
	});

	it('does not submit what was submitted before', async () => {
		const bodies = acceptAll();
		serve({});
		const [item] = given('a');
		const run = await startStep([{ ...item, sent: { resultId: 'a' } }]).run;
		expect(outcomeOf(run).outputs[0][0].json).toEqual(waiting('a'));
		expect(bodies).toEqual([]);
	});

	it.each<[string, string, IDataObject]>([
		['settings', '', {}],
		['settings', 'x', {}],
		['settings', JSON.stringify({ ...settings(), deadline: 'soon' }), {}],
		['recording', JSON.stringify(settings()), { recording: '{"request":{}}' }],
		['recording', JSON.stringify(settings()), { recording: JSON.stringify(null) }],
	])('says so when n8n gives it other %s than were written: %s', async (_what, written, item) => {
		const { error } = await runNode({
			items: [item],
			first: 'Recordings to Analyze',
			parameters: { resource: 'callAnalysis', operation: 'waitStep', settings: written },
		});
		expect(error?.message).toBe('n8n did not keep the wait as Submit and Wait wrote it');
		expect(error?.description).toContain('Fetch them with Get Result.');
	});
});
