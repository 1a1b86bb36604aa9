import type { BinaryDataService } from 'n8n-core';
import nock from 'nock';

import { identityOf } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/audioFile';
import { keepBinaryData } from '../../../support/binaryData';
import { BASE_URL, runNode, type NodeRunOptions } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const MP3 = { content: 'ID3 sound', fileName: 'call-42.mp3', mimeType: 'audio/mpeg' };

const submitFile = async (options: Partial<NodeRunOptions> = {}) =>
	await runNode({
		items: [{}],
		files: [MP3],
		...options,
		parameters: {
			resource: 'callAnalysis',
			operation: 'submit',
			audioSource: 'binary',
			...options.parameters,
		},
	});

/** Answers every submit, and keeps the addresses of the recordings. */
function acceptSubmits(): string[] {
	const addresses: string[] = [];
	nock(BASE_URL)
		.post(PATH)
		.times(100)
		.reply(200, (_uri, body) => {
			addresses.push((body as { audio: { uri: string } }).audio.uri);
			return { result_id: `id-${addresses.length}` };
		});
	return addresses;
}

const tokenIn = (address: string) => new URL(address).searchParams.get('token') ?? '';
const contentOf = async (service: BinaryDataService, address: string) => {
	const id = service.validateSignedToken(tokenIn(address));
	return (await service.getAsBuffer({ id, data: '', mimeType: '' })).toString();
};
const hoursOf = (address: string) => {
	const [, payload] = tokenIn(address).split('.');
	const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
	return (exp - iat) / 3600;
};

isolateRequests();

describe('Submit of a file', () => {
	let service: BinaryDataService;
	beforeAll(async () => {
		service = await keepBinaryData('filesystem');
	});

	it('gives the service a signed link to a copy of each file', async () => {
		const addresses = acceptSubmits();
		const other = { content: 'RIFF', fileName: 'b.WAV', mimeType: 'application/octet-stream' };
		const { outputs } = await submitFile({ items: [{}, {}], files: [MP3, other] });
		expect(outputs[0].map(({ json, pairedItem }) => [json.result_id, pairedItem])).toEqual([
			['id-1', { item: 0 }],
			['id-2', { item: 1 }],
		]);
		expect(addresses[0]).toMatch(/^https:\/\/n8n\.example\.com\/rest\/binary-data\/signed\?token=/);
		expect(
			await Promise.all(addresses.map(async (address) => await contentOf(service, address))),
		).toEqual(['ID3 sound', 'RIFF']);
		expect(hoursOf(addresses[0])).toBe(24);
	});

	it('lets the link expire when it is told to', async () => {
		const addresses = acceptSubmits();
		await submitFile({ parameters: { options: { linkExpiryHours: 6 } } });
		expect(hoursOf(addresses[0])).toBe(6);
	});

	it('sends a file once although the node is repeated, and its link is another one then', async () => {
		let submits = 0;
		nock(BASE_URL)
			.post(PATH)
			.times(9)
			.reply(() => {
				submits += 1;
				return submits === 2 ? [422, { detail: 'Bad' }] : [200, { result_id: `id-${submits}` }];
			});
		const { outputs } = await submitFile({
			items: [{}, {}],
			files: [MP3, MP3],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-3']);
		expect(submits).toBe(3);
	});

	it('knows a file again when n8n has moved it with the execution', async () => {
		const fingerprints: string[] = [];
		for (const folder of ['temp', '4711']) {
			const data = `filesystem-v2:workflows/w/executions/${folder}/binary_data/0b1f`;
			fingerprints.push(identityOf({ id: data, data: '', mimeType: 'audio/mpeg' }));
		}
		expect(fingerprints[0]).toBe(fingerprints[1]);
	});

	it('is sent to a service in the same network when that is allowed', async () => {
		const addresses = acceptSubmits();
		const engine = { webhookUrl: 'http://n8n.lan:5678' };
		const { error } = await submitFile({ engine });
		expect(error?.description).toContain("'Allow Private Address'");
		await submitFile({ engine, parameters: { options: { allowPrivateAddress: true } } });
		expect(addresses).toEqual([expect.stringContaining('http://n8n.lan:5678/rest/')]);
	});

	it('is named by its field when the service refuses it', async () => {
		const detail = [
			{ loc: ['body', 'audio', 'uri'], msg: 'Not an audio file', type: 'value_error' },
		];
		nock(BASE_URL).post(PATH).reply(422, { detail });
		const { error } = await submitFile({});
		expect(error?.message).toContain("'Input Binary Field' (audio.uri): Not an audio file");
		expect(error?.description).toContain("or else check 'Input Binary Field' and Options");
		expect(error?.description).not.toContain('Audio URL');
	});

	it('is not copied when a later item cannot be sent', async () => {
		const store = jest.spyOn(service, 'store');
		await submitFile({ items: [{}, {}], files: [MP3, { ...MP3, mimeType: 'text/html' }] });
		// The two are those of the items themselves.
		expect(store).toHaveBeenCalledTimes(2);
	});

	it('hands a file over with a link to it, and with its name', async () => {
		const executeWorkflow = jest.fn().mockResolvedValue({ executionId: 'child', data: [[]] });
		await submitFile({ parameters: { operation: 'submitAndWait' }, engine: { executeWorkflow } });
		const [[, , { inputData }]] = executeWorkflow.mock.calls;
		expect(JSON.parse(inputData[0].json.recording)).toMatchObject({
			request: { audio: { uri: expect.stringContaining('/rest/binary-data/signed?token=') } },
			name: { audio_file: 'call-42.mp3' },
		});
	});

	it.each<[string, Partial<NodeRunOptions>, string, RegExp]>([
		[
			'the item has no file',
			{ files: [] },
			"'Input Binary Field' names 'data', which the item does not have",
			/no binary data/,
		],
		[
			'the item has another field',
			{ parameters: { binaryPropertyName: 'file' } },
			"'Input Binary Field' names 'file', which the item does not have",
			/The item has 'data'/,
		],
		[
			'the file is a page',
			{ files: [{ ...MP3, mimeType: 'text/html' }] },
			"The file in 'Input Binary Field' is no recording that Descriptor.AI reads: text/html",
			/web page that was downloaded/,
		],
		[
			'the file is of another kind',
			{ files: [{ content: 'x', fileName: 'a.ogg', mimeType: 'audio/ogg' }] },
			"The file in 'Input Binary Field' is no recording that Descriptor.AI reads: audio/ogg",
			/Convert it/,
		],
		[
			'the file is empty',
			{ files: [{ ...MP3, content: '' }] },
			"The file in 'Input Binary Field' is empty",
			/downloads the recording/,
		],
		[
			'n8n can be reached from its machine only',
			{ engine: { webhookUrl: 'http://localhost:5678' } },
			"Descriptor.AI cannot download the file from n8n: n8n's webhook address, http://localhost:5678, can be reached from this machine only",
			/Nothing was submitted\. Set n8n's environment variable N8N_WEBHOOK_URL .*storage bucket/,
		],
		[
			'the link is to expire at no time',
			{ parameters: { options: { linkExpiryHours: 0 } } },
			"'Link Expiry (Hours)' is not a number from 1 to 168",
			/24 hours/,
		],
		[
			'another parameter is wrong',
			{ parameters: { options: { channels: 9 } } },
			"'Channels' is not a whole number from 1 to 8",
			/Channels/,
		],
	])('sends nothing when %s', async (_case, options, message, wayOut) => {
		const addresses = acceptSubmits();
		const { error } = await submitFile(options);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(wayOut);
		expect(addresses).toEqual([]);
	});
});

describe('Submit of a file that n8n cannot give a link to', () => {
	beforeAll(async () => {
		await keepBinaryData('default');
	});

	it('sends nothing, and says what to set', async () => {
		const addresses = acceptSubmits();
		const { error } = await submitFile();
		expect(error?.message).toBe(
			'This n8n keeps binary data in memory, where Descriptor.AI cannot download it [item 0]',
		);
		expect(error?.description).toContain('N8N_DEFAULT_BINARY_DATA_MODE to filesystem');
		expect(addresses).toEqual([]);
	});
});
