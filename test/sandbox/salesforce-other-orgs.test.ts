import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { bearer, salesforce, send, startSandbox } from './client';

type Errors = Array<{ errorCode: string; message: string }>;
interface Described {
	fields: Array<{ name: string; encrypted: boolean; filterable: boolean; sortable: boolean }>;
	childRelationships: Array<{ childSObject: string; field: string; relationshipName: string }>;
}

describe('A Salesforce sandbox that is another org', () => {
	let sandbox: Sandbox;
	let org: Sandbox['salesforce'];
	beforeEach(async () => {
		sandbox = await startSandbox();
		org = sandbox.salesforce;
	});
	afterEach(async () => await sandbox.close());

	const query = async <Body = Errors>(soql: string) =>
		await salesforce<Body>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);
	const search = async <Body = Errors>(sosl: string) =>
		await salesforce<Body>(sandbox, 'GET', `/search?q=${encodeURIComponent(sosl)}`);
	const describeObject = async (name: string) =>
		(await salesforce<Described>(sandbox, 'GET', `/sobjects/${name}/describe`)).body;

	describe('with an encrypted field', () => {
		beforeEach(() => {
			org.create('Contact', { LastName: 'Reed', Phone: '(415) 555-0101' });
			org.encrypt('Contact.Phone');
		});

		it.each([
			["SELECT Id FROM Contact WHERE Phone = '1'", 'filtered'],
			["SELECT Id FROM Contact WHERE Phone LIKE '%1'", 'filtered'],
			['SELECT Id FROM Contact ORDER BY Phone', 'sorted'],
			['SELECT Phone, COUNT(Id) FROM Contact GROUP BY Phone', 'grouped'],
		])('refuses %s', async (soql, use) => {
			expect(await query(soql)).toMatchObject({
				status: 400,
				body: [
					{
						errorCode: 'INVALID_FIELD',
						message: expect.stringContaining(`field 'Phone' can not be ${use} in a query call`),
					},
				],
			});
		});

		it('reads it, searches it, and describes it so', async () => {
			const Phone = '(415) 555-0101';
			const { body } = await query<QueryResult>('SELECT Phone FROM Contact');
			expect(body.records).toMatchObject([{ Phone }]);
			const sosl = 'FIND {4155550101} IN PHONE FIELDS RETURNING Contact(Phone)';
			expect((await search(sosl)).body).toMatchObject({ searchRecords: [{ Phone }] });
			const where = "FIND {4155550101} IN PHONE FIELDS RETURNING Contact(Id WHERE Phone != '1')";
			expect((await search(where)).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
			const { fields } = await describeObject('Contact');
			expect(fields.find(({ name }) => name === 'Phone')).toMatchObject({
				encrypted: true,
				filterable: false,
				sortable: false,
			});
		});
	});

	describe('with a million tasks', () => {
		beforeEach(() => org.makeLarge('Task'));

		it.each([
			'SELECT Id FROM Task',
			'SELECT COUNT() FROM Task',
			'SELECT Id FROM Task ORDER BY Subject LIMIT 1',
			"SELECT Id FROM Task WHERE CallObject = 'x'",
			"SELECT Id FROM Task WHERE Status = 'Completed' LIMIT 1",
			'SELECT Id FROM Task WHERE LastModifiedDate = LAST_N_DAYS:3',
			"SELECT Id FROM Task WHERE CallObject = 'x' OR OwnerId = '005000000000001AAA'",
			"SELECT Id FROM Task WHERE OwnerId != '005000000000001AAA'",
			'SELECT Id FROM Task WHERE WhatId = null',
			"SELECT Id FROM Task WHERE NOT (WhatId = '001000000000001AAA')",
			"SELECT Id FROM Task WHERE Who.Name = 'Reed'",
		])('lets time out: %s', async (soql) => {
			expect(await query(soql)).toEqual({
				status: 400,
				body: [
					{
						errorCode: 'QUERY_TIMEOUT',
						message: 'Your query request was running for too long.',
					},
				],
			});
		});

		it.each([
			"SELECT Id FROM Task WHERE WhatId = '001000000000001AAA' AND CallObject = 'x'",
			"SELECT Id FROM Task WHERE Id IN ('00T000000000001')",
			'SELECT Id FROM Task WHERE CreatedDate = LAST_N_DAYS:30 AND IsClosed = false',
			'SELECT Id FROM Task WHERE SystemModstamp > 2026-01-01T00:00:00Z',
			"SELECT Id FROM Task WHERE WhoId = '003000000000001AAA' OR WhatId = '001000000000001AAA'",
			'SELECT Id FROM Task LIMIT 10',
			'SELECT Id FROM Contact',
		])('answers: %s', async (soql) => {
			expect((await query(soql)).status).toBe(200);
		});

		it('has indexes of names, e-mail addresses and external IDs elsewhere, and a search', async () => {
			for (const name of ['Contact', 'Call_Analysis__c']) org.makeLarge(name);
			const statuses = async (...queries: string[]) =>
				await Promise.all(queries.map(async (soql) => (await query(soql)).status));
			expect(
				await statuses(
					"SELECT Id FROM Contact WHERE Email = 'a@b.example'",
					"SELECT Id FROM Contact WHERE Name LIKE 'Reed%'",
					"SELECT Id FROM Call_Analysis__c WHERE Recording_Id__c = 'x'",
				),
			).toEqual([200, 200, 200]);
			expect(
				await statuses(
					"SELECT Id FROM Contact WHERE Phone = '1'",
					"SELECT Id FROM Contact WHERE Name LIKE '%Reed'",
					"SELECT Id FROM Call_Analysis__c WHERE Status__c = 'New'",
				),
			).toEqual([400, 400, 400]);
			expect((await search("FIND {Reed} RETURNING Contact(Id WHERE Phone = '1')")).status).toBe(
				200,
			);
		});
	});

	it('describes the lists of records that belong to those of an object', async () => {
		const children = async (name: string) =>
			(await describeObject(name)).childRelationships
				.filter(({ relationshipName }) => relationshipName !== null)
				.map((child) => [child.childSObject, child.field, child.relationshipName].join(' '));
		expect(await children('Account')).toEqual([
			'Contact AccountId Contacts',
			'Opportunity AccountId Opportunities',
			'Case AccountId Cases',
			'Task WhatId Tasks',
			'Call_Analysis__c Account__c Call_Analyses__r',
		]);
		expect(await children('Call_Analysis__c')).toEqual([
			'Task WhatId Tasks',
			'Call_Topic__c Call_Analysis__c Topics__r',
			'Call_Analysis__History ParentId Histories',
		]);
		const { childRelationships } = await describeObject('Call_Analysis__c');
		expect(childRelationships).toContainEqual(
			expect.objectContaining({ childSObject: 'Call_Topic__c', cascadeDelete: true }),
		);
		org.createObject('Bare__c', 'Bare', 'Bares');
		expect(await children('Bare__c')).toEqual([]);
		org.restrictUser({ access: ['Case'] });
		expect(await children('Account')).not.toContain('Case AccountId Cases');
	});

	it('reads the names of headers in any case', async () => {
		for (let count = 0; count < 201; count++) org.create('Lead', { LastName: 'A', Company: 'B' });
		const url = `${org.url}/services/data/v59.0/query?q=SELECT+Id+FROM+Lead`;
		const { body } = await send<QueryResult>('GET', url, undefined, {
			AUTHORIZATION: bearer(org.accessToken).authorization,
			'sforce-QUERY-options': 'batchSize=200',
		});
		expect(body).toMatchObject({ done: false, totalSize: 201 });
	});
});
