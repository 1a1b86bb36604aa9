import fastify, { type FastifyInstance } from 'fastify';
import { startSandbox, type Sandbox, type WebhookDelivery } from '../../sandbox';
import type { AnalysisResult } from '../../sandbox/descriptor/contract';
import { freePort } from '../../scripts/lib/ports';
import { until } from '../../scripts/lib/process';
import { processingUrl, recording, send, submit } from './client';

describe('The webhook of an analysis', () => {
	let sandbox: Sandbox;
	let receiver: FastifyInstance;
	let receiverUrl: string;
	let received: AnalysisResult[];
	let status: number;

	beforeAll(async () => {
		sandbox = await startSandbox();
		receiver = fastify();
		receiver.post<{ Body: AnalysisResult }>('/hook', async (request, reply) => {
			received.push(request.body);
			return reply.code(status).send();
		});
		receiverUrl = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`;
	});
	beforeEach(() => {
		received = [];
		status = 204;
	});
	afterAll(async () => await Promise.all([sandbox.close(), receiver.close()]));

	const newest = () => sandbox.descriptor.jobs().slice(-1)[0];
	/** The deliveries of the newest job, as soon as they are settled. */
	const settled = async (): Promise<WebhookDelivery[]> =>
		await until(
			() => {
				const { deliveries } = newest();
				return deliveries.every(({ state }) => state !== 'waiting') && deliveries;
			},
			{ seconds: 20, what: 'A delivery' },
		);

	it.each(['', '?callback=whatever'])('gets the finished result once (%s)', async (query) => {
		const id = await submit(sandbox, recording('short-call', query), { webhook: receiverUrl });
		const [{ sentAt, ...delivery }, ...others] = await settled();
		expect(delivery).toEqual({
			url: receiverUrl,
			state: 'delivered',
			status: 204,
			error: null,
		});
		expect(others).toEqual([]);
		const { readyAt } = newest();
		expect(Date.parse(String(sentAt))).toBeGreaterThanOrEqual(Date.parse(readyAt));
		const { body } = await send<AnalysisResult>('GET', processingUrl(sandbox, id));
		expect(received).toEqual([body]);
	});

	it('gets the result two times at once when the recording says so', async () => {
		const uri = recording('short-call', '?callback=twice');
		const id = await submit(sandbox, uri, { webhook: receiverUrl });
		expect(await settled()).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
		expect(received.map((result) => result.job_id)).toEqual([id, id]);
	});

	it('gets no callback when the recording says so, though the result is there', async () => {
		const uri = recording('short-call', '?callback=never');
		const id = await submit(sandbox, uri, { webhook: receiverUrl });
		expect((await send('GET', processingUrl(sandbox, id))).status).toBe(200);
		expect(await settled()).toEqual([]);
		expect(received).toEqual([]);
	});

	it('gets the callback before the submit is answered when the recording says so', async () => {
		const uri = recording('short-call', '?callback=early&seconds=3600');
		const id = await submit(sandbox, uri, { webhook: receiverUrl });
		expect(received).toMatchObject([{ job_id: id }]);
		expect(newest()).toMatchObject({ deliveries: [{ state: 'delivered' }] });
		expect((await send('GET', processingUrl(sandbox, id))).status).toBe(425);
	});

	it('is not tried again when the receiver refuses it', async () => {
		status = 500;
		await submit(sandbox, recording('short-call'), { webhook: receiverUrl });
		expect(await settled()).toMatchObject([{ state: 'failed', status: 500 }]);
		expect(received).toHaveLength(1);
	});

	it('is remembered as failed when nobody answers', async () => {
		const webhook = `http://127.0.0.1:${await freePort()}/hook`;
		const id = await submit(sandbox, recording('short-call'), { webhook });
		expect(await settled()).toMatchObject([
			{ state: 'failed', status: null, error: expect.any(String) },
		]);
		expect((await send('GET', processingUrl(sandbox, id))).status).toBe(200);
	});

	it('is given up when the sandbox closes before the result is there', async () => {
		const own = await startSandbox();
		await submit(own, recording('short-call', '?seconds=3600'), { webhook: receiverUrl });
		await own.close();
		expect(own.descriptor.jobs()).toMatchObject([
			{ deliveries: [{ state: 'failed', sentAt: null, error: 'The sandbox was closed' }] },
		]);
		expect(received).toEqual([]);
	});
});
