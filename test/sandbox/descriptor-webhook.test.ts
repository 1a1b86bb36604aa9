import fastify, { type FastifyInstance } from 'fastify';
import { startSandbox, type ReceivedJob, type Sandbox } from '../../sandbox';
import type { AnalysisResult } from '../../sandbox/descriptor/contract';
import { processingUrl, recording, send, submit } from './client';

describe('The webhook of an analysis', () => {
	let sandbox: Sandbox;
	let receiver: FastifyInstance;
	let receiverUrl: string;
	let received: AnalysisResult[];
	let status: number;

	beforeEach(async () => {
		sandbox = await startSandbox();
		received = [];
		status = 204;
		receiver = fastify();
		receiver.post<{ Body: AnalysisResult }>('/hook', async (request, reply) => {
			received.push(request.body);
			return reply.code(status).send();
		});
		receiverUrl = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`;
	});
	afterEach(async () => await Promise.all([sandbox.close(), receiver.close()]));

	/** Asks for the jobs, as another process would, until the webhook of the only one is settled. */
	async function settled(): Promise<ReceivedJob['webhook']> {
		for (;;) {
			const { body } = await send<ReceivedJob[]>('GET', `${sandbox.descriptor.url}/sandbox/jobs`);
			const [{ webhook }] = body;
			if (webhook?.state !== 'waiting') return webhook;
		}
	}

	it('gets the finished result once', async () => {
		const id = await submit(sandbox, recording('short-call'), { webhook: receiverUrl });
		expect(await settled()).toEqual({
			url: receiverUrl,
			state: 'delivered',
			status: 204,
			error: null,
		});
		const { body } = await send<AnalysisResult>('GET', processingUrl(sandbox, id));
		expect(received).toEqual([body]);
	});

	it('is not tried again when the receiver refuses it', async () => {
		status = 500;
		await submit(sandbox, recording('short-call'), { webhook: receiverUrl });
		expect(await settled()).toMatchObject({ state: 'failed', status: 500 });
		expect(received).toHaveLength(1);
	});

	it('is remembered as failed when nobody answers', async () => {
		await receiver.close();
		const id = await submit(sandbox, recording('short-call'), { webhook: receiverUrl });
		expect(await settled()).toMatchObject({
			state: 'failed',
			status: null,
			error: expect.any(String),
		});
		expect((await send('GET', processingUrl(sandbox, id))).status).toBe(200);
	});

	it('is given up when the sandbox closes before the result is there', async () => {
		await submit(sandbox, recording('short-call', '?seconds=3600'), { webhook: receiverUrl });
		await sandbox.close();
		expect(sandbox.descriptor.jobs()).toMatchObject([
			{ webhook: { state: 'failed', error: 'The sandbox was closed' } },
		]);
		expect(received).toEqual([]);
	});
});
