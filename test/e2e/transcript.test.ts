import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { callOf } from '../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import { TRANSCRIPT_FORMATS } from '../../nodes/DescriptorAi/output/transcriptFormats';
import { complaintCall } from '../../sandbox/descriptor/calls/complaint';
import { salesCall } from '../../sandbox/descriptor/calls/sales';
import type { CallScript } from '../../sandbox/descriptor/calls/script';
import { supportCall } from '../../sandbox/descriptor/calls/support';
import { until } from '../../scripts/lib/process';
import {
	downloading,
	extracting,
	measuring,
	submitting,
	uploading,
	writing,
} from '../support/callWorkflows';
import { wav } from '../support/wav';
import { INSTALLING, itemsOf, RUNNING, Workplace } from '../support/workplace';

/** How long an analysis takes whose address says nothing else, in seconds: long enough to look at the wait for it. */
const PROCESSING = 10;
/** An insight that this package has never heard of. */
const NEW_INSIGHT = 'next-best-action';

const DOWNLOADED = wav(3);
const UPLOADED = wav(7);
/** How a file comes to a Submit that does not wait: the name of the workflow, the way, and n8n's binary mode. */
const SUBMITTED = [
	['submitting-a-download', 'download', 'separate'],
	['submitting-an-upload', 'upload', 'separate'],
	['submitting-a-download-combined', 'download', 'combined'],
	['submitting-an-upload-combined', 'upload', 'combined'],
] as const;
const SUBMITTED_FILES = SUBMITTED.map((_, place) => wav(10 + place));

const place = new Workplace();
let files: FastifyInstance;
let filesUrl: string;
/** The insights that the service offers. */
let published: string[];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
	files = fastify({ forceCloseConnections: true });
	files.get('/sales-call.wav', async (_, reply) => await reply.type('audio/wav').send(DOWNLOADED));
	SUBMITTED.forEach(([name], one) => {
		files.get(
			`/${name}.wav`,
			async (_, reply) => await reply.type('audio/wav').send(SUBMITTED_FILES[one]),
		);
	});
	filesUrl = await files.listen({ host: '127.0.0.1', port: 0 });
	await place.open({ processingSeconds: PROCESSING, newInsights: [NEW_INSIGHT] });
	const { sandbox, stage } = place;
	const offer = await fetch(`${sandbox.descriptor.url}/api/v1/options`);
	published = ((await offer.json()) as { options: { insights: string[] } }).options.insights;
	const pasted = complaintCall.lines
		.map(({ speaker, text }) => `${speaker === 0 ? 'Agent' : 'Customer'}: ${text}`)
		.join('\n');
	for (const workflow of [
		extracting(stage, 'extracting', pasted, [...published, 'sentiment']),
		measuring(stage, 'measuring'),
		writing(stage, 'writing'),
		downloading(stage, 'downloading', `${filesUrl}/sales-call.wav`),
		uploading(stage, 'uploading', 'upload'),
		...SUBMITTED.map(([name, way, binaryMode]) =>
			submitting(stage, name, [way, `${filesUrl}/${name}.wav`], { binaryMode }),
		),
	]) {
		await place.save(workflow);
	}
	for (const name of ['uploading', ...SUBMITTED.map(([first]) => first)]) {
		await place.activate(name);
	}
}, INSTALLING);

afterAll(async () => {
	await place.close();
	await files?.close();
}, RUNNING);

/** Executes a workflow, and gives the items that some of its nodes return. */
async function outputOf(name: string, ...nodes: string[]): Promise<INodeExecutionData[][]> {
	const ended = await place.succeed(name);
	return nodes.map((node) => itemsOf(ended, node));
}

/** The raw result of the newest analysis, as the service gives it to anybody. */
async function newestResult(): Promise<AnalysisResult> {
	const { url, jobs } = place.sandbox.descriptor;
	const response = await fetch(`${url}/api/v1/offline/processing/${jobs().at(-1)?.id}`);
	return (await response.json()) as AnalysisResult;
}

describe('In a real n8n, Extract Insight', () => {
	it(
		'makes every published insight and the sentiment, of a result and of pasted text',
		async () => {
			expect(published).toContain(NEW_INSIGHT);
			const [items] = await outputOf('extracting', 'Extract');
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			const made = [supportCall, complaintCall].map(({ findings }: CallScript) => ({
				agent_actions: findings.agentActions,
				csat: findings.csat.csat,
				csat_reason: findings.csat.reason,
				customer_requests: findings.customerRequests,
				division: expect.objectContaining({ introduction: expect.any(Object) }),
				emotional_score: findings.emotionalScore,
				failed_insights: [],
				keywords: findings.keywords.map((word) => expect.objectContaining({ word })),
				labeling: expect.any(Array),
				main_emotion: expect.any(String),
				next_best_action: findings.summary,
				problems: findings.problems.map(({ title }) => expect.objectContaining({ title })),
				questions: findings.questions,
				sentiment: expect.arrayContaining([
					expect.objectContaining({ emotion: expect.any(String) }),
				]),
				summary: findings.summary.join('\n'),
				topics: findings.topics,
			}));
			expect(items.map(({ json }) => json)).toEqual(made);
			expect(items.map(({ json }) => (json.sentiment as unknown[]).length)).toEqual(
				[supportCall, complaintCall].map(({ lines }) => lines.length),
			);
		},
		RUNNING,
	);

	it('offers in its form what the service has published since', async () => {
		const options = await place.editor.request('POST', '/dynamic-node-parameters/options', {
			path: 'parameters.insights',
			methodName: 'getInsights',
			nodeTypeAndVersion: { name: 'n8n-nodes-descriptor-ai.descriptorAi', version: 1 },
			currentNodeParameters: { resource: 'transcript', operation: 'extractInsight' },
			credentials: { descriptorAiApi: { id: 'descriptorAiApi1', name: 'Descriptor.AI (sandbox)' } },
		});
		const values = (options as Array<{ value: string }>).map(({ value }) => value);
		expect(values.sort()).toEqual([...published, 'sentiment'].sort());
		expect(options).toContainEqual({ name: 'Next Best Action', value: NEW_INSIGHT });
	});
});

it(
	'In a real n8n, Calculate Metrics measures a raw result as the service does',
	async () => {
		const [[raw], [simplified]] = await outputOf('measuring', 'Calculate', 'Simplified');
		const result = await newestResult();
		const config = { ...(result.config as IDataObject), metrics: ['emo', 'problems', 'speech'] };
		const response = await fetch(`${place.sandbox.descriptor.url}/api/v1/metrics/calculate`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...result, config }),
		});
		expect(raw.json).toEqual(await response.json());
		expect(raw.json.overall).toMatchObject({ total_call_duration: expect.any(Number) });
		expect(simplified.json).toMatchObject({
			job_id: result.job_id,
			duration_seconds: (raw.json.overall as IDataObject).total_call_duration,
			agent_talk_percent: null,
			interruption_count: expect.any(Number),
		});
	},
	RUNNING,
);

it(
	'In a real n8n, Get Result writes the transcript into files that other nodes can read',
	async () => {
		const [[{ binary = {} }]] = await outputOf('writing', 'Files');
		const result = await newestResult();
		expect(Object.keys(binary)).toEqual(['transcript_srt', 'transcript_text', 'transcript_vtt']);
		for (const [format, { write, mimeType, extension }] of Object.entries(TRANSCRIPT_FORMATS)) {
			const file = binary[`transcript_${format}`];
			expect(file).toMatchObject({
				mimeType,
				fileName: `transcript-${String(result.job_id)}.${extension}`,
			});
			const address = `${place.stage.n8n.url}/rest/binary-data?action=download&id=${encodeURIComponent(String(file.id))}`;
			const response = await fetch(address, {
				headers: { cookie: place.editor.cookie, 'browser-id': 'descriptor-ai' },
			});
			expect(await response.text()).toBe(write(callOf(result)));
			expect(write(callOf(result))).toContain(supportCall.lines[0].text);
		}
	},
	RUNNING,
);

describe('In a real n8n, a recording that is a file', () => {
	const jobOf = (file: Buffer) =>
		place.sandbox.descriptor.jobs().find(({ audio }) => audio?.sha256 === sha256(file));

	/** The analysis of a file, when the service has downloaded it. */
	async function jobOfFile(file: Buffer) {
		await until(async () => jobOf(file), { seconds: 120, what: 'The download' });
		const job = jobOf(file);
		if (!job) throw new Error('There is no such analysis');
		expect(job.audio).toMatchObject({ status: 200, bytes: file.length, contentType: 'audio/wav' });
		return job;
	}

	/** The record that is made of an analysis in the end. */
	async function recordOf(jobId: string) {
		const found = () =>
			place.sandbox.salesforce
				.records('Call_Analysis__c')
				.filter((record) => record.Job_Id__c === jobId);
		await until(async () => found().length > 0, { seconds: 120, what: 'The record' });
		return found();
	}

	it(
		'goes to the service as it was downloaded, and its result comes back',
		async () => {
			await place.editor.run(place.idOf('downloading'), 'Start');
			const { id, scenario, request } = await jobOfFile(DOWNLOADED);
			expect(scenario).toBe('sales-call');
			expect(request.audio.uri.startsWith(place.stage.n8n.url)).toBe(true);
			expect(await recordOf(id)).toMatchObject([
				{ Summary_c__c: salesCall.findings.summary.join('\n') },
			]);
		},
		RUNNING,
	);

	it(
		'can be downloaded while the execution is suspended and after it, though a webhook brought it',
		async () => {
			const form = new FormData();
			form.append('recording', new File([UPLOADED], 'complaint-call.wav', { type: 'audio/wav' }));
			const address = `${place.stage.n8n.url}/webhook/upload`;
			expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200);
			const { id, scenario, request } = await jobOfFile(UPLOADED);
			expect(scenario).toBe('complaint-call');
			const download = async () => {
				const response = await fetch(request.audio.uri);
				return sha256(Buffer.from(await response.arrayBuffer()));
			};

			const suspended = async () => {
				const executions = await place.executions('uploading');
				return executions.length > 0 && executions.every(({ status }) => status === 'waiting');
			};
			await until(suspended, { seconds: PROCESSING, what: 'The wait' });
			expect(await download()).toBe(sha256(UPLOADED));

			expect(await recordOf(id)).toMatchObject([
				{ Summary_c__c: complaintCall.findings.summary.join('\n') },
			]);
			const ended = async () => {
				const executions = await place.executions('uploading');
				return executions.every(({ status }) => status === 'success');
			};
			await until(ended, { seconds: 120, what: 'The end' });
			expect(await download()).toBe(sha256(UPLOADED));
		},
		RUNNING,
	);

	/** Calls a webhook, with a file as a form sends it. */
	async function post(path: string, file: Buffer): Promise<void> {
		const form = new FormData();
		form.append('recording', new File([file], 'call.wav', { type: 'audio/wav' }));
		const address = `${place.stage.n8n.url}/webhook/${path}`;
		expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200);
	}

	it.each(
		SUBMITTED.map(([name, way, mode], one) => ({ name, way, mode, file: SUBMITTED_FILES[one] })),
	)(
		'can be downloaded after the execution of Submit: $way, binary mode $mode',
		async ({ name, way, mode, file }) => {
			await post(name, file);
			const { request } = await jobOfFile(file);
			await until(async () => (await place.executions(name))[0]?.status === 'success', {
				seconds: 120,
				what: 'The end',
			});
			const response = await fetch(request.audio.uri);
			expect(response.headers.get('content-type')).toBe('audio/wav');
			expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(file));

			// What the execution has downloaded itself is not stored twice.
			const [{ id }] = await place.executions(name);
			const [node, field] = way === 'download' ? ['Download', 'data'] : ['Start', 'recording'];
			const [{ json, binary }] = itemsOf(await place.ended(id), node);
			const own = (mode === 'combined' ? json._files : binary) as Record<string, { id: string }>;
			const [, payload] = (new URL(request.audio.uri).searchParams.get('token') ?? '').split('.');
			const linked = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { id: string };
			expect(linked.id === own[field].id).toBe(way === 'download');
		},
		RUNNING,
	);
});
