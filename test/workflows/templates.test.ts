import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { formFaults, nodeFaults, readTemplates, type Template } from '../../scripts/lib/templates';
import { descriptions, execute, loadNodes, named, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const CREATING = 'call-recording-to-salesforce.json';
const MANY = 'call-recordings-with-submit-and-wait.json';
const REPORTING = 'call-report-to-salesforce.json';

const templates = readTemplates().map(({ file, template }) => [file, template] as const);
/** The templates that need neither people in Salesforce nor earlier records. */
const simple = templates.filter(([file]) => [CREATING, MANY, REPORTING].includes(file));

let sandbox: Sandbox;

beforeAll(loadNodes, INSTALLING);
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => await sandbox.close());

/** Changes the parameters of one node, as their JSON text or as they are. */
const inNode =
	(name: string, change: (parameters: INodeParameters) => INodeParameters): Change =>
	(node) =>
		node.name === name ? { ...node, parameters: change(structuredClone(node.parameters)) } : node;

/** Puts other recordings of the sandbox in the place of those that a template begins with. */
const ofRecordings = (...names: string[]): Change => {
	const [address, ...others] = names.map((name) =>
		name.endsWith('-call') ? `https://recordings.example.com/${name}.mp3` : name,
	);
	const list = [address, ...others].map((url) => ({ audio_url: url, customer: 'Helen Carter' }));
	return ({ name, parameters, ...node }) => {
		const text = JSON.stringify(parameters);
		const changed =
			name === 'Recordings'
				? text.replace(/"value":"[^]*\]"/, `"value":${JSON.stringify(JSON.stringify(list))}`)
				: name === 'Recording'
					? text.replace(/https:[^"]*/, address)
					: text;
		return { ...node, name, parameters: JSON.parse(changed) };
	};
};

describe.each(templates)('The template %s', (_file, template) => {
	it('holds nothing of anybody’s own n8n and no loose ends', () => {
		expect(formFaults(template)).toEqual([]);
	});

	it('uses only node types, versions, parameters and options that exist', () => {
		expect(nodeFaults(template, descriptions)).toEqual([]);
	});
});

it.each(templates.filter(([file]) => file.startsWith('from-')))(
	'The connector %s leaves the language to the workflow that gets its calls',
	(_file, { nodes }) => {
		const [prepare] = nodes.filter(({ parameters }) => parameters.operation === 'prepareCall');
		expect(prepare.parameters.defaultLanguage).toBe('none');
	},
);

it.each(templates)('The steps of %s change no node after it is published', (_file, { nodes }) => {
	const names = nodes.map(({ name }) => name);
	for (const { parameters } of nodes) {
		const steps = String(parameters.content ?? '').split(/^\d\. /m);
		const publishing = /\bPublish\b/;
		const published = steps.findIndex((step) => publishing.test(step));
		if (published < 0) continue;
		// The address of a webhook is copied, and not changed.
		const [, ...rest] = steps[published].split(publishing);
		const after = [...rest, ...steps.slice(published + 1)].join(' ').split('\n\n')[0];
		const named = names.filter((name) => after.includes(`*${name}*`));
		expect(named.filter((name) => name !== 'Recording Is Ready')).toEqual([]);
	}
});

it('The names of the templates begin with the order in which to try them', () => {
	const numbers = templates.map(([, { name }]) => Number(/^(\d+)\. \w/.exec(name)?.[1]));
	expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index));
});

describe.each(simple)(
	'The template %s, in n8n’s workflow engine with its own Salesforce node',
	(_file, template) => {
		it('makes a record with a name, a summary and a line for each action of the agent', async () => {
			const [record] = await execute(template, sandbox);
			expect(record).toMatchObject({
				Name: expect.stringMatching(/^Call with Helen Carter \d{4}-\d\d-\d\d \d\d:\d\d$/),
				Status__c: 'Completed',
				Summary_c__c: expect.stringMatching(/^Helen Carter reported [^]*\n/),
				Agent_Actions_c__c: expect.stringMatching(/^Verified the account of Helen Carter\n/),
				Job_Id__c: sandbox.descriptor.jobs()[0].id,
			});
		});

		it('makes a record of a partial analysis as well', async () => {
			const records = await execute(template, sandbox, ofRecordings('partial-call'));
			expect(records).toMatchObject([{ Job_Id__c: sandbox.descriptor.jobs()[0].id }]);
		});

		it('makes a record of findings that are longer than any Salesforce field', async () => {
			const [record] = await execute(template, sandbox, ofRecordings('endless-call'));
			for (const field of ['Summary_c__c', 'Agent_Actions_c__c']) {
				expect(String(record[field])).toHaveLength(40_000);
				// Salesforce's API may count bytes.
				expect(Buffer.byteLength(String(record[field]))).toBeLessThanOrEqual(131_072);
			}
		});
	},
);

describe('The first template', () => {
	const creating = named(CREATING);

	it('creates records as in the guide of Descriptor.AI when it is changed as its note says', async () => {
		const note = creating.nodes.find(({ name }) => name === 'As in the Guide');
		const [, name, actions] = /`(Analysis_.*)`[^]*`({{.*}})`/.exec(note?.parameters.content) ?? [];
		const asInTheGuide = inNode('Save Call Analysis', (parameters) => ({
			...parameters,
			operation: 'create',
			customFieldsUi: {
				customFieldsValues: [
					{ fieldId: 'Name', value: `=${name}` },
					{ fieldId: 'Agent_Actions_c__c', value: `=${actions}` },
				],
			},
		}));
		const [record] = await execute(creating, sandbox, asInTheGuide);
		expect(record.Name).toBe(`Analysis_${sandbox.descriptor.jobs()[0].id.slice(0, 10)}`);
		expect(JSON.parse(String(record.Agent_Actions_c__c))).toHaveLength(5);
	});
});

describe('The template for several recordings', () => {
	const many = named(MANY);

	it('saves the good ones, and ends with the reason for each that failed', async () => {
		const recordings = [
			'support-call',
			'failed-call',
			'sales-call',
			'not an address',
			'short-call',
		];
		const ended = execute(many, sandbox, ofRecordings(...recordings));
		const message = await ended.catch((error: Error) => error.message);

		const idOf = (name: string) =>
			sandbox.descriptor.jobs().find(({ scenario }) => scenario === name)?.id;
		const saved = sandbox.salesforce.records('Call_Analysis__c');
		expect(saved.map(({ Job_Id__c: id }) => id)).toEqual(
			['support-call', 'sales-call', 'short-call'].map(idOf),
		);
		expect(message).toMatch(
			new RegExp(`\\(result ID '${idOf('failed-call')}'\\)\n'Audio URL' is not a web address`),
		);
	});
});

describe('The checks of templates', () => {
	const template = named(CREATING);
	const changed = (change: (copy: Template) => void) => {
		const copy = structuredClone(template);
		change(copy);
		return [...formFaults(copy), ...nodeFaults(copy, descriptions)];
	};
	const node = (copy: Template, name: string) => {
		const found = copy.nodes.find((entry) => entry.name === name);
		if (!found) throw new Error(`no node ${name}`);
		return found;
	};

	it.each<[string, (copy: Template) => void]>([
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

	it('notice a credential that would have to be selected in each of several nodes', () => {
		const copy = structuredClone(named('calls-to-salesforce.json'));
		delete node(copy, 'Find People').credentials;
		node(copy, 'Save Call Analysis').credentials = {
			salesforceOAuth2Api: { id: 'a', name: 'My org' },
		};
		expect(formFaults(copy)).toEqual([
			'"Find People" does not ask for its credential',
			'"Save Call Analysis" does not ask for its credential',
		]);
		const other = structuredClone(named('calls-to-salesforce.json'));
		const name = 'Select your Salesforces credential';
		node(other, 'Save Call Analysis').credentials = { salesforceOAuth2Api: { id: null, name } };
		expect(formFaults(other)).toEqual(['"Save Call Analysis" does not ask for its credential']);
		const unsaved = structuredClone(named('set-up-salesforce.json'));
		delete node(unsaved, 'Find Org').credentials;
		expect(formFaults(unsaved)).toEqual(['"Find Org" does not ask for its credential']);
	});
});
