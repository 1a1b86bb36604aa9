import type { IBinaryData, IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { skipPauses } from '../../../support/clock';
import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const result = (jobId: string): IDataObject => ({
	job_id: jobId,
	transcript: [{ text: 'Hello <b>', start: 0, end: 2.5, speaker: 0, emotion: 'friendly' }],
	call_data: {},
	insights: { summary: ['They spoke.'] },
	failed: null,
});
const ready = (id: string) => nock(BASE_URL).get(`${PATH}/${id}`).reply(200, result(id));
const parametersOf = (more: IDataObject = {}): IDataObject => ({
	resource: 'callAnalysis',
	operation: 'createReport',
	...more,
});
const textOf = (file: IBinaryData | undefined) =>
	Buffer.from(file?.data ?? '', 'base64').toString('utf8');

isolateRequests();
afterEach(() => jest.restoreAllMocks());

describe('Create Report', () => {
	it('returns a page and a picture of each analysis, with the simplified result', async () => {
		ready('a');
		ready('b');
		const { outputs } = await runNode({
			items: [{ result_id: 'a' }, { result_id: 'b' }],
			parameters: parametersOf(),
		});
		expect(
			outputs[0].map(({ json, pairedItem }) => [json.job_id, json.summary, pairedItem]),
		).toEqual([
			['a', 'They spoke.', { item: 0 }],
			['b', 'They spoke.', { item: 1 }],
		]);
		const { report, picture } = outputs[0][0].binary ?? {};
		expect([report.fileName, report.mimeType]).toEqual(['call-report-a.html', 'text/html']);
		expect([picture.fileName, picture.mimeType]).toEqual(['call-report-a.svg', 'image/svg+xml']);
		expect(textOf(report)).toMatch(/^<!DOCTYPE html>/);
		expect(textOf(report)).toContain('They spoke.');
		expect(textOf(report)).toContain('Hello &lt;b&gt;');
		expect(textOf(report)).toContain(`${BASE_URL}/result/a`);
		expect(textOf(picture)).toMatch(/^<svg /);
	});

	it('takes the address of the result page that somebody has pasted', async () => {
		ready('a');
		const { outputs } = await runNode({
			items: [{}],
			parameters: parametersOf({ resultId: `${BASE_URL}/result/a/?tab=summary#top` }),
		});
		expect(outputs[0][0].json.job_id).toBe('a');
	});

	it('makes the report of an item that holds the raw result without a request', async () => {
		const { outputs } = await runNode({ items: [result('a')], parameters: parametersOf() });
		expect(Object.keys(outputs[0][0].binary ?? {})).toEqual(['report', 'picture']);
	});

	it('fetches the result of an item that is simplified', async () => {
		ready('a');
		const item = { job_id: 'a', summary: 'S', transcript: 'A: Hello' };
		const { outputs } = await runNode({ items: [item], parameters: parametersOf() });
		expect(textOf(outputs[0][0].binary?.report)).toContain('They spoke.');
	});

	it.each<IDataObject>([
		{ job_id: 'a', insights: ['summary', 'topics'] },
		{ job_id: 'a', metrics: [], transcript: [] },
		{ ...result('a'), status: 'processing', insights: null },
		{ ...result('a'), progress: 10, insights: null },
	])('fetches the result of an item that is not finished: %j', async (item) => {
		ready('a');
		const { outputs } = await runNode({ items: [item], parameters: parametersOf() });
		expect(textOf(outputs[0][0].binary?.report)).toContain('They spoke.');
	});

	it('leaves the words of the call out, and has another title, where that is wished', async () => {
		const options = { includeTranscript: false, title: 'A call & more' };
		const parameters = parametersOf({ files: ['html'], options });
		const { outputs } = await runNode({ items: [result('a')], parameters });
		expect(Object.keys(outputs[0][0].binary ?? {})).toEqual(['report']);
		const page = textOf(outputs[0][0].binary?.report);
		expect(page).not.toContain('Hello');
		expect(page).toContain('A call &amp; more');
	});

	it('leaves the files of the item in it', async () => {
		const files = [{ content: 'WEBVTT', fileName: 'a.vtt' }];
		const { outputs } = await runNode({ items: [result('a')], files, parameters: parametersOf() });
		expect(Object.keys(outputs[0][0].binary ?? {})).toEqual(['data', 'report', 'picture']);
	});

	it('does not wait for an analysis that goes on, and says what does', async () => {
		nock(BASE_URL).get(`${PATH}/a`).reply(425, {});
		const { error } = await runNode({ items: [{ result_id: 'a' }], parameters: parametersOf() });
		expect(error?.message).toBe("The analysis with the result ID 'a' is still processing [item 0]");
		expect(error?.description).toContain('Get Result');
	});

	it('tells an answer that it does not know', async () => {
		nock(BASE_URL).get(`${PATH}/a`).reply(200, { status: 'completed', result: {} });
		const { error } = await runNode({ items: [{ result_id: 'a' }], parameters: parametersOf() });
		expect(error?.message).toBe(
			"The analysis with the result ID 'a' is not ready. Descriptor.AI answered: completed, without an analysis [item 0]",
		);
	});

	it('requests an ID again that is not known yet', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).reply(404, { detail: 'Result not found' });
		ready('a');
		const { outputs } = await runNode({ items: [{ result_id: 'a' }], parameters: parametersOf() });
		expect(outputs[0][0].json.job_id).toBe('a');
		expect(pauses).toEqual([1000]);
	});

	it('says so where nobody speaks, or a part of the analysis is missing', async () => {
		const silent = { ...result('a'), transcript: [], failed: ['metrics'] };
		const { hints } = await runNode({
			items: [silent, result('b')],
			parameters: parametersOf({ resultId: '={{ $json.job_id }}' }),
		});
		expect(hints).toEqual([
			'No words are known of 1 of 2 calls, so their reports have no transcript. An analysis is partial. Stages that did not succeed: metrics [item 0]',
		]);
		const { hints: none } = await runNode({ items: [result('b')], parameters: parametersOf() });
		expect(none).toEqual([]);
	});

	it('says why there is none of an analysis that failed', async () => {
		nock(BASE_URL).get(`${PATH}/a`).reply(200, { status: 'failed', error: 'No speech' });
		const { error } = await runNode({ items: [{ result_id: 'a' }], parameters: parametersOf() });
		expect(error?.message).toContain('No speech');
	});

	it.each([
		[{ files: [] }, "'Files' is empty [item 0]"],
		[{ files: '={{ ["pdf"] }}' }, "'Files' has an unknown entry: pdf [item 0]"],
		[{ resultId: '={{ "" }}' }, "'Result ID' is empty [item 0]"],
	])('checks %j before anything is sent', async (parameters, message) => {
		const { error } = await runNode({
			items: [{ result_id: 'a' }],
			parameters: parametersOf(parameters as IDataObject),
		});
		expect(error?.message).toBe(message);
	});

	it.each(['../../etc/passwd', 'a"b\r\nc', 'x'.repeat(500)])(
		'gives files names that fit every file system, also for the ID %j',
		async (id) => {
			nock(BASE_URL).get(/.*/).reply(200, result(id));
			const { outputs } = await runNode({ items: [{ result_id: id }], parameters: parametersOf() });
			expect(outputs[0][0].binary?.report.fileName).toMatch(/^call-report-[\w-]{1,64}\.html$/);
		},
	);
});
