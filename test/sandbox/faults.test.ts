import { startOtherHost, startSandbox, type Fault, type Sandbox } from '../../sandbox';
import { bearer, processingUrl, recording, send, submit } from './client';

const PATH = '/api/v1/offline/processing';

describe('The faults of the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => sandbox.descriptor.faults.clear());
	afterAll(async () => await sandbox.close());

	const next = (fault: Fault, aim = {}) => sandbox.descriptor.faults.next('POST', PATH, fault, aim);
	/** Submits a recording with a token or without; gives the answer as it comes. */
	const request = async (name = 'support-call', signal?: AbortSignal) =>
		await fetch(processingUrl(sandbox), {
			method: 'POST',
			headers: {
				...bearer(sandbox.descriptor.token),
				'content-type': 'application/json',
			},
			body: JSON.stringify({ config: {}, audio: { uri: recording(name) } }),
			signal,
		});
	const accepted = () => sandbox.descriptor.jobs().length;

	it('are answers with any status, headers and body, as often as requested, and nothing is done', async () => {
		const before = accepted();
		const fault = next(
			{ status: 503, headers: { 'retry-after': '7' }, body: 'closed' },
			{ times: 2 },
		);
		for (const count of [1, 2]) {
			const answer = await request();
			expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
				503,
				'7',
				'closed',
			]);
			expect(fault.struck).toBe(count);
		}
		expect(accepted()).toBe(before);
		expect((await request()).status).toBe(200);
		expect(fault.struck).toBe(2);
	});

	it('strike the requests that they are about, and those of their method and path only', async () => {
		const fault = next(
			{ status: 500 },
			{ about: ({ body }: { body: string }) => /bad/.test(body) },
		);
		expect((await request('good')).status).toBe(200);
		expect((await send('GET', processingUrl(sandbox, 'bad'))).status).toBe(422);
		expect(fault.struck).toBe(0);
		expect((await request('bad')).status).toBe(500);
	});

	it('strike below their path, and not beside it', async () => {
		const id = await submit(sandbox, recording('support-call'));
		const { faults, url } = sandbox.descriptor;
		const fault = faults.next('GET', PATH, { status: 502 });
		expect((await send('GET', `${url}${PATH}s`)).status).toBe(404);
		expect(fault.struck).toBe(0);
		expect((await send('GET', processingUrl(sandbox, id))).status).toBe(502);
	});

	it('can be in the answer to what was done', async () => {
		const before = accepted();
		next({ status: 504, body: 'late' }, { done: true });
		expect([(await request()).status, accepted()]).toEqual([504, before + 1]);
		next({ coming: 'reset' }, { done: true });
		await expect(request()).rejects.toThrow();
		expect(accepted()).toBe(before + 2);
		next({ coming: 'half' }, { done: true });
		expect(await (await request()).text()).toMatch(/^\{"result_id":"[\w-]+$/);
		expect(accepted()).toBe(before + 3);
	});

	it('can change what the service says', async () => {
		next({ body: (own) => own.replace('result_id', 'id') }, { done: true });
		expect(await (await request()).json()).toEqual({ id: expect.any(String) });
	});

	it('can cut an answer in the middle, whether its length fits that or not', async () => {
		next({ body: '0123456789', coming: 'half' });
		const short = await request();
		expect([short.headers.get('content-length'), await short.text()]).toEqual(['5', '01234']);
		for (const coming of ['half, then end', 'half, then reset'] as const) {
			next({ body: '0123456789', coming });
			const answer = await request();
			expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '10']);
			await expect(answer.text()).rejects.toThrow();
		}
	});

	it('can be a reset before the answer', async () => {
		const fault = next({ coming: 'reset' });
		await expect(request()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
		expect(fault.struck).toBe(1);
	});

	it('can be an answer that never comes, or that never ends', async () => {
		const given = new AbortController();
		next({ coming: 'drop by drop' });
		const dripping = await request('support-call', given.signal);
		const reader = dripping.body?.getReader();
		for (let drop = 0; drop < 3; drop++) {
			expect((await reader?.read())?.value).toEqual(Uint8Array.of(0x20));
		}
		const fault = next({ coming: 'never' });
		const silent = request('support-call', given.signal);
		// Something else is answered meanwhile.
		while (fault.struck === 0) await send('GET', `${sandbox.descriptor.url}/`);
		given.abort();
		await expect(silent).rejects.toThrow('aborted');
	});

	it('can be large', async () => {
		next({ body: ' '.repeat(60_000_000) });
		expect((await (await request()).arrayBuffer()).byteLength).toBe(60_000_000);
	});

	it('are forgotten when they are taken back', async () => {
		next({ status: 500 });
		sandbox.descriptor.faults.clear();
		expect((await request()).status).toBe(200);
	});

	it('include a restart after which no analysis is known', async () => {
		const id = await submit(sandbox, recording('support-call'));
		sandbox.descriptor.forgetJobs();
		expect(await send('GET', processingUrl(sandbox, id))).toEqual({
			status: 404,
			body: { detail: 'Result not found' },
		});
		expect(sandbox.descriptor.jobs().map((job) => job.id)).toContain(id);
		const later = await submit(sandbox, recording('support-call'));
		expect((await send('GET', processingUrl(sandbox, later))).status).toBe(200);
	});

	it('include a restart after which nobody is called', async () => {
		const given = await startSandbox();
		const webhook = 'https://n8n.example/webhook';
		await submit(given, recording('support-call', '?seconds=3600'), { webhook });
		given.descriptor.forgetJobs();
		await given.close();
		expect(given.descriptor.jobs()[0].deliveries).toMatchObject([
			{ state: 'failed', error: 'The service was restarted' },
		]);
	});
});

describe('Another host', () => {
	it('remembers what came to it', async () => {
		const host = await startOtherHost();
		await send('POST', `${host.url}/a?b=c`, { d: 1 }, bearer('secret'));
		expect(host.requests).toMatchObject([
			{ method: 'POST', url: '/a?b=c', headers: bearer('secret'), body: { d: 1 } },
		]);
		await host.close();
	});

	it('shows a certificate that nobody trusts', async () => {
		const host = await startOtherHost('https');
		await expect(fetch(host.url)).rejects.toMatchObject({
			cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
		});
		expect(host.requests).toEqual([]);
		await host.close();
	});
});
