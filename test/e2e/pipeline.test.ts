import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import { callOf } from '../../nodes/DescriptorAi/call/call';
import { chartOf } from '../../nodes/DescriptorAi/report/chart';
import { reportHtml } from '../../nodes/DescriptorAi/report/html';
import { until } from '../../scripts/lib/process';
import { N8N_VERSION, N8N_VERSIONS } from '../../scripts/lib/installation';
import { startRecordingHost } from '../support/recordingHost';
import {
	baseNode,
	chain,
	nodeOf,
	setField,
	useRecordings,
	type Imported,
} from '../support/variants';
import { INSTALLING, itemsOf, RUNNING, Workplace } from '../support/workplace';

const TEMPLATES = {
	first: '1. Call recording to Salesforce',
	report: '4. Call recording to Salesforce with report',
};

/** What the editor is given is looked at, too. */
const place = new Workplace({ ui: true });
const { jobs, succeed } = place;

const variant = async (
	name: string,
	change: (workflow: Imported) => void,
	key: keyof typeof TEMPLATES = 'first',
) => await place.variant(TEMPLATES[key], name, change);

/** The recording that n8n waits for while it is killed. */
const LONG = 'https://recordings.example.com/long/support-call.mp3?seconds=30';

/** Begins with the long recording, and kills n8n while it waits: that takes a minute, beside the other tests. */
async function killWhileWaiting(): Promise<void> {
	await variant('long', (workflow) => {
		const [start, recording, submit, get, save] = [
			'Start',
			'Recording',
			'Submit Recording',
			'Wait for Result',
			'Save Call Analysis',
		].map((name) => nodeOf(workflow, name));
		const text = JSON.stringify(recording.parameters);
		recording.parameters = JSON.parse(
			text.replace(/https:[^"]*support-call\.mp3/, LONG),
		) as IDataObject;
		// The shortest wait for which n8n puts an execution to sleep.
		const sleep = baseNode('Wait', 'wait', 1.1, { amount: 66, unit: 'seconds' });
		chain(workflow, [start, recording, submit, { ...sleep, webhookId: 'sleep' }, get, save]);
	});
	await place.editor.run(place.idOf('long'), 'Start');
	const sleeps = async () =>
		(await place.executions('long')).some(({ status }) => status === 'waiting');
	await until(sleeps, { seconds: 120, what: 'The sleep' });
	await place.stage.n8n.kill();
	await place.stage.n8n.start();
	await place.editor.logIn();
}

beforeAll(async () => {
	await place.open({});
	await killWhileWaiting();
}, INSTALLING);

afterAll(async () => await place.close(), RUNNING);

const ofLong = () => jobs().filter(({ request }) => request.audio.uri === LONG);
/** The records of all recordings but the long one. */
const saved = () => place.analyses().filter(({ Job_Id__c: id }) => id !== ofLong()[0].id);

/** n8n 1 has Salesforce JWT credentials that only Salesforce's own host can give, and another form for tools' input. */
const itInN8n2 = N8N_VERSION === N8N_VERSIONS[0] ? it : it.skip;

describe('In a real n8n with the packed package', () => {
	it(
		'the first template leaves a record with a summary and the agent’s actions',
		async () => {
			const before = saved().length;
			await succeed('call-recording-to-salesforce');
			const [record, ...others] = saved().slice(before);
			expect(others).toEqual([]);
			expect(record).toMatchObject({
				Name: expect.stringMatching(/^Call with Helen Carter \d{4}-\d\d-\d\d \d\d:\d\d$/),
				Job_Id__c: jobs().at(-1)?.id,
				Summary_c__c: expect.stringMatching(/.{20}/),
				Agent_Actions_c__c: expect.stringMatching(/.\n./),
			});
		},
		RUNNING,
	);

	it(
		'the first template makes the record of the guide, when it is changed as its note says',
		async () => {
			const before = saved().length;
			const asInGuide = await variant('as-in-guide', (workflow) => {
				const { parameters } = nodeOf(workflow, 'Save Call Analysis');
				parameters.operation = 'create';
				for (const name of ['externalId', 'externalIdValue']) delete parameters[name];
				setField(workflow, 'Name', '=Analysis_{{ $json.job_id.slice(0, 10) }}');
				setField(workflow, 'Agent_Actions_c__c', '={{ JSON.stringify($json.agent_actions) }}');
			});
			await succeed(asInGuide);
			const [record, ...others] = saved().slice(before);
			expect(others).toEqual([]);
			expect(record.Name).toBe(`Analysis_${jobs().at(-1)?.id.slice(0, 10)}`);
			expect(JSON.parse(String(record.Agent_Actions_c__c)).length).toBeGreaterThan(0);
		},
		RUNNING,
	);

	it(
		'the template with a report attaches one file, also when it is run again for the same analysis',
		async () => {
			const before = saved().length;
			expect(place.sandbox.salesforce.files()).toEqual([]);
			await succeed('call-report-to-salesforce');
			const [record, ...others] = saved().slice(before);
			expect(others).toEqual([]);
			const id = String(record.Job_Id__c);
			const { url } = place.sandbox.descriptor;
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
			expect(place.sandbox.salesforce.files()).toEqual(attached);

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
			const { data } = await succeed(again);
			expect(data.resultData.lastNodeExecuted).toBe('Has No Report');
			expect(place.sandbox.salesforce.files()).toEqual(attached);
			expect(saved()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	itInN8n2(
		'the template works with a Salesforce JWT credential as well',
		async () => {
			const before = saved().length;
			const { jwt, url } = place.sandbox.salesforce;
			const name = 'Salesforce JWT';
			const data = { environment: 'production', ...jwt, myDomainUrl: url };
			const id = await place.editor.createCredential({ name, type: 'salesforceJwtApi', data });
			const workflow = await variant('with-jwt', (workflow) => {
				const node = nodeOf(workflow, 'Save Call Analysis');
				node.parameters.authentication = 'jwt';
				node.credentials = { salesforceJwtApi: { id, name } };
			});
			await succeed(workflow);
			expect(saved()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'recordings that are submitted together wait together',
		async () => {
			const before = saved().length;
			const earlierJobs = jobs().length;
			const id = await variant('three-recordings', (workflow) => {
				const seconds = [8, 3, 2];
				useRecordings(
					workflow,
					seconds.map((s) => `https://recordings.example.com/support-call.mp3?seconds=${s}`),
				);
				nodeOf(workflow, 'Wait for Result').parameters.options = { pollInterval: 1 };
			});
			await succeed(id);

			// Submitted at the same time, they may arrive in another order.
			const three = jobs()
				.slice(earlierJobs)
				.sort((a, b) => b.request.audio.uri.localeCompare(a.request.audio.uri));
			expect(three).toHaveLength(3);
			expect(
				saved()
					.slice(before)
					.map(({ Job_Id__c: jobId }) => jobId),
			).toEqual(three.map((job) => job.id));
			// One after the other, the second would be requested only when the first is there.
			const requested = place.sandbox.descriptor
				.requests()
				.filter(({ method }) => method === 'GET')
				.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
			const [first, ...others] = three;
			for (const { id: other } of others) {
				expect(requested.indexOf(other)).toBeLessThan(requested.lastIndexOf(first.id));
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
			const ended = await succeed(id);
			expect(itemsOf(ended, 'Submit Recording', 1).map(({ json }) => json)).toEqual([
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
			const earlierJobs = jobs().length;
			const paths = ['/status/403', '/whole', '/moved-to-login', '/endless'];
			const id = await variant('checked', (workflow) => {
				useRecordings(
					workflow,
					paths.map((path) => host.url + path),
				);
				const submit = nodeOf(workflow, 'Submit Recording');
				submit.onError = 'continueErrorOutput';
				submit.parameters.options = { checkAddress: true };
				delete workflow.connections[submit.name];
			});
			const ended = await succeed(id).finally(() => host.close());
			expect(itemsOf(ended, 'Submit Recording', 1).map(({ json }) => json.error)).toEqual([
				"The host of 'Audio URL' answers with the status 403, not with a recording [item 0]",
				"'Audio URL' leads to an HTML page, not to a recording [item 2]",
			]);
			expect(
				jobs()
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
			const { data } = await place.run(id);
			const { message, description } = data.resultData.error ?? {};
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
						// n8n's own stand-in for an agent: uses a tool without a language model.
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
			const { data } = await succeed(id);
			const job = jobs().at(-1);
			expect(job?.request.audio.uri).toBe('https://recordings.example.com/ai.mp3');
			expect(JSON.stringify(data.resultData.runData.Agent)).toContain(job?.id);
		},
		RUNNING,
	);

	describe('whose server runs', () => {
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
			await place.run(failed);
		}, RUNNING);

		const testCredential = async (data: IDataObject) =>
			await place.editor.request('POST', '/credentials/test', {
				credentials: {
					id: 'descriptorAiApi1',
					name: 'Descriptor.AI',
					type: 'descriptorAiApi',
					data,
				},
			});

		it('the credential test accepts the right address and token', async () => {
			const { descriptor } = place.sandbox;
			expect(
				await testCredential({
					accessToken: descriptor.token,
					baseUrl: `${descriptor.url}/api/v1/`,
				}),
			).toMatchObject({ status: 'OK' });
		});

		it('the credential test tells a wrong token', async () => {
			const { descriptor } = place.sandbox;
			expect(await testCredential({ accessToken: 'wrong', baseUrl: descriptor.url })).toEqual({
				status: 'Error',
				message: `Descriptor.AI did not accept the access token: Invalid authentication credentials. In the credential, paste an access token that is valid for ${descriptor.url}.`,
			});
		});

		it('the credential test tells a wrong address', async () => {
			const { salesforce } = place.sandbox;
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
			const before = jobs().length;
			const posts = () =>
				place.sandbox.descriptor.requests().filter(({ method, path }) => {
					return method === 'POST' && path.endsWith('/offline/processing');
				}).length;
			const postsBefore = posts();
			const [{ id }] = await place.executions(failed);
			await place.editor.request('POST', `/executions/${id}/retry`, { loadWorkflow: false });
			await until(async () => posts() > postsBefore, { seconds: 120, what: 'The retry' });
			expect(jobs()).toHaveLength(before);
			expect(posts()).toBe(postsBefore + 1);
		});

		it('n8n offers the node, the node as a tool for AI agents, and the trigger', async () => {
			const response = await fetch(`${place.stage.n8n.url}/types/nodes.json`, {
				headers: { cookie: place.editor.cookie, 'browser-id': 'descriptor-ai' },
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

	it(
		'a workflow that sleeps survives that n8n is killed',
		async () => {
			const isSaved = async () => place.analyses().length > saved().length;
			await until(isSaved, { seconds: 150, what: 'The record' });
			expect(place.analyses()).toHaveLength(saved().length + 1);
			expect(ofLong()).toHaveLength(1);
		},
		RUNNING,
	);
});
