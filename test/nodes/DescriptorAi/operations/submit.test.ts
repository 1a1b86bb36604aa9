import type { IDataObject, INodeProperties } from 'n8n-workflow';
import nock from 'nock';

import { isOption } from '../../../../nodes/DescriptorAi/form/parameter';
import { config } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/recordingRequest';
import { submit } from '../../../../nodes/DescriptorAi/operations/callAnalysis/submit';

import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const RESULT_ID = '1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11';
const PATH = '/api/v1/offline/processing';

/** The request of the vendor's integration guide. */
const GUIDE_CONFIG = {
	language_code: 'en-US',
	transcript_model: 'descriptor-default',
	emotions_model: 'emotions',
	emotions_alignment: false,
	emotions_diarization: false,
	emotions_sentiment: false,
	sentiment_llm_provider: 'azure',
	channels: 1,
	insights: {
		summary: { provider: 'azure', prompt_customization: '' },
		'agent-actions': { provider: 'azure', prompt_customization: '' },
	},
	metrics: [],
	mandatory_stages: ['sentiment', 'insights'],
};

const submitParameters = (more: IDataObject = {}): IDataObject => ({
	resource: 'callAnalysis',
	operation: 'submit',
	audioUrl: '={{ $json.url }}',
	...more,
});

const recordings = (count: number) =>
	Array.from({ length: count }, (_, i) => ({ url: `https://recordings.test/${i}.mp3` }));

/** Answers every submit, and keeps the bodies. */
function acceptSubmits(): IDataObject[] {
	const bodies: IDataObject[] = [];
	nock(BASE_URL)
		.post(PATH)
		.matchHeader('authorization', 'Bearer secret-token')
		.times(100)
		.reply(200, (_uri, body) => {
			bodies.push(body as IDataObject);
			return { result_id: `id-${bodies.length}` };
		});
	return bodies;
}

/** A value that a parameter takes and that is not its default. */
function otherValue({ type, default: preset, typeOptions }: INodeProperties): IDataObject['value'] {
	switch (type) {
		case 'boolean':
			return !preset;
		case 'number':
			return typeOptions?.maxValue ?? Number(preset) + 1;
		case 'multiOptions':
			return ['newest'];
		case 'options':
			return 'newest';
		default:
			return 'https://n8n.example.com/newest';
	}
}

isolateRequests();

describe('Submit', () => {
	it('sends exactly the request of the integration guide when nothing is changed in the form', async () => {
		const bodies = acceptSubmits();
		await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(bodies).toEqual([
			{ audio: { uri: 'https://recordings.test/0.mp3' }, config: GUIDE_CONFIG },
		]);
	});

	it('returns the result ID, the status, a link to the result page and the call data', async () => {
		nock(BASE_URL).post(PATH).reply(200, { result_id: RESULT_ID });
		const { outputs } = await runNode({
			items: recordings(1),
			parameters: submitParameters({ callData: { id: 'call-42' } }),
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([
			{
				result_id: RESULT_ID,
				status: 'pending',
				result_url: `${BASE_URL}/result/${RESULT_ID}`,
				call_data: { id: 'call-42' },
			},
		]);
	});

	it('sends every field of the published configuration', async () => {
		const bodies = acceptSubmits();
		await runNode({
			items: recordings(1),
			parameters: submitParameters({
				languageCode: 'he-IL',
				insights: ['summary', 'labeling', 'csat'],
				callData: {
					id: '42',
					timestamp: '2026-11-23T10:00:00',
					speakers: {
						speaker: [
							{ id: '0', label: 'Dana', role: 'agent' },
							{ id: '1', label: 'Omer', role: 'customer' },
						],
					},
					ownFields: { field: [{ name: 'contact_id', value: '003xx' }] },
				},
				options: {
					channels: 2,
					emotionsAlignment: true,
					emotionsDiarization: true,
					emotionsModel: 'none',
					emotionsSentiment: true,
					insightSettings: {
						settings: [
							{ insight: 'labeling', provider: 'openai', categories: 'billing, access , other' },
							{
								insight: 'csat',
								provider: 'claude',
								model: 'some-model',
								promptCustomization: 'Be strict',
							},
						],
					},
					mandatoryStages: ['transcribe'],
					metrics: ['speech', 'emo'],
					sentimentProvider: 'openai',
					transcriptModel: 'descriptor-hebrew',
					webhook: 'https://n8n.test/webhook/done',
				},
			}),
		});
		expect(bodies).toEqual([
			{
				audio: { uri: 'https://recordings.test/0.mp3' },
				call_data: {
					id: '42',
					timestamp: '2026-11-23T10:00:00',
					contact_id: '003xx',
					speakers: [
						{ id: '0', label: 'Dana', role: 'agent' },
						{ id: '1', label: 'Omer', role: 'customer' },
					],
				},
				config: {
					language_code: 'he-IL',
					transcript_model: 'descriptor-hebrew',
					emotions_model: null,
					emotions_alignment: true,
					emotions_diarization: true,
					emotions_sentiment: true,
					sentiment_llm_provider: 'openai',
					channels: 2,
					insights: {
						summary: { provider: 'azure', prompt_customization: '' },
						labeling: {
							provider: 'openai',
							prompt_customization: '',
							categories: ['billing', 'access', 'other'],
						},
						csat: { provider: 'claude', model: 'some-model', prompt_customization: 'Be strict' },
					},
					metrics: ['speech', 'emo'],
					mandatory_stages: ['transcribe'],
					webhook: 'https://n8n.test/webhook/done',
				},
			},
		]);
	});

	it.each(Object.entries(config).filter(([, parameter]) => isOption(parameter)))(
		'offers %s under Options, and sends what is entered there',
		async (field, { property }) => {
			const options = submit.properties.find(({ name }) => name === 'options')?.options ?? [];
			expect(options).toContain(property);
			const bodies = acceptSubmits();
			const value = otherValue(property);
			await runNode({
				items: recordings(1),
				parameters: submitParameters({ options: { [property.name]: value } }),
			});
			const changed = { ...GUIDE_CONFIG, [field]: value };
			expect(bodies.map((body) => body.config)).toEqual([changed]);
		},
	);

	it('sends the insights as a list of names when the installation wants it so', async () => {
		const bodies = acceptSubmits();
		await runNode({
			items: recordings(1),
			parameters: submitParameters({ options: { insightsFormat: 'list' } }),
		});
		expect(bodies[0]).toMatchObject({ config: { insights: ['summary', 'agent-actions'] } });
	});

	it('sends one request for each item and pairs each output with its input', async () => {
		const bodies = acceptSubmits();
		const { outputs } = await runNode({ items: recordings(5), parameters: submitParameters() });
		expect(bodies.map((body) => (body.audio as IDataObject).uri)).toEqual(
			recordings(5).map(({ url }) => url),
		);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => expect.objectContaining({ item })),
		);
	});

	it('sends nothing at all when a parameter of the last item cannot be used', async () => {
		const bodies = acceptSubmits();
		const { error } = await runNode({
			items: [...recordings(2), { url: 'call.mp3' }],
			parameters: submitParameters(),
		});
		expect(bodies).toEqual([]);
		expect(error?.message).toBe("'Audio URL' is not a web address [item 2]");
		expect(error?.description).toContain('beginning with https://');
	});

	it.each([
		['text', 'not a url', "'Audio URL' is not a web address"],
		['nothing', null, "'Audio URL' is empty"],
		['an object', { a: 1 }, "'Audio URL' must be text, but the expression returned an object"],
		['a file', 'file:///etc/passwd', "'Audio URL' is not a web address"],
	])('names the parameter when the audio URL is %s', async (_name, url, message) => {
		const { error } = await runNode({ items: [{ url }], parameters: submitParameters() });
		expect(error?.message).toBe(`${message} [item 0]`);
	});

	it.each([
		[{ languageCode: '={{ $json.language }}' }, "'Language Name or ID' is empty"],
		[
			{ languageCode: '={{ ["he-IL"] }}' },
			"'Language Name or ID' must be text, but the expression returned a list",
		],
		[{ options: { transcriptModel: '={{ null }}' } }, "'Transcript Model Name or ID' is empty"],
		[{ options: { emotionsModel: '={{ "" }}' } }, "'Emotion Model Name or ID' is empty"],
		[
			{ options: { sentimentProvider: '={{ undefined }}' } },
			"'Sentiment Provider Name or ID' is empty",
		],
		[{ options: { channels: 9 } }, "'Channels' must be a whole number from 1 to 8"],
		[{ options: { webhook: 'n8n.test' } }, "'Webhook URL' is not a web address"],
		[
			{ options: { insightSettings: { settings: [{ insight: 'csat', provider: 'azure' }] } } },
			"'Insight Settings' has an entry for 'csat', which is not selected in 'Insight Names or IDs'",
		],
		[
			{ callData: { ownFields: { field: [{ name: '', value: 'x' }] } } },
			"An entry of 'Custom Fields' has no name",
		],
	])('says what is wrong with %j', async (parameters, message) => {
		const { error } = await runNode({
			items: recordings(1),
			parameters: submitParameters(parameters),
		});
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toBeTruthy();
	});

	it('shows each message of a validation error with the label of its parameter', async () => {
		nock(BASE_URL)
			.post(PATH)
			.reply(422, {
				detail: [
					{
						loc: ['body', 'config', 'language_code'],
						msg: 'Input should be ‘en-US’',
						type: 'enum',
					},
					{ loc: ['body', 'config', 'insights', 'csat', 'provider'], msg: 'Bad', type: 'enum' },
				],
			});
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.message).toBe(
			"Descriptor.AI did not accept the request: 'Language Name or ID' (config.language_code): Input should be ‘en-US’; 'Insight Names or IDs' (config.insights.csat.provider): Bad [item 0]",
		);
		expect(error?.description).toContain('was not accepted');
	});

	it('names the credential when the token is refused, and never shows the token', async () => {
		nock(BASE_URL).post(PATH).reply(401, { detail: 'Invalid authentication credentials' });
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.message).toBe(
			'Descriptor.AI did not accept the access token: Invalid authentication credentials [item 0]',
		);
		expect(error?.description).toContain('In the credential, paste');
		expect(JSON.stringify(error)).not.toContain('secret-token');
	});

	it.each([408, 429, 499, 500, 502, 503])(
		'never repeats a submit that is answered with %i',
		async (status) => {
			let posts = 0;
			nock(BASE_URL)
				.post(PATH)
				.times(10)
				.reply(() => [status, (posts += 1) && { detail: 'later' }]);
			const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
			expect(posts).toBe(1);
			expect(error?.message).toContain('later [item 0]');
		},
	);

	it.each<[number, unknown]>([
		[303, ''],
		[408, { detail: 'later' }],
		[408, '<html></html>'],
		[499, ''],
		[500, { detail: 'later' }],
		[504, '<html></html>'],
	])('says that the outcome is not known when it is answered %i with %j', async (status, body) => {
		nock(BASE_URL)
			.post(PATH)
			.reply(status, body as nock.Body, { location: '/done' });
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.description).toContain('not known whether the recording was accepted');
		expect(error?.description).not.toMatch(/Nothing was sent|was not accepted/);
	});

	it.each([301, 302, 400, 404, 409, 422, 429])('knows that %i accepts nothing', async (status) => {
		nock(BASE_URL).post(PATH).reply(status, { detail: 'no' }, { location: '/there' });
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.description).not.toContain('not known');
	});

	it('takes a number for a result ID', async () => {
		nock(BASE_URL).post(PATH).reply(200, { result_id: 42 });
		const { outputs } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(outputs[0][0].json).toMatchObject({
			result_id: '42',
			result_url: `${BASE_URL}/result/42`,
		});
	});

	it('says that the outcome is not known when the connection breaks after sending', async () => {
		nock(BASE_URL)
			.post(PATH)
			.replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.message).toBe(`Descriptor.AI could not be reached at ${BASE_URL} [item 0]`);
		expect(error?.description).toContain('not known whether the recording was accepted');
	});

	it('names the cause when there is no such host', async () => {
		nock(BASE_URL)
			.post(PATH)
			.replyWithError(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
		const { error } = await runNode({ items: recordings(1), parameters: submitParameters() });
		expect(error?.message).toBe(`Descriptor.AI could not be reached at ${BASE_URL} [item 0]`);
		expect(error?.description).toContain("no host with that name. Check 'Base URL'");
		expect(error?.description).not.toContain('not known whether');
	});

	it('names the result IDs that were paid for when a later item stops the node', async () => {
		nock(BASE_URL).post(PATH).reply(200, { result_id: 'first' });
		nock(BASE_URL).post(PATH).reply(200, { result_id: 'second' });
		nock(BASE_URL).post(PATH).reply(400, { detail: 'No minutes left' });
		const { error } = await runNode({ items: recordings(4), parameters: submitParameters() });
		expect(error?.message).toBe(
			'Descriptor.AI did not accept the request: No minutes left [item 2]',
		);
		expect(error?.description).toContain('first, second');
		expect(nock.pendingMocks()).toEqual([]);
	});

	it('gives each item its own outcome when it continues on fail', async () => {
		nock(BASE_URL).post(PATH).reply(200, { result_id: 'first' });
		nock(BASE_URL).post(PATH).reply(400, { detail: 'No minutes left' });
		nock(BASE_URL).post(PATH).reply(200, { result_id: 'third' });
		const { outputs } = await runNode({
			items: recordings(3),
			parameters: submitParameters(),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0].map(({ json }) => json.result_id ?? json.error)).toEqual([
			'first',
			'Descriptor.AI did not accept the request: No minutes left [item 1]',
			'third',
		]);
		expect(outputs[0][1].pairedItem).toMatchObject({ item: 1 });
	});

	it('sends failed items, and only these, to the error output', async () => {
		nock(BASE_URL).post(PATH).reply(400, { detail: 'No minutes left' });
		nock(BASE_URL).post(PATH).reply(200, { result_id: 'second' });
		const { outputs } = await runNode({
			items: [...recordings(2), { url: 'none' }],
			parameters: submitParameters(),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['second']);
		expect(outputs[1].map(({ json }) => [json.url, json.error])).toEqual([
			[
				'https://recordings.test/0.mp3',
				'Descriptor.AI did not accept the request: No minutes left [item 0]',
			],
			['none', "'Audio URL' is not a web address [item 2]"],
		]);
	});

	it('pays for no recording twice when n8n retries the node', async () => {
		const posted: string[] = [];
		nock(BASE_URL)
			.post(PATH)
			.times(10)
			.reply((_uri, body) => {
				posted.push(String(((body as IDataObject).audio as IDataObject).uri));
				return posted.length === 2
					? [429, { detail: 'slow down' }]
					: [200, { result_id: `id-${posted.length}` }];
			});
		const { outputs } = await runNode({
			items: recordings(3),
			parameters: submitParameters(),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(posted.map((url) => url.slice(-5))).toEqual(['0.mp3', '1.mp3', '2.mp3', '1.mp3']);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-4', 'id-3']);
	});

	it('does not send a recording again whose outcome is not known when n8n retries the node', async () => {
		let posts = 0;
		nock(BASE_URL)
			.post(PATH)
			.times(10)
			.reply(() => [502, (posts += 1) && '<html>Bad gateway</html>']);
		const { error } = await runNode({
			items: recordings(1),
			parameters: submitParameters(),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(posts).toBe(1);
		expect(error?.message).toBe('Descriptor.AI could not answer (HTTP 502) [item 0]');
		expect(error?.description).toContain('not known whether');
	});

	it.each([
		'https://host.test/',
		'https://host.test/api/v1',
		'https://host.test/api/v1/',
		'host.test',
	])('finds the API when the base URL is entered as %s', async (baseUrl) => {
		nock('https://host.test').post(PATH).reply(200, { result_id: RESULT_ID });
		const { outputs } = await runNode({
			items: recordings(1),
			parameters: submitParameters(),
			credentials: { accessToken: 'x', baseUrl },
		});
		expect(outputs[0][0].json.result_url).toBe(`https://host.test/result/${RESULT_ID}`);
	});
});
