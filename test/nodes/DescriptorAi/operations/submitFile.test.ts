import type { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IWorkflowSettings, WorkflowExecuteMode } from 'n8n-workflow';
import nock from 'nock';

import { identityOf } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/audioFile';
import { keepBinaryData } from '../../../support/binaryData';
import { BASE_URL, runNode, type NodeRunOptions } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const MP3 = { content: 'ID3\x04 sound', fileName: 'call-42.mp3', mimeType: 'audio/mpeg' };

const WAVE = `RIFF____WAVEfmt ${' '.repeat(28)}s`;
const PAGE = '<!DOCTYPE html><title>Sign in</title>';

const submitFile = async (options: Partial<NodeRunOptions> = {}) =>
	await runNode({
		items: [{}],
		files: [MP3],
		...options,
		parameters: {
			resource: 'callAnalysis',
			operation: 'submit',
			audioSource: 'binary',
			// The tests tell the recordings apart by their order.
			options: { recordingsAtATime: 1 },
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

	it('takes the file of an earlier node from an expression', async () => {
		const addresses = acceptSubmits();
		const binaryPropertyName = '={{ $json.file }}';
		const file = {
			data: Buffer.from(MP3.content).toString('base64'),
			mimeType: MP3.mimeType,
			fileName: MP3.fileName,
		};
		await submitFile({ items: [{ file }], files: [], parameters: { binaryPropertyName } });
		expect(addresses).toHaveLength(1);
		expect(await contentOf(service, addresses[0])).toBe(MP3.content);
	});

	it('submits, with Automatic, the file of an item that has one, and the address of another', async () => {
		const addresses = acceptSubmits();
		const address = 'https://recordings.example.com/b.mp3';
		const parameters = { audioSource: 'automatic', audioUrl: '={{ $json.audio_url }}' };
		const file = { data: Buffer.from(MP3.content).toString('base64'), mimeType: MP3.mimeType };
		await submitFile({
			items: [{ file }, { audio_url: address }],
			files: [],
			parameters: { ...parameters, binaryPropertyName: '={{ $json.file }}' },
		});
		expect(addresses).toEqual([expect.stringContaining('/rest/binary-data/signed'), address]);
	});

	it('takes the source of each item from an expression, and the other field may be empty', async () => {
		const addresses = acceptSubmits();
		const url = 'https://recordings.example.com/b.mp3';
		const audioSource = '={{ $json.source }}';
		await submitFile({ items: [{ source: 'Binary File' }], parameters: { audioSource } });
		await submitFile({
			items: [{ source: 'url' }],
			files: [],
			parameters: { audioSource, audioUrl: url, binaryPropertyName: '' },
		});
		await submitFile({
			items: [{ source: 'url', url }, { source: 'binary' }],
			files: [MP3, MP3],
			parameters: { audioSource, audioUrl: '={{ $json.url }}' },
		});
		const link = expect.stringContaining('/rest/binary-data/signed');
		expect(addresses).toEqual([link, url, url, link]);
	});

	it('stays out of the way of other operations when its source is an expression', async () => {
		nock(BASE_URL).get(`${PATH}/a`).reply(200, { job_id: 'a', transcript: [], insights: {} });
		const parameters = { operation: 'getResult', resultId: 'a', audioSource: '={{ "url" }}' };
		const { error, outputs } = await submitFile({ parameters });
		expect([error, outputs[0].length]).toEqual([undefined, 1]);
	});

	describe('in the combined binary mode of n8n', () => {
		const engine = { workflowSettings: { binaryMode: 'combined' } } as const;
		const inCombined = async (options: Partial<NodeRunOptions> = {}) =>
			await submitFile({ engine, ...options });

		it.each([
			['its name', 'data'],
			['its path', '_files.data'],
			['itself', '={{ $json._files.data }}'],
			['itself, of an earlier node', "={{ $('Items').item._files.data }}"],
		])('is found by %s', async (_case, binaryPropertyName) => {
			const addresses = acceptSubmits();
			const { error } = await inCombined({ parameters: { binaryPropertyName } });
			expect(error).toBeUndefined();
			expect(await contentOf(service, addresses[0])).toBe(MP3.content);
		});

		it('is submitted with Automatic if the item has one', async () => {
			const addresses = acceptSubmits();
			const url = 'https://recordings.example.com/b.mp3';
			await inCombined({
				items: [{ url }, { url }],
				files: [MP3, null],
				parameters: { audioSource: 'automatic', audioUrl: '={{ $json.url }}' },
			});
			expect(addresses).toEqual([expect.stringContaining('/rest/binary-data/signed'), url]);
		});

		it('is named when another one is asked for', async () => {
			const { error } = await inCombined({ parameters: { binaryPropertyName: 'file' } });
			expect(error?.message).toContain("'Input Binary Field' is 'file'");
			expect(error?.description).toBe("The item has 'data'.");
		});
	});

	it('is no file of the item for what only looks like one in its fields', async () => {
		const addresses = acceptSubmits();
		const file = { id: 'filesystem-v2:workflows/w/executions/1/binary_data/0b1f', mimeType: 'a/b' };
		const { error } = await submitFile({ items: [{ _files: { data: file } }], files: [] });
		expect(error?.message).toContain('which the item does not have');
		expect(addresses).toEqual([]);
	});

	it('gives the service a signed link to each file', async () => {
		const addresses = acceptSubmits();
		const other = { content: WAVE, fileName: 'b.WAV', mimeType: 'application/octet-stream' };
		const { outputs } = await submitFile({ items: [{}, {}], files: [MP3, other] });
		expect(outputs[0].map(({ json, pairedItem }) => [json.result_id, pairedItem])).toEqual([
			['id-1', { item: 0 }],
			['id-2', { item: 1 }],
		]);
		expect(addresses[0]).toMatch(/^https:\/\/n8n\.example\.com\/rest\/binary-data\/signed\?token=/);
		expect(
			await Promise.all(addresses.map(async (address) => await contentOf(service, address))),
		).toEqual([MP3.content, WAVE]);
		expect(hoursOf(addresses[0])).toBe(24);
	});

	it('lets the link expire after Link Expiry', async () => {
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

	/** Puts a file where n8n does; without an execution, where it does so before a webhook has one. */
	const stored = async ({
		executionId = 'execution',
		workflowId = 'workflow',
		mimeType = MP3.mimeType,
	}): Promise<IBinaryData> =>
		await service.store({ type: 'execution', workflowId, executionId }, Buffer.from(MP3.content), {
			...MP3,
			mimeType,
			data: '',
		});
	/** Submits files, and gives the IDs of those that the links lead to. */
	const submitStored = async (...files: IBinaryData[]) => {
		const addresses = acceptSubmits();
		const store = jest.spyOn(service, 'store').mockClear();
		const parameters = { binaryPropertyName: '={{ $json.file }}' };
		const items = files.map((file) => ({ file }));
		await submitFile({ items, files: [], parameters });
		const ids = addresses.map((address) => service.validateSignedToken(tokenIn(address)));
		return { ids, copies: store.mock.calls.length };
	};

	it('is not stored twice when it lives as long as a copy would', async () => {
		const file = await stored({});
		expect(await submitStored(file)).toEqual({ ids: [file.id], copies: 0 });
	});

	it.each<[string, Parameters<typeof stored>[0], Partial<IBinaryData>]>([
		['a webhook or form, which moves', { executionId: '' }, {}],
		['another execution, which is deleted with it', { executionId: '4711' }, {}],
		['another workflow', { workflowId: 'other' }, {}],
		['a node that labels it badly', { mimeType: 'text/plain' }, {}],
		[
			'a node that labels it otherwise than it was stored',
			{ mimeType: 'application/octet-stream' },
			{ mimeType: MP3.mimeType },
		],
		['a node that names it otherwise than it was stored', {}, { fileName: 'renamed.mp3' }],
	])('is copied for the link when it is that of %s', async (_case, where, more) => {
		const file = { ...(await stored(where)), ...more };
		const { ids, copies } = await submitStored(file);
		expect(copies).toBe(1);
		expect(ids).toEqual([expect.stringContaining('workflows/workflow/executions/execution/')]);
		expect(ids).not.toEqual([file.id]);
		expect(await service.getMetadata(ids[0])).toMatchObject({
			mimeType: MP3.mimeType,
			fileName: file.fileName,
		});
	});

	it('is not copied when a later item cannot be sent', async () => {
		const file = await stored({ executionId: '' });
		const page = { data: Buffer.from(PAGE).toString('base64'), mimeType: MP3.mimeType };
		expect(await submitStored(file, page)).toEqual({ ids: [], copies: 0 });
	});

	it('hands a file over with a link to it', async () => {
		const executeWorkflow = jest.fn().mockResolvedValue({ executionId: 'child', data: [[]] });
		await submitFile({ parameters: { operation: 'submitAndWait' }, engine: { executeWorkflow } });
		const [[, , { inputData }]] = executeWorkflow.mock.calls;
		expect(JSON.parse(inputData[0].json.recording)).toMatchObject({
			request: { audio: { uri: expect.stringContaining('/rest/binary-data/signed?token=') } },
			isFile: true,
			name: MP3.fileName,
		});
	});

	it.each([
		'',
		'application/octet-stream',
		'binary/octet-stream',
		'application/x-download',
		'application/force-download',
		'audio',
		'audio/*',
		'audio/vnd.wav',
		'audio/vnd.dlna.adts',
		'audio/x-mpeg',
		'audio/x-mpeg-3',
		'audio/mpg',
		'audio/x-mp3',
		'audio/mp4a-latm',
		'audio/x-pn-wav',
		'audio/basic',
		'audio/aac',
		'audio/ogg',
		'video/quicktime',
		'video/x-m4v',
		'text/plain',
		'text/html; charset=utf-8',
		'image/png',
	])('takes a recording that is labeled "%s", and labels it well', async (mimeType) => {
		const addresses = acceptSubmits();
		const containers = [
			[WAVE, 'audio/wav'],
			[WAVE.replace('RIFF', 'RF64'), 'audio/wav'],
			['ID3\x04', 'audio/mpeg'],
			['\xff\xfb\x90\x64', 'audio/mpeg'],
			['\0\0\0\x18ftypM4A ', 'audio/mp4'],
		];
		const files = containers.map(([content]) => ({
			content,
			encoding: 'latin1' as const,
			fileName: 'a.mpga',
			mimeType,
		}));
		const { outputs } = await submitFile({ items: files.map(() => ({})), files });
		expect(outputs[0]).toHaveLength(containers.length);
		const labels = addresses.map(async (address) => {
			const id = service.validateSignedToken(tokenIn(address));
			return (await service.getMetadata(id)).mimeType;
		});
		const isKept = /^(audio|video)\//.test(mimeType);
		// n8n finds a label of its own for a file without one.
		if (mimeType !== '') {
			const expected = containers.map(([, type]) => (isKept ? mimeType : type));
			expect(await Promise.all(labels)).toEqual(expected);
		}
	});

	it.each([
		['MP3 after zeros', '\0'.repeat(300), 'audio/mpeg', 'a', 'audio/mpeg'],
		['a cut MP3', '\x12\xfe\x07\x99', 'application/octet-stream', 'a.MP3', 'audio/mpeg'],
		['an MP3 with an APE tag', 'APETAGEX\xd0\x07\0\0', 'audio/x-mp3', 'a', 'audio/x-mp3'],
		['a WAV in another order', 'RIFX\0\0\0\0WAVE', 'audio/x-wav', 'a', 'audio/x-wav'],
		['an MP4 with an unknown atom', '\0\0\0\x08pict', 'text/plain', 'a.m4a', 'audio/mp4'],
	])('takes %s by what it is called', async (_case, content, mimeType, fileName, label) => {
		const addresses = acceptSubmits();
		await submitFile({ files: [{ content, encoding: 'latin1', fileName, mimeType }] });
		const id = service.validateSignedToken(tokenIn(addresses[0]));
		expect((await service.getMetadata(id)).mimeType).toBe(label);
	});

	it.each<[WorkflowExecuteMode, IWorkflowSettings]>([
		['webhook', { saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' }],
		// As the editor imports it.
		['integrated', {}],
		['trigger', { saveDataSuccessExecution: 'DEFAULT', saveDataErrorExecution: 'DEFAULT' }],
		['trigger', { saveManualExecutions: false }],
		['manual', {}],
		['manual', { saveManualExecutions: true, saveDataSuccessExecution: 'none' }],
		['manual', { saveManualExecutions: 'DEFAULT' }],
	])('is taken by an execution in the mode "%s" with the settings %j', async (mode, settings) => {
		const addresses = acceptSubmits();
		const { error } = await submitFile({ engine: { mode, workflowSettings: settings } });
		expect([error, addresses.length]).toEqual([undefined, 1]);
	});

	it.each<[WorkflowExecuteMode, IWorkflowSettings, string]>([
		['integrated', { saveDataSuccessExecution: 'none' }, '"Save successful production executions"'],
		['trigger', { saveDataErrorExecution: 'none' }, '"Save failed production executions"'],
		[
			'retry',
			{ saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
			'"Save successful production executions" and "Save failed production executions"',
		],
		['manual', { saveManualExecutions: false }, '"Save manual executions"'],
	])(
		'is refused in the mode "%s" with the settings %j, with which n8n may not keep it',
		async (mode, workflowSettings, toSave) => {
			const addresses = acceptSubmits();
			const { error } = await submitFile({ engine: { mode, workflowSettings } });
			expect(error?.message).toBe(
				'n8n may delete the file when this execution ends, before Descriptor.AI has downloaded it [item 0]',
			);
			expect(error?.description).toContain(`set ${toSave} to "Save"`);
			expect(addresses).toEqual([]);
		},
	);

	it('needs no setting when its execution waits for the result', async () => {
		const executeWorkflow = jest.fn().mockResolvedValue({ executionId: 'child', data: [[]] });
		const { error } = await submitFile({
			parameters: { operation: 'submitAndWait' },
			engine: { mode: 'trigger', executeWorkflow },
		});
		expect(error).toBeUndefined();
		expect(executeWorkflow).toHaveBeenCalledTimes(1);
	});

	it('is read no further than its beginning before it is copied', async () => {
		acceptSubmits();
		const read = jest.spyOn(service, 'getAsStream');
		const mimeType = 'application/octet-stream';
		await submitFile({ files: [{ ...MP3, mimeType, content: `ID3\x04${'x'.repeat(100_000)}` }] });
		const [first, second] = await Promise.all(
			read.mock.results.map(
				async ({ value }) => (await value) as { destroyed: boolean; bytesRead: number },
			),
		);
		expect(first).toMatchObject({ destroyed: true, bytesRead: 256 });
		expect(second.bytesRead).toBe(100_004);
		read.mockRestore();
	});

	it.each<[string, Partial<NodeRunOptions>, string, RegExp]>([
		[
			'the item has no file',
			{ files: [] },
			"'Input Binary Field' is 'data', which the item does not have",
			/no binary data/,
		],
		[
			'the item has another field',
			{ parameters: { binaryPropertyName: 'file' } },
			"'Input Binary Field' is 'file', which the item does not have",
			/The item has 'data'/,
		],
		[
			'the file is a page',
			{ files: [{ ...MP3, content: PAGE }] },
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is an HTML page, labeled audio/mpeg",
			/^The recording was not submitted\. It may be a login page/,
		],
		[
			'the file is of another kind',
			{ files: [{ content: 'OggS sound', fileName: 'a.mp3', mimeType: 'audio/mpeg' }] },
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is Ogg audio, labeled audio/mpeg",
			/^The recording was not submitted\. Convert it/,
		],
		[
			'the file is packed',
			{ files: [{ content: 'PK\x03\x04…', fileName: 'a.wav', mimeType: 'audio/wav' }] },
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is a ZIP archive, labeled audio/wav",
			/^The recording was not submitted\. It may be .* archive that contains the recording/,
		],
		[
			'nobody knows what the file is',
			{ files: [{ content: '\0\x01\x02\x03', fileName: 'a.gsm', mimeType: 'audio/x-gsm' }] },
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is a file that begins with the bytes 00 01 02 03, labeled audio/x-gsm",
			/^The recording was not submitted\. Convert it/,
		],
		[
			'the file is text in UTF-16',
			{
				files: [{ ...MP3, content: '\xff\xfeI\0m\0\x04\x04', encoding: 'latin1' }],
			},
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is text, labeled audio/mpeg",
			/^The recording was not submitted\. It may be a login page/,
		],
		[
			'the label holds the address',
			{ files: [{ ...MP3, content: PAGE, mimeType: 'audio/mpeg?signature=c2ln' }] },
			"The file in 'Input Binary Field' is not MP3, MP4, WAV or M4A: it is an HTML page",
			/^The recording was not submitted/,
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
			/The recording was not submitted\. Set n8n's environment variable N8N_WEBHOOK_URL .*storage bucket/,
		],
		[
			'an expression gives no source',
			{ parameters: { audioSource: '={{ $json.source }}' } },
			"'Audio Source' has an unknown entry",
			/let the expression return one of automatic, binary, url\.$/,
		],
		[
			'an expression gives an unknown source',
			{ parameters: { audioSource: '={{ "file" }}' } },
			"'Audio Source' has an unknown entry: file",
			/let the expression return one of automatic, binary, url\.$/,
		],
		[
			'the link is to expire at no time',
			{ parameters: { options: { linkExpiryHours: 0 } } },
			"'Link Expiry (Hours)' must be a number from 1 to 168",
			/24 hours/,
		],
		[
			'another parameter is wrong',
			{ parameters: { options: { channels: 9 } } },
			"'Channels' must be a whole number from 1 to 8",
			/for example to 1/,
		],
	])('sends nothing when %s', async (_case, options, message, remedy) => {
		const addresses = acceptSubmits();
		const { error } = await submitFile(options);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(remedy);
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
