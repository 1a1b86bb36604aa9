import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { formFaults, nodeFaults, readTemplates } from '../../scripts/lib/templates';
import { outcomeOf } from '../support/engine';
import { descriptions, execute, loadNodes, named, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const SUBMITTING = 'submit-call-recordings.json';
const MANY = 'many-call-recordings-to-salesforce.json';
const submitting = named(SUBMITTING);
const many = named(MANY);
const templates = readTemplates().map(({ file, template }) => [file, template] as const);
/** Templates that make a record of the recording that they hold. */
const saving = templates
	.filter(([, { nodes }]) =>
		nodes.some(({ name }) => ['Recording', 'Analysis Finished'].includes(name)),
	)
	.filter(([file]) => file !== SUBMITTING);

beforeAll(loadNodes, INSTALLING);

describe.each(templates)('The template %s', (_file, template) => {
	it('holds nothing of anybody’s own n8n and no loose ends', () => {
		expect(formFaults(template)).toEqual([]);
	});

	it('uses only node types, versions, parameters and options that exist', () => {
		expect(nodeFaults(template, descriptions)).toEqual([]);
	});
});

describe.each(saving)('The template %s', (_file, template) => {
	describe('in n8n’s workflow engine, with its own Salesforce node', () => {
		let sandbox: Sandbox;

		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		it('makes one record with a name, a summary and the agent’s actions', async () => {
			const records = await execute(template, sandbox);
			expect(records).toHaveLength(1);
			const [{ Name: name, Summary_c__c: summary, Agent_Actions_c__c: actions }] = records;
			const [{ id }] = sandbox.descriptor.jobs();
			expect(name).toBe(`Analysis_${id.slice(0, 10)}`);
			expect(String(summary).split('\n').length).toBeGreaterThan(1);
			expect(JSON.parse(String(actions)).length).toBeGreaterThan(0);
		});

		const ofRecording = (name: string) => (node: INode) =>
			node.name === 'Recording'
				? {
						...node,
						parameters: JSON.parse(
							JSON.stringify(node.parameters).replace('support-call', name),
						) as INode['parameters'],
					}
				: node;

		it('makes a record of a partial analysis as well', async () => {
			const records = await execute(template, sandbox, ofRecording('partial-call'));
			expect(records).toMatchObject([{ Agent_Actions_c__c: '[]' }]);
		});

		it('makes a record of findings that are longer than any Salesforce field', async () => {
			const [record] = await execute(template, sandbox, ofRecording('endless-call'));
			for (const field of ['Summary_c__c', 'Agent_Actions_c__c']) {
				expect(String(record[field])).toHaveLength(40_000);
				// Salesforce's API may count bytes.
				expect(Buffer.byteLength(String(record[field]))).toBeLessThanOrEqual(131_072);
			}
		});
	});
});

describe('The template that submits', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const withAddress =
		(webhook: string): Change =>
		(node) =>
			node.name === 'Submit Recording'
				? { ...node, parameters: { ...node.parameters, options: { webhook } } }
				: node;

	it('sends the pasted address as webhook', async () => {
		const address = 'http://127.0.0.1:9/webhook/id/secret';
		await execute(submitting, sandbox, withAddress(address));
		expect(sandbox.descriptor.jobs()).toMatchObject([{ deliveries: [{ url: address }] }]);
	});

	it('does not fetch the result, and requests no callback as long as no address was pasted', async () => {
		await execute(submitting, sandbox);
		expect(sandbox.descriptor.jobs()).toMatchObject([{ deliveries: [] }]);
		expect(sandbox.descriptor.requests()).toHaveLength(1);
	});
});

describe('The template for long recordings', () => {
	const long = named('long-call-recordings-to-salesforce.json');

	let sandbox: Sandbox;
	const open = async (processingSeconds: number) => {
		sandbox = await startSandbox({ processingSeconds });
	};
	afterEach(async () => await sandbox.close());
	const requested = () => sandbox.descriptor.requests().filter(({ method }) => method === 'GET');

	it('polls until the result is ready', async () => {
		await open(0.1);
		expect(await execute(long, sandbox)).toHaveLength(1);
		expect(requested().length).toBeGreaterThan(1);
		expect(sandbox.descriptor.jobs()).toHaveLength(1);
	});

	it('ends after 90 tries and names the result ID', async () => {
		await open(3600);
		const message = await execute(long, sandbox).catch((error: Error) => error.message);
		expect(message).toContain('Still processing after 90 tries');
		expect(message).toContain(sandbox.descriptor.jobs()[0].id);
		expect(requested()).toHaveLength(90);
	});
});

describe('The template for many recordings', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const NAMES = ['support-call', 'failed-call', 'sales-call', 'not an address', 'short-call'];
	const withRecordings =
		(batchSize: number): Change =>
		(node) => {
			if (node.name === 'Ten at a Time')
				return { ...node, parameters: { ...node.parameters, batchSize } };
			if (node.name !== 'Recordings') return node;
			const urls = NAMES.map((name) =>
				name.endsWith('-call') ? `https://recordings.example.com/${name}.mp3` : name,
			);
			const parameters = structuredClone(node.parameters) as {
				assignments: { assignments: [{ value: unknown }] };
			};
			parameters.assignments.assignments[0].value = JSON.stringify(urls);
			return { ...node, parameters: parameters as unknown as INode['parameters'] };
		};

	const run = async (change: Change) => {
		let failed: IDataObject[] = [];
		await execute(many, sandbox, change, (ended) => {
			failed = outcomeOf(ended, 'Failed Recordings').outputs[0].map(({ json }) => json);
		});
		const saved = sandbox.salesforce.records('Call_Analysis__c');
		return { failed, saved: saved.map(({ Job_Id__c: id }) => id) };
	};

	it.each([1, 2, 10])(
		'saves the good ones and lists the bad ones, in batches of %s',
		async (batchSize) => {
			const { failed, saved } = await run(withRecordings(batchSize));
			const [support, failing, sales, short] = sandbox.descriptor.jobs();
			expect(saved).toEqual([support.id, sales.id, short.id]);
			expect(failed).toHaveLength(2);
			expect(failed).toMatchObject([
				{ result_id: failing.id, audio_url: failing.request.audio.uri },
				{ audio_url: 'not an address' },
			]);
			expect(failed[1].error).toContain("'Audio URL' is not a web address");
		},
	);

	it('lists what Salesforce refuses, with the ID of the analysis', async () => {
		const { failed, saved } = await run((node) => {
			if (node.name !== 'Save Call Analysis') return withRecordings(2)(node);
			const parameters = JSON.stringify(node.parameters).replace(
				'=Analysis_{{',
				"={{ $('One Item Each').item.json.audio_url.includes('sales') ? 'x'.repeat(500) : '' }}{{",
			);
			return { ...node, retryOnFail: false, parameters: JSON.parse(parameters) };
		});
		const [support, , sales, short] = sandbox.descriptor.jobs();
		expect(saved).toEqual([support.id, short.id]);
		expect(failed).toContainEqual({
			audio_url: sales.request.audio.uri,
			result_id: sales.id,
			error: expect.any(String),
		});
	});
});

it('A recording has the same ID in every template that makes one', () => {
	const rules = templates.flatMap(
		([, { nodes }]) => JSON.stringify(nodes).match(/\(\(base\) => .*?slice\(0, 40\)\)/g) ?? [],
	);
	expect(rules).toHaveLength(4);
	expect(new Set(rules).size).toBe(1);
});

it('The failure reason is built by the same rule in every template that has one', () => {
	const rules = templates.flatMap(
		([, { nodes }]) =>
			JSON.stringify(nodes).match(/\[\$json\.error\?\.message .*?\.join\(' '\)/g) ?? [],
	);
	expect(rules).toHaveLength(10);
	expect(new Set(rules).size).toBe(1);
});

it('There are templates that create records and templates that upsert them', () => {
	const operations = templates.flatMap(([, { nodes }]) =>
		nodes
			.filter(({ type }) => type.endsWith('.salesforce'))
			.map(({ parameters }) => parameters.operation),
	);
	expect(operations).toEqual(expect.arrayContaining(['create', 'upsert']));
});

describe('The checks of templates', () => {
	const template = named('call-recording-to-salesforce.json');
	const changed = (change: (copy: typeof template) => void) => {
		const copy = structuredClone(template);
		change(copy);
		return [...formFaults(copy), ...nodeFaults(copy, descriptions)];
	};
	const node = (copy: typeof template, name: string) => {
		const found = copy.nodes.find((entry) => entry.name === name);
		if (!found) throw new Error(`no node ${name}`);
		return found;
	};

	it.each<[string, (copy: typeof template) => void]>([
		['credentials', (copy) => void (node(copy, 'Submit Recording').credentials = {})],
		['an instance id', (copy) => void (copy.meta = { instanceId: 'x' })],
		['a secret', (copy) => void (node(copy, 'Recording').notes = 'Bearer abcdefgh12345678')],
		['an unknown type', (copy) => void (node(copy, 'Recording').type = 'n8n-nodes-base.nothing')],
		['an unknown version', (copy) => void (node(copy, 'Recording').typeVersion = 99)],
		[
			'an unknown parameter',
			(copy) => void (node(copy, 'Submit Recording').parameters.audio = 'x'),
		],
		[
			'an unknown option',
			(copy) => void (node(copy, 'Submit Recording').parameters.audioSource = 'x'),
		],
		[
			'an unknown nested parameter',
			(copy) => void (node(copy, 'Submit Recording').parameters.options = { wait: 1 }),
		],
		['a loose connection', (copy) => void (copy.connections.Nowhere = { main: [] })],
	])('notice %s', (_name, change) => {
		expect(changed(change)).toHaveLength(1);
	});
});
