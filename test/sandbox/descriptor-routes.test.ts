import { randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../sandbox';
import { processingUrl, recording, send, submit } from './client';

describe('The routes of the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	describe('asking for a result', () => {
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

	it('logs what it answered, without queries, and leaves its own views out', async () => {
		const own = await startSandbox();
		const id = await submit(own, recording('support-call'));
		await send('GET', `${processingUrl(own, id)}?secret=1`);
		const { body } = await send('GET', `${own.descriptor.url}/sandbox/requests`);
		const jobs = await send<Array<{ id: string }>>('GET', `${own.descriptor.url}/sandbox/jobs`);
		await own.close();

		expect(body).toEqual([
			{ method: 'POST', path: '/api/v1/offline/processing', status: 200, time: expect.any(String) },
			{
				method: 'GET',
				path: `/api/v1/offline/processing/${id}`,
				status: 200,
				time: expect.any(String),
			},
		]);
		expect(own.descriptor.requests()).toEqual(body);
		expect(jobs.body).toEqual(own.descriptor.jobs());
		expect(jobs.body[0].id).toBe(id);
	});
});
