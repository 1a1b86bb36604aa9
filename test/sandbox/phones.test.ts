import { createHmac, verify } from 'node:crypto';

import { sign } from 'aws4';
import fastify, { type FastifyRequest } from 'fastify';
import jwt from 'jsonwebtoken';
import { sleep } from 'n8n-workflow';
import { Client, type FileEntryWithStats, type SFTPWrapper } from 'ssh2';
import { fetch, ProxyAgent } from 'undici';

import { startPhones, type Phones } from '../../sandbox';

let phones: Phones;
let dispatcher: ProxyAgent;

/** Sends a request as a program does that has the variables of the environment. */
async function ask(url: string, headers: Record<string, string> = {}, body?: URLSearchParams) {
	const answer = await fetch(url, { dispatcher, headers, method: body && 'POST', body });
	const content = Buffer.from(await answer.arrayBuffer());
	const isJson = answer.headers.get('content-type')?.includes('json');
	return {
		status: answer.status,
		headers: answer.headers,
		content,
		json: (isJson ? JSON.parse(content.toString()) : {}) as Record<string, never>,
	};
}
const basic = (user: string, password: string) => ({
	authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** Collects what is posted. */
const received: Array<{ request: FastifyRequest; body: string }> = [];
/** How the receiver answers. */
let answered: [number, Record<string, string>?] = [200];
let answer = 'taken';
const receiver = fastify();
receiver.removeAllContentTypeParsers();
receiver.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: string) => body);
receiver.post('/webhook', async (request, reply) => {
	received.push({ request, body: request.body as string });
	const [status, headers = {}] = answered;
	return await reply.code(status).headers(headers).send(answer);
});
let webhook: string;

beforeAll(async () => {
	phones = await startPhones();
	const { certificate: ca, environment } = phones;
	dispatcher = new ProxyAgent({ uri: environment.HTTPS_PROXY, requestTls: { ca } });
	webhook = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/webhook`;
});
beforeEach(() => {
	received.length = 0;
	answered = [200];
	answer = 'taken';
});
afterAll(async () => {
	await dispatcher.close();
	await phones.close();
	await receiver.close();
});

/** The number of channels in the head of a WAV file. */
const channelsIn = (content: Buffer) => content.readUInt16LE(22);

describe('The hosts of the vendors', () => {
	it('are the only ones that can be reached, and each request is noted', async () => {
		await expect(ask('https://example.com/')).rejects.toThrow();
		expect(phones.strangers).toEqual(['example.com']);
		await ask('https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA1.json?a=b');
		expect(phones.requests.at(-1)).toEqual({
			host: 'api.twilio.com',
			method: 'GET',
			path: '/2010-04-01/Accounts/AC1/Calls/CA1.json',
			hasCredential: false,
			status: 401,
		});
	});
});

describe('Twilio', () => {
	const api = (path: string, login = basic(phones.twilio.account, phones.twilio.token)) =>
		ask(`https://api.twilio.com/2010-04-01/Accounts/${phones.twilio.account}/${path}`, login);

	it('takes the token of the account or an API key, and refuses everything else', async () => {
		const { event } = phones.twilio.add();
		const path = `Calls/${event.CallSid}.json`;
		const { sid, secret } = phones.twilio.apiKey;
		expect((await api(path)).json).toMatchObject({ sid: event.CallSid, from: '+12025550199' });
		expect((await api(path, basic(sid, secret))).status).toBe(200);
		const { status, json } = await api(path, basic(sid, 'wrong'));
		expect({ status, json }).toMatchObject({ status: 401, json: { code: 20003, status: 401 } });
		expect((await api('Calls/CA0.json')).json).toMatchObject({ code: 20404, status: 404 });
	});

	it('returns a recording with as many channels as are requested, if it has them', async () => {
		const stereo = phones.twilio.add();
		const mono = phones.twilio.add({ channels: 1, scenario: 'complaint-call' });
		const file = await api(`Recordings/${stereo.id}.wav?RequestedChannels=2`);
		expect(channelsIn(file.content)).toBe(2);
		expect(file.headers.get('content-disposition')).toContain('"support-call.wav"');
		expect(channelsIn((await api(`Recordings/${stereo.id}.wav?RequestedChannels=1`)).content)).toBe(
			1,
		);
		expect(channelsIn((await api(`Recordings/${mono.id}.wav`)).content)).toBe(1);
		const refused = await api(`Recordings/${mono.id}.wav?RequestedChannels=2`);
		expect(refused.json).toMatchObject({ code: 16113, status: 400 });
		expect((await api(`Recordings/${mono.id}.mp3`)).content.subarray(0, 3).toString()).toBe('ID3');
	});

	it('has a recording that is not ready yet', async () => {
		const recording = phones.twilio.add();
		recording.notReady = 1;
		expect((await api(`Recordings/${recording.id}.wav`)).status).toBe(404);
		expect((await api(`Recordings/${recording.id}.wav`)).status).toBe(200);
	});

	it('says in the second leg whom an agent has called', async () => {
		const { event } = phones.twilio.add({ direction: 'outbound' });
		const { json: parent } = await api(`Calls/${event.CallSid}.json`);
		expect(parent).toMatchObject({ direction: 'inbound', from: 'client:Anna_Example', to: '' });
		const { json } = await api(`Calls.json?ParentCallSid=${event.CallSid}`);
		expect(json.calls).toMatchObject([{ direction: 'outbound-dial', to: '+12025550199' }]);
	});

	it('lists recordings by day and in pages', async () => {
		const startedAt = new Date('2026-03-01T10:00:00Z');
		const ids = [1, 2, 3].map(() => phones.twilio.add({ startedAt }).id);
		const first = await api(
			'Recordings.json?DateCreated%3E=2026-03-01&DateCreated%3C=2026-03-01&PageSize=2',
		);
		const next = await ask(
			`https://api.twilio.com${String(first.json.next_page_uri)}`,
			basic(phones.twilio.account, phones.twilio.token),
		);
		expect(next.json.next_page_uri).toBeNull();
		const listed = [...first.json.recordings, ...next.json.recordings] as Array<{ sid: string }>;
		expect(listed.map(({ sid }) => sid)).toEqual(ids.reverse());
	});

	it('posts a callback as a form, and the password when it is asked for it', async () => {
		const recording = phones.twilio.add();
		answered = [401, { 'www-authenticate': 'Basic realm="Webhook"' }];
		const url = webhook.replace('//', '//user:secret@');
		expect((await recording.deliver(url))[0]).toEqual({ status: 401, body: 'taken' });
		expect(received.map(({ request }) => request.headers.authorization)).toEqual([
			undefined,
			basic('user', 'secret').authorization,
		]);
		expect(new URLSearchParams(received[1].body).get('RecordingSid')).toBe(recording.id);
		answered = [200];
		expect(await recording.deliver(url, { times: 2, together: true })).toHaveLength(2);
		expect(received).toHaveLength(4);
	});
});

describe('Aircall', () => {
	const api = (path: string, login = basic(phones.aircall.id, phones.aircall.token)) =>
		ask(`https://api.aircall.io/v1/${path}`, login);

	it('tells a missing login from a wrong one', async () => {
		expect((await api('ping')).json).toEqual({ ping: 'pong' });
		expect((await ask('https://api.aircall.io/v1/ping')).status).toBe(401);
		expect((await api('ping', basic('wrong', 'wrong'))).status).toBe(403);
		expect((await api('calls/1')).status).toBe(404);
	});

	it('gives an address to a recording that is signed for ten minutes and takes no credential', async () => {
		const { id } = phones.aircall.add();
		const call = (await api(`calls/${id}`)).json.call as Record<string, string>;
		expect(call).toMatchObject({ id: Number(id), raw_digits: '+1 202 555 0199' });
		expect(call).not.toHaveProperty('contact');
		const file = await ask(call.recording);
		expect(file.content.subarray(0, 3).toString()).toBe('ID3');
		const again = await ask(call.recording, basic('a', 'b'));
		expect([again.status, again.content.toString()]).toEqual([
			400,
			expect.stringContaining('<Code>InvalidArgument</Code>'),
		]);
		expect((await ask(call.recording.replace('Expires=600', 'Expires=900'))).status).toBe(403);
		expect((await ask(call.recording.split('?')[0])).status).toBe(403);
		phones.pass(601);
		const late = await ask(call.recording);
		expect([late.status, late.content.toString()]).toEqual([
			403,
			expect.stringContaining('Request has expired'),
		]);
		const renewed = (await api(`calls/${id}`)).json.call as Record<string, string>;
		expect((await ask(renewed.recording)).status).toBe(200);
	});

	it('has a call whose recording is not ready yet', async () => {
		const recording = phones.aircall.add();
		recording.notReady = 1;
		expect((await api(`calls/${recording.id}`)).json).toMatchObject({ call: { recording: null } });
		expect((await api(`calls/${recording.id}?fetch_contact=true`)).json).toMatchObject({
			call: { recording: expect.any(String), contact: { first_name: 'Ben' } },
		});
	});

	it('posts an event with its token, also twice at the same moment', async () => {
		const recording = phones.aircall.add();
		recording.changes.user = undefined;
		await recording.deliver(webhook, { times: 2, together: true });
		expect(received).toHaveLength(2);
		const { data, token } = JSON.parse(received[0].body) as { data: object; token: string };
		expect(token).toBe(phones.aircall.webhookToken);
		expect(data).not.toHaveProperty('user');
	});
});

describe('RingCentral', () => {
	const platform = 'https://platform.ringcentral.com/restapi';
	const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
	const refresh = (
		token: string,
		login = basic(phones.ringCentral.client.id, phones.ringCentral.client.secret),
	) =>
		ask(
			phones.ringCentral.tokenUrl,
			login,
			new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
		);
	const log = (query: string, token = phones.ringCentral.connect().access_token) =>
		ask(`${platform}/v1.0/account/~/call-log?${query}`, bearer(token));

	it('renews a session once with each refresh token, as long as it is valid', async () => {
		const { access_token: access, refresh_token: token } = phones.ringCentral.connect();
		phones.pass(3601);
		expect((await log('', access)).json).toMatchObject({ errorCode: 'TokenExpired' });
		expect((await refresh(token, basic('wrong', 'wrong'))).status).toBe(401);
		const { json } = await refresh(token);
		expect((await log('', json.access_token)).status).toBe(200);
		expect((await refresh(token)).json).toMatchObject({ error: 'invalid_grant' });
		phones.pass(7 * 86_400);
		expect((await refresh(json.refresh_token)).status).toBe(400);
		expect((await log('', 'made-up')).status).toBe(401);
	});

	it('lists the calls of a time in pages, and refuses parameters that are wrong', async () => {
		const startedAt = new Date('2026-03-01T10:00:00Z');
		const calls = [1, 2].map(() => phones.ringCentral.add({ startedAt }));
		calls[0].changes.recording = undefined;
		const time = 'dateFrom=2026-03-01T00:00:00Z&dateTo=2026-03-02T00:00:00Z';
		const { json } = await log(`${time}&perPage=1&view=Detailed`);
		expect(json.records).toMatchObject([
			{ recording: { id: calls[1].id }, from: { phoneNumber: '+12025550199' }, legs: [{}] },
		]);
		const { nextPage } = json.navigation as { nextPage: { uri: string } };
		const next = await ask(nextPage.uri, bearer(phones.ringCentral.connect().access_token));
		expect(next.json.navigation).not.toHaveProperty('nextPage');
		expect((await log(`${time}&recordingType=All`)).json.records).toHaveLength(1);
		expect((await log('dateFrom=yesterday')).json).toMatchObject({
			errorCode: 'CMN-101',
			errors: [{ parameterName: 'dateFrom' }],
		});
	});

	it('returns a recording from another host, when it is ready', async () => {
		const recording = phones.ringCentral.add({ channels: 1 });
		recording.notReady = 1;
		const content = () =>
			ask(
				`https://media.ringcentral.com/restapi/v1.0/account/~/recording/${recording.id}/content`,
				bearer(phones.ringCentral.connect().access_token),
			);
		expect((await content()).json).toMatchObject({ errorCode: 'CMN-102' });
		expect(channelsIn((await content()).content)).toBe(1);
	});

	it('refuses more requests than the limit of a minute, which begins anew with each', async () => {
		phones.pass(60);
		phones.ringCentral.limit.heavy = 1;
		expect((await log('')).status).toBe(200);
		const { headers, status } = await log('');
		expect([status, headers.get('retry-after')]).toEqual([429, '60']);
		phones.pass(61);
		expect((await log('')).status).toBe(200);
		phones.ringCentral.limit.heavy = Infinity;
	});
});

describe('SFTP', () => {
	/** Waits for what a client is called back with. */
	const result = <T>(begin: (done: (error: Error | null | undefined, value: T) => void) => void) =>
		new Promise<T>((resolve, reject) =>
			begin((error, value) => (error ? reject(error) : resolve(value))),
		);
	/** Does something as a client, and ends the connection. */
	async function visit(password: string, act: (sftp: SFTPWrapper) => Promise<void>) {
		const client = new Client();
		const { host, port, username } = phones.sftp;
		try {
			await result<void>((done) => {
				client.on('ready', () => done(null)).on('error', (error) => done(error));
				client.connect({ host, port, username, password });
			});
			await act(await result<SFTPWrapper>((done) => client.sftp(done)));
		} finally {
			client.end();
		}
	}

	it('lists folders, and returns files that Descriptor.AI hears the scenario in', async () => {
		const path = '/monitor/2026/03/01/out-12025550199-101-20260301-100000-1772359200.1.wav';
		const startedAt = new Date('2026-03-01T10:00:00Z');
		const recording = phones.sftp.add(path, { scenario: 'sales-call', startedAt, seconds: 60 });
		phones.sftp.write('/monitor/note.txt', Buffer.from('x'));
		await visit(phones.sftp.password, async (sftp) => {
			const list = (folder: string) =>
				result<FileEntryWithStats[]>((done) => sftp.readdir(folder, done));
			const top = await list('/monitor');
			expect(top.map(({ filename, longname }) => filename + longname[0])).toEqual([
				'2026d',
				'note.txt-',
			]);
			const [file] = await list('/monitor/2026/03/01/');
			expect(file.attrs.mtime).toBe(startedAt.getTime() / 1000 + 60);
			const content = await result<Buffer>((done) => sftp.readFile(path, done));
			expect(content.equals(recording.audio('wav'))).toBe(true);
			await expect(list('/nowhere')).rejects.toThrow('No such file');
		});
	});

	it('refuses a wrong password', async () => {
		await expect(visit('wrong', () => Promise.resolve())).rejects.toThrow('authentication');
	});
});

describe('Zoom', () => {
	const login = () => ({
		authorization: `Bearer ${phones.zoom.connect().access_token}`,
	});
	const address = (fileId: string) => `https://zoom.us/v2/phone/recording/download/${fileId}`;

	it('leads to another host for a file, and takes no token in the address', async () => {
		const recording = phones.zoom.add();
		recording.notReady = 1;
		expect((await ask(address(recording.fileId), login())).status).toBe(404);
		const { content } = await ask(address(recording.fileId), login());
		expect(content.subarray(0, 3).toString()).toBe('ID3');
		expect(phones.requests.at(-1)).toMatchObject({ host: 'file.zoom.us', hasCredential: false });
		const token = phones.zoom.connect().access_token;
		const { json } = await ask(`${address(recording.fileId)}?access_token=${token}`);
		expect(json).toMatchObject({ code: 124 });
		expect((await ask('https://file.zoom.us/file?jwt=made-up')).status).toBe(403);
	});

	it('posts an event with its signature, which names the file only in the address', async () => {
		const recording = phones.zoom.add({ direction: 'outbound' });
		await recording.deliver(webhook);
		const [{ body, request }] = received;
		const time = String(request.headers['x-zm-request-timestamp']);
		const hmac = createHmac('sha256', phones.zoom.secretToken).update(`v0:${time}:${body}`);
		expect(request.headers['x-zm-signature']).toBe(`v0=${hmac.digest('hex')}`);
		expect(JSON.parse(body)).toMatchObject({
			payload: {
				object: {
					recordings: [
						{ id: recording.id, download_url: address(recording.fileId), caller_number: '1026' },
					],
				},
			},
		});
	});

	it('validates a receiver by its answer to a challenge', async () => {
		expect(await phones.zoom.validates(webhook)).toBe(false);
		const encryptedToken = createHmac('sha256', phones.zoom.secretToken)
			.update('made-up-plain-token')
			.digest('hex');
		answer = JSON.stringify({ plainToken: 'made-up-plain-token', encryptedToken });
		expect(await phones.zoom.validates(webhook)).toBe(true);
	});
});

describe('Telnyx', () => {
	const login = () => ({ authorization: `Bearer ${phones.telnyx.apiKey}` });

	it('returns a recording with signed addresses', async () => {
		const recording = phones.telnyx.add({ channels: 1 });
		const url = `https://api.telnyx.com/v2/recordings/${recording.id}`;
		recording.notReady = 1;
		expect((await ask(url)).json).toMatchObject({ errors: [{ code: '10009' }] });
		expect((await ask(url, login())).json).toMatchObject({ errors: [{ code: '10005' }] });
		const { json } = await ask(url, login());
		expect(json.data).toMatchObject({ channels: 'single', from: '+12025550199' });
		const { wav } = (json.data as { download_urls: { wav: string } }).download_urls;
		expect(channelsIn((await ask(wav)).content)).toBe(1);
		phones.pass(601);
		expect((await ask(wav)).status).toBe(403);
	});

	it('posts an event with its signature and without the parties', async () => {
		await phones.telnyx.add().deliver(webhook);
		const [{ body, request }] = received;
		const signature = Buffer.from(String(request.headers['telnyx-signature-ed25519']), 'base64');
		const text = Buffer.from(`${String(request.headers['telnyx-timestamp'])}|${body}`);
		expect(verify(null, text, phones.telnyx.publicKey, signature)).toBe(true);
		expect(body).not.toContain('+12025550199');
	});
});

describe('Dialpad', () => {
	it('returns a recording for the key, and a page for a login without it', async () => {
		const { id } = phones.dialpad.add();
		const url = `https://dialpad.com/r/${id}`;
		const { content } = await ask(url, { authorization: `Bearer ${phones.dialpad.apiKey}` });
		expect(content.subarray(0, 3).toString()).toBe('ID3');
		const { headers, status } = await ask(url);
		expect([status, headers.get('content-type')]).toEqual([200, 'text/html']);
	});

	it('posts an event as JSON, or as a JWT if the webhook has a secret', async () => {
		const recording = phones.dialpad.add();
		await recording.deliver(webhook);
		phones.dialpad.webhook.secret = 'made-up';
		await recording.deliver(webhook);
		phones.dialpad.webhook.secret = undefined;
		expect(received[1].request.headers['content-type']).toBe('application/jwt');
		expect(jwt.verify(received[1].body, 'made-up')).toEqual(JSON.parse(received[0].body));
	});
});

describe('Amazon', () => {
	/** Sends a request that is signed by a library. */
	const api = (host: string, path: string, changed: object = {}) => {
		const { accessKeyId, secretAccessKey, region } = phones.amazon;
		const [service] = host.split('.').slice(-4);
		const request = { host, path, service, region };
		const { headers } = sign(request, { accessKeyId, secretAccessKey, ...changed });
		return ask(`https://${host}${path}`, headers as Record<string, string>);
	};
	const [S3, SNS, CONNECT] = ['amazon-connect-000000000001.s3', 'sns', 'connect'].map(
		(name) => `${name}.eu-central-1.amazonaws.com`,
	);

	it('checks the signature of each service', async () => {
		const secret = { secretAccessKey: 'wrong' };
		const id = { accessKeyId: 'wrong' };
		const s3 = await api(S3, '/?location', secret);
		expect(s3.content.toString()).toContain('<Code>SignatureDoesNotMatch</Code>');
		expect((await api(S3, '/?location', id)).content.toString()).toContain('InvalidAccessKeyId');
		const sns = await api(SNS, '/?Action=ListTopics', id);
		expect(sns.content.toString()).toContain('<Code>InvalidClientTokenId</Code>');
		const connect = await api(CONNECT, `/contacts/${phones.amazon.instance}/x`, secret);
		expect(connect.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
		expect((await ask(`https://${CONNECT}/contacts/a/b`)).status).toBe(403);
	});

	it('has a recording in a bucket, whose region is asked first, and a contact', async () => {
		const recording = phones.amazon.add();
		recording.notReady = 1;
		expect((await api(S3, '/?location')).content.toString()).toContain('>eu-central-1<');
		const path = `/${recording.key.replaceAll(':', '%3A')}`;
		expect((await api(S3, path)).content.toString()).toContain('<Code>NoSuchKey</Code>');
		expect(channelsIn((await api(S3, path)).content)).toBe(2);
		const { json } = await api(CONNECT, `/contacts/${phones.amazon.instance}/${recording.id}`);
		expect(json.Contact).toMatchObject({ Id: recording.id, InitiationMethod: 'INBOUND' });
		expect((await api(CONNECT, `/contacts/wrong/${recording.id}`)).status).toBe(404);
	});

	it('notifies those who have confirmed their subscription', async () => {
		const act = (action: string, query: Record<string, string>) =>
			api(SNS, `/?${new URLSearchParams({ Action: action, ...query }).toString()}`);
		const topic = { TopicArn: phones.amazon.topic };
		expect(
			(await act('Subscribe', { ...topic, Protocol: 'https', Endpoint: webhook })).status,
		).toBe(400);
		const { content } = await act('Subscribe', { ...topic, Protocol: 'http', Endpoint: webhook });
		const [arn] = /arn:[^<]+/.exec(content.toString()) ?? [''];
		while (received.length === 0) await sleep(10);
		expect(await phones.amazon.add().deliver()).toEqual([]);
		const { Token } = JSON.parse(received[0].body) as { Token: string };
		await act('ConfirmSubscription', { ...topic, Token });
		expect((await act('ListSubscriptionsByTopic', topic)).content.toString()).toContain(arn);
		received.length = 0;
		const recording = phones.amazon.add();
		await recording.deliver({ times: 2 });
		const [message] = received.map(({ body }) => JSON.parse(body) as { Message: string });
		const {
			Records: [{ s3 }],
		} = JSON.parse(message.Message) as { Records: [{ s3: { object: { key: string } } }] };
		expect(decodeURIComponent(s3.object.key)).toBe(recording.key);
		await act('Unsubscribe', { SubscriptionArn: arn });
		expect(await recording.deliver()).toEqual([]);
	});
});
