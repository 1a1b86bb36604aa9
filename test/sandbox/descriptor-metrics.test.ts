import { startSandbox, type Sandbox } from '../../sandbox';
import type { AnalysisResult } from '../../sandbox/descriptor/contract';
import { analyze, bearer, recording, send, type Answer } from './client';

interface Metrics {
	overall: Record<string, unknown> | null;
	intervals: object[] | null;
}

describe('The metrics of a result, from the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;
	let result: AnalysisResult;

	beforeAll(async () => {
		sandbox = await startSandbox();
		result = await analyze(sandbox, recording('complaint-call'), {
			insights: ['problems', 'summary', 'csat', 'division', 'emotional-score', 'keywords'],
			metrics: ['speech', 'emo', 'problems', 'intervals'],
			emotions_alignment: true,
			emotions_diarization: true,
		});
	});
	afterAll(async () => await sandbox.close());

	const calculate = async (
		body: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer<Metrics>> =>
		await send<Metrics>(
			'POST',
			`${sandbox.descriptor.url}/api/v1/metrics/calculate`,
			body,
			headers,
		);
	const withMetrics = (metrics: string[]) => ({ ...result, config: { ...result.config, metrics } });
	const detail = async (body: unknown) => {
		const answer = await calculate(body);
		expect(answer.status).toBe(422);
		return (answer.body as unknown as { detail: unknown }).detail;
	};

	it('are those of the analysis when its result is sent back', async () => {
		expect(await calculate(result)).toEqual({ status: 200, body: result.metrics });
	});

	it('are those that the configuration names, and all when it names none', async () => {
		const speech = (await calculate(withMetrics(['speech']))).body;
		expect(speech).toMatchObject({ overall: { csat_rate: null, problems: null }, intervals: null });
		expect((await calculate(withMetrics([]))).body).toEqual(result.metrics);
		expect((await calculate({ ...result, config: {} })).body).toEqual(result.metrics);
	});

	it('are calculated from the given segments and problems', async () => {
		const transcript = [
			{ text: 'Hello', start: 0, end: 4, speaker: 0, emotion: 'friendly' },
			{ text: 'Hello', start: 4, end: 10, speaker: 10, emotion: 'angry' },
			{ text: 'Hm', start: 9, end: 10 },
		];
		const problems = [
			{ title: 'One', messages: [{ problem_source: 'Hello', start: 0, end: 4, solved: true }] },
			{ title: 'Two', messages: [{ problem_source: 'Hello', start: 4, end: 9 }] },
		];
		const { overall } = (await calculate({ ...result, transcript, insights: { problems } })).body;
		expect(overall).toMatchObject({
			total_call_duration: 10,
			speaker_speech_ratio: { 0: 0.36, 10: 0.55 },
			simultaneous_speech_time: 1,
			csat_rate: { 0: 1, 10: 0 },
			csat_problems: 0.5,
			problems,
		});
	});

	it('are nothing much when nobody spoke', async () => {
		const { status, body } = await calculate({ ...result, transcript: [], insights: null });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			overall: { total_call_duration: 0, csat_rate: null, problems: [] },
			intervals: [],
		});
	});

	it('require the six required fields of a result', async () => {
		const names = ['job_id', 'transcript', 'language_code', 'config', 'audio', 'call_data'];
		expect(await detail({})).toEqual(
			names.map((name) => ({ loc: ['body', name], msg: 'Field required', type: 'missing' })),
		);
		expect(await detail(undefined)).toEqual([
			{ loc: ['body'], msg: 'Field required', type: 'missing' },
		]);
	});

	it.each<[string, object, Array<string | number>, string, string]>([
		[
			'a metric that it does not know',
			{ config: { metrics: ['loudness'] } },
			['config', 'metrics', 0],
			"Input should be 'speech', 'emo', 'problems' or 'intervals'",
			'literal_error',
		],
		[
			'insights of the configuration that are no mapping',
			{ config: { insights: 'summary' } },
			['config', 'insights'],
			'Input should be a valid dictionary',
			'dict_type',
		],
		[
			'an insight in another shape',
			{ insights: { summary: 'One line' } },
			['insights', 'summary'],
			'Input should be a valid list',
			'list_type',
		],
		[
			'a problem without a source',
			{ insights: { problems: [{ title: 'One', messages: [{ start: 0, end: 1 }] }] } },
			['insights', 'problems', 0, 'messages', 0, 'problem_source'],
			'Field required',
			'missing',
		],
		[
			'a score beyond the scale',
			{ insights: { 'emotional-score': { result: 11 } } },
			['insights', 'emotional-score', 'result'],
			'Input should be less than or equal to 10',
			'less_than_equal',
		],
		[
			'an alignment that is a list of numbers',
			{ emotions_alignment: [1] },
			['emotions_alignment', 0],
			'Input should be a valid dictionary',
			'dict_type',
		],
		[
			'no call data',
			{ call_data: null },
			['call_data'],
			'Input should be a valid dictionary or object to extract fields from',
			'model_attributes_type',
		],
	])('refuse %s', async (_, change, loc, msg, type) => {
		expect(await detail({ ...result, ...change })).toEqual([{ loc: ['body', ...loc], msg, type }]);
	});

	it('need no token, and refuse a wrong one before they look at the fields', async () => {
		expect((await calculate({}, bearer('wrong'))).status).toBe(401);
		expect((await calculate(result, bearer(sandbox.descriptor.token))).status).toBe(200);
	});
});
