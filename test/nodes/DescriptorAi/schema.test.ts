import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { DescriptorAi } from '../../../nodes/DescriptorAi/DescriptorAi.node';
import { RESOURCES } from '../../../nodes/DescriptorAi/operations';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { INSIGHTS } from '../../../sandbox/descriptor/contract';
import { readSchemas, schemaFile, type Schema } from '../../../scripts/lib/schemas';
import { runNode } from '../../support/engine';
import { fullResult } from '../../support/results';

jest.mock('../../../nodes/DescriptorAi/waiting/subWorkflow', () => ({
	...jest.requireActual('../../../nodes/DescriptorAi/waiting/subWorkflow'),
	// A workflow of its own needs other nodes of n8n; the output is the same without.
	canWaitInSubWorkflow: false,
}));

const SILENCE = 'no-speech-call';
const SPEAKERS = [
	{ id: '0', label: 'Dana', role: 'agent' },
	{ id: '1', label: 'Helen', role: 'customer' },
];
const schemas = readSchemas();
const fileOf = (resource: string, operation: string) =>
	schemaFile(new DescriptorAi().description.version, resource, operation);

let sandbox: Sandbox;

beforeAll(async () => (sandbox = await startSandbox()));
afterEach(() => nock.cleanAll());
afterAll(async () => {
	await sandbox.close();
	nock.restore();
});

/** The only item that the node returns, run against the sandbox with the form as it is at first. */
async function output(
	resource: string,
	operation: string,
	item: IDataObject,
	changes: IDataObject = {},
): Promise<IDataObject> {
	const { url: baseUrl, token: accessToken } = sandbox.descriptor;
	const { outputs, error } = await runNode({
		items: [item],
		parameters: { resource, operation, ...changes },
		credentials: { baseUrl, accessToken },
	});
	expect(error).toBeUndefined();
	return outputs[0][0].json;
}

const recording = (call: string) => ({
	audioUrl: `https://recordings.example/${call}.mp3`,
	...(call !== SILENCE && { insights: [...INSIGHTS] }),
});
const submitted = async (call: string) =>
	await output('callAnalysis', 'submit', {}, recording(call));

/** Everything that Descriptor.AI has found out about a call. */
const raw = async (call: string) =>
	await output('callAnalysis', 'getResult', await submitted(call), { simplify: false });

/** The sandbox finds something to say about any words, and a length of any call; the service need not. */
const answerOnce = (path: string, body: nock.Body) =>
	nock(sandbox.descriptor.url).post(`/api/v1${path}`).reply(200, body);

/** The record of a call, whose customer is known; other calls than silence have everything that a record can have. */
async function builtRecord(call: string) {
	const result = call === SILENCE ? await raw(call) : { job_id: 'job-1', ...fullResult };
	return await output('salesforce', 'buildRecord', result as IDataObject, {
		call: {
			recording_id: 'CALL-7',
			record_id: 'a00000000000001AAA',
			customer_email: 'helen@example.com',
			due_date: '2026-11-23',
		},
		found: {
			Id: '003000000000001AAA',
			Name: 'Helen Smith',
			Email: 'helen@example.com',
			AccountId: '001000000000001AAA',
			OwnerId: '005000000000001AAA',
		},
		followUps: call === SILENCE ? 'off' : 'completedCall',
		options: { owner: 'record' },
	});
}

/** Fields that are null where nothing has gone wrong. */
const FAULTS = ['Failed_Stages__c', 'Failure_Reason__c', 'Link_Notes__c'];

/** What each operation returns for a call, which can be silence. */
const RUNS: Record<string, (call: string) => Promise<IDataObject>> = {
	'callAnalysis/createReport': async (call) =>
		await output('callAnalysis', 'createReport', await submitted(call)),
	'callAnalysis/getResult': async (call) =>
		await output('callAnalysis', 'getResult', await submitted(call)),
	'callAnalysis/submit': submitted,
	'callAnalysis/submitAndWait': async (call) => {
		// With callbacks the sandbox would call an address outside of this machine.
		const changes = { ...recording(call), waitUsing: 'polling' };
		return await output('callAnalysis', 'submitAndWait', {}, changes);
	},
	// What is not known of a call is absent, whatever was said in it.
	'salesforce/prepareCall': async () =>
		await output('salesforce', 'prepareCall', {
			recording_id: 'a',
			audio_url: 'https://recordings.example/a.mp3',
			phone: '+14155550101',
			called_at: '2026-11-28T14:05:00Z',
			language: 'en-US',
		}),
	'salesforce/buildRecord': builtRecord,
	'salesforce/buildFollowUps': async () =>
		await output(
			'salesforce',
			'buildFollowUps',
			{ id: 'a00000000000001AAA' },
			{ builtRecord: await builtRecord('support-call') },
		),
	'salesforce/combineRecords': async (call) =>
		await output('salesforce', 'combineRecords', await builtRecord(call)),
	'salesforce/readAnswers': async (call) => {
		const request = await output('salesforce', 'combineRecords', await builtRecord(call));
		const body = [{ id: 'a00000000000001AAA', success: true, errors: [] }];
		const answer = { referenceId: 'calls', httpStatusCode: 200, body };
		return await output('salesforce', 'readAnswers', { compositeResponse: [answer] }, { request });
	},
	'salesforce/getSetUpPackage': async () => await output('salesforce', 'getSetUpPackage', {}),
	'transcript/calculateMetrics': async (call) => {
		const result = await raw(call);
		if (call === SILENCE) answerOnce('/metrics/calculate', { overall: null, intervals: null });
		const item = { ...result, call_data: { speakers: SPEAKERS } };
		return await output('transcript', 'calculateMetrics', item);
	},
	'transcript/extractInsight': async (call) => {
		if (call !== SILENCE) return await output('transcript', 'extractInsight', await raw(call));
		answerOnce('/insights/summary', []);
		return await output('transcript', 'extractInsight', { transcript: 'Hm.' });
	},
};

const typesOf = ({ type }: Schema) => [type].flat();

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** Where a value is not as its schema says, by path; the fields of an object are to be the same ones. */
function faults(value: unknown, schema: Schema, path = 'output'): string[] {
	const type = typeOf(value);
	if (!typesOf(schema).includes(type)) return [`${path} is ${type}`];
	const { properties, items } = schema;
	if (Array.isArray(value) && items) {
		return value.flatMap((entry, index) => faults(entry, items, `${path}[${index}]`));
	}
	if (type !== 'object' || !properties) return [];
	const fields: Record<string, unknown> = Object(value);
	const names = [...new Set([...Object.keys(properties), ...Object.keys(fields)])];
	return names.flatMap((name) => {
		if (!(name in fields)) return [`${path} lacks ${name}`];
		if (!(name in properties)) return [`${path} has ${name}`];
		return faults(fields[name], properties[name], `${path}.${name}`);
	});
}

describe('The preview of the output', () => {
	it('is there for every operation, and for nothing else', () => {
		const expected = RESOURCES.flatMap(({ option: resource, operations }) =>
			operations.map(({ option }) => fileOf(resource.value, option.value)),
		);
		expect(Object.keys(schemas).sort()).toEqual(expected.sort());
	});

	const operations = RESOURCES.flatMap(({ option: resource, operations: those }) =>
		those.map(({ option }) => [resource.value, option.value]),
	);

	describe.each(operations)('of %s/%s', (resource, operation) => {
		const run = RUNS[`${resource}/${operation}`];
		const schema = () => schemas[fileOf(resource, operation)];

		it('has the fields and types of an output in which everything is known, in its order', async () => {
			const json = await run('support-call');
			const unknown = Object.keys(json).filter((field) => json[field] === null);
			expect(unknown.filter((field) => !FAULTS.includes(field))).toEqual([]);
			expect(faults(json, schema())).toEqual([]);
			expect(Object.keys(json)).toEqual(Object.keys(schema().properties ?? {}));
		});

		it('says of just those fields that they can be null that are null where nothing is known', async () => {
			const json = await run(SILENCE);
			expect(faults(json, schema())).toEqual([]);
			const empty = Object.keys(json).filter((field) => json[field] === null);
			const nullable = Object.entries(schema().properties ?? {}).flatMap(([field, property]) =>
				typesOf(property).includes('null') ? field : [],
			);
			expect(empty).toEqual(nullable);
		});
	});

	it('names the type first that the editor is to show, and null after it', () => {
		const fields = Object.values(schemas).flatMap(({ properties }) =>
			Object.values(properties ?? {}),
		);
		expect(fields.map((field) => typesOf(field)[0])).not.toContain('null');
	});
});
