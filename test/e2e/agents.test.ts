import type { IDataObject } from 'n8n-workflow';

import { shortCall } from '../../sandbox/descriptor/calls/short';
import { blocks, read } from '../support/pages';
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel';
import { baseNode } from '../support/variants';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const AGENT = '@n8n/n8n-nodes-langchain.agent';
const RECORDING = 'https://recordings.example.com/agent.mp3';
/** The prompt that the page about agents gives, as a person pastes it. */
const [PROMPT] = blocks(read('docs/ai-agents.md'), 'text').map((block) =>
	block.replace(/^ +/gm, '').trim(),
);

const place = new Workplace();
let model: ScriptedModel;
let modelCredential: string;

beforeAll(async () => {
	model = await startScriptedModel();
	await place.open({});
	const data = { apiKey: 'none', url: model.url };
	modelCredential = await place.editor.createCredential({ name: 'Model', type: 'openAiApi', data });
}, INSTALLING);

afterAll(async () => {
	await place.close();
	await model?.close();
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
		settings: { executionOrder: 'v1' },
		nodes: [
			baseNode('Start', 'manualTrigger', 1, {}),
			{
				...baseNode('Agent', '', typeVersion, {
					promptType: 'define',
					text: 'Analyze the recording.',
					options: { systemMessage: PROMPT },
				}),
				type: AGENT,
			},
			{
				...baseNode('Model', '', 1.2, {
					model: { __rl: true, mode: 'id', value: 'scripted' },
					options: {},
				}),
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				credentials: { openAiApi: { id: modelCredential, name: 'Model' } },
			},
			tool('Submit', { resource: 'callAnalysis', operation: 'submit' }),
			tool('Get Result', {
				resource: 'callAnalysis',
				operation: 'getResult',
				ifNotReady: 'returnStatus',
			}),
			tool('Extract Insight', { resource: 'transcript', operation: 'extractInsight' }),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: connected('ai_languageModel'),
			Submit: connected('ai_tool'),
			'Get Result': connected('ai_tool'),
			'Extract Insight': connected('ai_tool'),
		},
	};
}

const submit = { tool: 'Submit', args: { Audio_URL: RECORDING } };
/** Submits a recording whose analysis takes so many seconds, and asks for its result. */
const submitAndAsk = (seconds: number) => [
	{ tool: 'Submit', args: { Audio_URL: `${RECORDING}?seconds=${seconds}` } },
	{
		tool: 'Get_Result',
		args: ([submitted]: string[]) => ({
			Result_ID: /"result_id": ?"([^"]+)"/.exec(submitted)?.[1],
		}),
	},
];

describe.each([2.2, 3.1])('An AI agent of version %s', (version) => {
	const name = `agent-${version}`;

	beforeAll(async () => void (await place.save(agentWorkflow(version))), RUNNING);

	it(
		'fills in the address, pays once for what it submits three times, and reads that in the answers',
		async () => {
			const before = place.jobs().length;
			model.play([submit, submit, submit]);
			await place.run(name);
			const jobs = place.jobs().slice(before);
			expect(jobs.map(({ request }) => request.audio.uri)).toEqual([RECORDING]);
			expect(model.offered()).toEqual({
				Submit: ['Audio_URL'],
				Get_Result: ['Result_ID'],
				Extract_Insight: ['Transcript'],
			});
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
		'has the instructions of the page, reads that an analysis goes on, and the summary of one that is finished',
		async () => {
			model.play(submitAndAsk(3600));
			await place.run(name);
			expect(PROMPT).toContain('Submit');
			expect(model.instructions()).toContain(PROMPT);
			expect(model.heard()[1]).toMatch(/"status": ?"processing"/);
			model.play(submitAndAsk(0));
			await place.run(name);
			expect(model.heard()[1]).toMatch(/"summary": ?"\w/);
		},
		RUNNING,
	);

	it(
		'reads that it may have been paid for, and does not pay again, after a 502 behind which it was accepted',
		async () => {
			const before = place.jobs().length;
			const fault = { status: 502, body: 'Bad gateway' };
			place.sandbox.descriptor.faults.next('POST', '/api/v1/offline/processing', fault, {
				done: true,
			});
			model.play([submit, submit]);
			await place.run(name);
			expect(place.jobs()).toHaveLength(before + 1);
			expect(model.heard()).toHaveLength(2);
			for (const answer of model.heard()) {
				expect(answer).toContain('It is not known whether the recording was accepted');
				expect(answer).toContain('was not sent again');
			}
		},
		RUNNING,
	);

	it(
		'hands over a transcript, and reads what it is about',
		async () => {
			const said = shortCall.lines.map(({ speaker, text }) => `Speaker ${speaker}: ${text}`);
			model.play([{ tool: 'Extract_Insight', args: { Transcript: said.join('\n') } }]);
			await place.run(name);
			expect(model.heard()[0]).toContain(shortCall.findings.summary[0]);
		},
		RUNNING,
	);

	it(
		'fills in the ID of a result, and reads what to do about an unknown one',
		async () => {
			const unknown = '1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11';
			model.play([{ tool: 'Get_Result', args: { Result_ID: unknown } }]);
			await place.run(name);
			expect(model.heard()[0]).toContain(`does not know the result ID '${unknown}'`);
			expect(model.heard()[0]).toContain('Check the ID');
		},
		RUNNING,
	);
});
