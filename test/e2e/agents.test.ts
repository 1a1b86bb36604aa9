import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { setStage, type Stage } from '../../scripts/lib/stage';
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel';
import { baseNode } from '../support/variants';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;
const RUNNING = 120_000;
const AGENT = '@n8n/n8n-nodes-langchain.agent';
const RECORDING = 'https://recordings.example.com/agent.mp3';

let sandbox: Sandbox;
let model: ScriptedModel;
let stage: Stage;

beforeAll(async () => {
	[sandbox, model] = await Promise.all([startSandbox(), startScriptedModel()]);
	stage = await setStage({ say: () => {}, sandbox });
	const data = { apiKey: 'none', url: model.url };
	await stage.n8n.import('credentials', [
		{ id: 'openAiApi0000001', name: 'Model', type: 'openAiApi', data },
	]);
}, INSTALLING);

afterAll(async () => {
	await stage?.close();
	await model?.close();
	await sandbox?.close();
}, RUNNING);

/** The node as a tool, with nothing entered but what it does. */
const tool = (name: string, parameters: IDataObject) => ({
	...baseNode(name, '', 1, parameters),
	type: 'n8n-nodes-descriptor-ai.descriptorAiTool',
	credentials: { descriptorAiApi: { id: 'descriptorAiApi1', name: 'Descriptor.AI (sandbox)' } },
});

/** A workflow with an agent of that version, whose model is scripted. */
function agentWorkflow(typeVersion: number) {
	const connected = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		id: `agent-${typeVersion}`,
		name: `agent-${typeVersion}`,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			baseNode('Start', 'manualTrigger', 1, {}),
			{
				...baseNode('Agent', '', typeVersion, {
					promptType: 'define',
					text: 'Analyze the recording.',
					options: {},
				}),
				type: AGENT,
			},
			{
				...baseNode('Model', '', 1.2, {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					options: {},
				}),
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				credentials: { openAiApi: { id: 'openAiApi0000001', name: 'Model' } },
			},
			tool('Submit', { resource: 'callAnalysis', operation: 'submit' }),
			tool('Get Result', {
				resource: 'callAnalysis',
				operation: 'getResult',
				ifNotReady: 'returnStatus',
			}),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: connected('ai_languageModel'),
			Submit: connected('ai_tool'),
			'Get Result': connected('ai_tool'),
		},
	};
}

const submit = { tool: 'Submit', args: { Audio_URL: RECORDING } };

describe.each([2.2, 3.1])('An AI agent of version %s', (version) => {
	const { id } = agentWorkflow(version);

	beforeAll(async () => {
		await stage.n8n.import('workflow', [agentWorkflow(version)]);
	}, RUNNING);

	it(
		'fills in the address, pays once for what it submits three times, and reads that in the answers',
		async () => {
			const before = sandbox.descriptor.jobs().length;
			model.play([submit, submit, submit]);
			await stage.n8n.execute(id);
			const jobs = sandbox.descriptor.jobs().slice(before);
			expect(jobs.map(({ request }) => request.audio.uri)).toEqual([RECORDING]);
			expect(model.offered()).toEqual({ Submit: ['Audio_URL'], Get_Result: ['Result_ID'] });
			const heard = model.heard();
			expect(heard).toHaveLength(3);
			for (const answer of heard) expect(answer).toContain(jobs[0].id);
			expect(heard[0]).not.toContain('submitted before');
			expect(heard[1]).toContain('submitted before in this execution');
			expect(heard[2]).toContain('submitted before in this execution');
		},
		RUNNING,
	);

	it(
		'is told that it may have been paid for, and does not pay again, after a 502 behind which it was accepted',
		async () => {
			const before = sandbox.descriptor.jobs().length;
			const fault = { status: 502, body: 'Bad gateway' };
			sandbox.descriptor.faults.next('POST', '/api/v1/offline/processing', fault, { done: true });
			model.play([submit, submit]);
			await stage.n8n.execute(id);
			expect(sandbox.descriptor.jobs()).toHaveLength(before + 1);
			expect(model.heard()).toHaveLength(2);
			for (const answer of model.heard()) {
				expect(answer).toContain('It is not known whether the recording was accepted');
				expect(answer).toContain('was not sent again');
			}
		},
		RUNNING,
	);

	it(
		'fills in the ID of a result, and is told what to do about one that is not known',
		async () => {
			const unknown = '1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11';
			model.play([{ tool: 'Get_Result', args: { Result_ID: unknown } }]);
			await stage.n8n.execute(id);
			expect(model.heard()[0]).toContain(`does not know the result ID '${unknown}'`);
			expect(model.heard()[0]).toContain('Check the ID');
		},
		RUNNING,
	);
});
