import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const result = (jobId: string): IDataObject => ({
	job_id: jobId,
	transcript: [
		{ text: 'Hello', start: 0, end: 3, speaker: 0 },
		{ text: 'Hi', start: 4, end: 5, speaker: 1 },
	],
	language_code: 'en-US',
	config: { language_code: 'en-US', metrics: [] },
	audio: { uri: 'https://recordings.test/a.mp3' },
	call_data: {},
});
const MEASURED = {
	overall: {
		total_call_duration: 6,
		interruption_count: { 0: 2 },
		csat_rate: { 0: 0.5, 1: 0.25 },
		emotional_phrases: { 0: {} },
	},
	intervals: null,
};

const parametersOf = (more: IDataObject = {}): IDataObject => ({
	resource: 'transcript',
	operation: 'calculateMetrics',
	...more,
});
const answer = (jobId: string, metrics: string[], reply: unknown = MEASURED, status = 200) =>
	nock(BASE_URL)
		.post('/api/v1/metrics/calculate', {
			...result(jobId),
			config: { language_code: 'en-US', metrics },
		} as nock.DataMatcherMap)
		.matchHeader('authorization', 'Bearer secret-token')
		.reply(status, reply as nock.Body);

isolateRequests();

describe('Calculate Metrics', () => {
	it('sends the whole result, and returns the usual numbers', async () => {
		answer('a', ['emo', 'problems', 'speech']);
		answer('b', ['emo', 'problems', 'speech']);
		const { outputs } = await runNode({
			items: [result('a'), result('b')],
			parameters: parametersOf(),
		});
		expect(outputs[0].map(({ json, pairedItem }) => [json.job_id, pairedItem])).toEqual([
			['a', { item: 0 }],
			['b', { item: 1 }],
		]);
		expect(outputs[0][0].json).toEqual({
			job_id: 'a',
			duration_seconds: 6,
			silence_seconds: 2,
			silence_percent: 33.3,
			interruption_count: 2,
			agent_talk_percent: null,
			customer_main_emotion: null,
			unsolved_problem_count: null,
		});
	});

	it('adds what was measured besides where all is wanted', async () => {
		answer('a', ['emo', 'problems', 'speech']);
		const { outputs } = await runNode({
			items: [result('a')],
			parameters: parametersOf({ options: { includeAll: true } }),
		});
		expect(outputs[0][0].json).toMatchObject({
			duration_seconds: 6,
			talk_percent_by_speaker: { 'Speaker 0': 75, 'Speaker 1': 25 },
			csat_rate: { 'Speaker 0': 0.5, 'Speaker 1': 0.25 },
			dsat: null,
		});
		expect(outputs[0][0].json).not.toHaveProperty('emotional_phrases');
	});

	it('returns what the service sent when Simplify is off', async () => {
		answer('a', ['intervals']);
		const parameters = parametersOf({ simplify: false, metrics: ['intervals'] });
		const { outputs } = await runNode({ items: [result('a')], parameters });
		expect(outputs[0][0].json).toEqual(MEASURED);
	});

	it('says so when no number is known', async () => {
		const overall = { total_call_duration: null };
		nock(BASE_URL).post(/.*/).reply(200, { overall, intervals: null });
		const { outputs, hints } = await runNode({
			items: [{ ...result('a'), transcript: [] }],
			parameters: parametersOf(),
		});
		expect(outputs[0][0].json).toMatchObject({ job_id: 'a', duration_seconds: null });
		expect(hints).toEqual(['No numbers are known of 1 of 1 calls: their results have no times.']);
	});

	it.each([
		['JSON text', { text: JSON.stringify(result('a')) }, '={{ $json.text }}'],
		['the envelope', { status: 'completed', result: result('a') }, '={{ $json }}'],
	])('takes a result as %s', async (_form, item, expression) => {
		answer('a', ['emo', 'problems', 'speech']);
		const parameters = parametersOf({ result: expression });
		const { outputs } = await runNode({ items: [item as IDataObject], parameters });
		expect(outputs[0][0].json.job_id).toBe('a');
	});

	it('names the parameter that the service does not accept, and sends nothing when it is empty', async () => {
		const detail = [{ loc: ['body', 'config', 'metrics', 0], msg: 'Bad' }];
		answer('a', ['x'], { detail }, 422);
		const refused = await runNode({
			items: [result('a')],
			parameters: parametersOf({ metrics: ['x'] }),
		});
		expect(refused.error?.message).toContain("'Metric Names or IDs' (config.metrics.0): Bad");
		const parameters = parametersOf({ metrics: [] });
		const { error } = await runNode({ items: [result('a')], parameters });
		expect(error?.message).toBe("'Metric Names or IDs' is empty [item 0]");
	});

	it.each([
		[{ job_id: 'a', transcript: 'A: x', summary: 'S' }, "'Result' is a simplified result"],
		[{ job_id: 'a', transcript: [] }, "'Result' lacks language_code, config, audio, call_data"],
	])('checks %j before anything is sent', async (item, message) => {
		const { error } = await runNode({ items: [item as IDataObject], parameters: parametersOf() });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain('with Simplify switched off');
	});

	it.each([
		[
			422,
			{ detail: [{ loc: ['body', 'job_id'], msg: 'Bad' }] },
			"did not accept the request: 'Result' (job_id): Bad",
		],
		[200, { other: 1 }, 'contains no metrics'],
		[404, { detail: 'Not Found' }, 'There is no Descriptor.AI API at'],
	])('fails with the service’s words on %i', async (status, body, message) => {
		answer('a', ['emo', 'problems', 'speech'], body, status);
		const { error } = await runNode({ items: [result('a')], parameters: parametersOf() });
		expect(error?.message).toContain(message);
	});
});
