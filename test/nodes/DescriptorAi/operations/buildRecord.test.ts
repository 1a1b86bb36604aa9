import fc from 'fast-check';
import {
	NodeApiError,
	NodeConnectionTypes,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type JsonObject,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { anything } from '../../../support/arbitraries';
import { skipPauses } from '../../../support/clock';
import {
	asTool,
	DESCRIPTOR_AI,
	ITEMS,
	outcomeOf,
	runNode,
	startWorkflow,
	type NodeOutcome,
} from '../../../support/engine';
import { fullResult } from '../../../support/results';

const parametersOf = (more: IDataObject = {}): IDataObject => ({
	resource: 'salesforce',
	operation: 'buildRecord',
	...more,
});
const run = async (items: IDataObject[], more: IDataObject = {}, settings = {}) =>
	await runNode({ items, parameters: parametersOf(more), settings });

const RAW = { job_id: 'job-1', ...fullResult } as IDataObject;
const HELEN = { Id: '003000000000001AAA', Name: 'Helen', Phone: '4155550101' };
const CALL = { recording_id: 'r', phone_digits: '14155550101', called_at: '2026-03-09T14:05:00Z' };

describe('Build Record', () => {
	it('turns the item into a record, with what a person has set', async () => {
		skipPauses();
		const { outputs, error } = await run([RAW], {
			followUps: 'Unsolved Problems Too',
			options: { lowCsatBelow: '4.5', dueInDays: 0, mostFollowUps: 1 },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				json: expect.objectContaining({
					recording_id: 'CALL-7',
					low_csat: true,
					Analyzed_At__c: '2026-01-01T00:00:00.000Z',
				}),
				pairedItem: { item: 0 },
			},
		]);
		expect(outputs[0][0].json.follow_ups).toEqual([expect.objectContaining({ subtype: 'Call' })]);
	});

	it('links a call, in the time zone of the workflow, and keeps the file', async () => {
		const outcome = await runNode({
			items: [{ call: CALL, searchRecords: [HELEN] }],
			files: [{ content: 'RIFF', fileName: 'call.wav' }],
			parameters: parametersOf({
				analysis: '',
				call: '={{ $json.call }}',
				found: '={{ $json }}',
				options: { linkOrder: 'contactFirst', ifSeveral: 'nobody', owner: 'record' },
			}),
			engine: { workflowSettings: { timezone: 'Asia/Tokyo' } },
		});
		const [{ json, binary }] = outcome.outputs[0];
		expect(json.Name).toBe('Call with Helen 2026-03-09 23:05');
		expect(binary?.data.fileName).toBe('call.wav');
	});

	it('counts what a person should look at', async () => {
		const claimed = { error: 'Bad request', errorCode: 'DUPLICATE_VALUE', recording_id: 'r' };
		const search = (rows: object[]) => ({ call: CALL, rows }) as unknown as IDataObject;
		const twins = [HELEN, { ...HELEN, Id: '003000000000002AAA' }];
		const { outputs, hints } = await run(
			[claimed, search([]), search([HELEN]), search(twins), search([])],
			{
				analysis: '={{ $json.call ? "" : $json }}',
				call: '={{ $json.call }}',
				found: '={{ $json.rows }}',
			},
		);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(hints).toEqual([
			'Calls that match nobody in Salesforce: 2. Calls that match several: 1. Items left out, because another run handles their calls or because they belong to none: 1',
		]);
	});

	it.each<[string, IDataObject, IDataObject, string]>([
		['Analysis', CALL, {}, 'The item is not an analysis'],
		['Analysis', RAW, { analysis: 'call' }, "'Analysis' must be an item"],
		['Analysis', RAW, { analysis: '={{ [1] }}' }, "'Analysis' must be an item"],
		['Call', RAW, { call: '{"a":' }, "'Call' must be an item"],
		['Found in Salesforce', RAW, { found: 'Helen' }, "'Found in Salesforce' must be an item"],
		['Follow-Ups', RAW, { followUps: 'all' }, "'Follow-Ups' has an unknown entry: all"],
	])('names %s when it cannot be used', async (_, item, more, message) => {
		const { error } = await run([item], more);
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toMatch(/\w/);
	});

	it('takes JSON text', async () => {
		const { outputs } = await run([{ text: JSON.stringify(RAW) }], {
			analysis: '={{ $json.text }}',
		});
		expect(outputs[0][0].json.status).toBe('Completed');
	});

	it('is not for an AI agent, which has no items', async () => {
		const { error } = await runNode({ items: [{}], parameters: parametersOf(), ...asTool() });
		expect(error?.message).toContain("'Build Record' cannot be a tool");
	});
});

/** A node that returns another item for each of its items. */
const nodeType = (itemOf: (node: INode, json: IDataObject) => INodeExecutionData): INodeType => ({
	description: {
		displayName: 'Other',
		name: 'other',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		const node = this.getNode();
		const items = this.getInputData().map(({ json }, item) => ({
			...itemOf(node, json),
			pairedItem: { item },
		}));
		return [items];
	},
});

/** Fails as n8n's Salesforce node does on its error output: the fields of the item are lost. */
const refusing = nodeType((node, { code }) => {
	const body = [{ message: 'Nein', errorCode: code }];
	const fault = Object.assign(new Error(`400 - ${JSON.stringify(body)}`), { statusCode: 400 });
	const error = new NodeApiError(node, fault as unknown as JsonObject);
	error.context = { ...error.context, errorCode: code };
	return { json: { error: error.message }, error };
});

/** Returns what an item holds as its analysis, as Get Result does. */
const analyzing = nodeType((_node, { analysis }) => ({ json: analysis as IDataObject }));

/** Build Record after a node, into which items go. */
async function runAfter(
	type: INodeType,
	items: IDataObject[],
	output: number,
	settings: Partial<INode> = {},
) {
	const node = (name: string, nodeTypeName: string, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type: nodeTypeName,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const main = (name: string) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 });
	const started = startWorkflow(
		{
			nodes: [
				node('Items', ITEMS, { parameters: { items: JSON.stringify(items) } }),
				node('Other', 'test.other', settings),
				node('Descriptor.AI', DESCRIPTOR_AI, {
					parameters: parametersOf() as Record<string, NodeParameterValueType>,
				}),
			],
			connections: {
				Items: { main: [[main('Other')]] },
				Other: { main: [...Array.from({ length: output }, () => []), [main('Descriptor.AI')]] },
			},
		},
		{ nodeTypes: { 'test.other': type }, credentials: {} },
	);
	return outcomeOf(await started.run);
}

describe('An item on the error output of a node', () => {
	it('is the call that went into the node, also if n8n has dropped its fields', async () => {
		const items = ['INVALID_FIELD', 'DUPLICATE_VALUE', 'STRING_TOO_LONG'].map((code, index) => ({
			code,
			recording_id: `r${index}`,
			Claim__c: `token ${index}`,
		}));
		const { outputs, hints } = await runAfter(refusing, items, 1, {
			onError: 'continueErrorOutput',
		});
		expect(outputs[0].map(({ json }) => json)).toEqual([
			expect.objectContaining({
				recording_id: 'r0',
				Status__c: 'Failed',
				Claim__c: 'token 0',
				Job_Id__c: null,
				Failure_Reason__c:
					'Salesforce answered INVALID_FIELD: Nein. Set Status to New to send the recording again; without a Recording URL, have it delivered again, too.',
			}),
			expect.objectContaining({ recording_id: 'r2', Claim__c: 'token 2' }),
		]);
		expect(hints).toEqual([
			'Items left out, because another run handles their calls or because they belong to none: 1',
		]);
	});
});

describe('An analysis without its call data', () => {
	const analysis = { ...RAW, call_data: undefined };
	const failed = { status: 'failed', reason: 'It could not be analyzed', job_id: 'job-1' };
	const keysOf = ({ outputs }: NodeOutcome) =>
		outputs.flat().map(({ json }) => [json.recording_id, json.status]);

	it('belongs to the call of the item that it was fetched for', async () => {
		const row = { Id: 'a00000000000001AAA', Recording_Id__c: 'CALL-8', Job_Id__c: 'job-1' };
		const outcome = await runAfter(
			analyzing,
			[
				{ ...CALL, analysis },
				{ ...row, analysis: failed },
				{ ...CALL, analysis: RAW },
			],
			0,
		);
		expect(keysOf(outcome)).toEqual([
			['r', 'Completed'],
			['CALL-8', 'Failed'],
			['CALL-7', 'Completed'],
		]);
		expect(outcome.outputs[0][1].json.record_id).toBe(row.Id);
	});

	it('of nobody is known by its job, and left out where it has failed', async () => {
		const outcome = await runAfter(analyzing, [{ analysis }, { analysis: failed }], 0);
		expect(keysOf(outcome)).toEqual([['job-job-1', 'Completed']]);
	});
});

describe('Whatever an expression returns, each item is returned or left out, and an error says what to change', () => {
	const VALUE = '={{ $json.value }}';
	const ENGINE_WORDS = /undefined|is not a function|not iterable|Cannot (read|convert)|\[object/;

	function expectHelpful({ outputs: [done, failed = []], error }: NodeOutcome, count: number) {
		expect(error).toBeUndefined();
		expect(done.length + failed.length).toBeLessThanOrEqual(count);
		for (const { json } of failed) {
			expect(json.error).toMatch(/\w/);
			expect(json.error).not.toMatch(ENGINE_WORDS);
		}
	}

	it.each<[string, IDataObject]>([
		['Analysis', { analysis: VALUE }],
		['Call', { analysis: '', call: VALUE }],
		['Found in Salesforce', { analysis: '', call: CALL as IDataObject, found: VALUE }],
		['Follow-Ups', { analysis: '', followUps: VALUE }],
		['Options', { analysis: '', options: VALUE }],
		['Due After (Days)', { analysis: '', options: { dueInDays: VALUE } }],
		['Low CSAT', { analysis: '', options: { lowCsatBelow: VALUE } }],
		['Owner', { analysis: '', options: { owner: VALUE } }],
	])('%s', async (_, more) => {
		const manyValues = fc.array(anything, { minLength: 40, maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(manyValues, async (values) => {
				const items = values.map((value) => ({ value }) as IDataObject);
				const outcome = await run(items, more, { onError: 'continueErrorOutput' });
				expectHelpful(outcome, values.length);
			}),
			{ numRuns: 1 },
		);
	});
});
