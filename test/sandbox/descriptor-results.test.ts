import { startSandbox, type Sandbox } from '../../sandbox';
import { SCENARIO_NAMES } from '../../sandbox/descriptor/calls';
import { INSIGHTS, METRICS, type AnalysisResult } from '../../sandbox/descriptor/contract';
import { analyze, recording, send, submit } from './client';

const EVERYTHING = {
	insights: [...INSIGHTS],
	metrics: [...METRICS],
	emotions_alignment: true,
	emotions_diarization: true,
	emotions_sentiment: true,
};
const FIELDS = [
	'job_id',
	'transcript',
	'language_code',
	'config',
	'audio',
	'call_data',
	'insights',
	'transcript_sentiment',
	'emotions_alignment',
	'emotions_diarization',
	'transcript_diarization',
	'metrics',
	'failed',
];
const CALLS = SCENARIO_NAMES.filter((name) => !/^(partial|failed|no-speech)-/.test(name));

/** The calls of an ordinary length. */
const CONVERSATIONS = CALLS.filter((name) => !/^(three-hour|hostile)-/.test(name));

describe('The results of the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	/** The service takes its own result back, and looks at every field of it then. */
	const expectValid = async (result: AnalysisResult) => {
		expect(Object.keys(result)).toEqual(FIELDS);
		const url = `${sandbox.descriptor.url}/api/v1/metrics/calculate`;
		expect(await send('POST', url, result)).toMatchObject({ status: 200 });
	};

	describe('every scenario', () => {
		it.each(SCENARIO_NAMES)(
			'%s follows the contract, with everything and nothing',
			async (name) => {
				await expectValid(await analyze(sandbox, recording(name), EVERYTHING));
				await expectValid(await analyze(sandbox, recording(name)));
			},
		);

		it.each(CONVERSATIONS)('%s is a whole conversation', async (name) => {
			const { transcript, insights } = await analyze(sandbox, recording(name), EVERYTHING);

			expect(transcript.length).toBeGreaterThanOrEqual(8);
			expect(transcript.length).toBeLessThanOrEqual(20);
			expect(new Set(transcript.map(({ speaker }) => speaker))).toEqual(new Set([0, 1]));
			for (const { text, start, end, words } of transcript) {
				expect(end).toBeGreaterThan(start);
				expect(words.map((word) => word.text).join(' ')).toBe(text);
				expect([words[0].start, words[words.length - 1].end]).toEqual([start, end]);
			}
			expect(insights?.['agent-actions']).not.toEqual([]);
			expect(insights?.summary).not.toEqual([]);
		});

		it('takes its questions from the transcript', async () => {
			for (const name of CALLS) {
				const { transcript, insights } = await analyze(sandbox, recording(name), EVERYTHING);
				const spoken = transcript.map(({ text }) => text).join(' ');
				for (const question of insights?.questions as string[]) expect(spoken).toContain(question);
			}
		});
	});

	describe('what the configuration selects', () => {
		it('gives the insights that were requested, and null for the others', async () => {
			const { insights } = await analyze(sandbox, recording('support-call'), {
				insights: { 'agent-actions': {}, csat: {} },
			});
			expect(Object.keys(insights ?? {}).sort()).toEqual([...INSIGHTS].sort());
			const given = Object.entries(insights ?? {}).filter(([, value]) => value !== null);
			expect(given.map(([name]) => name).sort()).toEqual(['agent-actions', 'csat']);
		});

		it('gives the same for both forms of the insights', async () => {
			const asObject = await analyze(sandbox, recording('sales-call'), {
				insights: { topics: {} },
			});
			const asList = await analyze(sandbox, recording('sales-call'), { insights: ['topics'] });
			expect(asObject.insights).toEqual(asList.insights);
		});

		it('ignores an insight that is documented elsewhere only', async () => {
			const { insights } = await analyze(sandbox, recording('sales-call'), {
				insights: { sentiment: {} },
			});
			expect(insights).not.toHaveProperty('sentiment');
		});

		it('labels a call with the given categories only', async () => {
			const labels = async (categories: string[]) => {
				const insights = { labeling: { categories } };
				const result = await analyze(sandbox, recording('complaint-call'), { insights });
				return result.insights?.labeling;
			};
			expect(await labels(['refund', 'delivery'])).toEqual(['refund']);
			expect(await labels(['delivery', 'other'])).toEqual(['other']);
			expect(await labels(['delivery'])).toEqual([]);
			const byDefault = await analyze(sandbox, recording('complaint-call'), {
				insights: ['labeling'],
			});
			expect(byDefault.insights?.labeling).toEqual(['account management']);
		});

		it('gives metrics only when requested, and only those', async () => {
			const none = await analyze(sandbox, recording('complaint-call'));
			expect(none.metrics).toBeNull();

			const speech = await analyze(sandbox, recording('complaint-call'), { metrics: ['speech'] });
			expect(speech.metrics).toMatchObject({
				overall: { interruption_count: { 0: 0, 1: 3 }, csat_rate: null, problems: null },
				intervals: null,
			});

			const intervals = await analyze(sandbox, recording('complaint-call'), {
				metrics: ['intervals'],
			});
			expect(intervals.metrics?.overall).toBeNull();
			expect(intervals.metrics?.intervals?.length).toBeGreaterThan(1);
		});

		it('counts the solved problems', async () => {
			const solved = async (name: string) =>
				(await analyze(sandbox, recording(name), { metrics: ['problems'] })).metrics?.overall;
			expect(await solved('support-call')).toMatchObject({ csat_problems: 1 });
			expect(await solved('complaint-call')).toMatchObject({ csat_problems: 0 });
		});

		it('hears emotions in the voice unless they are switched off', async () => {
			const emotions = async (config: object) => {
				const result = await analyze(sandbox, recording('support-call'), config);
				return new Set(result.transcript.map(({ emotion }) => emotion));
			};
			expect((await emotions({})).size).toBeGreaterThan(3);
			expect(await emotions({ emotions_model: null })).toEqual(new Set([null]));
			expect(await emotions({ language_code: 'de-DE' })).toEqual(new Set([null]));
		});

		it('gives the sentiment for its stage or its switch', async () => {
			const sentiment = async (config: object) =>
				(await analyze(sandbox, recording('support-call'), config)).transcript_sentiment;
			expect(await sentiment({})).toHaveLength(16);
			expect(await sentiment({ mandatory_stages: [] })).toBeNull();
			expect(await sentiment({ mandatory_stages: null, emotions_sentiment: true })).toHaveLength(
				16,
			);
		});

		it('gives alignment and diarization when they are switched on', async () => {
			const off = await analyze(sandbox, recording('support-call'));
			expect(off).toMatchObject({
				emotions_alignment: null,
				emotions_diarization: null,
				transcript_diarization: null,
			});
			const on = await analyze(sandbox, recording('support-call'), EVERYTHING);
			expect(on.emotions_alignment).toHaveLength(16);
			expect(on.emotions_diarization).toHaveLength(16);
			expect(on.transcript_diarization).toHaveLength(16);
		});

		it('gives back the configuration with its defaults, the audio and the call data', async () => {
			const callData = { id: 'crm-1', anything: [1, 2] };
			const result = await analyze(sandbox, recording('short-call'), { channels: 2 }, callData);
			expect(result).toMatchObject({
				language_code: 'en-US',
				config: { channels: 2, emotions_model: 'emotions', webhook: null, insights: {} },
				audio: { uri: recording('short-call') },
				call_data: callData,
				failed: null,
			});
		});
	});

	describe('calls that go wrong', () => {
		it('gives a partial result when the insights failed', async () => {
			const result = await analyze(sandbox, recording('partial-call'), EVERYTHING);
			expect(result).toMatchObject({ failed: ['insights'], insights: null, metrics: null });
			expect(result.transcript).toHaveLength(16);
		});

		it('gives empty insights when nobody spoke', async () => {
			const result = await analyze(sandbox, recording('no-speech-call'), EVERYTHING);
			expect(result).toMatchObject({ transcript: [], failed: null });
			expect(result.insights).toMatchObject({ summary: [], 'agent-actions': [], csat: null });
		});

		it('lists every stage when the whole analysis failed', async () => {
			const result = await analyze(sandbox, recording('failed-call'), EVERYTHING);
			expect(result).toMatchObject({ transcript: [], insights: null, metrics: null });
			expect(result.failed).toHaveLength(8);
		});

		it('cannot read a file that is no audio', async () => {
			const result = await analyze(sandbox, 'https://recordings.example/notes.pdf', EVERYTHING);
			expect(result.failed?.[0]).toBe('transcribe');
			expect(result).toMatchObject({ transcript: [], insights: null });
			await expectValid(result);
		});
	});

	describe('recordings of another name', () => {
		it('always stand for the same call', async () => {
			const uri = 'https://recordings.example/2024/05/a7f3.wav';
			const [first, second] = [await analyze(sandbox, uri), await analyze(sandbox, uri)];
			expect(first.transcript).toEqual(second.transcript);
		});

		it('stand for a call in the language of the request', async () => {
			const uri = 'https://recordings.example/a7f3.m4a';
			await submit(sandbox, uri, { language_code: 'es-ES' });
			expect(sandbox.descriptor.jobs().pop()?.scenario).toBe('spanish-call');
		});
	});

	describe('the result page', () => {
		const open = async (id: string) =>
			await send<string>('GET', `${sandbox.descriptor.url}/result/${id}`);

		it('shows the summary, escaped', async () => {
			const uri = 'https://recordings.example/%3Cb%3E.mp3?x=<script>';
			const id = await submit(sandbox, uri, { insights: ['summary'] });
			const { status, body } = await open(id);
			expect(status).toBe(200);
			expect(body).toContain('<h2>Summary</h2>');
			expect(body).not.toMatch(/<script>|<b>/);
		});

		it('is linked on the start page', async () => {
			const id = await submit(sandbox, recording('short-call'));
			const { body } = await send<string>('GET', sandbox.descriptor.url);
			expect(body).toContain(`<a href="/result/${id}">${recording('short-call')}</a>`);
		});

		it('says when a result is not there yet, or not at all', async () => {
			const id = await submit(sandbox, recording('support-call', '?seconds=60'));
			expect((await open(id)).body).toContain('still being analyzed');
			expect((await open('nothing')).status).toBe(404);
		});
	});
});
