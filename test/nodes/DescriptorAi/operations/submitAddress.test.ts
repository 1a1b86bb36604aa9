import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, runNode, startNode, type NodeRunOptions } from '../../../support/engine';
import { startRecordingHost } from '../../../support/recordingHost';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const GOOD = 'https://recordings.example.com/call.mp3';
const NOW = Date.parse('2026-03-01T10:00:00Z');

/** Answers every submit, and keeps the bodies. */
function acceptSubmits(): IDataObject[] {
	const bodies: IDataObject[] = [];
	nock(BASE_URL)
		.post(PATH)
		.times(100)
		.reply(200, (_uri, body) => {
			bodies.push(body as IDataObject);
			return { result_id: `id-${bodies.length}` };
		});
	return bodies;
}

const submitOptions = (
	audioUrl: string | string[],
	options: IDataObject = {},
	more: Partial<NodeRunOptions> = {},
): NodeRunOptions => ({
	items: [audioUrl].flat().map((url) => ({ url })),
	...more,
	parameters: {
		resource: 'callAnalysis',
		operation: 'submit',
		audioUrl: '={{ $json.url }}',
		options,
		...more.parameters,
	},
});

const submit = async (...given: Parameters<typeof submitOptions>) =>
	await runNode(submitOptions(...given));

const PRODUCTION = { engine: { mode: 'webhook' } } as const;

isolateRequests();
afterEach(() => jest.restoreAllMocks());

/** How the address gets into the request, by its label. */
const PLACES = {
	'Audio URL': async (address: string, options: IDataObject = {}, more = {}) =>
		await submit(address, options, more),
	'Webhook URL': async (address: string, options: IDataObject = {}, more = {}) =>
		await submit(GOOD, { ...options, webhook: address }, more),
};

describe.each(Object.entries(PLACES))('An address in %s', (label, send) => {
	it.each([
		'https://user:pass@recordings.example.com/call.mp3',
		'https://user@recordings.example.com/call.mp3',
		'https://:pass@recordings.example.com/call.mp3',
		'HTTPS://AC123%40x:s%3Acret@api.twilio.example/Recordings/RE1.wav?x=1',
		'https://recordings.example.com/call.mp3?password=s%3Acret',
		'https://recordings.example.com/call.mp3?username=user@x&passwd=s%3Acret',
		'https://recordings.example.com/call.mp3?id=1&PWD=s%3Acret',
		'https://recordings.example.com/call.mp3?user=a&pass=s%3Acret',
		'https://recordings.example.com/call.mp3?user_password=s%3Acret',
		'https://recordings.example.com/call.mp3?userPassword=s%3Acret',
	])('is refused with a user name or a password: %s', async (address) => {
		const bodies = acceptSubmits();
		const { error } = await send(address);
		expect(error?.message).toBe(`'${label}' contains a user name or a password [item 0]`);
		expect(error?.description).toMatch(/^The recording was not submitted/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/pass@|[:A]cret|user@/);
		expect(bodies).toEqual([]);
	});

	it.each([
		['http://localhost:5678/webhook/a', 'this machine'],
		['http://localhost./a', 'this machine'],
		['http://2130706433/a', 'this machine'],
		['http://0x7f000001/a', 'this machine'],
		['http://[::ffff:127.0.0.1]/a', 'this machine'],
		['http://0.0.0.0:8080/a', 'this machine'],
		['http://pbx/a', 'a private network'],
		['https://pbx.local/a', 'a private network'],
		['http://192.168.1.20/a', 'a private network'],
		['http://169.254.169.254/latest/meta-data', 'a private network'],
		['http://100.64.0.1/a', 'a private network'],
		['http://[fd12::1]/a', 'a private network'],
		['http://[fe80::1]/a', 'a private network'],
	])('is refused when it is private, %s, unless that is allowed', async (address, from) => {
		const bodies = acceptSubmits();
		const { error } = await send(address);
		expect(error?.message).toBe(
			`Descriptor.AI cannot reach '${label}': it can be reached from ${from} only [item 0]`,
		);
		expect(error?.description).toContain("'Allow Private Address'");
		expect(bodies).toEqual([]);
		const allowed = await send(address, { allowPrivateAddress: true });
		expect([allowed.error, bodies.length]).toEqual([undefined, 1]);
	});

	it('may be private for a service in the same network', async () => {
		nock('http://descriptor.lan').post(PATH).reply(200, { result_id: 'id' });
		const credentials = { accessToken: 'secret-token', baseUrl: 'http://descriptor.lan' };
		const { error } = await send('http://192.168.1.20/a', {}, { credentials });
		expect(error).toBeUndefined();
	});

	it.each([
		'https://n8n.example.com/webhook-test/4711',
		'https://n8n.example.com/n8n/webhook-test/4711/call?x=1.mp3',
		'https://n8n.example.com/webhook-test/v1.2',
		'https://other.example.net:5678/form-test/4711',
		'https://n8n.example.com/mcp-test/4711',
	])('is refused outside of the editor when it is a test address: %s', async (address) => {
		const bodies = acceptSubmits();
		const { error } = await send(address, {}, PRODUCTION);
		expect(error?.message).toBe(
			`'${label}' is a test address of n8n, which exists only while somebody listens in the editor [item 0]`,
		);
		expect(error?.description).toContain('production address');
		expect(bodies).toEqual([]);
		const { hints } = await send(address);
		expect(hints).toEqual([
			`'${label}' is refused outside of the editor: a test address of n8n exists only while somebody listens there. Use the production address instead, and publish its workflow.`,
		]);
		expect(bodies).toHaveLength(1);
	});

	it.each([
		['expires=1772357400&signature=c2ln', '30 minutes ago'],
		['X-Amz-Date=20260228T090000Z&X-Amz-Expires=3600&X-Amz-Signature=c2ln', '24 hours ago'],
		['se=2026-02-20&sig=c2ln', '9 days ago'],
	])('is refused when it says that it has expired: %s', async (query, ago) => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
		const bodies = acceptSubmits();
		const { error } = await send(`https://recordings.example.com/call.mp3?${query}`);
		expect(error?.message).toBe(`'${label}' expired ${ago} [item 0]`);
		expect(error?.description).toMatch(/right before this node/);
		expect(`${error?.message} ${error?.description}`).not.toContain('c2ln');
		expect(bodies).toEqual([]);
	});

	it.each([
		'https://recordings.example.com/webhook-testing/call.mp3',
		'https://recordings.example.com/webhook/webhook-test',
		'https://recordings.example.com/call.mp3?next=https://user:pass@localhost/webhook-test/1',
		'https://recordings.example.com/a@b:c/call.mp3',
		'https://recordings.example.com/call.mp3?password=&pwd',
		'https://recordings.example.com/call.mp3?compass=north&bypass=1&passenger=2',
		'https://recordings.example.com/call.mp3?token=c2ln&signature=c2ln&key=a',
		'https://10.example.com/call.mp3',
		// Half a minute ago.
		'https://recordings.example.com/call.mp3?expires=1772359170&signature=c2ln',
		'https://recordings.example.com/call.mp3?expires=1600000000',
	])('is sent although it looks odd: %s', async (address) => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
		const bodies = acceptSubmits();
		const { error, hints } = await send(address, {}, PRODUCTION);
		expect([error, hints, bodies.length]).toEqual([undefined, [], 1]);
	});
});

it('A test address is reported once for all items', async () => {
	acceptSubmits();
	const address = 'https://n8n.example.com/webhook-test/4711';
	const { hints } = await submit([address, address, address]);
	expect(hints).toHaveLength(1);
});

it.each(['call.mp3', 'a/b.WAV', 'call.3gp?x=1'])(
	'A recording whose path only looks like a test address is sent: %s',
	async (path) => {
		const bodies = acceptSubmits();
		const address = `https://storage.example.com/bucket/webhook-test/${path}`;
		const { error, hints } = await submit(address, {}, PRODUCTION);
		expect([error, hints, bodies.length]).toEqual([undefined, [], 1]);
		const called = await submit(GOOD, { webhook: address }, PRODUCTION);
		expect(called.error?.message).toContain("'Webhook URL' is a test address of n8n");
	},
);

it.each([
	'access_token=c2VjcmV0',
	'x=1&accessToken=c2VjcmV0',
	'api_key=c2VjcmV0',
	'apikey=c2VjcmV0',
	'API-Key=c2VjcmV0',
	'client_secret=c2VjcmV0',
])('A secret of an account is reported once for all items: %s', async (query) => {
	const bodies = acceptSubmits();
	const address = `https://recordings.example.com/call.mp3?${query}`;
	const { error, hints } = await submit([address, address], {}, PRODUCTION);
	expect([error, bodies.length]).toEqual([undefined, 2]);
	expect(hints).toEqual([
		"'Audio URL' contains a token or key that gives access to more than the recording, and everyone who gets the address keeps it. Download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'.",
	]);
	expect((await submit(GOOD, { webhook: address })).hints).toEqual([]);
});

describe('Check Address First', () => {
	let host: Awaited<ReturnType<typeof startRecordingHost>>;
	beforeAll(async () => {
		host = await startRecordingHost();
		nock.enableNetConnect('127.0.0.1');
	});
	beforeEach(() => void host.requests.splice(0));
	afterAll(() => host.close());

	const checked = { checkAddress: true, allowPrivateAddress: true };
	const SECRET = '?signature=c2ln';
	const check = async (paths: string | string[], more: Partial<NodeRunOptions> = {}) =>
		await submit(
			[paths].flat().map((path) => `${host.url}${path}${SECRET}`),
			checked,
			more,
		);

	it.each(['/wave', '/id3', '/mpeg', '/mp4', '/labeled-as-page', '/whole', '/moved'])(
		'lets a recording pass: %s',
		async (path) => {
			const bodies = acceptSubmits();
			const { error } = await check(path);
			expect(error).toBeUndefined();
			expect(bodies).toMatchObject([{ audio: { uri: `${host.url}${path}${SECRET}` } }]);
			const [{ method, headers }] = host.requests;
			expect(method).toBe('GET');
			expect(headers).toMatchObject({ range: 'bytes=0-0', 'accept-encoding': 'identity' });
			expect(headers).not.toHaveProperty('authorization');
		},
	);

	it('hangs up on a server that sends all of a recording', async () => {
		acceptSubmits();
		const { error } = await check('/endless');
		expect(error).toBeUndefined();
		const [{ socket }] = host.requests;
		if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
		expect(socket.bytesWritten).toBeLessThan(50_000_000);
	});

	it.each([
		['/status/401', "The host of 'Audio URL' answers with the status 401, not with a recording"],
		['/status/403', "The host of 'Audio URL' answers with the status 403, not with a recording"],
		['/status/405', "The host of 'Audio URL' answers with the status 405, not with a recording"],
		['/status/429', "The host of 'Audio URL' answers with the status 429, not with a recording"],
		['/status/304', "The host of 'Audio URL' answers with the status 304, not with a recording"],
		['/status/404', "The host of 'Audio URL' answers with the status 404, not with a recording"],
		['/status/410', "The host of 'Audio URL' answers with the status 410, not with a recording"],
		['/status/500', "'Audio URL' could not be checked: its host answers n8n with the status 500"],
		['/status/503', "'Audio URL' could not be checked: its host answers n8n with the status 503"],
		['/broken', "'Audio URL' could not be checked: its host does not answer n8n"],
		['/moved-to-login', "'Audio URL' leads to an HTML page, not to a recording"],
		['/login', "'Audio URL' leads to an HTML page, not to a recording"],
		['/page', "'Audio URL' leads to an HTML page, not to a recording"],
		['/page-from-space', "'Audio URL' leads to content labeled text/html, not to a recording"],
		['/page-that-echoes', "'Audio URL' leads to something else, not to a recording"],
		['/json', "'Audio URL' leads to JSON, not to a recording"],
		['/text', "'Audio URL' leads to content labeled text/plain, not to a recording"],
		['/short', "'Audio URL' leads to text, not to a recording"],
		['/ogg', "'Audio URL' leads to Ogg audio, not to a recording"],
		['/nothing', "'Audio URL' leads to an empty file, not to a recording"],
		['/no-content', "'Audio URL' leads to an empty file, not to a recording"],
		['/no-range', "'Audio URL' leads to an empty file, not to a recording"],
	])('tells before anything is paid what is at %s', async (path, message) => {
		const bodies = acceptSubmits();
		const { error } = await check(path);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(/^The recording was not submitted\. /);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/127\.0\.0\.1|c2ln/);
		expect(bodies).toEqual([]);
	});

	it('names the way out: the credential of an HTTP Request node, or no check', async () => {
		const refused = await check('/status/403');
		expect(refused.error?.description).toContain(
			"Download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'.",
		);
		const unknown = await submit('http://127.0.0.1:1/', checked);
		expect(unknown.error?.description).toBe(
			"The recording was not submitted. Nothing answers at that address and port. If only Descriptor.AI reaches the address, remove 'Check Address First' from Options.",
		);
	});

	it('is not done for the other items when one item fails, and not again for what was sent', async () => {
		let submits = 0;
		nock(BASE_URL)
			.post(PATH)
			.times(9)
			.reply(() => {
				submits += 1;
				return submits === 2 ? [422, { detail: 'Bad' }] : [200, { result_id: `id-${submits}` }];
			});
		const { outputs } = await check(['/wave', '/id3'], {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-3']);
		expect(host.requests.map(({ url }) => url?.split('?')[0])).toEqual(['/wave', '/id3', '/id3']);
	});

	it('fails the items that it concerns, and no others', async () => {
		const bodies = acceptSubmits();
		const { outputs } = await check(['/status/403', '/wave', '/login'], {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }],
			[{ item: 0 }, { item: 2 }],
		]);
		expect(bodies).toHaveLength(1);
	});

	it.each(['/silent', '/half'])('ends with the execution: %s', async (path) => {
		const bodies = acceptSubmits();
		const requested = host.nextRequest();
		const { run, stop } = startNode(submitOptions(`${host.url}${path}`, checked));
		await requested;
		stop();
		expect((await run).status).toBe('canceled');
		expect(bodies).toEqual([]);
	});

	it.each(['/silent', '/half'])('gives a host up that takes too long: %s', async (path) => {
		const end = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValue(end.signal);
		const checking = check(path);
		await host.nextRequest();
		end.abort();
		const { error } = await checking;
		expect(error?.message).toBe(
			"'Audio URL' could not be checked: its host does not answer n8n [item 0]",
		);
	});

	it('is done by Submit and Wait as well', async () => {
		const executeWorkflow = jest.fn().mockResolvedValue({ executionId: 'child', data: [[]] });
		const more = { parameters: { operation: 'submitAndWait' }, engine: { executeWorkflow } };
		const { error } = await check('/login', more);
		expect(error?.message).toContain('leads to an HTML page');
		expect(executeWorkflow).not.toHaveBeenCalled();
		expect((await check('/wave', more)).error).toBeUndefined();
		expect(executeWorkflow).toHaveBeenCalledTimes(1);
	});

	it('is not done unless it is wanted', async () => {
		acceptSubmits();
		await submit(`${host.url}/login`, { allowPrivateAddress: true });
		expect(host.requests).toEqual([]);
	});
});
