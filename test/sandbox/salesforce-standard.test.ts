import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { createRecord, salesforce, startSandbox } from './client';

type Described = {
	fields: Array<{ name: string; picklistValues: Array<{ value: string; defaultValue: boolean }> }>;
};

describe('Standard objects of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const query = async (soql: string) =>
		(await salesforce<QueryResult>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`)).body;
	const opportunity = async (fields: object = {}) =>
		await createRecord(sandbox, 'Opportunity', {
			Name: 'Renewal',
			StageName: 'Prospecting',
			CloseDate: '2027-01-31',
			...fields,
		});

	it('close an opportunity by its stage', async () => {
		await opportunity({ Name: 'Open' });
		await opportunity({ Name: 'Won', StageName: 'Closed Won' });
		await opportunity({ Name: 'Lost', StageName: 'Closed Lost' });
		expect(sandbox.salesforce.records('Opportunity')).toMatchObject([
			{ IsClosed: false, IsWon: false },
			{ IsClosed: true, IsWon: true },
			{ IsClosed: true, IsWon: false },
		]);
		expect(await salesforce(sandbox, 'POST', '/sobjects/Opportunity', {})).toMatchObject({
			status: 400,
			body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name', 'StageName', 'CloseDate'] }],
		});
	});

	it('count the open opportunities of an account, and name one of them', async () => {
		const AccountId = sandbox.salesforce.create('Account', { Name: 'Acme' });
		const attributes = { type: 'AggregateResult' };
		const open = async (account: string) =>
			(
				await query(
					'SELECT COUNT(Id) open, MAX(Id) opportunity FROM Opportunity ' +
						`WHERE AccountId = '${account}' AND IsClosed = false`,
				)
			).records;
		const none = [{ attributes, open: 0, opportunity: null }];
		expect(await open('')).toEqual(none);
		expect(await open(AccountId)).toEqual(none);
		await opportunity({ AccountId, StageName: 'Closed Lost' });
		const first = await opportunity({ AccountId });
		expect(await open(AccountId)).toEqual([{ attributes, open: 1, opportunity: first }]);
		const second = await opportunity({ AccountId });
		expect(await open(AccountId)).toEqual([{ attributes, open: 2, opportunity: second }]);
		// An empty ID is none: it matches the opportunities without an account.
		const without = await opportunity();
		expect(await open('')).toEqual([{ attributes, open: 1, opportunity: without }]);
	});

	it('show a task about an opportunity on its account', async () => {
		const AccountId = sandbox.salesforce.create('Account', { Name: 'Acme' });
		const WhatId = await opportunity({ AccountId });
		await createRecord(sandbox, 'Task', { Subject: 'Call', WhatId });
		expect(sandbox.salesforce.records('Task')).toMatchObject([{ WhatId, AccountId }]);
	});

	it('lead from a converted lead to its contact and account', async () => {
		const ConvertedAccountId = sandbox.salesforce.create('Account', { Name: 'Acme' });
		const ConvertedContactId = sandbox.salesforce.create('Contact', { LastName: 'Reed' });
		const converted = { IsConverted: true, ConvertedAccountId, ConvertedContactId };
		sandbox.salesforce.create('Lead', { LastName: 'Reed', Company: 'Acme', ...converted });
		const soql = 'SELECT ConvertedContactId, ConvertedAccountId, ConvertedContact.Name FROM Lead';
		expect((await query(soql)).records).toMatchObject([
			{ ConvertedContactId, ConvertedAccountId, ConvertedContact: { Name: 'Reed' } },
		]);
	});

	it('have users that are active or not, by e-mail and federation ID', async () => {
		const user = (Email: string, IsActive: boolean) =>
			sandbox.salesforce.create('User', {
				LastName: 'Agent',
				Email,
				FederationIdentifier: Email,
				IsActive,
			});
		const active = user('dana@acme.example', true);
		user('tom@acme.example', false);
		const soql =
			"SELECT Id FROM User WHERE IsActive = true AND (Email = 'dana@acme.example' OR FederationIdentifier = 'tom@acme.example')";
		expect((await query(soql)).records).toMatchObject([{ Id: active }]);
	});

	describe('for the values of tasks', () => {
		const STATUSES = 'SELECT ApiName, IsClosed, IsDefault FROM TaskStatus ORDER BY SortOrder';
		const PRIORITIES =
			'SELECT ApiName, IsDefault, IsHighPriority FROM TaskPriority ORDER BY SortOrder';

		it('are those of a new org', async () => {
			expect((await query(STATUSES)).records.slice(0, 3)).toMatchObject([
				{ ApiName: 'Not Started', IsClosed: false, IsDefault: true },
				{ ApiName: 'In Progress', IsClosed: false, IsDefault: false },
				{ ApiName: 'Completed', IsClosed: true, IsDefault: false },
			]);
			expect((await query(PRIORITIES)).records).toMatchObject([
				{ ApiName: 'High', IsDefault: false, IsHighPriority: true },
				{ ApiName: 'Normal', IsDefault: true, IsHighPriority: false },
				{ ApiName: 'Low', IsDefault: false, IsHighPriority: false },
			]);
			expect(
				(await salesforce(sandbox, 'POST', '/sobjects/TaskStatus', { ApiName: 'x' })).body,
			).toMatchObject([{ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' }]);
		});

		it('decide what a task is, when an administrator has changed them', async () => {
			sandbox.salesforce.setTaskValues(
				[
					{ ApiName: 'Offen', IsDefault: true },
					{ ApiName: 'Erledigt', IsClosed: true },
				],
				[{ ApiName: 'Hoch', IsHighPriority: true }, { ApiName: 'Normal' }],
			);
			await createRecord(sandbox, 'Task', { Subject: 'One' });
			await createRecord(sandbox, 'Task', { Subject: 'Two', Status: 'Erledigt', Priority: 'Hoch' });
			await createRecord(sandbox, 'Task', { Subject: 'Three', Status: 'Completed' });
			expect(sandbox.salesforce.records('Task')).toMatchObject([
				{ Status: 'Offen', Priority: null, IsClosed: false, CompletedDateTime: null },
				{ Status: 'Erledigt', IsClosed: true, IsHighPriority: true },
				{ Status: 'Completed', IsClosed: false },
			]);
			const { body } = await salesforce<Described>(sandbox, 'GET', '/sobjects/Task/describe');
			const status = body.fields.find(({ name }) => name === 'Status');
			expect(status?.picklistValues).toMatchObject([
				{ value: 'Offen', defaultValue: true },
				{ value: 'Erledigt', defaultValue: false },
			]);

			const [{ Id }] = sandbox.salesforce.records('TaskStatus');
			sandbox.salesforce.remove(String(Id));
			sandbox.salesforce.create('TaskStatus', { ApiName: 'Neu', IsDefault: true, SortOrder: 0 });
			await createRecord(sandbox, 'Task', { Subject: 'Four' });
			expect(sandbox.salesforce.records('Task').at(-1)).toMatchObject({ Status: 'Neu' });
		});
	});
});
