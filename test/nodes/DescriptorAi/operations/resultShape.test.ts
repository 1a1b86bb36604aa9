import type { IBinaryData, IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { DescriptorAi } from '../../../../nodes/DescriptorAi/DescriptorAi.node';
import { asTool, BASE_URL, runNode, type NodeRunOptions } from '../../../support/engine';
import { fullResult } from '../../../support/results';
import { isolateRequests } from '../../../support/service';

const SIMPLE =
	'job_id summary agent_actions csat main_emotion topics duration_seconds transcript failed_stages result_url'.split(
		' ',
	);
const DETAILS =
	'silence_seconds silence_percent interruption_count agent_talk_percent customer_main_emotion unsolved_problem_count talk_percent_by_speaker main_emotion_by_speaker interruption_count_by_speaker csat_reason unsolved_problems'.split(
		' ',
	);
/** Fields of results that lack something. */
const IF_ANY = ['failed_reason', 'missing_insights'];
const SRT =
	'1\n00:00:00,000 --> 00:00:02,000\nDana: Good morning.\n\n2\n00:00:03,000 --> 00:00:06,000\nHelen: It is broken.\n\n3\n00:00:08,000 --> 00:00:10,000\nDana: Repaired.\n';

const result = (jobId: string, more: IDataObject = {}): IDataObject =>
	({ job_id: jobId, ...fullResult, ...more }) as IDataObject;
const ready = (id: string, body = result(id)) =>
	nock(BASE_URL).get(`/api/v1/offline/processing/${id}`).reply(200, body);

/** Runs Get Result, for one analysis that is requested unless other items are given. */
async function run(changes: IDataObject, more: Partial<NodeRunOptions> = {}) {
	const parameters = { resource: 'callAnalysis', operation: 'getResult', ...changes };
	return await runNode({ items: [{ result_id: 'a' }], parameters, ...more });
}

/** Runs Get Result as n8n offers it to AI agents: under another name, and connected to nothing but the agent. */
async function runTool(changes: IDataObject) {
	return await run({ resultId: 'a', ...changes }, asTool());
}

const textOf = ({ data }: IBinaryData) => Buffer.from(data, 'base64').toString('utf8');

isolateRequests();

describe('A person who gets a result', () => {
	it.each<[string, IDataObject, string[]]>([
		['ten fields by default', {}, SIMPLE],
		['ten fields with Simplify', { simplify: true }, SIMPLE],
		[
			'twenty-two with call details',
			{ options: { includeDetails: true } },
			[...SIMPLE, ...DETAILS, 'call_data'],
		],
		['what was sent without Simplify', { simplify: false }, Object.keys(result('a'))],
		[
			'what was sent without Simplify, with no details added',
			{ simplify: false, options: { includeDetails: true } },
			Object.keys(result('a')),
		],
		['no less for what an AI agent would be given', { output: 'raw', fields: ['csat'] }, SIMPLE],
	])('is given %s', async (_what, changes, names) => {
		ready('a');
		const { outputs } = await run(changes);
		expect(Object.keys(outputs[0][0].json)).toEqual(names);
	});

	it.each([
		['text', 'Dana: Good morning.\nHelen: It is broken.\nDana: Repaired.'],
		['srt', SRT],
		['vtt', expect.stringMatching(/^WEBVTT\n\n00:00:00\.000 --> .*\n<v Dana>Good morning\.\n/)],
	])('reads the transcript of a simplified result as %s', async (transcriptFormat, transcript) => {
		ready('a');
		const { outputs } = await run({ options: { transcriptFormat } });
		expect(outputs[0][0].json.transcript).toEqual(transcript);
	});

	it.each([
		[{ transcriptFormat: '={{ "docx" }}' }, "'Transcript Format' has an unknown entry: docx"],
		[{ transcriptFiles: '={{ ["docx"] }}' }, "'Transcript Files' has an unknown entry: docx"],
		[
			{ transcriptFiles: '={{ 7 }}' },
			"'Transcript Files' must be a list, but the expression returned a number",
		],
	])('gets an error for %j before anything is requested', async (options, message) => {
		const requested = ready('a');
		const { error } = await run({ options });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(requested.isDone()).toBe(false);
	});
});

/** Requested in each spelling; CSAT is there, and the other two are not. */
const LACKING = {
	config: { insights: ['CSAT', 'topics', 'agent_actions'] },
	insights: { csat: { csat: 4 }, 'agent-actions': null },
};

describe('Insights that were requested and are not there', () => {
	it.each<[string, IDataObject, object]>([
		['as a list of names', LACKING, { missing_insights: ['topics', 'agent_actions'] }],
		[
			'as an object with settings',
			{ ...LACKING, config: { insights: { topics: {}, csat: {}, summary: null } } },
			{ missing_insights: ['topics'] },
		],
		[
			'in a result without any',
			{ ...LACKING, insights: null },
			{ missing_insights: ['CSAT', 'topics', 'agent_actions'] },
		],
		[
			'as the sentiment, which is a transcript',
			{ config: { insights: { sentiment: {}, csat: {} } }, transcript_sentiment: [] },
			{},
		],
	])('are told %s', async (_how, more, told) => {
		ready('a', result('a', more));
		const { outputs } = await run({});
		const { json } = outputs[0][0];
		expect(Object.keys(json)).toEqual([...SIMPLE, ...Object.keys(told)]);
		expect(json).toMatchObject(told);
	});

	it.each([{}, { simplify: false }])('are told in a note, with %j', async (changes) => {
		ready('a', result('a', LACKING));
		ready('b', result('b', { ...LACKING, failed: ['insights'] }));
		ready('c', result('c', { config: { insights: ['csat', 'topics'] } }));
		const items = ['a', 'b', 'c'].map((id) => ({ result_id: id }));
		const { hints } = await run(changes, { items });
		expect(hints).toEqual([
			'An analysis is partial. Stages that did not succeed: insights [item 1]. Some insights are missing. Requested but not in the result: topics, agent_actions [item 0]; topics, agent_actions [item 1]',
		]);
	});

	it('are told an AI agent that selects them, and are not a field where there are none', async () => {
		const changes = { output: 'selectedFields', fields: ['job_id', 'missing_insights'] };
		ready('a', result('a', LACKING));
		const lacking = await runTool(changes);
		expect(lacking.outputs[0][0].json).toEqual({
			job_id: 'a',
			missing_insights: ['topics', 'agent_actions'],
			// An agent is shown no hints.
			note: expect.stringContaining('topics, agent_actions'),
		});
		ready('a');
		const whole = await runTool(changes);
		expect(whole.outputs[0][0].json).toEqual({ job_id: 'a' });
	});

	it('are told an AI agent that does not select them, with the stages that failed and why', async () => {
		const partial = result('a', { ...LACKING, failed: ['insights'] });
		ready('a', { status: 'failed', error: 'No credit', result: partial });
		const { outputs } = await runTool({ output: 'selectedFields', fields: ['csat'] });
		expect(outputs[0][0].json).toMatchObject({
			csat: expect.anything(),
			failed_stages: ['insights'],
			failed_reason: 'No credit',
			missing_insights: ['topics', 'agent_actions'],
		});
	});
});

describe('An AI agent that gets a result', () => {
	it.each<[string, IDataObject, string[]]>([
		['ten fields by default', {}, SIMPLE],
		['ten fields when simplified', { output: 'simplified' }, SIMPLE],
		['what was sent when raw', { output: 'raw' }, Object.keys(result('a'))],
		['ID and summary of selected fields', { output: 'selectedFields' }, ['job_id', 'summary']],
		[
			'only the fields that are selected, in that order, with the details among them',
			{ output: 'selectedFields', fields: ['talk_percent_by_speaker', 'csat'] },
			['talk_percent_by_speaker', 'csat'],
		],
		[
			'only the fields that an expression names',
			{ output: 'selectedFields', fields: '={{ "job_id, topics" }}' },
			['job_id', 'topics'],
		],
		['no more than that for what a person chose', { simplify: false }, SIMPLE],
	])('is given %s', async (_what, changes, names) => {
		ready('a');
		const { outputs } = await runTool(changes);
		expect(Object.keys(outputs[0][0].json)).toEqual(names);
	});

	it('can be given every field of a simplified result with its details', async () => {
		const { properties } = new DescriptorAi().description;
		const selectable = properties.find(({ name }) => name === 'fields')?.options ?? [];
		const fields = selectable.flatMap((option) => ('value' in option ? option.value : []));
		expect([...fields].sort()).toEqual([...SIMPLE, ...DETAILS, 'call_data', ...IF_ANY].sort());

		ready('a');
		const selected = await runTool({ output: 'selectedFields', fields });
		ready('a');
		const numbered = await run({ options: { includeDetails: true } });
		expect(selected.outputs[0][0].json).toEqual(numbered.outputs[0][0].json);
	});

	it.each([
		[{ output: '={{ "selected" }}' }, "'Output' has an unknown entry: selected"],
		[
			{ output: 'selectedFields', fields: '={{ ["summary", "sumary"] }}' },
			"'Fields' has an unknown entry: sumary",
		],
		[{ output: 'selectedFields', fields: [] }, "'Fields' is empty"],
	])('gets an error for %j before anything is requested', async (changes, message) => {
		const requested = ready('a');
		const { error } = await runTool(changes);
		// n8n shows an agent the message alone.
		expect(error?.message).toMatch(new RegExp(`^${message} \\[item 0\\]\\. \\w`));
		expect(requested.isDone()).toBe(false);
	});
});

describe('Transcript files', () => {
	const FILES = { transcriptFiles: ['srt', 'text', 'vtt'] };

	it('are returned in a field each, for the next node to upload', async () => {
		ready('a');
		const { outputs } = await run({ options: FILES });
		const { binary = {}, json } = outputs[0][0];
		expect(Object.keys(json)).toEqual(SIMPLE);
		expect(
			Object.entries(binary).map(([field, { fileName, mimeType }]) => [field, fileName, mimeType]),
		).toEqual([
			['transcript_srt', 'transcript-a.srt', 'application/x-subrip'],
			['transcript_text', 'transcript-a.txt', 'text/plain; charset=utf-8'],
			['transcript_vtt', 'transcript-a.vtt', 'text/vtt; charset=utf-8'],
		]);
		expect(textOf(binary.transcript_srt)).toBe(SRT);
		expect(textOf(binary.transcript_text)).toContain('\nHelen: It is broken.\n');
		expect(textOf(binary.transcript_vtt)).toContain('<v Helen>It is broken.\n');
	});

	it('belong to the item whose analysis they are of', async () => {
		const turn = { start: 0, end: 1, speaker: 0 };
		for (const id of ['a', 'b', 'c']) {
			ready(id, result(id, { transcript: [{ ...turn, text: `Words of ${id}` }] }));
		}
		const items = ['a', 'b', 'c'].map((id) => ({ result_id: id }));
		const { outputs } = await run({ options: { transcriptFiles: ['text'] } }, { items });
		expect(
			outputs[0].map(({ json, binary = {}, pairedItem }) => [
				json.job_id,
				textOf(binary.transcript_text),
				pairedItem,
			]),
		).toEqual([
			['a', 'Dana: Words of a', { item: 0 }],
			['b', 'Dana: Words of b', { item: 1 }],
			['c', 'Dana: Words of c', { item: 2 }],
		]);
	});

	it('are made of a raw result without a request, and join the files of its item', async () => {
		const { outputs } = await run(
			{ simplify: false, options: FILES },
			{ items: [result('a')], files: [{ content: 'A report', fileName: 'report.html' }] },
		);
		const { binary = {}, json } = outputs[0][0];
		expect(json).toEqual(result('a'));
		expect(Object.keys(binary)).toEqual([
			'data',
			'transcript_srt',
			'transcript_text',
			'transcript_vtt',
		]);
		expect(textOf(binary.transcript_srt)).toBe(SRT);
	});

	it('are fetched for a simplified result, which does not say when things were said, and which they join', async () => {
		const requested = ready('a');
		const item = { job_id: 'a', summary: 'By hand', transcript: 'Dana: Hello', record_id: '7' };
		const { outputs } = await run(
			{ options: { transcriptFiles: ['srt'] } },
			{ items: [item], files: [{ content: 'A report', fileName: 'report.html' }] },
		);
		const { binary = {}, json } = outputs[0][0];
		expect(requested.isDone()).toBe(true);
		expect(json).toEqual(item);
		expect(Object.keys(binary)).toEqual(['data', 'transcript_srt']);
		expect(textOf(binary.transcript_srt)).toBe(SRT);
	});

	it('are left out where there are no words', async () => {
		ready('a', result('a', { transcript: [] }));
		const { outputs } = await run({ options: FILES });
		expect(outputs[0][0]).not.toHaveProperty('binary');
	});
});
