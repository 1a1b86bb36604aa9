import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

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
const received: Array<{ request: IncomingMessage; body: string }> = [];
/** How the receiver answers. */
let answered: [number, Record<string, string>?] = [200];
const receiver = createServer((request, answer) => {
	let body = '';
	request.on('data', (chunk: Buffer) => (body += chunk.toString()));
	request.on('end', () => {
		received.push({ request, body });
		answer.writeHead(...answered).end('taken');
	});
});
let webhook: string;

beforeAll(async () => {
	phones = await startPhones();
	const { HTTPS_PROXY: uri, NODE_EXTRA_CA_CERTS: file } = phones.environment;
	dispatcher = new ProxyAgent({ uri, requestTls: { ca: readFileSync(file) } });
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;
});
beforeEach(() => {
	received.length = 0;
	answered = [200];
});
afterAll(async () => {
	await dispatcher.close();
	await phones.close();
	receiver.close();
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
		expect(parent).toMatchObject({ direction: 'inbound', from: 'client:anna@example.com', to: '' });
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
		const [answer] = await recording.deliver(url);
		expect(answer).toEqual({ status: 401, body: 'taken' });
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
