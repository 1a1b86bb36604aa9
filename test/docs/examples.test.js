// The JSON below each "Example output" is the output of the node for a call of the sandbox. With `WRITE_DOCS` in the
// environment it is written instead.
const fs = require('node:fs');
const path = require('node:path');

const SUB_WORKFLOW = '../../nodes/DescriptorAi/waiting/subWorkflow';
// A workflow of its own needs other nodes of n8n; the output is the same without.
jest.mock(SUB_WORKFLOW, () => ({
	...jest.requireActual(SUB_WORKFLOW),
	canWaitInSubWorkflow: false,
}));

const { RESOURCES } = require('../../nodes/DescriptorAi/operations');
const { startSandbox } = require('../../sandbox');
const { skipPauses } = require('../support/clock');
const { runNode } = require('../support/engine');
const { FORMS } = require('../support/form');
const { blocks, read, root, section } = require('../support/pages');
const { triggered } = require('../support/triggered');

/** @typedef {import('n8n-workflow').IDataObject} Fields */

const ID = '1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11';
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SPEAKERS = [
	{ id: '0', label: 'Dana', role: 'agent' },
	{ id: '1', label: 'Alan', role: 'customer' },
];
const CALL = {
	insights: ['summary', 'agent-actions', 'csat', 'topics'],
	callData: { speakers: { speaker: SPEAKERS } },
};

/** @type {import('../../sandbox').Sandbox} */
let sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await sandbox.close());

const credentials = () => ({
	baseUrl: sandbox.descriptor.url,
	accessToken: sandbox.descriptor.token,
});

const recording = (/** @type {string} */ file) => ({
	audioUrl: `https://recordings.example.com/${file}`,
});

/**
 * The item that an operation returns for another one.
 *
 * @param {string} operation
 * @param {Fields} item
 * @param {Fields} [parameters] other than those of the form as it is at first
 */
async function itemOf(operation, item, parameters = {}) {
	const resource = RESOURCES.find(({ operations }) =>
		operations.some(({ option }) => option.value === operation),
	)?.option.value;
	const { outputs, error } = await runNode({
		items: [item],
		parameters: { resource, operation, ...parameters },
		credentials: credentials(),
		settings: { onError: 'continueRegularOutput' },
	});
	expect(error).toBeUndefined();
	return outputs[0][0];
}

/** @type {(...args: Parameters<typeof itemOf>) => Promise<Fields>} */
const output = async (...args) => (await itemOf(...args)).json;

const submitted = async (file = 'short-call.mp3') =>
	await output('submit', {}, { ...recording(file), ...CALL });
const waited = async (/** @type {string} */ file, options = {}) =>
	await output('submitAndWait', {}, { ...recording(file), waitUsing: 'polling', options });

/** What is known of the files of an item; not where n8n keeps them. */
async function files() {
	const { binary = {} } = await itemOf('createReport', await submitted());
	return Object.fromEntries(
		Object.entries(binary).map(([field, { fileName, fileExtension, mimeType }]) => [
			field,
			{ fileName, fileExtension, mimeType },
		]),
	);
}

/** The transcript of a call as a person would type it. */
async function typed() {
	const { transcript } = await output('getResult', await submitted());
	return {
		transcript: String(transcript).replace(/^Dana/gm, 'Agent').replace(/^Alan/gm, 'Customer'),
	};
}

/** What the node finds in an org with a field that lacks a choice, and another that is too short. */
async function setUpPackage() {
	const { url, accessToken, records } = sandbox.salesforce;
	const answer = await fetch(`${url}/services/data/v59.0/sobjects/Call_Analysis__c/describe`, {
		headers: { authorization: `Bearer ${accessToken}` },
	});
	const { fields } =
		/** @type {{ fields: Array<{ name: string, length: number, picklistValues: object[] }> }} */ (
			await answer.json()
		);
	for (const field of fields) {
		if (field.name === 'Summary_c__c') field.length = 255;
		if (field.name === 'Status__c') field.picklistValues.shift();
	}
	const rules = ['Handled_Once', 'Recording_ID_Needed'];
	const ValidationRules = rules.map((name) => ({ ValidationName: name, Active: true }));
	const sets = new Map(records('PermissionSet').map(({ Id, Name }) => [Id, Name]));
	return await output('getSetUpPackage', /** @type {any} */ ({ fields }), {
		objectSettings: JSON.stringify([
			{ QualifiedApiName: 'Call_Analysis__c', ValidationRules },
			{ QualifiedApiName: 'Call_Topic__c', ValidationRules: [] },
		]),
		permissions: JSON.stringify(
			records('FieldPermissions').map((row) => ({
				...row,
				Parent: { Name: sets.get(row.ParentId) },
			})),
		),
	});
}

/** The record of a call whose customer has been found. */
async function builtRecord(/** @type {Fields} */ parameters = {}) {
	skipPauses();
	const item = await output('getResult', await submitted(), { simplify: false });
	return await output('buildRecord', item, {
		call: {
			recording_id: '0042-2026-11-23',
			record_id: 'a0B5e00000NxKdLEAV',
			customer_phone: '+1 (415) 555-0101',
			called_at: '2026-11-23T14:05:00Z',
		},
		found: {
			Id: '0035e00000LmQwZAAV',
			Name: 'Alan Reed',
			Phone: '415-555-0101',
			AccountId: '0015e00000HjTrSAAV',
		},
		...parameters,
	});
}

/**
 * What stands on each page, in its order.
 *
 * @type {Record<string, Array<() => Promise<unknown>>>}
 */
const EXAMPLES = {
	'docs/submit.md': [
		async () =>
			await output(
				'submit',
				{},
				{
					...recording('short-call.mp3'),
					callData: { id: '0042-2026-11-23' },
				},
			),
	],
	'docs/submit-and-wait.md': [
		async () => {
			skipPauses();
			return await waited('short-call.mp3?seconds=3600', { maxWaitMinutes: 1 });
		},
	],
	'docs/get-result.md': [
		async () => await output('getResult', await submitted()),
		async () =>
			await output('getResult', await submitted('endless-call.mp3?seconds=3600'), {
				ifNotReady: 'returnStatus',
			}),
	],
	'docs/create-report.md': [files],
	'docs/extract-insight.md': [
		async () =>
			await output('extractInsight', await typed(), { insights: ['summary', 'csat', 'questions'] }),
		async () =>
			await output('extractInsight', await typed(), { insights: ['topics', 'next-best-offer'] }),
	],
	'docs/calculate-metrics.md': [
		async () =>
			await output(
				'calculateMetrics',
				await output('getResult', await submitted(), { simplify: false }),
			),
	],
	'docs/prepare-call.md': [
		async () =>
			await output(
				'prepareCall',
				{
					call_id: '0042-2026-11-28',
					audio_url: 'https://recordings.example.com/call-42.mp3',
					phone: '+1 415 555 0101',
					called_at: '2026-11-28 14:05:00',
				},
				{ resource: 'salesforce', options: { searchIn: ['Contact'] } },
			),
	],
	'docs/build-record.md': [builtRecord],
	'docs/set-up-package.md': [setUpPackage],
	'docs/trigger.md': [
		async () => {
			const callData = { id: '0042-2026-11-23' };
			const { result_id: id } = await output(
				'submit',
				{},
				{ ...recording('failed-call.mp3'), callData },
			);
			const [item] = await triggered({ job_id: id }, {}, credentials());
			return item;
		},
	],
};

/** What differs in each run, as it stands on a page. */
const published = (/** @type {unknown} */ value) =>
	JSON.parse(
		JSON.stringify(value)
			.replaceAll(sandbox.descriptor.url, 'https://demo.descriptor.ai')
			.replace(UUID, ID),
	);

/** @param {string} page @param {string} before @param {unknown} after */
function write(page, before, after) {
	const json = `${JSON.stringify(after, null, '\t')}\n`;
	fs.writeFileSync(
		path.join(root, page),
		read(page).replace('```json\n' + before, () => '```json\n' + json),
	);
}

it('are on the page of each operation', () => {
	expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(FORMS).sort());
});

describe.each(Object.entries(EXAMPLES))('The examples on %s', (page, runs) => {
	const jsonOf = () => blocks(section(read(page), 'Example output'), 'json');

	it('are as many as are tried', () => expect(jsonOf()).toHaveLength(runs.length));

	it.each(runs.map((run, index) => ({ run, number: index + 1 })))(
		'are returned by the node: $number',
		async ({ run, number }) => {
			const json = jsonOf()[number - 1];
			const item = published(await run());
			if (process.env.WRITE_DOCS) write(page, json, item);
			else expect(JSON.parse(json)).toEqual(item);
		},
	);
});
