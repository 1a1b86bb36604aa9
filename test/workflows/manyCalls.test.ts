import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { text } from '../../sandbox/salesforce/fields';
import { recording } from '../support/calls';
import { runWith, type Seen } from '../support/faultRuns';
import { finishedItems, loadNodes } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;
const FILE = 'calls-to-salesforce.json';
const CALLBACK = 'Analysis Finished';

beforeAll(loadNodes, INSTALLING);
jest.setTimeout(120_000);

describe('Many calls at once', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceLanguage: 'en' });
	});
	afterEach(async () => await sandbox.close());

	const records = () => sandbox.salesforce.records('Call_Analysis__c');
	const topics = () => sandbox.salesforce.records('Call_Topic__c');
	const states = () => records().map(({ Status__c: status }) => status);
	const keyOf = (number: number) => `call-${number}`;

	/** A step of one's own behind the request about all of them still finds the call of each. */
	const withKeys = (node: INode): INode => {
		if (node.name !== 'Done') return node;
		const text = JSON.stringify(node.parameters);
		const changed = text.replace(
			'$json.link_notes',
			"$('Analysis Finished').item.json.call_data.id",
		);
		return { ...node, parameters: JSON.parse(changed) as INode['parameters'] };
	};

	/** Calls whose analyses are finished, and whose records do not know it yet. */
	const submitted = async (count: number) => {
		const { url, token } = sandbox.descriptor;
		for (const number of Array(count).keys()) {
			const id = keyOf(number);
			const answer = await fetch(`${url}/api/v1/offline/processing`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
				body: JSON.stringify({
					audio: { uri: `${recording('support')}?seconds=0` },
					config: { channels: 1, language_code: 'en-US', insights: ['csat', 'topics'] },
					call_data: { id },
				}),
			});
			expect(answer.ok).toBe(true);
			sandbox.salesforce.create('Call_Analysis__c', {
				Name: id,
				Recording_Id__c: id,
				Status__c: 'Submitted',
				Job_Id__c: sandbox.descriptor.jobs()[number].id,
			});
		}
	};
	/** Runs the template from one of its triggers, and counts its requests to Salesforce. */
	const run = async (from: string, items?: IDataObject[], change?: (node: INode) => INode) => {
		const before = sandbox.salesforce.requests().length;
		const seen: Seen = await runWith(FILE, sandbox, [], { from, items, ...(change && { change }) });
		expect(seen.error).toBe('');
		return { ...seen, requests: sandbox.salesforce.requests().length - before };
	};
	const callBack = async (change?: (node: INode) => INode) =>
		await run(CALLBACK, await finishedItems(sandbox), change);

	it('are saved with one request when their callbacks come together', async () => {
		await submitted(50);
		const { requests, putOut } = await callBack(withKeys);
		expect(requests).toBe(1);
		expect(states()).toEqual(Array(50).fill('Completed'));
		expect(topics()).toHaveLength(150);
		const done = putOut('Done');
		expect(done.map(({ record }) => String(record).split('/').at(-1))).toEqual(
			records().map(({ Id }) => Id),
		);
		expect(done.map(({ note }) => note)).toEqual([...Array(50).keys()].map(keyOf));
	});

	it('are found and saved with three requests when the schedule fetches 200 results', async () => {
		await submitted(200);
		const { requests } = await run('Every 10 Minutes');
		// It looks for new records, for submitted ones, and saves.
		expect(requests).toBe(3);
		expect(states()).toEqual(Array(200).fill('Completed'));
		expect(topics()).toHaveLength(600);
	});

	it('are saved but for one that Salesforce refuses, whose record says why', async () => {
		await submitted(3);
		sandbox.salesforce.addValidationRule('Call_Analysis__c', {
			message: 'Kept elsewhere.',
			refuses: (record) => record.Recording_Id__c === keyOf(1) && record.Status__c === 'Completed',
		});
		const { requests, putOut } = await callBack();
		// The second request tells the reason.
		expect(requests).toBe(2);
		expect(records()).toMatchObject([
			{ Status__c: 'Completed', Failure_Reason__c: null },
			{
				Status__c: 'Submitted',
				Job_Id__c: sandbox.descriptor.jobs()[1].id,
				Failure_Reason__c: expect.stringMatching(
					/FIELD_CUSTOM_VALIDATION_EXCEPTION: Kept elsewhere\. The next run saves/,
				),
			},
			{ Status__c: 'Completed', Failure_Reason__c: null },
		]);
		expect(putOut('Done').filter(({ reason }) => reason)).toHaveLength(1);
		expect(putOut('Done')).toHaveLength(3);
	});

	it('all have the reason when Salesforce refuses the request as a whole', async () => {
		await submitted(2);
		sandbox.salesforce.removeField('Call_Analysis__c', 'CSAT_Reason__c');
		const { requests } = await callBack();
		expect(requests).toBe(2);
		const Failure_Reason__c = expect.stringContaining("No such column 'CSAT_Reason__c'");
		expect(records()).toMatchObject([{ Failure_Reason__c }, { Failure_Reason__c }]);
	});

	it('are saved without the topics that Salesforce refuses, and their records say so', async () => {
		await submitted(2);
		sandbox.salesforce.addValidationRule('Call_Topic__c', {
			message: 'No routers.',
			refuses: ({ Name }) => /router/i.test(String(Name)),
		});
		await callBack();
		expect(topics()).toHaveLength(4);
		const refused = {
			Status__c: 'Completed',
			Topics__c: expect.stringContaining('Router'),
			Failure_Reason__c: expect.stringMatching(/^Salesforce has refused topics\. .*No routers\./),
		};
		expect(records()).toMatchObject([refused, refused]);
	});

	it('are saved once each when one of them is reported twice', async () => {
		await submitted(2);
		const items = await finishedItems(sandbox);
		const { requests, putOut } = await run(CALLBACK, [...items, items[0]]);
		expect(requests).toBe(2);
		expect(states()).toEqual(['Completed', 'Completed']);
		expect(putOut('Done')).toHaveLength(2);
	});

	it('have the fields that a person adds, with a value for each call', async () => {
		await submitted(2);
		const { setField, create, records: all } = sandbox.salesforce;
		setField('Call_Analysis__c', text('Region__c', 80));
		create('FieldPermissions', {
			ParentId: all('PermissionSetAssignment')[0].PermissionSetId,
			SobjectType: 'Call_Analysis__c',
			Field: 'Call_Analysis__c.Region__c',
			PermissionsRead: true,
			PermissionsEdit: true,
		});
		const field = [{ name: 'Region__c', value: '=of {{ $json.recording_id }}' }];
		await callBack((node) =>
			node.name === 'Combine Records'
				? { ...node, parameters: { ...node.parameters, moreFields: { field } } }
				: node,
		);
		expect(records()).toMatchObject([0, 1].map((one) => ({ Region__c: `of ${keyOf(one)}` })));
	});
});
