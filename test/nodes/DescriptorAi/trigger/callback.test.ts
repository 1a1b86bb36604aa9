import type {
	IDataObject,
	IHookFunctions,
	INode,
	IWebhookFunctions,
	Logger,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import nock from 'nock';

import { DescriptorAiTrigger } from '../../../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { skipPauses } from '../../../support/clock';
import { BASE_URL } from '../../../support/engine';
import { requestOf } from '../../../support/requestOf';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const TOKEN = 'secret-token';
const SPOKEN = 'My card number is 4711';

const result = (jobId: string, more: IDataObject = {}): IDataObject => ({
	job_id: jobId,
	transcript: [{ text: SPOKEN, start: 0, end: 2.5, speaker: 0, emotion: 'friendly' }],
	call_data: {},
	insights: { summary: ['They spoke.'], 'agent-actions': ['Greeted'] },
	failed: null,
	...more,
});

const tooEarly = (id: string, times = 1) =>
	nock(BASE_URL).get(`${PATH}/${id}`).times(times).reply(425, { detail: 'wait' });
const ready = (id: string, body: IDataObject | string = result(id)) =>
	nock(BASE_URL)
		.get(`${PATH}/${id}`)
		.matchHeader('authorization', `Bearer ${TOKEN}`)
		.reply(200, body);

const times = (count: number, task: () => void) => Array.from({ length: count }).forEach(task);

/** What n8n keeps of one trigger between callbacks. */
interface Workflow {
	id: string;
	staticData: IDataObject;
}

let workflows = 0;
/** How often n8n has decrypted the credential in the test. */
let credentialsRead = 0;
const newWorkflow = (): Workflow => ({ id: `workflow-${(workflows += 1)}`, staticData: {} });

interface Callback {
	/** What is sent: the bytes, or what is sent as JSON; whatever it is labeled as. */
	body: unknown;
	parameters?: Record<string, unknown>;
	workflow?: Workflow;
	mode?: WorkflowExecuteMode;
	/** The access token in the credential. */
	token?: string;
}

interface Answer {
	status: number;
	message: string;
	/** The items that start the workflow; absent when nothing starts. */
	items: IDataObject[] | undefined;
	/** What n8n wrote into its log. */
	log: string[];
}

/** Sends a callback to the trigger: n8n's part of it is played here, as far as the trigger uses it. */
async function sendCallback({
	body,
	parameters = {},
	workflow,
	mode,
	token = TOKEN,
}: Callback): Promise<Answer> {
	const { id, staticData } = workflow ?? newWorkflow();
	const node: INode = {
		id: 'trigger',
		name: 'Descriptor.AI Trigger',
		type: 'n8n-nodes-descriptor-ai.descriptorAiTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const log: string[] = [];
	const write = (line: string) => void log.push(line);
	let status = 0;
	let message = '';
	const response = {
		status(code: number) {
			status = code;
			return this;
		},
		json: (answer: { message: string }) => (message = answer.message),
	};
	const logger: Logger = { debug: write, info: write, warn: write, error: write };
	const context = {
		async getCredentials() {
			credentialsRead += 1;
			return { accessToken: token, baseUrl: BASE_URL };
		},
		getMode: () => mode ?? 'webhook',
		getNode: () => node,
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getRequestObject: () =>
			requestOf(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))),
		getResponseObject: () => response,
		getWorkflow: () => ({ id, name: 'Workflow', active: true }),
		getWorkflowStaticData: () => staticData,
		helpers: {
			async httpRequestWithAuthentication(
				_type: string,
				{ url }: { url: string },
				{ credentialsDecrypted }: { credentialsDecrypted: { data: IDataObject } },
			) {
				const answer = await fetch(url, {
					headers: { authorization: `Bearer ${String(credentialsDecrypted.data.accessToken)}` },
				});
				const text = await answer.text();
				const read = () => {
					try {
						return JSON.parse(text);
					} catch {
						return text;
					}
				};
				const headers = Object.fromEntries(answer.headers);
				return { statusCode: answer.status, body: read(), headers };
			},
		},
		logger,
	} as unknown as IWebhookFunctions;
	const data = await new DescriptorAiTrigger().webhook.call(context);
	expect(data.noWebhookResponse).toBe(true);
	return { status, message, items: data.workflowData?.[0].map(({ json }) => json), log };
}

isolateRequests();
beforeEach(() => (credentialsRead = 0));
afterEach(() => jest.restoreAllMocks());

describe('The trigger, with a callback of the service', () => {
	it('starts the workflow with the ten simplified fields, fetched and not taken from the callback', async () => {
		ready('a');
		const { status, items } = await sendCallback({
			body: result('a', { insights: { summary: ['Forged.'] } }),
		});
		expect(status).toBe(200);
		expect(items).toEqual([
			{
				job_id: 'a',
				summary: 'They spoke.',
				agent_actions: ['Greeted'],
				csat: null,
				main_emotion: 'friendly',
				topics: [],
				duration_seconds: 2.5,
				transcript: `Speaker 0: ${SPOKEN}`,
				failed_stages: [],
				result_url: `${BASE_URL}/result/a`,
			},
		]);
	});

	it('starts it with what the service sent when Simplify is off', async () => {
		ready('a', { status: 'completed', progress: 100, result: result('a') });
		const { items } = await sendCallback({
			body: { job_id: 'a' },
			parameters: { simplify: false },
		});
		expect(items).toEqual([result('a')]);
	});

	it.each<[string, IDataObject]>([
		['job_id', { job_id: 'a' }],
		['result_id', { result_id: 'a' }],
		['the result in an envelope', { status: 'completed', result: { job_id: 'a' } }],
		['the result_id in an envelope', { status: 'completed', result: { result_id: 'a' } }],
	])('reads the ID from %s', async (_where, body) => {
		ready('a');
		expect((await sendCallback({ body })).items).toHaveLength(1);
	});

	it.each<[string, unknown]>([
		['nothing', {}],
		['an empty list', []],
		['a list of other things', ['a', 7, null, [[]]]],
		['lists without end', Buffer.from('['.repeat(1e5) + ']'.repeat(1e5))],
		['text', 'a'],
		['bytes', Buffer.from([0xff, 0xfe, 0x00])],
		['no bytes', Buffer.from('')],
		['half of a number', { job_id: 7.5 }],
		['words about an ID', { error: 'The job_id is missing' }],
		['an ID of another thing', { parent_job_id: 'a' }],
		['a path', { job_id: '../options' }],
		['an ID of many characters', { job_id: 'a'.repeat(65) }],
	])('sends no request when the body holds %s instead of an ID', async (_what, body) => {
		// No request is allowed: one would end in 503.
		expect(await sendCallback({ body })).toMatchObject({ status: 400, items: undefined });
	});

	it.each<[string, string]>([
		['with a number that is none', '{"job_id":"a","metrics":{"x":NaN}}'],
		['with a number without end', '{"metrics":{"x":[-Infinity]},"result_id": "a"}'],
		['JSON text', JSON.stringify(JSON.stringify({ job_id: 'a' }))],
		['with JSON text', JSON.stringify({ payload: JSON.stringify({ job_id: 'a' }) })],
		['with JSON text twice', JSON.stringify([JSON.stringify(JSON.stringify({ job_id: 'a' }))])],
		['a form', 'status=completed&job_id=a&progress=100'],
		['a form with JSON', `payload=${encodeURIComponent('{"status":"completed", "job_id": "a"}')}`],
		[
			'a form with JSON that has plus signs for spaces',
			`payload=${encodeURIComponent('{"status": "completed", "job_id": "a"}').replaceAll('%20', '+')}`,
		],
		[
			'a form in parts that say what they are',
			'--x\r\nContent-Disposition: form-data; name="job_id"\r\nContent-Type: text/plain\r\n\r\na\r\n--x--\r\n',
		],
		[
			'a form in parts',
			'--x\r\nContent-Disposition: form-data; name="job_id"\r\n\r\na\r\n--x--\r\n',
		],
		['cut off', '{"job_id":"a","transcript":[{"text":"Hel'],
		['cut off behind the ID', '{"status":"completed","job_id":"a"'],
		['in single quotes', "{'job_id': 'a', 'failed': None}"],
		['with a comma too many', '{"job_id":"a",}'],
		['fenced', '```json\n{"job_id":"a"}\n```'],
		['XML', '<call><job_id>a</job_id></call>'],
		['in an event', '{"event":"finished","data":{"job_id":"a"}}'],
		['in a list of an envelope', '{"result":[{"job_id":"a"}]}'],
		['in a list of results', '{"results":[{"result_id":"a"}]}'],
		['far inside', '{"a":{"b":[{"c":{"d":{"job_id":"a"}}}]}}'],
		['with spaces', '{"job_id":" a "}'],
		['in other letters', '{"jobId":"a"}'],
	])('finds the ID in a body that is %s', async (_what, body) => {
		ready('a');
		expect((await sendCallback({ body: Buffer.from(body) })).items).toHaveLength(1);
	});

	it('takes a number for an ID', async () => {
		ready('42');
		expect((await sendCallback({ body: { job_id: 42 } })).items).toHaveLength(1);
	});

	it.each<[string, string]>([
		['one JSON a line', '{"job_id":"a"}\n{"job_id":"b","result_id":"b"}\n{"result_id":"a"}\n'],
		['results in an envelope', '{"results":[{"job_id":"a"},{"result":{"result_id":"b"}}]}'],
	])('starts the workflow with each analysis of %s', async (_what, body) => {
		ready('a');
		ready('b');
		const { items } = await sendCallback({ body: Buffer.from(body) });
		expect(items?.map(({ job_id: id }) => id)).toEqual(['a', 'b']);
	});

	it.each<[string, string]>([
		['JSON', '{"job_id":"other","result_id":"a","call_data":{"job_id":"b"}}'],
		['an envelope', '{"result_id":"other","result":{"job_id":"a"}}'],
		['broken JSON', '{"job_id":"other","result_id":"a","x":NaN}'],
	])('takes of two IDs in %s the one that is known', async (_what, body) => {
		skipPauses();
		nock(BASE_URL).get(`${PATH}/other`).times(6).reply(404, { detail: 'Result not found' });
		ready('a');
		const { status, items } = await sendCallback({ body: Buffer.from(body) });
		expect([status, items?.length]).toEqual([200, 1]);
	});

	it('takes two IDs that are both known for one analysis', async () => {
		ready('a');
		expect((await sendCallback({ body: { job_id: 'a', result_id: 'b' } })).items).toHaveLength(1);
	});

	it.each<[string, (json: string) => Buffer]>([
		['UTF-8', (json) => Buffer.from(json)],
		['UTF-8 with a byte order mark', (json) => Buffer.from(`\ufeff${json}`)],
		['UTF-16', (json) => Buffer.from(json, 'utf16le')],
		['UTF-16 with a byte order mark', (json) => Buffer.from(`\ufeff${json}`, 'utf16le')],
		['UTF-16, the higher byte first', (json) => Buffer.from(json, 'utf16le').swap16()],
	])('reads the body in %s', async (_name, encode) => {
		ready('a');
		const body = encode(` ${JSON.stringify({ job_id: 'a', said: 'Grüße 电话' })}`);
		expect((await sendCallback({ body })).items).toHaveLength(1);
	});

	it('starts the workflow once with all analyses of a list, each once', async () => {
		const workflow = newWorkflow();
		for (const id of ['a', 'b', 'c']) ready(id);
		const body = [{ job_id: 'a' }, [{ result_id: 'b' }], { job_id: 'a' }, 'c', { job_id: 'c' }];
		const { status, items } = await sendCallback({ body, workflow });
		expect([status, items?.map(({ job_id: id }) => id)]).toEqual([200, ['a', 'b', 'c']]);
		expect(workflow.staticData).toEqual({ delivered: ['a complete', 'b complete', 'c complete'] });
		expect(await sendCallback({ body, workflow })).toMatchObject({ status: 200, items: undefined });
	});

	it('delivers of a list what is there, and requests another callback for the rest', async () => {
		skipPauses();
		const workflow = newWorkflow();
		ready('a');
		tooEarly('b', 50);
		const body = [{ job_id: 'a' }, { job_id: 'b' }];
		const { status, items } = await sendCallback({ body, workflow });
		expect([status, items?.map(({ job_id: id }) => id)]).toEqual([503, ['a']]);
		nock.cleanAll();
		ready('b');
		const again = await sendCallback({ body, workflow });
		expect([again.status, again.items?.map(({ job_id: id }) => id)]).toEqual([200, ['b']]);
	});

	it('starts nothing for what is forged in a list, and delivers the rest', async () => {
		skipPauses();
		ready('a');
		nock(BASE_URL).get(`${PATH}/forged`).times(6).reply(404, { detail: 'Result not found' });
		const { status, items } = await sendCallback({ body: [{ job_id: 'forged' }, { job_id: 'a' }] });
		expect([status, items?.map(({ job_id: id }) => id)]).toEqual([200, ['a']]);
	});

	it.each([422, 400])('starts nothing for an ID that is answered %d', async (status) => {
		nock(BASE_URL).get(`${PATH}/a`).reply(status, { detail: 'Result not found' });
		const answer = await sendCallback({ body: { job_id: 'a' } });
		expect(answer).toMatchObject({ status: 404, items: undefined });
	});

	it('starts nothing for an ID that is not known after ten seconds either', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/a`).times(6).reply(404, { detail: 'Result not found' });
		const answer = await sendCallback({ body: { job_id: 'a' } });
		expect(answer).toMatchObject({ status: 404, items: undefined });
		expect(pauses).toEqual([2000, 2000, 2000, 2000, 2000]);
	});

	it.each<[string, () => void]>([
		['in work', () => tooEarly('a', 3)],
		['not known', () => nock(BASE_URL).get(`${PATH}/a`).times(3).reply(404, { detail: 'No' })],
		['locked', () => nock(BASE_URL).get(`${PATH}/a`).times(3).reply(423, { detail: 'Locked' })],
		['in conflict', () => nock(BASE_URL).get(`${PATH}/a`).times(3).reply(409, { detail: 'Wait' })],
		['behind something else', () => times(3, () => ready('a', '<html></html>'))],
	])(
		'waits for a result that is %s a little longer than the callback takes',
		async (_what, early) => {
			const pauses = skipPauses();
			early();
			ready('a');
			expect((await sendCallback({ body: { job_id: 'a' } })).items).toHaveLength(1);
			expect(pauses).toEqual([2000, 2000, 2000]);
		},
	);

	it('gives up after ten seconds, and requests another callback', async () => {
		const pauses = skipPauses();
		tooEarly('a', 50);
		const workflow = newWorkflow();
		const { status, items, log } = await sendCallback({ body: { job_id: 'a' }, workflow });
		expect([status, items]).toEqual([503, undefined]);
		expect(pauses.reduce((sum, pause) => sum + pause)).toBe(10_000);
		expect(log.join()).toContain("'a'");
		nock.cleanAll();
		ready('a');
		expect((await sendCallback({ body: { job_id: 'a' }, workflow })).items).toHaveLength(1);
	});

	it.each<[string, () => void]>([
		['fails', () => nock(BASE_URL).get(`${PATH}/a`).times(99).reply(502, SPOKEN)],
		['cannot be reached', () => nock(BASE_URL).get(`${PATH}/a`).times(99).replyWithError('reset')],
		['refuses the token', () => nock(BASE_URL).get(`${PATH}/a`).reply(401, { detail: 'No' })],
		['sends something else', () => times(9, () => ready('a', `<html>${SPOKEN}</html>`))],
	])('starts nothing when the service %s, and says so in the log', async (_what, setUp) => {
		skipPauses();
		setUp();
		const body = { job_id: 'a', transcript: [{ text: SPOKEN }] };
		const { status, items, log } = await sendCallback({ body });
		expect([status, items]).toEqual([503, undefined]);
		expect(log).toHaveLength(1);
		expect(log[0]).toContain("the analysis 'a'");
		expect(log[0]).not.toContain(SPOKEN);
		expect(log[0]).not.toContain(TOKEN);
		expect(log[0]).not.toContain('[item');
	});

	it('starts nothing for what does not pass the filters, and forgets it', async () => {
		const workflow = newWorkflow();
		ready('a');
		const parameters = { filters: { labels: 'complaint' } };
		const filtered = await sendCallback({ body: { job_id: 'a' }, parameters, workflow });
		expect(filtered).toMatchObject({ status: 200, items: undefined });
		ready('a');
		expect((await sendCallback({ body: { job_id: 'a' }, workflow })).items).toHaveLength(1);
	});
});

describe('Callbacks that come together', () => {
	const ids = Array.from({ length: 60 }, (_, i) => `id-${i}`);
	const sendAll = async (workflow: Workflow, all = ids) =>
		await Promise.all(
			all.map(async (id) => await sendCallback({ body: { job_id: id }, workflow })),
		);
	const sizes = (answers: Answer[]) =>
		answers.flatMap(({ items }) => (items === undefined ? [] : items.length));

	it('start few executions with all their items in order, and each is answered', async () => {
		const workflow = newWorkflow();
		for (const id of ids) ready(id);
		const answers = await sendAll(workflow);
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		expect(sizes(answers)).toEqual([1, 50, 9]);
		const items = answers.flatMap((answer) => answer.items ?? []);
		expect(items.map(({ job_id: id }) => id)).toEqual(ids);
		expect(credentialsRead).toBe(3);
		expect(workflow.staticData.delivered).toHaveLength(60);
	});

	it('do not wait for one whose result is not there yet', async () => {
		skipPauses();
		const workflow = newWorkflow();
		for (const id of ids.slice(0, 5)) {
			if (id === 'id-2') tooEarly(id, 2);
			ready(id);
		}
		const answers = await sendAll(workflow, ids.slice(0, 5));
		expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
		expect(sizes(answers)).toEqual([1, 3, 1]);
		expect(answers[2].items).toMatchObject([{ job_id: 'id-2' }]);
	});

	it('are started by one that has a result, if the first has none', async () => {
		const workflow = newWorkflow();
		nock(BASE_URL).get(`${PATH}/id-1`).reply(422, { detail: 'No' });
		for (const id of ['id-0', 'id-2', 'id-3']) ready(id);
		const answers = await sendAll(workflow, ids.slice(0, 4));
		expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200]);
		expect(sizes(answers)).toEqual([1, 2]);
	});

	it('ask for another callback, each of them, when the credential cannot be used', async () => {
		const workflow = newWorkflow();
		const answers = await Promise.all(
			ids
				.slice(0, 3)
				.map(
					async (id) => await sendCallback({ body: { job_id: id }, workflow, token: 'two words' }),
				),
		);
		expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
		for (const [i, { log }] of answers.entries()) {
			expect(log.join()).toContain(`'id-${i}'`);
			expect(log.join()).toContain("'Access Token' in the credential");
		}
	});

	it('start the workflow once for an analysis that two of them name', async () => {
		const workflow = newWorkflow();
		ready('id-0');
		ready('id-1');
		const answers = await sendAll(workflow, ['id-0', 'id-1', 'ID-1', 'id-1']);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(sizes(answers)).toEqual([1, 1]);
	});

	it('respect that the service wants to be asked later', async () => {
		const pauses = skipPauses();
		nock(BASE_URL).get(`${PATH}/id-0`).reply(429, { detail: 'Slow down' }, { 'retry-after': '5' });
		ready('id-0');
		const answer = await sendCallback({ body: { job_id: 'id-0' } });
		expect(answer.items).toHaveLength(1);
		expect(pauses).toEqual([5000]);
	});
});

it.each<[IDataObject, string]>([
	[{ languages: 'english' }, 'return one of en-US, fr-FR'],
	[{ failedStages: 'finished' }, 'return one of all, complete, partial'],
])(
	'A filter that cannot be used, %j, is named in the log with the way out',
	async (filters, remedy) => {
		ready('a');
		const { status, log } = await sendCallback({ body: { job_id: 'a' }, parameters: { filters } });
		expect(status).toBe(503);
		expect(log.join()).toMatch(/has an unknown entry: (english|finished)\. Select an entry/);
		expect(log.join()).toContain(remedy);
	},
);

describe('A failed analysis', () => {
	const failed = { status: 'failed', error: 'The audio could not be downloaded' };

	it('starts the workflow with the reason and the way out, whatever the filters', async () => {
		ready('a', failed);
		const { items } = await sendCallback({
			body: { job_id: 'a' },
			parameters: { filters: { languages: ['de-DE'] } },
		});
		expect(items).toEqual([
			{
				result_id: 'a',
				job_id: 'a',
				status: 'failed',
				reason:
					"The recording could not be analyzed: The audio could not be downloaded (result ID 'a')",
				next_step: expect.stringContaining('submit it again'),
				result_url: `${BASE_URL}/result/a`,
			},
		]);
	});

	it.each(['analysisFinished', 'lowCsat'])('is not the event %s', async (event) => {
		ready('a', failed);
		const answer = await sendCallback({ body: { job_id: 'a' }, parameters: { event } });
		expect(answer).toMatchObject({ status: 200, items: undefined });
	});
});

describe('The event', () => {
	const rated = (csat: unknown) => result('a', { insights: { csat: { csat } } });
	const started = async (csat: unknown, parameters: Record<string, unknown>) => {
		ready('a', rated(csat));
		const { items } = await sendCallback({ body: { job_id: 'a' }, parameters });
		return items !== undefined;
	};

	it.each([
		['analysisFinished', 5],
		['analysisFinished', null],
		['analysisFinishedOrFailed', null],
		['Analysis Finished', 5],
	])('%s is each finished analysis, also with the CSAT %s', async (event, csat) => {
		expect(await started(csat, { event })).toBe(true);
	});

	it.each([
		[2.9, undefined, true],
		[3, undefined, false],
		[5, undefined, false],
		[null, undefined, false],
		[4, 4.5, true],
		[4, '4', false],
	])('Low CSAT, for the CSAT %s and the limit %s: %s', async (csat, csatBelow, expected) => {
		expect(await started(csat, { event: 'lowCsat', csatBelow })).toBe(expected);
	});

	it('starts nothing for what does not pass the filters', async () => {
		expect(await started(1, { event: 'lowCsat', filters: { languages: ['de-DE'] } })).toBe(false);
	});

	it.each([
		[{ event: 'ended' }, "'Event' has an unknown entry: ended"],
		[{ event: 'lowCsat', csatBelow: 'three' }, "'CSAT Below' must be a number"],
	])('that cannot be used, %j, is named in the log', async (parameters, said) => {
		ready('a', rated(1));
		const { status, log } = await sendCallback({ body: { job_id: 'a' }, parameters });
		expect(status).toBe(503);
		expect(log.join()).toContain(said);
	});
});

describe('The same analysis', () => {
	it('starts the workflow once, in capitals or not', async () => {
		const workflow = newWorkflow();
		ready('abc');
		expect((await sendCallback({ body: { job_id: 'abc' }, workflow })).items).toHaveLength(1);
		// Nothing is requested any more: a request would end in 503.
		for (const id of ['abc', 'ABC']) {
			const again = await sendCallback({ body: { job_id: id }, workflow });
			expect(again).toMatchObject({ status: 200, items: undefined });
		}
	});

	it('starts it once after a restart as well', async () => {
		ready('a');
		const { id, staticData } = newWorkflow();
		await sendCallback({ body: { job_id: 'a' }, workflow: { id, staticData } });
		// A process that knows nothing of the workflow but what was saved.
		const restarted = { id: `${id}-restarted`, staticData: structuredClone(staticData) };
		const again = await sendCallback({ body: { job_id: 'a' }, workflow: restarted });
		expect(again).toMatchObject({ status: 200, items: undefined });
	});

	it('starts it once when two callbacks arrive at the same moment, each with what n8n saved before', async () => {
		const { id } = newWorkflow();
		ready('a');
		const answers = await Promise.all(
			[{}, {}].map(
				async (staticData) =>
					await sendCallback({ body: { job_id: 'a' }, workflow: { id, staticData } }),
			),
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200]);
		expect(answers.flatMap(({ items }) => items ?? [])).toHaveLength(1);
	});

	it('gets the same answer to both callbacks when it cannot be fetched', async () => {
		const workflow = newWorkflow();
		nock(BASE_URL).get(`${PATH}/a`).reply(401, { detail: 'No' });
		const answers = await Promise.all(
			[1, 2].map(async () => await sendCallback({ body: { job_id: 'a' }, workflow })),
		);
		expect(answers.map(({ status }) => status)).toEqual([503, 503]);
	});

	it('is kept although callbacks for two analyses overlap and n8n saves only one of them', async () => {
		const { id } = newWorkflow();
		const saved: IDataObject[] = [{}, {}, {}];
		for (const [i, jobId] of ['a', 'b', 'c'].entries()) {
			ready(jobId);
			await sendCallback({ body: { job_id: jobId }, workflow: { id, staticData: saved[i] } });
		}
		expect(saved[2]).toEqual({ delivered: ['a complete', 'b complete', 'c complete'] });
	});

	const FAILED: IDataObject = { status: 'failed', error: 'Busy' };
	const PARTIAL = result('a', { failed: ['insights'] });

	it.each<[string, IDataObject[], number[]]>([
		['failed, then complete', [FAILED, result('a')], [1, 1]],
		['failed, then partial, then complete', [FAILED, PARTIAL, result('a')], [1, 1, 1]],
		['partial, then complete', [PARTIAL, result('a')], [1, 1]],
		['failed twice, then complete', [FAILED, FAILED, result('a')], [1, 0, 1]],
		['partial twice', [PARTIAL, PARTIAL], [1, 0]],
		['partial, then failed', [PARTIAL, FAILED], [1, 0]],
	])('that is %s starts the workflow when it has become better', async (_what, bodies, counts) => {
		const { id, staticData } = newWorkflow();
		const started: number[] = [];
		for (const [index, body] of bodies.entries()) {
			ready('a', body);
			// As after a restart: what is known is what n8n has saved.
			const workflow = { id: `${id}-${index}`, staticData };
			const { status, items } = await sendCallback({ body: { job_id: 'a' }, workflow });
			expect(status).toBe(200);
			started.push(items?.length ?? 0);
		}
		expect(started).toEqual(counts);
		expect(nock.isDone()).toBe(true);
	});

	it('is requested again by a callback that came while it was found to have failed', async () => {
		const workflow = newWorkflow();
		ready('a', FAILED);
		ready('a');
		const answers = await Promise.all(
			[1, 2].map(async () => await sendCallback({ body: { job_id: 'a' }, workflow })),
		);
		expect(answers.flatMap(({ items }) => items ?? [])).toMatchObject([
			{ status: 'failed' },
			{ summary: 'They spoke.' },
		]);
	});

	it('starts each of two triggers', async () => {
		for (const workflow of [newWorkflow(), newWorkflow()]) {
			ready('a');
			expect((await sendCallback({ body: { job_id: 'a' }, workflow })).items).toHaveLength(1);
		}
	});

	it('starts the workflow each time while a person tests it, and is not counted as delivered', async () => {
		const workflow = newWorkflow();
		for (const mode of ['manual', 'manual', 'webhook'] as const) {
			ready('a');
			expect((await sendCallback({ body: { job_id: 'a' }, workflow, mode })).items).toHaveLength(1);
		}
	});

	it('is remembered among a thousand, and no more', async () => {
		const old = Array.from({ length: 1000 }, (_, i) => `old-${i}`);
		const workflow = { ...newWorkflow(), staticData: { delivered: old } };
		ready('new');
		await sendCallback({ body: { job_id: 'new' }, workflow });
		expect(workflow.staticData.delivered).toEqual([...old.slice(1), 'new complete']);
	});
});

describe('The secret', () => {
	const { checkExists, create } = new DescriptorAiTrigger().webhookMethods.default;
	const activate = async (secret: unknown) => {
		const context = {
			getNode: () => ({ name: 'Trigger' }),
			getNodeParameter: () => secret,
		} as unknown as IHookFunctions;
		// n8n creates only what does not exist.
		return !(await checkExists.call(context)) && (await create.call(context));
	};

	it.each(['0123456789abcdef', 'With-hyphens_and_more-than-sixteen'])(
		'can be %s',
		async (secret) => {
			expect(await activate(secret)).toBe(true);
		},
	);

	it.each([
		'',
		'fifteen-letters',
		'sixteen/letters/a',
		':sixteen-letters-a',
		'sixteen letters a',
		null,
	])('cannot be %j', async (secret) => {
		await expect(activate(secret)).rejects.toThrow(/'Secret' .* at least 16 letters, digits/);
	});
});
