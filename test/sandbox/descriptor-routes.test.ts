import { randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../sandbox';
import { INSIGHTS } from '../../sandbox/descriptor/contract';
import { analyze, bearer, processingUrl, recording, send, submit } from './client';

describe('The routes of the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	describe('requesting a result', () => {
		it('answers 404 to an id that it does not know', async () => {
			expect(await send('GET', processingUrl(sandbox, randomUUID()))).toEqual({
				status: 404,
				body: { detail: 'Result not found' },
			});
		});

		it.each([
			['nonsense', 'uuid_parsing', /invalid character: .* found `n` at 1$/],
			['abc123', 'uuid_parsing', /invalid length: .* found 6$/],
			['a'.repeat(200), 'uuid_parsing', /invalid length: .* found 200$/],
			['c232ab00-9414-11ec-b3c8-9f6bdeced846', 'uuid_version', /^UUID version 4 expected$/],
		])('answers 422 to the id %s', async (id, type, msg) => {
			expect(await send('GET', processingUrl(sandbox, id))).toEqual({
				status: 422,
				body: {
					detail: [{ loc: ['path', 'result_id'], msg: expect.stringMatching(msg), type }],
				},
			});
		});

		it('answers 425 while the analysis takes its time', async () => {
			const id = await submit(sandbox, recording('support-call', '?seconds=60'));
			expect(await send('GET', processingUrl(sandbox, id))).toEqual({
				status: 425,
				body: { detail: 'Result is not ready yet' },
			});
		});
	});

	it('offers its options as published', async () => {
		const { body } = await send('GET', `${sandbox.descriptor.url}/api/v1/options`);
		expect(body).toMatchObject({
			config: { language_code: 'en-US', channels: 1, mandatory_stages: ['sentiment', 'insights'] },
			options: {
				emotions_model: ['emotions', null],
				llm_providers: ['azure', 'claude', 'openai'],
				metrics: ['speech', 'emo', 'problems', 'intervals'],
			},
			llm_provider: 'azure',
		});
	});

	it('offers its options without a token, but not with a wrong one', async () => {
		const request = async (token: string) =>
			await send('GET', `${sandbox.descriptor.url}/api/v1/options`, undefined, bearer(token));
		expect((await request(sandbox.descriptor.token)).status).toBe(200);
		expect(await request('wrong')).toEqual({
			status: 401,
			body: { detail: 'Invalid authentication credentials' },
		});
	});

	describe('with an insight that was published since', () => {
		let newer: Sandbox;
		const NAME = 'next-steps';

		beforeAll(async () => {
			newer = await startSandbox({ newInsights: [NAME] });
		});
		afterAll(async () => await newer.close());

		it('offers it', async () => {
			const { body } = await send<{ options: { insights: string[] } }>(
				'GET',
				`${newer.descriptor.url}/api/v1/options`,
			);
			expect(body.options.insights).toEqual([...INSIGHTS, NAME]);
		});

		it.each([{ insights: { [NAME]: {} } }, { insights: [NAME] }])(
			'answers it in the result of %j',
			async (config) => {
				const uri = recording('short-call');
				const { insights } = await analyze(newer, uri, config);
				expect(insights).toMatchObject({ [NAME]: [expect.any(String)], summary: null });
				expect((await analyze(newer, uri)).insights?.[NAME]).toBeNull();
				expect((await analyze(sandbox, uri)).insights).not.toHaveProperty(NAME);
			},
		);

		it('answers it for a transcript', async () => {
			const { transcript } = await analyze(newer, recording('short-call'));
			const body = { config: {}, transcript, language: 'en-US' };
			const request = async ({ descriptor }: Sandbox, requested: unknown) =>
				await send('POST', `${descriptor.url}/api/v1/insights/${NAME}`, requested);
			expect(await request(newer, body)).toEqual({ status: 200, body: [expect.any(String)] });
			expect(await request(newer, { ...body, transcript: [] })).toEqual({ status: 200, body: [] });
			expect(await request(newer, { ...body, language: undefined })).toEqual({
				status: 422,
				body: { detail: [{ loc: ['body', 'language'], msg: 'Field required', type: 'missing' }] },
			});
			expect((await request(sandbox, body)).status).toBe(404);
		});

		it('names it among the choices when it refuses another', async () => {
			const answer = await send(
				'POST',
				processingUrl(newer),
				{ config: { insights: ['weather'] }, audio: { uri: recording('short-call') } },
				bearer(newer.descriptor.token),
			);
			expect(answer).toMatchObject({
				status: 422,
				body: { detail: [{ msg: expect.stringMatching(/ 'topics' or 'next-steps'$/) }] },
			});
		});
	});

	it('logs what it answered, without queries', async () => {
		const own = await startSandbox();
		const id = await submit(own, recording('support-call'));
		await send('GET', `${processingUrl(own, id)}?secret=1`);
		await own.close();

		expect(own.descriptor.requests()).toEqual([
			{ method: 'POST', path: '/api/v1/offline/processing', status: 200, time: expect.any(String) },
			{
				method: 'GET',
				path: `/api/v1/offline/processing/${id}`,
				status: 200,
				time: expect.any(String),
			},
		]);
		expect(own.descriptor.jobs().map((job) => job.id)).toEqual([id]);
	});
});
