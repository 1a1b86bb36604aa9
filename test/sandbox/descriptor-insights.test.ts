import { startSandbox, type Sandbox } from '../../sandbox';
import { INSIGHTS } from '../../sandbox/descriptor/contract';
import { analyze, recording, send } from './client';

describe('The insights of a transcript, from the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const url = (name: string) => `${sandbox.descriptor.url}/api/v1/insights/${name}`;
	const post = async (name: string, body: unknown, headers: Record<string, string> = {}) =>
		await send('POST', url(name), body, headers);
	const request = async (
		name: string,
		transcript: unknown,
		config: object = {},
		language = 'en-US',
	) => await post(name, { config, transcript, language });
	const answer = async (name: string, transcript: unknown, config?: object, language?: string) =>
		(await request(name, transcript, config, language)).body;
	const csat = async (text: string) =>
		await post(`csat?text=${encodeURIComponent(text)}`, undefined);

	describe('of a call that it knows', () => {
		it.each(INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score'))(
			'%s is that of the analysis',
			async (name) => {
				const { transcript, insights } = await analyze(sandbox, recording('support-call'), {
					insights: [name],
				});
				expect(await request(name, transcript)).toEqual({ status: 200, body: insights?.[name] });
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

	it('says of any other text that it is not analyzed, and keeps its segments', async () => {
		const given = [
			{ text: 'My roses arrived broken.', start: 0, end: 1, extra: 1 },
			{ text: 'Well.', start: 1, end: 2, speaker: 1, emotion: 'fear' },
		];
		const reason = 'The sandbox analyzes its own calls only.';
		expect(await answer('summary', given)).toEqual([reason]);
		expect(await answer('problems', given)).toEqual([]);
		expect(await answer('labeling', given)).toEqual(['other']);
		expect(await answer('division', given)).toMatchObject({ resolution: { start: 0, end: 2 } });
		expect((await csat('Thank you!')).body).toEqual({ csat: 3, reason });
		const felt = { words: null, speaker: null, emotion: 'neutral' };
		expect(await answer('sentiment', given)).toEqual([
			{ ...felt, text: 'My roses arrived broken.', start: 0, end: 1 },
			{ ...felt, ...given[1] },
		]);
	});

	it('hears in a text what the analysis heard in the voice', async () => {
		const { transcript } = await analyze(sandbox, recording('support-call'));
		const unheard = transcript.map((said) => ({ ...said, emotion: null }));
		expect(await request('sentiment', unheard)).toEqual({ status: 200, body: transcript });
	});

	it('says of silence what an analysis says of it', async () => {
		const names = INSIGHTS.filter((name) => name !== 'csat' && name !== 'emotional-score');
		const { insights } = await analyze(sandbox, recording('no-speech-call'), { insights: names });
		for (const name of names) {
			expect(await request(name, [])).toEqual({ status: 200, body: insights?.[name] });
		}
		const blank = [{ text: ' ', start: 0, end: 1 }];
		expect(await answer('summary', blank)).toEqual([]);
		expect(await answer('sentiment', [])).toEqual([]);
		expect((await post('emotional-score', [])).body).toEqual({ result: 0 });
		expect((await csat('')).body).toEqual({ csat: 0, reason: 'Nothing was said.' });
	});
});
