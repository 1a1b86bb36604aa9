import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import { callOf } from '../../nodes/DescriptorAi/call/call';
import { chartOf } from '../../nodes/DescriptorAi/report/chart';
import { reportHtml } from '../../nodes/DescriptorAi/report/html';
import { startSandbox, type Sandbox } from '../../sandbox';
import { EditorApi } from '../../scripts/lib/editor';
import { until } from '../../scripts/lib/process';
import { N8N_VERSION, N8N_VERSIONS } from '../../scripts/lib/installation';
import { setStage, type Stage } from '../../scripts/lib/stage';
import { startRecordingHost } from '../support/recordingHost';
import {
	baseNode,
	nodeOf,
	templateOf,
	useRecordings,
	variantOf,
	type Imported,
} from '../support/variants';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;
const RUNNING = 120_000;

let sandbox: Sandbox;
let stage: Stage;

beforeAll(async () => {
	sandbox = await startSandbox();
	stage = await setStage({ say: () => {}, sandbox });
}, INSTALLING);

afterAll(async () => {
	await stage?.close();
	await sandbox?.close();
}, RUNNING);

const TEMPLATES = {
	create: 'Call recording to Salesforce',
	upsert: 'Call recording to Salesforce (upsert)',
	long: 'Long call recordings to Salesforce',
	report: 'Call recording to Salesforce with report',
};

const template = (key: keyof typeof TEMPLATES) => templateOf(stage, TEMPLATES[key]);

const variant = async (
	id: string,
	change: (workflow: Imported) => void,
	key: keyof typeof TEMPLATES = 'upsert',
) => {
	await stage.n8n.import('workflow', [variantOf(stage, TEMPLATES[key], id, change)]);
	return id;
};

const saved = () => sandbox.salesforce.records('Call_Analysis__c');

/** n8n 1 has Salesforce JWT credentials that only Salesforce's own host can give, and another form for tools' input. */
const itInN8n2 = N8N_VERSION === N8N_VERSIONS[0] ? it : it.skip;

describe('In a real n8n with the packed package', () => {
	it.each(['create', 'upsert'] as const)(
		'the template that uses %s leaves a record with a summary and the agent’s actions',
		async (operation) => {
			const before = saved().length;
			const execution = await stage.n8n.execute(template(operation).id);
			expect(execution.data.resultData.error).toBeUndefined();
			const [record, ...others] = saved().slice(before);
			expect(others).toEqual([]);
			expect(record.Name).toBe(`Analysis_${sandbox.descriptor.jobs().at(-1)?.id.slice(0, 10)}`);
			expect(String(record.Summary_c__c).length).toBeGreaterThan(20);
			expect(JSON.parse(String(record.Agent_Actions_c__c)).length).toBeGreaterThan(0);
		},
		RUNNING,
	);

	it(
		'the template with a report attaches one file, also when it is run again for the same analysis',
		async () => {
			const before = saved().length;
			expect(sandbox.salesforce.files()).toEqual([]);
			await stage.n8n.execute(template('report').id);
			const [record, ...others] = saved().slice(before);
			expect(others).toEqual([]);
			const id = String(record.Job_Id__c);
			const { url } = sandbox.descriptor;
			const response = await fetch(`${url}/api/v1/offline/processing/${id}`);
			const page = reportHtml(
				chartOf(callOf((await response.json()) as AnalysisResult)),
				{ resultId: id, resultUrl: `${url}/result/${id}` },
				{ transcript: true },
			);
			const attached = [
				{
					id: expect.any(String),
					title: 'Call report',
					pathOnClient: 'Call report.html',
					linkedTo: record.Id,
					bytes: Buffer.from(page, 'utf8'),
				},
			];
			expect(sandbox.salesforce.files()).toEqual(attached);

			const again = await variant(
				'report-again',
				(workflow) => {
					const assignments = [{ id: 'a', name: 'result_id', type: 'string', value: id }];
					const parameters = { assignments: { assignments }, options: {} };
					const known = baseNode('Submit Recording', 'set', 3.4, parameters);
					Object.assign(nodeOf(workflow, known.name), known);
				},
				'report',
			);
			const execution = await stage.n8n.execute(again);
			expect(execution.data.resultData.lastNodeExecuted).toBe('Without Report');
			expect(sandbox.salesforce.files()).toEqual(attached);
			expect(saved()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	itInN8n2(
		'the template works with a Salesforce JWT credential as well',
		async () => {
			const before = saved().length;
			const { jwt, url } = sandbox.salesforce;
			const credential = { id: 'salesforceJwt001', name: 'Salesforce JWT' };
			const data = { environment: 'production', ...jwt, myDomainUrl: url };
			await stage.n8n.import('credentials', [{ ...credential, type: 'salesforceJwtApi', data }]);
			const id = await variant('with-jwt', (workflow) => {
				const node = nodeOf(workflow, 'Save Call Analysis');
				node.parameters.authentication = 'jwt';
				node.credentials = { salesforceJwtApi: credential };
			});
			await stage.n8n.execute(id);
			expect(saved()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'recordings that are submitted together wait together',
		async () => {
			const before = saved().length;
			const earlierJobs = sandbox.descriptor.jobs().length;
			const id = await variant('three-recordings', (workflow) => {
				const seconds = [4, 2, 3];
				useRecordings(
					workflow,
					seconds.map((s) => `https://recordings.example.com/support-call.mp3?seconds=${s}`),
				);
				nodeOf(workflow, 'Wait for Result').parameters.options = { pollInterval: 1 };
			});
			await stage.n8n.execute(id);

			const jobs = sandbox.descriptor.jobs().slice(earlierJobs);
			expect(jobs).toHaveLength(3);
			expect(
				saved()
					.slice(before)
					.map(({ Job_Id__c: jobId }) => jobId),
			).toEqual(jobs.map((job) => job.id));
			// One after the other, the second would be asked for only after the first is ready.
			const asked = (jobId: string) =>
				sandbox.descriptor
					.requests()
					.filter(({ method, path }) => method === 'GET' && path.endsWith(jobId))
					.map(({ time }) => Date.parse(time));
			for (const { id: jobId } of jobs.slice(1)) {
				expect(asked(jobId)[0]).toBeLessThan(Date.parse(jobs[0].readyAt));
			}
		},
		RUNNING,
	);

	it(
		'one bad recording does not stop the others when the node has an error output',
		async () => {
			const before = saved().length;
			const id = await variant('one-bad', (workflow) => {
				useRecordings(workflow, ['https://recordings.example.com/support-call.mp3', 'no address']);
				nodeOf(workflow, 'Submit Recording').onError = 'continueErrorOutput';
			});
			const execution = await stage.n8n.execute(id);
			const [, failed] = execution.data.resultData.runData['Submit Recording'][0].data.main;
			expect(failed.map(({ json }: { json: IDataObject }) => json)).toEqual([
				{
					audio_url: 'no address',
					error: "'Audio URL' is not a web address [item 1]",
					message: expect.stringContaining('beginning with https://'),
				},
			]);
			expect(saved()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'an address is checked before its recording is paid for, when that is wanted',
		async () => {
			const host = await startRecordingHost();
			const earlierJobs = sandbox.descriptor.jobs().length;
			const paths = ['/status/403', '/whole', '/moved-to-login', '/endless'];
			const id = await variant('checked', (workflow) => {
				useRecordings(
					workflow,
					paths.map((path) => host.url + path),
				);
				const submit = nodeOf(workflow, 'Submit Recording');
				submit.onError = 'continueErrorOutput';
				submit.parameters.options = { checkAddress: true };
			});
			const execution = await stage.n8n.execute(id).finally(() => host.close());
			const [, failed] = execution.data.resultData.runData['Submit Recording'][0].data.main;
			expect(failed.map(({ json }: { json: IDataObject }) => json.error)).toEqual([
				"The host of 'Audio URL' answers with the status 403, not with a recording [item 0]",
				"'Audio URL' leads to an HTML page, not to a recording [item 2]",
			]);
			expect(
				sandbox.descriptor
					.jobs()
					.slice(earlierJobs)
					.map((job) => job.request.audio.uri),
			).toEqual([`${host.url}/whole`, `${host.url}/endless`]);
		},
		RUNNING,
	);

	it(
		'what the service says is what a person reads',
		async () => {
			const id = await variant('unknown-model', (workflow) => {
				nodeOf(workflow, 'Submit Recording').parameters.languageCode = '={{ "xx-XX" }}';
			});
			const execution = await stage.n8n.execute(id);
			const { message, description } = execution.data.resultData.error;
			expect(message).toMatch(
				/^Descriptor\.AI did not accept the request: 'Language Name or ID' \(config\.language_code\): Input should be 'en-US'.* \[item 0\]$/,
			);
			expect(description).toContain('Correct what is named');
		},
		RUNNING,
	);

	itInN8n2(
		'an AI agent can use the node as a tool, filling in the parameters itself',
		async () => {
			const id = await variant('as-tool', (workflow) => {
				const submit = nodeOf(workflow, 'Submit Recording');
				const aiUrl = "={{ $fromAI('audio_url', 'Address of the recording', 'string') }}";
				const query = { Submit_Recording: { audio_url: 'https://recordings.example.com/ai.mp3' } };
				workflow.nodes = [
					nodeOf(workflow, 'Start'),
					{
						...submit,
						type: 'n8n-nodes-descriptor-ai.descriptorAiTool',
						parameters: { ...submit.parameters, audioUrl: aiUrl },
					},
					{
						// n8n's own stand-in for an agent: calls a tool without a language model.
						id: 'agent',
						name: 'Agent',
						type: '@n8n/n8n-nodes-langchain.toolExecutor',
						typeVersion: 1,
						position: [0, 0],
						parameters: { query: JSON.stringify(query), toolName: 'Submit_Recording' },
					},
				];
				workflow.connections = {
					Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
					'Submit Recording': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
				};
			});
			const execution = await stage.n8n.execute(id);
			expect(execution.data.resultData.error).toBeUndefined();
			const job = sandbox.descriptor.jobs().at(-1);
			expect(job?.request.audio.uri).toBe('https://recordings.example.com/ai.mp3');
			expect(JSON.stringify(execution.data.resultData.runData.Agent)).toContain(job?.id);
		},
		RUNNING,
	);

	it(
		'the template for long recordings survives that n8n is killed while it waits',
		async () => {
			const before = saved().length;
			const earlierJobs = sandbox.descriptor.jobs().length;
			const id = await variant(
				'long',
				(workflow) => {
					// The shortest wait for which n8n puts an execution to sleep.
					nodeOf(workflow, 'Wait 2 Minutes').parameters = { amount: 66, unit: 'seconds' };
				},
				'long',
			);
			await stage.n8n.command(['execute', `--id=${id}`]);
			expect(saved()).toHaveLength(before);
			await stage.n8n.start();
			await stage.n8n.kill();
			await stage.n8n.start();
			await until(async () => saved().length > before, { seconds: 150, what: 'The record' });
			await stage.n8n.stop();
			expect(saved()).toHaveLength(before + 1);
			expect(sandbox.descriptor.jobs()).toHaveLength(earlierJobs + 1);
		},
		2 * RUNNING,
	);

	describe('whose server runs', () => {
		let editor: EditorApi;
		let failed: string;

		beforeAll(async () => {
			// The service refuses the second of two recordings, so the execution fails after the first was accepted.
			failed = await variant('half-submitted', (workflow) => {
				useRecordings(
					workflow,
					[1, 2].map((i) => `https://recordings.example.com/${i}.mp3`),
				);
				const refused = "={{ $itemIndex === 1 ? 'xx-XX' : 'en-US' }}";
				nodeOf(workflow, 'Submit Recording').parameters.languageCode = refused;
			});
			await stage.n8n.execute(failed);
			await stage.n8n.start();
			editor = new EditorApi(stage.n8n.url);
			await editor.setUpOwner();
		}, 180_000);

		const testCredential = async (data: IDataObject) =>
			await editor.request('POST', '/credentials/test', {
				credentials: {
					id: 'descriptorAiApi1',
					name: 'Descriptor.AI',
					type: 'descriptorAiApi',
					data,
				},
			});

		it('the credential test accepts the right address and token', async () => {
			const { descriptor } = sandbox;
			expect(
				await testCredential({
					accessToken: descriptor.token,
					baseUrl: `${descriptor.url}/api/v1/`,
				}),
			).toMatchObject({ status: 'OK' });
		});

		it('the credential test tells a wrong token', async () => {
			const { descriptor } = sandbox;
			expect(await testCredential({ accessToken: 'wrong', baseUrl: descriptor.url })).toEqual({
				status: 'Error',
				message: `Descriptor.AI did not accept the access token: Invalid authentication credentials. Open the credential and paste an access token that is valid for ${descriptor.url}.`,
			});
		});

		it('the credential test tells a wrong address', async () => {
			const { salesforce } = sandbox;
			expect(await testCredential({ accessToken: 'x', baseUrl: salesforce.url })).toEqual({
				status: 'Error',
				message: `There is no Descriptor.AI API at ${salesforce.url}. Check 'Base URL'.`,
			});
			const nowhere = 'http://127.0.0.1:9';
			expect(await testCredential({ accessToken: 'x', baseUrl: nowhere })).toEqual({
				status: 'Error',
				message: `Nothing answers at ${nowhere}. Check 'Base URL', and that n8n can reach it.`,
			});
		});

		it('a failed execution that is retried sends no recording again that was accepted', async () => {
			const jobs = sandbox.descriptor.jobs().length;
			const posts = () =>
				sandbox.descriptor.requests().filter(({ method, path }) => {
					return method === 'POST' && path.endsWith('/offline/processing');
				}).length;
			const postsBefore = posts();
			const filter = encodeURIComponent(JSON.stringify({ workflowId: failed }));
			const { results } = await editor.request('GET', `/executions?filter=${filter}`);
			await editor.request('POST', `/executions/${results[0].id}/retry`, { loadWorkflow: false });
			await until(async () => posts() > postsBefore, { seconds: 30, what: 'The retry' });
			expect(sandbox.descriptor.jobs()).toHaveLength(jobs);
			expect(posts()).toBe(postsBefore + 1);
		});

		it('n8n offers the node, the node as a tool for AI agents, and the trigger', async () => {
			const response = await fetch(`${stage.n8n.url}/types/nodes.json`, {
				headers: { cookie: editor.cookie, 'browser-id': 'descriptor-ai' },
			});
			const types = (await response.json()) as Array<{ name: string }>;
			const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-descriptor-ai.'));
			expect(ours.map(({ name }) => name).sort()).toEqual([
				'n8n-nodes-descriptor-ai.descriptorAi',
				'n8n-nodes-descriptor-ai.descriptorAiTool',
				'n8n-nodes-descriptor-ai.descriptorAiTrigger',
			]);
		});
	});
});
