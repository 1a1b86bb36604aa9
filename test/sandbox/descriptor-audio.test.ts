import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { startSandbox, type ReceivedJob, type Sandbox } from '../../sandbox';
import type { AnalysisResult } from '../../sandbox/descriptor/contract';
import { download, isOnThisMachine } from '../../sandbox/descriptor/download';
import { freePort } from '../../scripts/lib/ports';
import { until } from '../../scripts/lib/process';
import { processingUrl, recording, send, submit } from './client';

const WAV = Buffer.from('RIFF\u0010\0\0\0WAVEfmt and then the sound', 'latin1');

/** A promise and what settles it. */
function gate() {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { open, opened };
}

describe('A recording on this machine', () => {
	let sandbox: Sandbox;
	let files: FastifyInstance;
	let filesUrl: string;
	let received: AnalysisResult[];
	let requested: string[];
	/** Held back by the recording `slow.wav` until it is opened. */
	let rest: ReturnType<typeof gate>;
	/** Opened at a request for `slow.wav`. */
	let started: ReturnType<typeof gate>;
	/** Opened when somebody hangs up before the end of `slow.wav`. */
	let hungUp: ReturnType<typeof gate>;

	beforeAll(async () => {
		sandbox = await startSandbox();
		files = fastify({ forceCloseConnections: true });
		files.addHook('onRequest', async ({ url }) => void requested.push(url));
		files.get<{ Params: { name: string } }>('/audio/:name', async (_, reply) => reply.send(WAV));
		files.get<{ Querystring: { base64: string } }>('/bytes/*', async ({ query }, reply) =>
			reply.send(Buffer.from(query.base64, 'base64')),
		);
		files.get<{ Querystring: { disposition: string } }>(
			'/named/*',
			async ({ query }, reply) =>
				await reply
					.header('content-disposition', query.disposition)
					.header('content-type', 'audio/wav')
					.send(WAV),
		);
		files.get('/moved/*', async (_, reply) => reply.redirect('/audio/short-call.wav'));
		files.get('/slow.wav', (_, reply) => void sendSlowly(reply));
		files.post<{ Body: AnalysisResult }>('/hook', async (request) => {
			received.push(request.body);
			return 'thanks';
		});
		filesUrl = await files.listen({ host: '127.0.0.1', port: 0 });
	});
	beforeEach(() => {
		received = [];
		requested = [];
		rest = gate();
		started = gate();
		hungUp = gate();
	});
	afterAll(async () => await Promise.all([sandbox.close(), files.close()]));

	async function sendSlowly(reply: FastifyReply): Promise<void> {
		reply.hijack();
		started.open();
		reply.raw.on('close', () => hungUp.open());
		reply.raw.writeHead(200, { 'content-type': 'audio/wav' });
		reply.raw.write(WAV.subarray(0, 7));
		await rest.opened;
		reply.raw.end(WAV.subarray(7));
	}

	/** The last job, as soon as it has what is wanted. */
	const job = async (has: (job: ReceivedJob) => boolean): Promise<ReceivedJob> =>
		await until(() => sandbox.descriptor.jobs().slice(-1).find(has), {
			seconds: 20,
			what: 'A job',
		});
	const downloaded = async () => await job(({ audio }) => audio !== null);
	const scenarioOf = async (path: string, config: object = {}) => {
		await submit(sandbox, filesUrl + path, config);
		return (await downloaded()).scenario;
	};

	it('is downloaded, and what came is told', async () => {
		const id = await submit(sandbox, `${filesUrl}/named/x?disposition=inline`);
		expect((await downloaded()).audio).toEqual({
			status: 200,
			bytes: WAV.length,
			contentType: 'audio/wav',
			sha256: createHash('sha256').update(WAV).digest('hex'),
			error: null,
		});
		const { status, body } = await send<AnalysisResult>('GET', processingUrl(sandbox, id));
		expect(status).toBe(200);
		expect(body.failed).toBeNull();
	});

	it('is every host that means this machine, and no other', async () => {
		const uris = ['http://127.0.0.1:1/a', 'http://LOCALHOST/a', 'http://[::1]:5678/a.mp3'];
		expect(uris.map(isOnThisMachine)).toEqual([true, true, true]);
		expect(isOnThisMachine('https://localhost.example/a')).toBe(false);
		await submit(sandbox, recording('short-call'));
		expect(sandbox.descriptor.jobs().at(-1)).toMatchObject({
			audio: null,
			scenario: 'short-call',
		});
	});

	describe('its content', () => {
		it.each([
			['WAV', WAV],
			['MP3 with tags', Buffer.from('ID3\u0003')],
			['MP3 without tags', Buffer.from([0xff, 0xfb, 0x90, 0x64])],
			['MP4 or M4A', Buffer.from('\0\0\0\u0020ftypM4A ')],
		])('can be read as %s', async (_, bytes) => {
			const query = `base64=${encodeURIComponent(bytes.toString('base64'))}`;
			expect(await scenarioOf(`/bytes/short-call.mp3?${query}`)).toBe('short-call');
		});

		it.each([
			['a page', '<!doctype html>'],
			['a picture', 'RIFF\u0010\0\0\0WEBPVP8 '],
			['nothing', ''],
		])('cannot be read when it is %s, whatever its name', async (_, text) => {
			const base64 = Buffer.from(text, 'latin1').toString('base64');
			const query = `base64=${encodeURIComponent(base64)}`;
			const id = await submit(sandbox, `${filesUrl}/bytes/short-call.mp3?${query}`);
			expect(await downloaded()).toMatchObject({
				scenario: 'unreadable-audio',
				audio: { status: 200, error: null, bytes: text.length },
			});
			const { body } = await send<AnalysisResult>('GET', processingUrl(sandbox, id));
			expect(body).toMatchObject({
				transcript: [],
				failed: expect.arrayContaining(['transcribe']),
			});
		});
	});

	describe('its name', () => {
		it('is the one that it is sent with', async () => {
			const disposition = encodeURIComponent('attachment; filename="Sales-Call.WAV"');
			expect(await scenarioOf(`/named/short-call.mp3?disposition=${disposition}`)).toBe(
				'sales-call',
			);
			const encoded = encodeURIComponent("attachment; filename*=UTF-8''spanish%2Dcall.wav");
			expect(await scenarioOf(`/named/x?disposition=${encoded}`)).toBe('spanish-call');
		});

		it('is otherwise the one in the address', async () => {
			const disposition = encodeURIComponent('attachment; filename="recording.wav"');
			expect(await scenarioOf(`/named/short-call.mp3?disposition=${disposition}`)).toBe(
				'short-call',
			);
			expect(await scenarioOf('/audio/no-speech-call')).toBe('no-speech-call');
		});

		it('decides nothing when it sends no request: the same content is the same call', async () => {
			const names = [await scenarioOf('/audio/a.wav'), await scenarioOf('/audio/b')];
			expect(names[1]).toBe(names[0]);
			expect(['support-call', 'complaint-call', 'sales-call', 'short-call']).toContain(names[0]);
			expect(await scenarioOf('/audio/a.wav', { language_code: 'he-IL' })).toBe('hebrew-call');
		});
	});

	describe('that does not come', () => {
		it('is a recording that cannot be read', async () => {
			await submit(sandbox, `${filesUrl}/nothing/short-call.mp3`);
			expect(await downloaded()).toMatchObject({
				scenario: 'unreadable-audio',
				audio: { status: 404, sha256: null, error: 'The recording was answered with status 404' },
			});
		});

		it('says why nobody answers', async () => {
			await submit(sandbox, `http://127.0.0.1:${await freePort()}/short-call.mp3`);
			expect(await downloaded()).toMatchObject({
				scenario: 'unreadable-audio',
				audio: { status: null, bytes: 0, error: expect.stringContaining('ECONNREFUSED') },
			});
		});

		it('is given up when it is too large or takes too long', async () => {
			const never = new AbortController().signal;
			const limits = { bytes: 20, milliseconds: 30_000 };
			const large = await download(`${filesUrl}/audio/a.wav`, never, limits);
			expect(large).toMatchObject({
				isAudio: false,
				audio: { sha256: null, error: 'The recording has more than 20 bytes' },
			});
			const slow = await download(`${filesUrl}/slow.wav`, never, { bytes: 100, milliseconds: 50 });
			expect(slow.audio.error).toContain('timeout');
		});
	});

	it('is not sought at another address', async () => {
		await submit(sandbox, `${filesUrl}/moved/short-call.mp3`);
		expect(await downloaded()).toMatchObject({
			scenario: 'unreadable-audio',
			audio: { status: null, error: expect.stringContaining('redirect') },
		});
		expect(requested).toEqual(['/moved/short-call.mp3']);
	});

	describe('that takes its time', () => {
		it('makes the result wait, and the callback', async () => {
			const id = await submit(sandbox, `${filesUrl}/slow.wav`, { webhook: `${filesUrl}/hook` });
			expect((await send('GET', processingUrl(sandbox, id))).status).toBe(425);
			expect(sandbox.descriptor.jobs().at(-1)).toMatchObject({ audio: null });
			expect(received).toEqual([]);

			rest.open();
			const { audio, readyAt, deliveries } = await job(
				(seen) => seen.deliveries[0].state === 'delivered',
			);
			expect(audio?.bytes).toBe(WAV.length);
			expect(Date.parse(String(deliveries[0].sentAt))).toBeGreaterThanOrEqual(Date.parse(readyAt));
			expect(received).toHaveLength(1);
			expect((await send('GET', processingUrl(sandbox, id))).status).toBe(200);
		});

		it('does not shorten an analysis that takes longer', async () => {
			rest.open();
			const id = await submit(sandbox, `${filesUrl}/slow.wav?seconds=3600`);
			const { receivedAt, readyAt } = await downloaded();
			expect(Date.parse(readyAt) - Date.parse(receivedAt)).toBe(3_600_000);
			expect((await send('GET', processingUrl(sandbox, id))).status).toBe(425);
		});

		it('is waited for by the submit when the callback is to come early', async () => {
			rest.open();
			const uri = `${filesUrl}/slow.wav?callback=early&seconds=3600`;
			const id = await submit(sandbox, uri, { webhook: `${filesUrl}/hook` });
			expect(received).toMatchObject([{ job_id: id, failed: null }]);
			expect((await send('GET', processingUrl(sandbox, id))).status).toBe(425);
		});

		it('is given up when the sandbox closes', async () => {
			const own = await startSandbox();
			await submit(own, `${filesUrl}/slow.wav`, { webhook: `${filesUrl}/hook` });
			await started.opened;
			await own.close();
			await hungUp.opened;
			expect(own.descriptor.jobs()).toMatchObject([
				{
					audio: { error: 'The sandbox was closed' },
					deliveries: [{ state: 'failed', sentAt: null, error: 'The sandbox was closed' }],
				},
			]);
			expect(received).toEqual([]);
		});
	});
});
