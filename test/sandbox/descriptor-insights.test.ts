import { startSandbox, type Sandbox } from '../../sandbox';
import { EMOTIONS, INSIGHTS, type GivenSegment } from '../../sandbox/descriptor/contract';
import { analyze, recording, send } from './client';

const NEUTRAL = { words: null, speaker: null, emotion: null };
/** An order that the sandbox does not know; a second each. */
const ORDER: Array<Partial<GivenSegment>> = [
	['Hello, garden center, this is Ruth. How can I help?', 0],
	['My parcel with the roses arrived broken. Could you send new roses?', 1],
	['I am sorry. I have ordered new roses for you.', 0],
	['Thank you, that is great.', 1],
].map(([text, speaker], index) => ({
	text: String(text),
	start: index,
	end: index + 1,
	speaker: Number(speaker),
}));

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
				const { transcript, insights } = await analyze(sandbox, recording('support-call'), {
					insights: [name],
				});
				expect(await ask(name, transcript)).toEqual({ status: 200, body: insights?.[name] });
			},
		);

		it('emotional-score takes the transcript itself, csat its text', async () => {
			const { transcript, insights } = await analyze(sandbox, recording('hebrew-call'), {
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
			const { transcript } = await analyze(sandbox, recording('complaint-call'));
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
			const { transcript } = await analyze(sandbox, recording('complaint-call'));
			expect(await answer('topics', transcript.slice(0, 5))).not.toContain('Double charge');
			const much = { text: 'Something else entirely. '.repeat(200), start: 0, end: 0 };
			expect(await answer('topics', [...transcript, much])).not.toContain('Double charge');
		});

		it('has the times of the given segments, also where they are cut in another way', async () => {
			const { transcript } = await analyze(sandbox, recording('complaint-call'));
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

		it('is labeled with the given categories', async () => {
			const { transcript } = await analyze(sandbox, recording('complaint-call'));
			expect(await answer('labeling', transcript)).toEqual(['account management']);
			expect(await answer('labeling', transcript, { categories: ['refund', 'delivery'] })).toEqual([
				'refund',
			]);
		});
	});

	describe('of any other text', () => {
		it.each<[string, unknown]>([
			['summary', ['Hello, garden center, this is Ruth.', 'Thank you, that is great.']],
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

	it('hears in a text what the analysis heard in the voice', async () => {
		const { transcript } = await analyze(sandbox, recording('support-call'));
		const unheard = transcript.map((said) => ({ ...said, emotion: null }));
		expect(await ask('sentiment', unheard)).toEqual({ status: 200, body: transcript });
	});

	it('says of silence what an analysis says of it', async () => {
		const names = INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score');
		const { insights } = await analyze(sandbox, recording('no-speech-call'), { insights: names });
		for (const name of names) {
			expect(await ask(name, [])).toEqual({ status: 200, body: insights?.[name] });
		}
		const blank = [{ text: ' ', start: 0, end: 1 }];
		expect(await answer('summary', blank)).toEqual([]);
		expect(await answer('sentiment', [])).toEqual([]);
		expect((await post('emotional-score', [])).body).toEqual({ result: 0 });
		expect((await csat('')).body).toEqual({ csat: 0, reason: 'Nothing was said.' });
	});
});
