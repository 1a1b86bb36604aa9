import { startSandbox, type Sandbox } from '../../sandbox';
import { EMOTIONS, INSIGHTS, type GivenSegment } from '../../sandbox/descriptor/contract';
import { analyse, bearer, recording, send } from './client';

const NEUTRAL = { words: null, speaker: null, emotion: null };
/** An order that the sandbox does not know; a second each. */
const ORDER: Array<Partial<GivenSegment>> = [
	['Hello, garden centre, this is Ruth. How can I help?', 0],
	['My parcel with the roses arrived broken. Could you send new roses?', 1],
	['I am sorry. I have ordered new roses for you.', 0],
	['Thank you, that is great.', 1],
].map(([text, speaker], index) => ({
	text: String(text),
	start: index,
	end: index + 1,
	speaker: Number(speaker),
}));

const CHOICES =
	"'angry', 'cautious', 'cheerful', 'friendly', 'frustrated', 'impatient', 'neutral', 'stressed', " +
	"'surprised', 'thankful' or 'fear'";

describe('The insights of a transcript, from the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const url = (name: string) => `${sandbox.descriptor.url}/api/v1/insights/${name}`;
	const post = async (name: string, body: unknown, headers: Record<string, string> = {}) =>
		await send('POST', url(name), body, headers);
	const ask = async (name: string, transcript: unknown, config: object = {}, language = 'en-US') =>
		await post(name, { config, transcript, language });
	const answer = async (name: string, transcript: unknown, config?: object, language?: string) =>
		(await ask(name, transcript, config, language)).body;
	const csat = async (text: string) =>
		await post(`csat?text=${encodeURIComponent(text)}`, undefined);

	describe('of a call that it knows', () => {
		it.each(INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score'))(
			'%s is that of the analysis',
			async (name) => {
				const { transcript, insights } = await analyse(sandbox, recording('support-call'), {
					insights: [name],
				});
				expect(await ask(name, transcript)).toEqual({ status: 200, body: insights?.[name] });
			},
		);

		it('emotional-score takes the transcript itself, csat its text', async () => {
			const { transcript, insights } = await analyse(sandbox, recording('hebrew-call'), {
				insights: ['emotional-score', 'csat'],
			});
			expect(await post('emotional-score', transcript)).toEqual({
				status: 200,
				body: insights?.['emotional-score'],
			});
			const text = transcript.map((said) => `Speaker ${said.speaker}: ${said.text}`).join('\n');
			expect(await csat(text)).toEqual({ status: 200, body: insights?.csat });
		});

		it('is known by most of its lines, whoever speaks and whenever', async () => {
			const { transcript } = await analyse(sandbox, recording('complaint-call'));
			const rough = transcript
				.filter((_, index) => index % 4 !== 2)
				.map(({ text }) => ({ text: ` ${text.toUpperCase()}`, start: 0, end: 0, speaker: 7 }));
			expect(await answer('topics', rough)).toEqual([
				'Double charge',
				'Refund delay',
				'Contract cancellation',
			]);
		});

		it('is not taken for another because of a few lines', async () => {
			const { transcript } = await analyse(sandbox, recording('complaint-call'));
			expect(await answer('topics', transcript.slice(0, 5))).not.toContain('Double charge');
			const much = { text: 'Something else entirely. '.repeat(200), start: 0, end: 0 };
			expect(await answer('topics', [...transcript, much])).not.toContain('Double charge');
		});

		it('has the times of the given segments, also where they are cut in another way', async () => {
			const { transcript } = await analyse(sandbox, recording('complaint-call'));
			const later = transcript.map((said) => ({ ...said, start: said.start + 500, end: 700 }));
			expect(await answer('problems', later)).toMatchObject([
				{ messages: [{ start: transcript[1].start + 500, end: 700, speaker_id: 1 }] },
				{},
				{},
			]);

			const whole = transcript.map(({ text }) => text).join(' ');
			expect(await answer('division', [{ text: whole, start: 3, end: 9 }])).toEqual({
				introduction: { start: 3, end: 9 },
				negotiation: { start: 3, end: 9 },
				resolution: { start: 3, end: 9 },
			});
			expect(
				await answer('problems', [
					{ text: whole.slice(0, 100), start: 0, end: 4 },
					{ text: whole.slice(100), start: 4, end: 8 },
				]),
			).toMatchObject([
				{ messages: [{ start: 0, end: 8, speaker_id: null }] },
				{ messages: [{ start: 4, end: 8 }] },
				{},
			]);
		});

		it('is labelled with the given categories', async () => {
			const { transcript } = await analyse(sandbox, recording('complaint-call'));
			expect(await answer('labeling', transcript)).toEqual(['account management']);
			expect(await answer('labeling', transcript, { categories: ['refund', 'delivery'] })).toEqual([
				'refund',
			]);
		});
	});

	describe('of any other text', () => {
		it.each<[string, unknown]>([
			['summary', ['Hello, garden centre, this is Ruth.', 'Thank you, that is great.']],
			['agent-actions', ['I am sorry.', 'I have ordered new roses for you.']],
			['customer-requests', ['Could you send new roses?']],
			['questions', ['Could you send new roses?']],
			['topics', ['roses', 'hello', 'garden']],
			['labeling', ['other']],
			[
				'division',
				{
					introduction: { start: 0, end: 1 },
					negotiation: { start: 1, end: 3 },
					resolution: { start: 3, end: 4 },
				},
			],
			[
				'problems',
				[
					{
						title: 'My parcel with the roses arrived broken.',
						messages: [
							{
								problem_source: ORDER[1].text,
								start: 1,
								end: 2,
								speaker_id: 1,
								solved: true,
								solution_start: 3,
								solution_end: 4,
								resolution_summary: 'Thank you, that is great.',
								solving_time: 3,
								solving_time_ratio: 0.75,
							},
						],
					},
				],
			],
		])('%s is made from what was said', async (name, expected) => {
			expect(await answer(name, ORDER)).toEqual(expected);
		});

		it('keywords are the words that are said most often', async () => {
			expect(((await answer('keywords', ORDER)) as object[])[0]).toEqual({
				word: 'roses',
				emotion: 'frustrated',
				count: 3,
			});
		});

		it('sentiment gives the segments back, each with an emotion', async () => {
			const given = [...ORDER, { text: 'Well.', start: 4, end: 5, emotion: 'fear', extra: 1 }];
			const felt = ['friendly', 'frustrated', 'cautious', 'thankful', 'fear'];
			expect(await answer('sentiment', given)).toEqual(
				felt.map((emotion, index) => {
					const { text, start, end, speaker = null } = given[index] as GivenSegment;
					return { ...NEUTRAL, text, start, end, speaker, emotion };
				}),
			);
			for (const emotion of felt) expect(EMOTIONS).toContain(emotion);
		});

		it('follows its mood', async () => {
			expect((await csat('Thank you, great!')).body).toMatchObject({ csat: 5 });
			expect((await csat('This is unacceptable.')).body).toMatchObject({ csat: 1 });
			expect((await csat('It is nine.')).body).toMatchObject({ csat: 3 });
			expect((await post('emotional-score', ORDER)).body).toEqual({ result: 6.3 });
		});

		it('looks at everybody when nobody is named', async () => {
			const unnamed = ORDER.map((said) => ({ ...said, speaker: null }));
			expect(await answer('questions', unnamed)).toEqual([
				'How can I help?',
				'Could you send new roses?',
			]);
		});

		it('takes statements and questions as they are in other languages', async () => {
			const said = [
				{ text: 'Ich schicke Ihnen neue Rosen.', start: 0, end: 1, speaker: 0 },
				{ text: 'Wann kommen sie?', start: 1, end: 2, speaker: 1 },
			];
			const inGerman = async (name: string) => await answer(name, said, {}, 'de-DE');
			expect(await inGerman('agent-actions')).toEqual(['Ich schicke Ihnen neue Rosen.']);
			expect(await inGerman('customer-requests')).toEqual(['Wann kommen sie?']);
			expect(await answer('agent-actions', said)).toEqual([]);
		});
	});

	it('says of silence what an analysis says of it', async () => {
		const names = INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score');
		const { insights } = await analyse(sandbox, recording('no-speech-call'), { insights: names });
		for (const name of names) {
			expect(await ask(name, [])).toEqual({ status: 200, body: insights?.[name] });
		}
		const blank = [{ text: ' ', start: 0, end: 1 }];
		expect(await answer('summary', blank)).toEqual([]);
		expect(await answer('sentiment', [])).toEqual([]);
		expect((await post('emotional-score', [])).body).toEqual({ result: 0 });
		expect((await csat('')).body).toEqual({ csat: 0, reason: 'Nothing was said.' });
	});

	describe('what it refuses', () => {
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
				'a transcript that is a text',
				{ transcript: 'Hello' },
				['transcript'],
				'Input should be a valid list',
				'list_type',
			],
			[
				'a provider that it does not know',
				{ config: { provider: 'mine' } },
				['config', 'provider'],
				"Input should be 'azure', 'claude' or 'openai'",
				'literal_error',
			],
			[
				'settings that are no object',
				{ config: 'azure' },
				['config'],
				'Input should be a valid dictionary or object to extract fields from',
				'model_attributes_type',
			],
		])('refuses %s', async (_, change, loc, msg, type) => {
			const expected = [{ loc: ['body', ...loc], msg, type }];
			expect(await detail('summary', { ...valid, ...change })).toEqual(expected);
		});

		it.each<[string, object, Array<string | number>, string, string]>([
			['a segment without a text', { text: undefined }, ['text'], 'Field required', 'missing'],
			['a segment without a start', { start: undefined }, ['start'], 'Field required', 'missing'],
			['a segment without an end', { end: undefined }, ['end'], 'Field required', 'missing'],
			[
				'a text that is a number',
				{ text: 7 },
				['text'],
				'Input should be a valid string',
				'string_type',
			],
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
				'words that are a text',
				{ words: 'Hello' },
				['words'],
				'Input should be a valid list',
				'list_type',
			],
			[
				'a word without an end',
				{ words: [{ text: 'Hello', start: 0 }] },
				['words', 0, 'end'],
				'Field required',
				'missing',
			],
			[
				'a speaker by name',
				{ speaker: 'Ruth' },
				['speaker'],
				'Input should be a valid integer, unable to parse string as an integer',
				'int_parsing',
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
			const transcript = [{ text: 'Hi', start: 0, end: 1, ...NEUTRAL }];
			expect((await ask('summary', transcript, { model: null })).status).toBe(200);
		});

		it('asks csat for its text in the query', async () => {
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
			expect(await ask('weather', ORDER)).toEqual({ status: 404, body: { detail: 'Not Found' } });
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
});
