import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { outcomeOf } from '../support/engine';
import { execute, loadNodes, named, returning, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const template = named('call-recording-to-customer.json');
const NUMBER = '+1 415 555 0101';

let sandbox: Sandbox;

beforeAll(loadNodes, INSTALLING);
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => await sandbox.close());

const create: Sandbox['salesforce']['create'] = (...record) => sandbox.salesforce.create(...record);

/** Puts the address of a Salesforce into the template, as its note says. */
const setUp =
	(address = sandbox.salesforce.url): Change =>
	(node) => {
		if (node.name !== 'Find People') return node;
		const example = 'https://your-domain.my.salesforce.com';
		const url = String(node.parameters.url).replace(example, address);
		return { ...node, retryOnFail: false, parameters: { ...node.parameters, url } };
	};

/** Sets the template up, and lets it begin with these recordings of the sandbox. */
const ofCalls = (...calls: Array<[recording: string, number: string]>): Change => {
	const items = calls.map(([name, number]) => ({
		audio_url: `https://recordings.example.com/${name}.mp3`,
		customer_phone: number,
	}));
	return (node) => (node.name === 'Recording' ? returning(node, items) : setUp()(node));
};

describe('The template for the customer’s record', () => {
	it('links the contact with the number, in whatever notation Salesforce has it, and saves what was found', async () => {
		const account = create('Account', { Name: 'Northwind Internet' });
		const contact = create('Contact', {
			LastName: 'Carter',
			FirstName: 'Helen',
			AccountId: account,
			MobilePhone: '(415) 555-0101',
		});
		create('Contact', { LastName: 'Other', Phone: '+1 515 555 0101' });
		const [record, ...others] = await execute(template, sandbox, setUp());
		expect(others).toEqual([]);
		expect(record).toMatchObject({
			Name: expect.stringMatching(/^Call with Helen Carter \d{4}-\d\d-\d\d \d\d:\d\d$/),
			Contact__c: contact,
			Account__c: account,
			Lead__c: null,
			Match__c: 'Unique',
			Caller__c: NUMBER,
			Status__c: 'Completed',
			Failure_Reason__c: null,
			Job_Id__c: sandbox.descriptor.jobs()[0].id,
			Recording_URL__c: 'https://recordings.example.com/support-call.mp3',
			CSAT__c: 4.6,
			Low_CSAT__c: false,
			Topics__c: expect.stringContaining('Router firmware'),
			Unsolved_Problems__c: 0,
			Summary_c__c: expect.stringMatching(/^Helen Carter reported [^]*\n/),
			Agent_Actions_c__c: expect.stringMatching(/^Verified the account of Helen Carter\n/),
		});
	});

	it('saves a record without a link when nobody has the number', async () => {
		const [record] = await execute(template, sandbox, setUp());
		expect(record).toMatchObject({
			Name: expect.stringContaining(`Call with ${NUMBER} `),
			Contact__c: null,
			Match__c: 'None',
			Status__c: 'Completed',
		});
	});

	it('saves a record without a link, and says why, when Salesforce cannot be searched', async () => {
		const [record] = await execute(template, sandbox, setUp('http://127.0.0.1:9'));
		expect(record).toMatchObject({
			Contact__c: null,
			Status__c: 'Completed',
			Failure_Reason__c: null,
			Link_Notes__c: 'The customer could not be searched for.',
		});
	});

	it('links each of several calls to its own customer, also when one of them fails', async () => {
		const [one, other] = ['0101', '0102'].map((digits) =>
			create('Contact', { LastName: digits, Phone: `+1 415 555 ${digits}` }),
		);
		const records = await execute(
			template,
			sandbox,
			ofCalls(
				['sales-call', '4155550102'],
				['failed-call', '4155550103'],
				['short-call', '4155550101'],
			),
		);
		expect(records).toMatchObject([
			{ Contact__c: other, Status__c: 'Completed', Caller__c: '4155550102' },
			{ Contact__c: null, Status__c: 'Failed', Caller__c: '4155550103' },
			{ Contact__c: one, Status__c: 'Completed', Caller__c: '4155550101' },
		]);
	});

	it('updates the record when it is run again with the same recording', async () => {
		await execute(template, sandbox, setUp());
		const contact = create('Contact', { LastName: 'Carter', Phone: NUMBER });
		const records = await execute(template, sandbox, setUp());
		expect(records).toMatchObject([{ Contact__c: contact, Match__c: 'Unique' }]);
	});

	it('saves a recording that cannot be analyzed with the reason, under a name', async () => {
		const records = await execute(template, sandbox, ofCalls(['failed-call', NUMBER]));
		expect(records).toMatchObject([
			{
				Name: expect.stringContaining(`Call with ${NUMBER} `),
				Status__c: 'Failed',
				Failure_Reason__c: expect.stringContaining(sandbox.descriptor.jobs()[0].id),
			},
		]);
	});

	/** Returns the message to Slack instead of sending it. */
	const collected = (node: INode): INode => {
		if (node.name !== 'Tell Slack') return node;
		const message = { id: 'text', name: 'text', type: 'string', value: node.parameters.text };
		const parameters = { assignments: { assignments: [message] } };
		return { ...node, type: 'n8n-nodes-base.set', typeVersion: 3.4, disabled: false, parameters };
	};

	it('tells Slack about a call with a low CSAT, as soon as that is switched on', async () => {
		let told: IDataObject[] = [];
		const change = ofCalls(['complaint-call', NUMBER]);
		await execute(
			template,
			sandbox,
			(node) => collected(change(node)),
			(ended) => {
				told = outcomeOf(ended, 'Tell Slack').outputs[0].map(({ json }) => json);
			},
		);
		const [{ Name: name, CSAT__c: csat }] = sandbox.salesforce.records('Call_Analysis__c');
		expect(told).toEqual([{ text: `CSAT ${csat}: ${name}` }]);
	});

	it('tells Slack nothing about other calls', async () => {
		await execute(template, sandbox, setUp(), (ended) => {
			expect(ended.data.resultData.lastNodeExecuted).toBe('CSAT Is Low');
		});
	});
});
