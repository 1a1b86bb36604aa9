import { startSandbox, type Sandbox } from '../../sandbox';
import type { InsightsForm } from '../../sandbox/descriptor/contract';
import { bearer, processingUrl, recording, send, submit } from './client';

interface Detail {
	detail: string | Array<{ loc: Array<string | number>; msg: string; type: string }>;
}

const AUDIO = { uri: recording('support-call') };

describe('The Descriptor.AI sandbox as a contract', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const post = async (body: unknown, headers = bearer(sandbox.descriptor.token)) =>
		await send<Detail>('POST', processingUrl(sandbox), body, headers);

	const refusal = async (config: object, audio: unknown = AUDIO, callData: unknown = {}) => {
		const answer = await post({ config, audio, call_data: callData });
		expect(answer.status).toBe(422);
		return answer.body.detail;
	};

	describe('authentication', () => {
		it('requires a token before it looks at the fields', async () => {
			expect(await send('POST', processingUrl(sandbox), {})).toEqual({
				status: 403,
				body: { detail: 'Not authenticated' },
			});
			expect(await post({}, bearer('wrong'))).toEqual({
				status: 401,
				body: { detail: 'Invalid authentication credentials' },
			});
			expect((await post({})).status).toBe(422);
		});

		it('refuses another scheme', async () => {
			const answer = await post({}, { authorization: 'Basic ZGVtbw==' });
			expect(answer.status).toBe(403);
		});

		it('gives a result without a token, but not with a wrong one', async () => {
			const id = await submit(sandbox, AUDIO.uri);
			expect((await send('GET', processingUrl(sandbox, id))).status).toBe(200);
			expect(
				(await send('GET', processingUrl(sandbox, id), undefined, bearer('wrong'))).status,
			).toBe(401);
		});

		it('takes the token it was started with', async () => {
			const own = await startSandbox({ token: 'another' });
			const accepted = await send(
				'POST',
				processingUrl(own),
				{ config: {}, audio: AUDIO },
				bearer('another'),
			);
			await own.close();
			expect(accepted.status).toBe(200);
		});
	});

	describe('what it refuses', () => {
		it('names both required fields of an empty object', async () => {
			expect((await post({})).body.detail).toEqual([
				{ loc: ['body', 'config'], msg: 'Field required', type: 'missing' },
				{ loc: ['body', 'audio'], msg: 'Field required', type: 'missing' },
			]);
		});

		it('says that a missing body is required', async () => {
			expect((await post('null')).body.detail).toEqual([
				{ loc: ['body'], msg: 'Field required', type: 'missing' },
			]);
			expect((await post('')).body.detail).toEqual([
				{ loc: ['body'], msg: 'Field required', type: 'missing' },
			]);
		});

		it('refuses malformed JSON, and names the place, before it requires a token', async () => {
			expect(await send('POST', processingUrl(sandbox), '{"config": ')).toEqual({
				status: 422,
				body: {
					detail: [{ loc: ['body', 11], msg: 'JSON decode error', type: 'json_invalid' }],
				},
			});
		});

		it('refuses a body that is not declared as JSON', async () => {
			const answer = await send<Detail>(
				'POST',
				processingUrl(sandbox),
				JSON.stringify({ config: {}, audio: AUDIO }),
				{ ...bearer(sandbox.descriptor.token), 'content-type': 'text/plain' },
			);
			expect(answer.status).toBe(422);
			expect(answer.body.detail).toMatchObject([{ loc: ['body'], type: 'model_attributes_type' }]);
		});

		it.each([
			[
				'a language that it does not know',
				{ language_code: 'xx' },
				'language_code',
				"Input should be 'en-US', 'he-IL', 'hi-IN', 'es-ES', 'fr-FR', 'de-DE' or 'it-IT'",
				'literal_error',
			],
			[
				'another emotions model',
				{ emotions_model: 'loud' },
				'emotions_model',
				"Input should be 'emotions' or None",
				'literal_error',
			],
			[
				'more than eight channels',
				{ channels: 9 },
				'channels',
				'Input should be less than or equal to 8',
				'less_than_equal',
			],
			[
				'half a channel',
				{ channels: 1.5 },
				'channels',
				'Input should be a valid integer, got a number with a fractional part',
				'int_from_float',
			],
			[
				'a number as a text',
				{ channels: '2' },
				'channels',
				'Input should be a valid integer, unable to parse string as an integer',
				'int_parsing',
			],
			[
				'a switch as a text',
				{ emotions_alignment: 'perhaps' },
				'emotions_alignment',
				'Input should be a valid boolean, unable to interpret input',
				'bool_parsing',
			],
			[
				'a switch that is null',
				{ emotions_sentiment: null },
				'emotions_sentiment',
				'Input should be a valid boolean',
				'bool_type',
			],
			[
				'one metric as a text',
				{ metrics: 'emo' },
				'metrics',
				'Input should be a valid list',
				'list_type',
			],
			[
				'insights as a text',
				{ insights: 'summary' },
				'insights',
				'Input should be a valid dictionary',
				'dict_type',
			],
			[
				'a webhook without a scheme',
				{ webhook: 'hooks.example' },
				'webhook',
				'Input should be a valid URL, relative URL without a base',
				'url_parsing',
			],
			[
				'a webhook that is empty',
				{ webhook: '' },
				'webhook',
				'Input should be a valid URL, input is empty',
				'url_parsing',
			],
			[
				'a webhook with a port that does not exist',
				{ webhook: 'http://hooks.example:99999/' },
				'webhook',
				'Input should be a valid URL, invalid port number',
				'url_parsing',
			],
			[
				'a webhook that is too long',
				{ webhook: `https://hooks.example/${'a'.repeat(2083)}` },
				'webhook',
				'URL should have at most 2083 characters',
				'url_too_long',
			],
			[
				'a webhook that is a number',
				{ webhook: 7 },
				'webhook',
				'URL input should be a string or URL',
				'url_type',
			],
		])('refuses %s', async (_, config, field, msg, type) => {
			expect(await refusal(config)).toEqual([{ loc: ['body', 'config', field], msg, type }]);
		});

		it('points into lists by number and into settings by name', async () => {
			expect(
				await refusal({
					metrics: ['emo', 'loudness'],
					mandatory_stages: ['nothing'],
					insights: { summary: { provider: 'mine', prompt_customization: 3, anything: true } },
				}),
			).toEqual([
				expect.objectContaining({
					loc: ['body', 'config', 'insights', 'summary', 'provider'],
					type: 'literal_error',
				}),
				{
					loc: ['body', 'config', 'insights', 'summary', 'prompt_customization'],
					msg: 'Input should be a valid string',
					type: 'string_type',
				},
				expect.objectContaining({ loc: ['body', 'config', 'metrics', 1] }),
				expect.objectContaining({ loc: ['body', 'config', 'mandatory_stages', 0] }),
			]);
		});

		it('refuses an audio address that cannot be fetched over http', async () => {
			expect(await refusal({}, { uri: 'ftp://recordings.example/call.mp3' })).toEqual([
				{
					loc: ['body', 'audio', 'uri'],
					msg: "URL scheme should be 'http' or 'https'",
					type: 'url_scheme',
				},
			]);
			expect(await refusal({}, {})).toEqual([
				{ loc: ['body', 'audio', 'uri'], msg: 'Field required', type: 'missing' },
			]);
		});

		it('checks the call data that it knows and lets the rest be', async () => {
			expect(await refusal({}, AUDIO, { id: 7, speakers: [{ id: 'a', role: 'agent' }] })).toEqual([
				{
					loc: ['body', 'call_data', 'id'],
					msg: 'Input should be a valid string',
					type: 'string_type',
				},
				{
					loc: ['body', 'call_data', 'speakers', 0, 'label'],
					msg: 'Field required',
					type: 'missing',
				},
			]);
			await expect(submit(sandbox, AUDIO.uri, {}, { crm: { owner: 7 } })).resolves.toBeDefined();
		});
	});

	describe('what it accepts', () => {
		it('ignores keys of the configuration that it does not know', async () => {
			await expect(submit(sandbox, AUDIO.uri, { someday: true })).resolves.toBeDefined();
		});

		it('takes every optional field as null where the contract allows it', async () => {
			const config = { emotions_model: null, webhook: null, mandatory_stages: null };
			await expect(submit(sandbox, AUDIO.uri, config)).resolves.toBeDefined();
		});

		it.each<[InsightsForm, number, number]>([
			['object', 200, 422],
			['list', 422, 200],
			['either', 200, 200],
		])(
			'takes insights in the form "%s" when it was started so',
			async (insightsForm, object, list) => {
				const own = await startSandbox({ insightsForm });
				const status = async (insights: unknown) => {
					const body = { config: { insights }, audio: AUDIO };
					return (await send('POST', processingUrl(own), body, bearer(own.descriptor.token)))
						.status;
				};
				const seen = [await status({ summary: {} }), await status(['summary'])];
				await own.close();
				expect(seen).toEqual([object, list]);
			},
		);

		it('refuses an unknown name in a list of insights', async () => {
			expect(await refusal({ insights: ['summary', 'weather'] })).toMatchObject([
				{ loc: ['body', 'config', 'insights', 1], type: 'literal_error' },
			]);
		});
	});
});
