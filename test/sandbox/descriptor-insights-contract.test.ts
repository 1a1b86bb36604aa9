import { startSandbox, type Sandbox } from '../../sandbox';
import { bearer, send } from './client';

const CHOICES =
	"'angry', 'cautious', 'cheerful', 'friendly', 'frustrated', 'impatient', 'neutral', 'stressed', " +
	"'surprised', 'thankful' or 'fear'";

describe('The insights of a transcript as a contract, from the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const post = async (name: string, body: unknown, headers: Record<string, string> = {}) =>
		await send('POST', `${sandbox.descriptor.url}/api/v1/insights/${name}`, body, headers);
	const csat = async (text: string) =>
		await post(`csat?text=${encodeURIComponent(text)}`, undefined);
	const detail = async (name: string, body: unknown) => {
		const { status, body: answered } = await post(name, body);
		expect(status).toBe(422);
		return (answered as { detail: unknown }).detail;
	};
	const valid = { config: {}, transcript: [], language: 'en-US' };
	const required = (...loc: Array<string | number>) => ({
		loc: ['body', ...loc],
		msg: 'Field required',
		type: 'missing',
	});

	it('names the three required fields', async () => {
		for (const name of ['summary', 'labeling', 'sentiment']) {
			expect(await detail(name, {})).toEqual([
				required('config'),
				required('transcript'),
				required('language'),
			]);
		}
	});

	it('says that a missing body is required, and what is no object', async () => {
		expect(await detail('summary', undefined)).toEqual([required()]);
		expect(await detail('emotional-score', undefined)).toEqual([required()]);
		expect(await detail('summary', [])).toEqual([
			{
				loc: ['body'],
				msg: 'Input should be a valid dictionary or object to extract fields from',
				type: 'model_attributes_type',
			},
		]);
		expect(await detail('emotional-score', {})).toEqual([
			{ loc: ['body'], msg: 'Input should be a valid list', type: 'list_type' },
		]);
		expect(await detail('summary', '{')).toEqual([
			{ loc: ['body', 1], msg: 'JSON decode error', type: 'json_invalid' },
		]);
	});

	it.each<[string, object, Array<string | number>, string, string]>([
		[
			'a language that it does not know',
			{ language: 'xx' },
			['language'],
			"Input should be 'en-US', 'he-IL', 'hi-IN', 'es-ES', 'fr-FR', 'de-DE' or 'it-IT'",
			'literal_error',
		],
		[
			'a provider that it does not know',
			{ config: { provider: 'mine' } },
			['config', 'provider'],
			"Input should be 'azure', 'claude' or 'openai'",
			'literal_error',
		],
	])('refuses %s', async (_, change, loc, msg, type) => {
		const expected = [{ loc: ['body', ...loc], msg, type }];
		expect(await detail('summary', { ...valid, ...change })).toEqual(expected);
	});

	it.each<[string, object, Array<string | number>, string, string]>([
		['a segment without a text', { text: undefined }, ['text'], 'Field required', 'missing'],
		[
			'a start that is null',
			{ start: null },
			['start'],
			'Input should be a valid number',
			'float_type',
		],
		[
			'an end that is a text',
			{ end: 'soon' },
			['end'],
			'Input should be a valid number, unable to parse string as a number',
			'float_parsing',
		],
		[
			'a word without an end',
			{ words: [{ text: 'Hello', start: 0 }] },
			['words', 0, 'end'],
			'Field required',
			'missing',
		],
		[
			'half a speaker',
			{ speaker: 0.5 },
			['speaker'],
			'Input should be a valid integer, got a number with a fractional part',
			'int_from_float',
		],
		[
			'an emotion that it does not know',
			{ emotion: 'bored' },
			['emotion'],
			`Input should be ${CHOICES}`,
			'literal_error',
		],
	])('refuses %s, and says where', async (_, change, loc, msg, type) => {
		const segment = { text: 'Hello', start: 0, end: 1, ...change };
		const transcript = [{ text: 'Hi', start: 0, end: 1 }, segment];
		expect(await detail('summary', { ...valid, transcript })).toEqual([
			{ loc: ['body', 'transcript', 1, ...loc], msg, type },
		]);
		expect(await detail('emotional-score', transcript)).toEqual([
			{ loc: ['body', 1, ...loc], msg, type },
		]);
	});

	it('refuses categories of labeling that are no list, and lets them be elsewhere', async () => {
		const body = { ...valid, config: { categories: 'refund' } };
		expect(await detail('labeling', body)).toEqual([
			{
				loc: ['body', 'config', 'categories'],
				msg: 'Input should be a valid list',
				type: 'list_type',
			},
		]);
		expect((await post('summary', body)).status).toBe(200);
	});

	it('takes null where the contract allows it', async () => {
		const unknown = { words: null, speaker: null, emotion: null };
		const transcript = [{ text: 'Hi', start: 0, end: 1, ...unknown }];
		const body = { ...valid, transcript, config: { model: null } };
		expect((await post('summary', body)).status).toBe(200);
	});

	it('requires the text of csat in the query', async () => {
		for (const body of [undefined, { text: 'Thank you' }]) {
			expect(await detail('csat', body)).toEqual([
				{ loc: ['query', 'text'], msg: 'Field required', type: 'missing' },
			]);
		}
	});

	it('refuses a text in the address beyond 64 KB, as no JSON', async () => {
		expect((await csat('a'.repeat(60_000))).status).toBe(200);
		expect(await csat('a'.repeat(70_000))).toEqual({
			status: 400,
			body: 'Invalid HTTP request received.',
		});
	});

	it('does not know other insights', async () => {
		expect(await post('weather', valid)).toEqual({ status: 404, body: { detail: 'Not Found' } });
	});

	it('needs no token, and refuses a wrong one before it looks at the fields', async () => {
		const { token } = sandbox.descriptor;
		for (const [name, body] of [
			['summary', {}],
			['sentiment', {}],
			['emotional-score', {}],
			['csat', undefined],
		] as const) {
			expect(await post(name, body, bearer('wrong'))).toEqual({
				status: 401,
				body: { detail: 'Invalid authentication credentials' },
			});
			expect((await post(name, body, bearer(token))).status).toBe(422);
		}
	});
});
