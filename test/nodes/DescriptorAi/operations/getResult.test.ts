import { sleep, type IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { skipPauses } from '../../../support/clock';
import { asTool, BASE_URL, outcomeOf, runNode, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';

const result = (jobId: string, more: IDataObject = {}): IDataObject => ({
	job_id: jobId,
	transcript: [{ text: 'Hello', start: 0, end: 2.5, speaker: 0, emotion: 'friendly' }],
	call_data: {},
	insights: { summary: ['They spoke.'], 'agent-actions': ['Greeted'] },
	failed: null,
	...more,
});

const getParameters = (more: IDataObject = {}): IDataObject => ({
	resource: 'callAnalysis',
	operation: 'getResult',
	...more,
});

const ids = (...list: string[]) => list.map((id) => ({ result_id: id }));
const tooEarly = (id: string) => nock(BASE_URL).get(`${PATH}/${id}`).reply(425, { detail: 'wait' });
const unknown = (id: string, times: number) =>
	nock(BASE_URL).get(`${PATH}/${id}`).times(times).reply(404, { detail: 'Result not found' });
const ready = (id: string, body: IDataObject | string = result(id)) =>
	nock(BASE_URL).get(`${PATH}/${id}`).reply(200, body);

isolateRequests();
afterEach(() => jest.restoreAllMocks());

describe('Get Result', () => {
	it('returns ten flat fields of a finished analysis', async () => {
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json).toEqual({
			job_id: 'a',
			summary: 'They spoke.',
			agent_actions: ['Greeted'],
			csat: null,
			main_emotion: 'friendly',
			topics: [],
			duration_seconds: 2.5,
			transcript: 'Speaker 0: Hello',
			failed_stages: [],
			result_url: `${BASE_URL}/result/a`,
		});
	});

	it('returns what the service sent when Simplify is off', async () => {
		ready('a');
		const parameters = getParameters({ simplify: false });
		const { outputs } = await runNode({ items: ids('a'), parameters });
		expect(outputs[0][0].json).toEqual(result('a'));
	});

	it('passes a finished analysis on without a request', async () => {
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		const [{ json }] = outputs[0];
		const again = await runNode({ items: [json], parameters: getParameters() });
		expect(again.outputs[0][0].json).toEqual(json);
	});

	it.each([
		[true, { summary: 'They spoke.', transcript: 'Speaker 0: Hello' }],
		[false, result('a')],
	])(
		'returns a raw analysis in its own shape without a request (simplified: %s)',
		async (simplify, fields) => {
			const parameters = getParameters({ simplify });
			const { outputs } = await runNode({ items: [result('a')], parameters });
			expect(outputs[0][0].json).toMatchObject(fields);
		},
	);

	it('simplifies a raw analysis that holds no transcript', async () => {
		const raw = { ...result('a'), transcript: null, failed: 'transcribe' };
		const { outputs } = await runNode({ items: [raw], parameters: getParameters() });
		expect(outputs[0][0].json).toMatchObject({
			summary: 'They spoke.',
			transcript: null,
			failed_stages: ['transcribe'],
		});
	});

	it('takes a number for an ID, and an ID that no address can hold', async () => {
		ready('7');
		const known = await runNode({ items: [{ result_id: 7 }], parameters: getParameters() });
		expect(known.outputs[0][0].json.job_id).toBe('7');
		skipPauses();
		nock(BASE_URL).get(`${PATH}/%EF%BF%BD`).times(5).reply(404, { detail: 'Not found' });
		const items = [{ result_id: '\ud800' }];
		const { error } = await runNode({ items, parameters: getParameters() });
		expect(error?.message).toContain('does not know the result ID');
	});

	it('repeats no secret of an address that the service names', async () => {
		const link = 'https://n8n.example.com/rest/binary-data/signed?token=eyJabc.def';
		ready('a', { status: 'failed', error: `Cannot download "${link}" (404)` });
		const { error } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(error?.message).toContain('Cannot download "https://n8n.example.com/…" (404)');
	});

	it('cuts secrets out of the words of a failure, and nothing out of what was found out', async () => {
		const analysis = {
			job_id: 'a',
			audio: { uri: 'https://recordings.test/secret-path/a.mp3' },
			transcript: [{ text: 'The secret-path and the secret-token', start: 0, end: 1 }],
		};
		for (const answer of [analysis, { result: analysis }]) {
			ready('a', { ...answer, status: 'failed', error: 'No secret-path for secret-token' });
			const { outputs, error } = await runNode({
				items: ids('a'),
				parameters: getParameters({ simplify: false }),
			});
			const told = { ...outputs[0]?.[0].json };
			expect(error?.message ?? '').not.toContain('secret-');
			for (const key of ['audio', 'transcript'] as const) {
				if (key in told) expect(told[key]).toEqual(analysis[key]);
				delete told[key];
			}
			expect(JSON.stringify(told)).not.toContain('secret-');
		}
	});

	it.each([{ simplify: false }, { options: { includeDetails: true } }])(
		'requests an analysis again when the simplified item lacks fields: %j',
		async (more) => {
			ready('a');
			const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
			const [{ json }] = outputs[0];
			ready('a');
			const again = await runNode({ items: [json], parameters: getParameters(more) });
			expect(Object.keys(again.outputs[0][0].json)).toContain(
				more.simplify === false ? 'insights' : 'silence_seconds',
			);
		},
	);

	it('sends a request when an item has the ID of an analysis and nothing of its result', async () => {
		ready('a');
		const { outputs } = await runNode({ items: [{ job_id: 'a' }], parameters: getParameters() });
		expect(outputs[0][0].json).toMatchObject({ job_id: 'a', summary: 'They spoke.' });
	});

	it('reports what Submit and Wait says of a failed recording', async () => {
		const failed = { result_id: 'a', status: 'failed', reason: 'No speech', next_step: 'Do.' };
		const { error } = await runNode({ items: [failed], parameters: getParameters() });
		expect(error).toMatchObject({ message: 'No speech [item 0]', description: 'Do.' });
	});

	it('sends a recording that was never submitted to the error output, with the others unharmed', async () => {
		ready('a');
		const refused = { status: 'failed', reason: 'Refused', next_step: 'Do.' };
		const { outputs } = await runNode({
			items: [refused, ...ids('a')],
			parameters: getParameters(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0].map(({ json }) => json.job_id)).toEqual(['a']);
		expect(outputs[1].map(({ json }) => json)).toEqual([
			{ ...refused, error: 'Refused [item 0]', message: 'Do.' },
		]);
	});

	it('takes the result out of the envelope form', async () => {
		ready('a', { status: 'completed', progress: 100, result: result('a') });
		const parameters = getParameters({ simplify: false });
		const { outputs } = await runNode({ items: ids('a'), parameters });
		expect(outputs[0][0].json).toEqual(result('a'));
	});

	it('polls at once and then after short pauses until the result is ready', async () => {
		const pauses = skipPauses();
		tooEarly('a');
		ready('a', { status: 'processing', progress: 40 });
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json.job_id).toBe('a');
		expect(pauses).toEqual([4_000, 4_000]);
	});

	it('pauses no longer than Poll Interval', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).times(200).reply(425, { detail: 'wait' });
		const options = { pollInterval: 12, maxWait: 200 };
		await runNode({ items: ids('a'), parameters: getParameters({ options }) });
		expect(pauses.slice(0, 6)).toEqual(Array(6).fill(4_000));
		expect(Math.max(...pauses)).toBe(12_000);
		pauses.length = 0;
		await runNode({
			items: ids('a'),
			parameters: getParameters({ options: { pollInterval: 3, maxWait: 60 } }),
		});
		expect(pauses).toEqual(Array(20).fill(3_000));
	});

	it('requests one of many again and again, the last, and the others when that is ready', async () => {
		const requested: string[] = [];
		skipPauses();
		nock(BASE_URL)
			.get(/.*/)
			.reply((uri) => {
				const id = uri.slice(uri.lastIndexOf('/') + 1);
				requested.push(id);
				return requested.length <= 5 ? [425, { detail: 'wait' }] : [200, result(id)];
			})
			.persist();
		const { outputs } = await runNode({
			items: ids('a', 'b', 'c'),
			parameters: getParameters(),
		});
		expect(outputs[0].map(({ json }) => json.job_id)).toEqual(['a', 'b', 'c']);
		expect(requested).toEqual(['a', 'b', 'c', 'c', 'c', 'c', 'a', 'b']);
	});

	it('tells a person who watches it what it waits for', async () => {
		skipPauses();
		const processing = { status: 'processing', progress: 40 };
		nock(BASE_URL).get(`${PATH}/a`).reply(200, processing);
		ready('a');
		const sendDataToUI = jest.fn();
		await runNode({ items: ids('a'), parameters: getParameters(), engine: { sendDataToUI } });
		expect(sendDataToUI).toHaveBeenCalledWith('sendConsoleMessage', {
			source: '[Node: "Descriptor.AI"]',
			messages: ['The analysis a is still processing (40 %); polling again in 4 seconds.'],
		});
	});

	it('names the result ID, its state and the next step when the time is up', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).times(50).reply(425, { detail: 'wait' });
		const { error } = await runNode({
			items: ids('a'),
			parameters: getParameters({ options: { maxWait: 25 } }),
		});
		expect(error?.message).toBe(
			"The analysis with the result ID 'a' is still processing after 25 seconds [item 0]",
		);
		expect(error?.description).toContain('Nothing is lost');
		expect(pauses).toEqual([...Array<number>(6).fill(4_000), 1_000]);
	});

	it.each([
		['maxWait', '', "'Maximum Wait (Seconds)' must be a number of at least 0", '300 seconds'],
		['maxWait', 'soon', "'Maximum Wait (Seconds)' must be a number of at least 0", '300 seconds'],
		['pollInterval', 0, "'Poll Interval (Seconds)' must be a number of at least 1", '10 seconds'],
	])('sends no request when %s is %j', async (name, value, message, preset) => {
		const { error } = await runNode({
			items: [{ result_id: 'a', value }],
			parameters: getParameters({ options: { [name]: '={{ $json.value }}' } }),
		});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain(`for example to ${preset}.`);
	});

	it.each([
		[202, undefined],
		[204, undefined],
		[200, { job_id: 'a', status: 'processing', progress: 10, result: null }],
		[200, { status: 'completed', result: {} }],
		[200, { state: 'archived' }],
		[200, { detail: 'Not ready' }],
		[200, 'null'],
		[200, ''],
		[200, {}],
		[200, '[]'],
		[200, '"queued"'],
		[200, { queue_position: 3 }],
	])('waits on at an answer with %i and %j', async (status, body) => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).reply(status, body);
		ready('a', { job_id: 'a', status: 'COMPLETED', result: result('a') });
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json).toMatchObject({ job_id: 'a', summary: 'They spoke.' });
		expect(pauses).toEqual([4_000]);
	});

	it.each([
		[{ options: { maxWait: 25 } }, ' after 25 seconds', 8],
		[{ ifNotReady: 'fail' }, '', 1],
	])(
		'tells an answer that it does not know, without the token, with %j',
		async (changes, after, times) => {
			skipPauses();
			const answer = { state: 'archived', detail: 'Not for Bearer secret-token' };
			nock(BASE_URL).get(`${PATH}/a`).times(times).reply(200, answer);
			const { error } = await runNode({ items: ids('a'), parameters: getParameters(changes) });
			expect(error?.message).toBe(
				`The analysis with the result ID 'a' is not ready${after}. Descriptor.AI answered: archived: Not for Bearer … [item 0]`,
			);
			expect(error?.description).toContain('Nothing is lost');
		},
	);

	it('returns an answer that it does not know as a status', async () => {
		ready('a', { job_id: 'a', status: 'archived', progress: 100 });
		const parameters = getParameters({ ifNotReady: 'returnStatus' });
		const { outputs } = await runNode({ items: ids('a'), parameters });
		expect(outputs[0][0].json).toEqual({
			result_id: 'a',
			status: 'processing',
			progress: 100,
			result_url: `${BASE_URL}/result/a`,
			service_status: 'archived',
		});
	});

	it.each([true, false])(
		'returns what is left of a failed analysis, and why (simplified: %s)',
		async (simplify) => {
			const left = { job_id: 'a', transcript: result('a').transcript };
			ready('a', { job_id: 'a', status: 'failed', error: 'No to secret-token', result: left });
			const parameters = getParameters({ simplify });
			const { outputs, hints } = await runNode({ items: ids('a'), parameters });
			const { json } = outputs[0][0];
			expect(json).toMatchObject({ job_id: 'a', failed_reason: 'No to …' });
			expect(json[simplify ? 'failed_stages' : 'failed']).toEqual(['unknown']);
			expect(json).not.toHaveProperty('error');
			expect(hints).toHaveLength(1);
			// The output goes in again.
			const again = await runNode({ items: [json], parameters });
			expect(again.outputs[0][0].json).toEqual(json);
		},
	);

	it.each([
		{ job_id: 'a', status: 'processing', progress: 10, result: null },
		{ job_id: 'a', transcript: null, insights: null },
		{ job_id: 'a', transcript: null, summary: null, status: 'New' },
		{ job_id: 'a', transcript: '', csat: '' },
		{ job_id: 'a', transcript: [], insights: {} },
		{ job_id: 'a', insights: ['summary', 'topics'] },
		{ job_id: 'a', insights: 'summary, topics' },
		{ job_id: 'a', metrics: [] },
		{ job_id: 'a', metrics: ['speech'] },
		{ job_id: 'a', status: 'processing', progress: 10, transcript: [] },
		{ job_id: 'a', status: 'pending', metrics: { overall: { x: 1 } } },
		{ job_id: 'a', status: 'queued', transcript: 'Hello' },
		{ job_id: 'a', progress: 20, transcript: 'Hello', failed_stages: [], result_url: 'u' },
		{ job_id: 'a', failed_stages: [], status: 'Done' },
		{ job_id: 'a', result: { ...result('b') } },
	])('requests an analysis that the item does not hold: %j', async (item) => {
		ready('a');
		const { outputs } = await runNode({ items: [item], parameters: getParameters() });
		expect(outputs[0][0].json).toMatchObject({ job_id: 'a', summary: 'They spoke.' });
	});

	it('returns the state instead of waiting with Return Status', async () => {
		tooEarly('a');
		ready('b', { status: 'pending', progress: 0 });
		ready('c');
		const { outputs } = await runNode({
			items: ids('a', 'b', 'c'),
			parameters: getParameters({ ifNotReady: 'returnStatus' }),
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([
			{ result_id: 'a', status: 'processing', progress: null, result_url: `${BASE_URL}/result/a` },
			{ result_id: 'b', status: 'processing', progress: 0, result_url: `${BASE_URL}/result/b` },
			expect.objectContaining({ job_id: 'c' }),
		]);
	});

	it('returns no item for what is in progress with Leave Out', async () => {
		tooEarly('a');
		ready('b');
		const { outputs, hints } = await runNode({
			items: ids('a', 'b'),
			parameters: getParameters({ ifNotReady: 'leaveOut' }),
		});
		expect(outputs[0]).toMatchObject([{ json: { job_id: 'b' }, pairedItem: { item: 1 } }]);
		expect(hints).toEqual(['Left out, because they are not ready: 1. Run Get Result again later.']);
	});

	it('tells an AI agent that there is nothing yet, which sees no hints', async () => {
		tooEarly('a');
		const { outputs } = await runNode({
			items: ids('a'),
			parameters: getParameters({ resultId: 'a', ifNotReady: 'leaveOut' }),
			...asTool(),
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([
			{ note: 'Left out, because they are not ready: 1. Run Get Result again later.' },
		]);
	});

	it.each(['leaveOut', 'returnStatus'])(
		'returns a failed analysis with its state and its call data with %s',
		async (ifNotReady) => {
			const data = { id: 'call-1' };
			ready('a', { job_id: 'a', status: 'failed', error: 'No speech', call_data: data });
			const parameters = getParameters({ ifNotReady });
			const { outputs } = await runNode({ items: ids('a'), parameters });
			expect(outputs[0]).toMatchObject([
				{
					json: {
						result_id: 'a',
						job_id: 'a',
						status: 'failed',
						reason: expect.stringContaining('No speech'),
						call_data: data,
						result_url: `${BASE_URL}/result/a`,
					},
				},
			]);
		},
	);

	it('fails at once with Fail', async () => {
		tooEarly('a');
		const parameters = getParameters({ ifNotReady: 'fail' });
		const { error } = await runNode({ items: ids('a'), parameters });
		expect(error?.message).toBe("The analysis with the result ID 'a' is still processing [item 0]");
	});

	it('keeps order and pairing whichever result is ready first', async () => {
		skipPauses();
		tooEarly('a');
		ready('a');
		ready('b');
		const { outputs } = await runNode({ items: ids('a', 'b'), parameters: getParameters() });
		expect(outputs[0].map(({ json, pairedItem }) => [json.job_id, pairedItem])).toEqual([
			['a', expect.objectContaining({ item: 0 })],
			['b', expect.objectContaining({ item: 1 })],
		]);
	});

	it('repeats no token in which the service says why an analysis failed', async () => {
		ready('a', {
			status: 'failed',
			progress: 100,
			result: null,
			error: 'No to Bearer secret-token',
		});
		const { error } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(error?.message).toContain('No to Bearer …');
	});

	it('says why an analysis failed, and keeps its ID in the error item', async () => {
		ready('a', { status: 'failed', error: 'The audio could not be downloaded' });
		ready('b');
		const { outputs } = await runNode({
			items: ids('a', 'b'),
			parameters: getParameters(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0].map(({ json }) => json.job_id)).toEqual(['b']);
		expect(outputs[1][0].json).toEqual({
			error:
				"The recording could not be analyzed: The audio could not be downloaded (result ID 'a') [item 0]",
			message: expect.stringContaining('submit it again'),
			result_id: 'a',
		});
	});

	it.each<[string, IDataObject, string]>([
		[
			'by its call ID',
			{ call_data: { id: 'CALL-7' }, audio_url: 'https://r.test/b.mp3' },
			'CALL-7',
		],
		['by its file', { audio_url: 'https://r.test/secret-folder/b.mp3?sig=secret' }, 'b.mp3'],
	])('names a recording that could not be analyzed %s', async (_how, fields, name) => {
		ready('a', { status: 'failed', error: 'No speech' });
		const { error } = await runNode({
			items: [{ result_id: 'a', ...fields }],
			parameters: getParameters(),
		});
		expect(error?.message).toBe(
			`The recording '${name}' could not be analyzed: No speech (result ID 'a') [item 0]`,
		);
	});

	it('keeps the result ID in a failed item on the regular output', async () => {
		ready('a', { status: 'failed', error: 'No speech' });
		const { outputs } = await runNode({
			items: ids('a'),
			parameters: getParameters(),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0][0].json).toMatchObject({
			result_id: 'a',
			error: expect.stringContaining('No speech'),
		});
	});

	it('returns a partial analysis, and says which stages did not succeed', async () => {
		ready('a', result('a', { insights: null, failed: ['insights', 'metrics'] }));
		const { outputs, hints } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json).toMatchObject({
			summary: null,
			agent_actions: [],
			failed_stages: ['insights', 'metrics'],
		});
		expect(hints).toEqual([
			'An analysis is partial. Stages that did not succeed: insights, metrics [item 0]',
		]);
	});

	it('says it once when many analyses are partial', async () => {
		const list = Array.from({ length: 12 }, (_, i) => `id-${i}`);
		for (const id of list) ready(id, result(id, { failed: ['metrics'] }));
		const { hints } = await runNode({
			items: ids(...list),
			parameters: getParameters({ simplify: false }),
		});
		expect(hints).toHaveLength(1);
		expect(hints[0]).toMatch(/^12 analyses are partial\. .*metrics \[item 9\] …$/);
	});

	it('treats an analysis without a successful stage as failed', async () => {
		const failed = ['transcribe', 'insights'];
		ready('a', result('a', { transcript: [], insights: null, failed }));
		const { error } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(error?.message).toBe(
			"The recording could not be transcribed: these stages did not succeed: transcribe, insights (result ID 'a') [item 0]",
		);
	});

	it('says that the service does not know an ID, in the service’s own words', async () => {
		skipPauses();
		unknown('nope', 5);
		const { error } = await runNode({ items: ids('nope'), parameters: getParameters() });
		expect(error?.message).toBe(
			"Descriptor.AI does not know the result ID 'nope': Result not found [item 0]",
		);
		expect(error?.description).toContain(BASE_URL);
		expect(error?.description).toContain('submit the recording again only if');
	});

	it.each(['wait', 'returnStatus', 'fail'])(
		'takes an ID that is not known yet for a lag, if not ready: %s',
		async (ifNotReady) => {
			const pauses = skipPauses();
			unknown('a', 4);
			ready('a');
			const parameters = getParameters({ ifNotReady });
			const { outputs } = await runNode({ items: ids('a'), parameters });
			expect(outputs[0][0].json.job_id).toBe('a');
			expect(pauses).toEqual([1000, 2000, 3000, 4000]);
		},
	);

	it('requests an ID again that is forgotten for a moment while it waits', async () => {
		const pauses = skipPauses();
		tooEarly('a');
		unknown('a', 1);
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json.job_id).toBe('a');
		expect(pauses).toEqual([4_000, 1_000]);
	});

	it.each([null, '', { a: 1 }])('names the parameter when the result ID is %j', async (value) => {
		const { error } = await runNode({
			items: [{ result_id: value }],
			parameters: getParameters(),
		});
		expect(error?.message).toBe("'Result ID' is empty [item 0]");
	});

	it('tries again after faults that pass, waiting as long as Retry-After says', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).reply(503, 'busy');
		nock(BASE_URL).get(`${PATH}/a`).reply(429, {}, { 'Retry-After': '7' });
		nock(BASE_URL).get(`${PATH}/a`).replyWithError('reset');
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json.job_id).toBe('a');
		expect(pauses).toEqual([1000, 7000, 4000]);
	});

	it('gives up on a service that does not recover, and says that nothing is lost', async () => {
		skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).times(20).reply(502, '<html>Bad gateway</html>');
		const { error } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(error?.message).toBe('Descriptor.AI could not answer (HTTP 502) [item 0]');
		expect(error?.description).toContain('Nothing is lost');
	});

	it.each<[number, unknown]>([
		[408, { detail: 'Request timeout' }],
		[408, '<html></html>'],
		[409, { detail: 'Result is not ready yet' }],
		[409, {}],
		[423, { message: 'Locked' }],
	])('goes on waiting when it is answered %i with %j', async (status, body) => {
		skipPauses();
		nock(BASE_URL)
			.get(`${PATH}/a`)
			.reply(status, body as nock.Body);
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json.job_id).toBe('a');
	});

	it.each<[unknown, string]>([
		[
			{ detail: 'Result is not ready yet' },
			"The analysis with the result ID 'a' is not ready. Descriptor.AI answered: Result is not ready yet",
		],
		[{}, "The analysis with the result ID 'a' is still processing"],
	])('says what a conflict with %j says when it is not to wait', async (body, message) => {
		nock(BASE_URL)
			.get(`${PATH}/a`)
			.reply(409, body as nock.Body);
		const parameters = getParameters({ ifNotReady: 'fail' });
		const { error } = await runNode({ items: ids('a'), parameters });
		expect(error?.message).toBe(`${message} [item 0]`);
	});

	it('goes on waiting through an outage of the service', async () => {
		skipPauses();
		tooEarly('a');
		nock(BASE_URL).get(`${PATH}/a`).times(6).reply(502, 'down');
		ready('a');
		const { outputs } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(outputs[0][0].json.job_id).toBe('a');
	});

	it('says that something else answers when a page comes instead of a result', async () => {
		ready('a', '<html>Welcome</html>');
		const { error } = await runNode({ items: ids('a'), parameters: getParameters() });
		expect(error?.message).toBe(
			`The answer from ${BASE_URL} for the result ID 'a' is not an analysis [item 0]`,
		);
		expect(error?.description).toContain("Check 'Base URL'");
	});

	it('stops polling when the execution is stopped', async () => {
		let requested = 0;
		const firstAnswer = new Promise<void>((resolve) => {
			nock(BASE_URL)
				.get(`${PATH}/a`)
				.times(100)
				.reply(() => {
					requested += 1;
					resolve();
					return [425, { detail: 'wait' }];
				});
		});
		const { run, stop } = startNode({ items: ids('a'), parameters: getParameters() });
		await firstAnswer;
		stop();
		expect(outcomeOf(await run).status).toBe('canceled');
		expect(requested).toBe(1);
	});

	it('has at most ten requests open at a time', async () => {
		let open = 0;
		let most = 0;
		const list = Array.from({ length: 60 }, (_, i) => `id-${i}`);
		for (const id of list) {
			nock(BASE_URL)
				.get(`${PATH}/${id}`)
				.reply((_uri, _body, done) => {
					most = Math.max(most, (open += 1));
					void sleep(1).then(() => {
						open -= 1;
						done(null, [200, result(id)]);
					});
				});
		}
		const { outputs } = await runNode({ items: ids(...list), parameters: getParameters() });
		expect(outputs[0].map(({ json }) => json.job_id)).toEqual(list);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(10);
	});
});
