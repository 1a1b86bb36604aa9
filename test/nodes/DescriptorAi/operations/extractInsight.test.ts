import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { skipPauses } from '../../../support/clock';
import { BASE_URL, outcomeOf, runNode, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const TEXT = 'Agent: Good morning.\nCustomer: My line is down.';
const SEGMENTS = [
	{ text: 'Good morning.', start: 0, end: 0.8, speaker: 0 },
	{ text: 'My line is down.', start: 0.8, end: 2.4, speaker: 1 },
];
const CONFIG = { provider: 'azure', prompt_customization: '' };

const parametersOf = (more: IDataObject = {}): IDataObject => ({
	resource: 'transcript',
	operation: 'extractInsight',
	...more,
});

/** Answers an insight once, if the request is exactly as published. */
const answer = (name: string, reply: unknown, status = 200) =>
	nock(BASE_URL)
		.post(`/api/v1/insights/${name}`, { config: CONFIG, transcript: SEGMENTS, language: 'en-US' })
		.matchHeader('authorization', 'Bearer secret-token')
		.reply(status, reply as nock.Body);

const run = async (insights: string[], more: IDataObject = {}, items = [{ transcript: TEXT }]) =>
	await runNode({ items, parameters: parametersOf({ insights, ...more }) });

isolateRequests();
afterEach(() => jest.restoreAllMocks());

describe('Extract Insight', () => {
	it.each([
		['agent-actions', ['Greeted'], { agent_actions: ['Greeted'] }],
		['customer-requests', ['Repair'], { customer_requests: ['Repair'] }],
		['keywords', [{ word: 'line', emotion: 'neutral', count: 1 }], undefined],
		['labeling', ['other'], { labeling: ['other'] }],
		['problems', [{ title: 'Line down', messages: [] }], undefined],
		['questions', [], { questions: [] }],
		['summary', ['One.', 'Two.'], { summary: 'One.\nTwo.' }],
		['topics', ['Line'], { topics: ['Line'] }],
		[
			'division',
			{ introduction: { start: 0, end: 1 }, negotiation: {}, resolution: {} },
			undefined,
		],
	])('sends the published request for %s', async (name, reply, fields) => {
		answer(name, reply);
		const { outputs } = await run([name]);
		expect(outputs[0][0].json).toEqual({
			...(fields ?? { [name]: reply }),
			failed_insights: [],
		});
	});

	it('requests sentiment, and names the main emotion', async () => {
		answer(
			'sentiment',
			SEGMENTS.map((segment) => ({ ...segment, emotion: 'frustrated', words: [] })),
		);
		const { outputs } = await run(['sentiment']);
		expect(outputs[0][0].json).toEqual({
			main_emotion: 'frustrated',
			sentiment: [
				{ text: 'Good morning.', start: 0, end: 0.8, speaker: '0', emotion: 'frustrated' },
				{ text: 'My line is down.', start: 0.8, end: 2.4, speaker: '1', emotion: 'frustrated' },
			],
			failed_insights: [],
		});
	});

	it('requests CSAT with the text in the address and no body', async () => {
		nock(BASE_URL)
			.post('/api/v1/insights/csat', '')
			.query({ text: TEXT })
			.reply(200, { csat: 4.5, reason: 'Quick' });
		const { outputs } = await run(['csat']);
		expect(outputs[0][0].json).toEqual({ csat: 4.5, csat_reason: 'Quick', failed_insights: [] });
	});

	it('requests CSAT with the end of the transcript where the address is too long, and says so', async () => {
		const lines = Array.from({ length: 200 }, (_, i) => `Speaker: שלום number ${i}.`);
		const lengths: number[] = [];
		let sent = '';
		nock(BASE_URL)
			.post('/api/v1/insights/csat')
			.query(({ text }) => Boolean((sent = String(text))))
			.times(3)
			.reply(() => {
				lengths.push(encodeURIComponent(sent).length);
				return lengths.length < 3 ? [414, ''] : [200, { csat: 1, reason: 'Long' }];
			});
		const { outputs, hints } = await run(['csat'], {}, [{ transcript: lines.join('\n') }]);
		expect(outputs[0][0].json).toMatchObject({ csat: 1, csat_of_end_only: true });
		expect(lengths[0]).toBe(encodeURIComponent(lines.join('\n')).length);
		expect(lengths[1]).toBeLessThan(7_000);
		expect(lengths[2]).toBeLessThan(3_500);
		expect(lines.join('\n').endsWith(sent)).toBe(true);
		expect(lines).toContain(sent.split('\n')[0]);
		expect(hints).toEqual([
			'A transcript was too long for the CSAT insight, which is based on the end only.',
		]);
	});

	it('says where nobody is named in a transcript of several rows', async () => {
		nock(BASE_URL).post('/api/v1/insights/topics').times(3).reply(200, []);
		const rows = ['Hello', 'Hi', 'How are you?', 'Fine'];
		const items = [rows, rows.slice(1), [...rows, 'Agent: Good']];
		const { outputs, hints } = await run(
			['topics'],
			{},
			items.map((list) => ({ transcript: list.join('\n') })),
		);
		expect(outputs[0].map(({ json }) => json.no_speakers)).toEqual([true, undefined, undefined]);
		expect(hints).toEqual([
			'No speaker was recognized in a transcript, so the insights cannot tell who said what. In text, each line begins with the speaker, such as "Agent: ".',
		]);
	});

	it('requests the emotional score with the segments alone', async () => {
		nock(BASE_URL).post('/api/v1/insights/emotional-score', SEGMENTS).reply(200, { result: 7.5 });
		const { outputs } = await run(['emotional-score']);
		expect(outputs[0][0].json).toEqual({ emotional_score: 7.5, failed_insights: [] });
	});

	it('works with an insight that the service has published since', async () => {
		answer('next-best-action', ['Call back']);
		const { outputs } = await run(['next-best-action']);
		expect(outputs[0][0].json).toMatchObject({ next_best_action: ['Call back'] });
	});

	it('merges the insights of a transcript into one item, and pairs items', async () => {
		answer('summary', ['S.']);
		answer('topics', ['T']);
		answer('summary', ['S.']);
		answer('topics', ['T']);
		const items = [{ transcript: TEXT }, { transcript: TEXT }];
		const { outputs } = await run(['summary', 'topics'], {}, items);
		expect(outputs[0]).toEqual(
			[0, 1].map((item) => ({
				json: { summary: 'S.', topics: ['T'], failed_insights: [] },
				pairedItem: { item },
			})),
		);
	});

	it('returns what the service sent when Simplify is off', async () => {
		answer('agent-actions', ['Greeted']);
		const { outputs } = await run(['agent-actions'], { simplify: false });
		expect(outputs[0][0].json).toEqual({
			insights: { 'agent-actions': ['Greeted'] },
			failed_insights: [],
		});
	});

	it('sends the settings of an insight', async () => {
		const config = {
			provider: 'claude',
			model: 'm',
			prompt_customization: 'Be brief',
			categories: ['a', 'b'],
		};
		nock(BASE_URL)
			.post('/api/v1/insights/labeling', { config, transcript: SEGMENTS, language: 'he-IL' })
			.reply(200, ['a']);
		const settings = {
			insight: 'labeling',
			provider: 'claude',
			model: 'm',
			promptCustomization: 'Be brief',
			categories: 'a, b',
		};
		const { outputs } = await run(['labeling'], {
			languageCode: 'he-IL',
			options: { insightSettings: { settings: [settings] } },
		});
		expect(outputs[0][0].json.labeling).toEqual(['a']);
	});

	it('keeps the insights that were made when another one fails, and says what became of it', async () => {
		answer('summary', ['S.']);
		answer('topics', { detail: 'Model overloaded' }, 500);
		const { outputs, hints } = await run(['summary', 'topics']);
		expect(outputs[0][0].json).toEqual({
			summary: 'S.',
			failed_insights: [
				{
					insight: 'topics',
					reason: 'Descriptor.AI could not answer: Model overloaded',
					next_step:
						'The insight may have been extracted and paid for; it was not requested again. Run the node again later if you need it.',
				},
			],
		});
		expect(hints).toEqual([
			'Some insights could not be extracted: topics. The field failed_insights of an item says why.',
		]);
	});

	it('retries only if the service has not begun with it', async () => {
		const pauses = skipPauses();
		answer('summary', { detail: 'Slow down' }, 429);
		answer('summary', ['S.']);
		expect((await run(['summary'])).outputs[0][0].json.summary).toBe('S.');
		expect(pauses).toEqual([1000]);
		const failing = answer('topics', {}, 503);
		const second = answer('topics', ['T']);
		expect((await run(['topics'])).error?.message).toBe(
			'Descriptor.AI could not answer (HTTP 503) [item 0]',
		);
		expect([failing.isDone(), second.isDone()]).toEqual([true, false]);
	});

	it.each<[string, (interceptor: nock.Interceptor) => unknown]>([
		['nothing', (it) => it.replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }))],
		['a page of something else', (it) => it.reply(200, '<html></html>')],
		['a gateway', (it) => it.reply(504, '<html></html>')],
	])(
		'sends no second request when n8n repeats the node and %s was answered',
		async (_what, reply) => {
			let posts = 0;
			for (let i = 0; i < 3; i += 1) {
				reply(nock(BASE_URL).post('/api/v1/insights/summary', () => (posts += 1) > 0));
			}
			const { error } = await runNode({
				items: [{ transcript: TEXT }],
				parameters: parametersOf(),
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});
			expect(posts).toBe(1);
			expect(error?.description).toContain('may have been extracted and paid for');
		},
	);

	it('requests again when n8n repeats the node after the service itself answered with an error', async () => {
		answer('summary', { detail: 'Model overloaded' }, 500);
		answer('summary', ['S.']);
		const { outputs } = await runNode({
			items: [{ transcript: TEXT }],
			parameters: parametersOf(),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(outputs[0][0].json.summary).toBe('S.');
	});

	it('makes an insight once for an item, whatever its settings are when n8n repeats the node, and says so', async () => {
		const sent: string[] = [];
		nock(BASE_URL)
			.post('/api/v1/insights/summary')
			.times(9)
			.reply((_uri, body) => {
				sent.push(Object(body).transcript[0].text);
				return sent.length === 2 ? [400, { detail: 'no' }] : [200, ['S.']];
			});
		const settings = { insight: 'summary', promptCustomization: '={{ String(Math.random()) }}' };
		const node = startNode({
			items: ['one', 'two'].map((transcript) => ({ transcript })),
			parameters: parametersOf({ options: { insightSettings: { settings: [settings] } } }),
		});
		const failed = await node.run;
		const { outputs, hints } = outcomeOf(await node.retry(failed));
		expect(outputs[0]).toHaveLength(2);
		expect([...sent].sort()).toEqual(
			sent[1] === 'two' ? ['one', 'two', 'two'] : ['one', 'one', 'two'],
		);
		expect(hints.join()).toContain('with other settings');
	});

	it.each([
		[401, { detail: 'Bad' }, 'Descriptor.AI did not accept the access token: Bad'],
		[404, { detail: 'Not Found' }, "Descriptor.AI does not know the insight 'summary': Not Found"],
		[413, '', "The transcript is too long for the insight 'summary' (HTTP 413)"],
		[
			422,
			{ detail: [{ loc: ['body', 'transcript', 0, 'end'], msg: 'Field required' }] },
			"Descriptor.AI did not accept the request: 'Transcript' (transcript.0.end): Field required",
		],
		[200, '<html></html>', `The answer from ${BASE_URL} for the insight 'summary' cannot be read`],
		[
			200,
			{ status: 'failed' },
			`The answer from ${BASE_URL} for the insight 'summary' cannot be read`,
		],
		[
			200,
			{ detail: 'Try again' },
			`The answer from ${BASE_URL} for the insight 'summary' cannot be read`,
		],
		[
			202,
			{ status: 'queued' },
			`The answer from ${BASE_URL} for the insight 'summary' cannot be read`,
		],
		[204, '', `The answer from ${BASE_URL} for the insight 'summary' cannot be read`],
	])('fails with the service’s words on %i', async (status, body, message) => {
		answer('summary', body, status);
		const { error } = await run(['summary']);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
	});

	it.each([
		[{ transcript: { id: 7 } }, ['summary'], "'Transcript' cannot be read [item 0]"],
		[{ other: 1 }, ['summary'], "'Transcript' cannot be read [item 0]"],
		[{ transcript: TEXT }, [], "'Insight Names or IDs' is empty [item 0]"],
	])('checks %j before anything is sent', async (item, insights, message) => {
		const { error } = await run(insights, {}, [item as never]);
		expect(error?.message).toBe(message);
	});

	it('gives each transcript its own outcome when it continues on fail', async () => {
		answer('summary', ['S.']);
		const { outputs } = await runNode({
			items: [{ transcript: '' }, { transcript: TEXT }],
			parameters: parametersOf(),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0].map(({ json }) => json.error ?? json.summary)).toEqual([
			"'Transcript' cannot be read [item 0]",
			'S.',
		]);
	});

	it('pays for no insight twice when n8n repeats the node', async () => {
		const made = answer('summary', ['S.']);
		answer('topics', { detail: 'Overloaded' }, 500);
		answer('topics', ['T']);
		const items = [
			{ transcript: TEXT, insight: 'summary' },
			{ transcript: TEXT, insight: 'topics' },
		];
		const { outputs } = await runNode({
			items,
			parameters: parametersOf({ insights: '={{ [$json.insight] }}' }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(outputs[0].map(({ json }) => json.summary ?? json.topics)).toEqual(['S.', ['T']]);
		expect([made.isDone(), nock.isDone()]).toEqual([true, true]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'pays for no insight twice when n8n repeats the node for a failed item: %s',
		async (onError) => {
			answer('summary', ['S.']);
			const { outputs } = await runNode({
				items: [{ transcript: '' }, { transcript: TEXT }],
				parameters: parametersOf(),
				settings: { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
			});
			expect(outputs.flat().flatMap(({ json }) => json.summary ?? [])).toEqual(['S.']);
			expect(nock.isDone()).toBe(true);
		},
	);

	it.each<[IDataObject, string]>([
		[
			{ insights: ['csat'], options: { insightSettings: { settings: [{ insight: 'csat' }] } } },
			"'Insight Settings' has an entry for 'csat', which takes no settings for a transcript",
		],
		[{ languageCode: '={{ null }}' }, "'Language Name or ID' is empty"],
		[
			{ languageCode: '={{ ["he-IL"] }}' },
			"'Language Name or ID' must be text, but the expression returned a list",
		],
		[
			{
				options: {
					insightSettings: {
						settings: [{ insight: 'summary', promptCustomization: '={{ ["be brief"] }}' }],
					},
				},
			},
			"'Prompt Customization' must be text, but the expression returned a list",
		],
	])('sends nothing that would be incomplete: %j', async (parameters, message) => {
		const { error } = await runNode({
			items: [{ transcript: TEXT }],
			parameters: parametersOf(parameters),
		});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
	});

	it('tells when the result is in another language than is selected', async () => {
		const item = { job_id: 'a', transcript: SEGMENTS, language_code: 'he-IL' };
		const { error } = await runNode({ items: [item], parameters: parametersOf() });
		expect(error?.message).toBe(
			"'Language Name or ID' is en-US, but the result is in he-IL [item 0]",
		);
		expect(error?.description).toContain('{{ $json.language_code }}');
	});

	it('begins no request after a stop', async () => {
		let requests = 0;
		const names = Array.from({ length: 30 }, (_, i) => `insight-${i}`);
		const node = startNode({
			items: [{ transcript: TEXT }],
			parameters: parametersOf({ insights: names }),
		});
		nock(BASE_URL)
			.post(/insights/)
			.times(30)
			.reply(200, () => {
				requests += 1;
				node.stop();
				return ['x'];
			});
		await node.run;
		expect(requests).toBeLessThanOrEqual(10);
	});

	it.each([
		[{}, 300],
		[{ timeout: 900 }, 900],
		[{ timeout: '={{ "0.5" * 240 }}' }, 120],
	])(
		'gives an insight up when its time is over, and requests it once: %j',
		async (options, seconds) => {
			const time = new AbortController();
			const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal);
			let requests = 0;
			nock(BASE_URL)
				.post('/api/v1/insights/summary')
				.times(5)
				.reply(() => {
					requests += 1;
					time.abort();
					return new Promise(() => {});
				});
			const { error } = await run(['summary'], { options });
			expect(timeout).toHaveBeenCalledWith(seconds * 1000);
			expect(requests).toBe(1);
			expect(error?.message).toBe(`${BASE_URL} did not answer within ${seconds} seconds [item 0]`);
			expect(error?.description).toBe(
				"The request was canceled. The insight may have been extracted and paid for; it was not requested again. Run the node again later if you need it. Before that, raise 'Timeout (Seconds)' under Options.",
			);
		},
	);

	it('waits longer than n8n itself does, with a longer timeout', async () => {
		const { defaults } = jest.requireActual<{ defaults: { timeout: number } }>('axios');
		// n8n's five minutes, and an answer after them.
		jest.replaceProperty(defaults, 'timeout', 20);
		nock(BASE_URL).post('/api/v1/insights/summary').delay(60).reply(200, ['S.']);
		expect((await run(['summary'])).outputs[0]?.[0].json.summary).toBe('S.');
	});

	it.each([0, 3601, 'soon', ''])(
		'refuses %j as a time-out before anything is sent',
		async (timeout) => {
			const { error } = await run(['summary'], { options: { timeout } });
			expect(error?.message).toBe("'Timeout (Seconds)' must be a number from 1 to 3600 [item 0]");
		},
	);
});
