import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { createRecord, salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string }>;

describe('The queries of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let account: string;

	beforeAll(async () => {
		sandbox = await startSandbox();
		account = await createRecord(sandbox, 'Account', { Name: 'Acme', NumberOfEmployees: 12 });
		await createRecord(sandbox, 'Account', { Name: 'Zenith', NumberOfEmployees: 300 });
		const contacts = [
			{ LastName: 'Baker', FirstName: 'Ann', Email: 'ann@acme.example', AccountId: account },
			{ LastName: 'Adams', Phone: '+1 (555) 010', HasOptedOutOfEmail: true },
			{ LastName: "O'Neill\\Co", MobilePhone: '555_1', Birthdate: '1980-02-03' },
			{ LastName: 'Baker', FirstName: 'Zoe', Description: '100 %' },
		];
		for (const contact of contacts) await createRecord(sandbox, 'Contact', contact);
	});
	afterAll(async () => await sandbox.close());

	const query = async <Body = QueryResult>(soql: string) =>
		await salesforce<Body>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);

	const lastNames = async (rest: string) => {
		const { body } = await query(`SELECT LastName FROM Contact ${rest}`);
		return body.records.map(({ LastName }) => LastName);
	};

	const refusal = async (soql: string) => {
		const { status, body } = await query<Errors>(soql);
		return { status, errorCode: body[0].errorCode, message: body[0].message };
	};

	it('answers with attributes and the names of the fields as they are defined', async () => {
		expect(await query("select id, name from account where name = 'ACME'")).toEqual({
			status: 200,
			body: {
				totalSize: 1,
				done: true,
				records: [
					{
						attributes: {
							type: 'Account',
							url: `/services/data/v59.0/sobjects/Account/${account}`,
						},
						Id: account,
						Name: 'Acme',
					},
				],
			},
		});
	});

	it.each([
		['= ignores case', "WHERE LastName = 'baker'", ['Baker', 'Baker']],
		['!= takes empty fields along', "WHERE FirstName != 'Ann'", ['Adams', "O'Neill\\Co", 'Baker']],
		['= null', 'WHERE FirstName = null', ['Adams', "O'Neill\\Co"]],
		['!= null', 'WHERE MobilePhone != null', ["O'Neill\\Co"]],
		['escapes', "WHERE LastName = 'O\\'Neill\\\\Co'", ["O'Neill\\Co"]],
		['LIKE', "WHERE LastName LIKE 'b%r'", ['Baker', 'Baker']],
		['LIKE with several wildcards', "WHERE Phone LIKE '%(5_5%1_'", ['Adams']],
		['LIKE with an escaped wildcard', "WHERE MobilePhone LIKE '555\\_1'", ["O'Neill\\Co"]],
		['LIKE takes other signs as they are', "WHERE Phone LIKE '+1 (%'", ['Adams']],
		['NOT LIKE', "WHERE NOT LastName LIKE 'B%'", ['Adams', "O'Neill\\Co"]],
		['IN', "WHERE LastName IN ('Adams', 'Nobody')", ['Adams']],
		['NOT IN', "WHERE LastName NOT IN ('Adams', 'Baker')", ["O'Neill\\Co"]],
		['a switch', 'WHERE HasOptedOutOfEmail = true', ['Adams']],
		['a date', 'WHERE Birthdate >= 1980-02-03 AND Birthdate < 1980-02-04', ["O'Neill\\Co"]],
		['a moment', "WHERE CreatedDate > 2020-01-01T00:00:00+02:00 AND LastName = 'Adams'", ['Adams']],
		[
			'parentheses',
			"WHERE (FirstName = 'Zoe' OR LastName = 'Adams') AND NOT (Phone = null)",
			['Adams'],
		],
		['the field of a parent', "WHERE Account.Name = 'Acme'", ['Baker']],
		['order', 'ORDER BY LastName DESC, FirstName', ["O'Neill\\Co", 'Baker', 'Baker', 'Adams']],
		['empty values first', 'ORDER BY FirstName LIMIT 1', ['Adams']],
		['empty values last', 'ORDER BY FirstName DESC NULLS LAST LIMIT 1', ['Baker']],
		['a limit and an offset', 'ORDER BY LastName LIMIT 1 OFFSET 3', ["O'Neill\\Co"]],
	])('understands %s', async (_, rest, names) => {
		expect(await lastNames(rest)).toEqual(names);
	});

	it('takes the address with a slash at its end, as userinfo gives it', async () => {
		const q = encodeURIComponent('SELECT COUNT() FROM Account');
		expect(await salesforce(sandbox, 'GET', `/query/?q=${q}`)).toMatchObject({
			body: { totalSize: 2 },
		});
	});

	it('compares numbers as numbers', async () => {
		const { body } = await query(
			'SELECT Name FROM Account WHERE NumberOfEmployees > 9 ORDER BY NumberOfEmployees DESC',
		);
		expect(body.records.map(({ Name }) => Name)).toEqual(['Zenith', 'Acme']);
	});

	it('finds a record by either form of its id', async () => {
		const byId = async (id: string) =>
			(await query(`SELECT Id FROM Account WHERE Id = '${id}'`)).body.totalSize;
		expect([await byId(account), await byId(account.slice(0, 15))]).toEqual([1, 1]);
	});

	it('reads fields of a parent record', async () => {
		const { body } = await query(
			'SELECT LastName, Account.Name, Account.Owner.Name FROM Contact ORDER BY CreatedDate LIMIT 2',
		);
		expect(body.records).toMatchObject([
			{
				LastName: 'Baker',
				Account: { attributes: { type: 'Account' }, Name: 'Acme', Owner: { Name: 'Demo User' } },
			},
			{ LastName: 'Adams', Account: null },
		]);
	});

	it('reads the names of whom and what a task is about, whatever they are', async () => {
		const { create } = sandbox.salesforce;
		const issue = create('Case', { Subject: 'Broken' });
		const WhoId = create('Contact', { FirstName: 'Eve', LastName: 'Hall', Email: 'e@x.example' });
		create('Task', { Subject: 'About a case', WhoId, WhatId: issue });
		create('Task', { Subject: 'About a company', WhatId: account });
		const { body } = await query(
			"SELECT Subject, Who.Name, Who.Email, What.Name FROM Task WHERE What.Type IN ('Case', 'Account')",
		);
		expect(body.records).toMatchObject([
			{
				Who: { attributes: { type: 'Contact' }, Name: 'Eve Hall', Email: 'e@x.example' },
				What: { attributes: { type: 'Case' }, Name: '00000001' },
			},
			{ Who: null, What: { attributes: { type: 'Account' }, Name: 'Acme' } },
		]);
		expect(await refusal('SELECT What.Industry FROM Task')).toMatchObject({
			errorCode: 'INVALID_FIELD',
			message: expect.stringContaining("No such column 'Industry' on entity 'Name'"),
		});
		sandbox.salesforce.remove(WhoId);
	});

	it('counts', async () => {
		expect((await query("SELECT COUNT() FROM Contact WHERE LastName = 'Baker'")).body).toEqual({
			totalSize: 2,
			done: true,
			records: [],
		});
	});

	it.each([
		'SELECT id, MasterLabel FROM LeadStatus',
		"SELECT Id, Name, SobjectType, IsActive FROM RecordType WHERE SobjectType = 'Call_Analysis__c'",
		"SELECT Queue.Id, Queue.Name FROM QueuesObject WHERE Queue.Type = 'Queue' AND SobjectType = 'Task'",
		"SELECT Id, Name FROM User WHERE Name LIKE '%demo%' ORDER BY Name",
		'SELECT id,company,firstname,lastname,street,postalCode,city,email,status,LastModifiedDate FROM Lead  LIMIT 50',
		'SELECT id,subject,status,priority,LastModifiedDate FROM Task  LIMIT 50',
		'SELECT id,accountId,contactId,priority,status,subject,type,LastModifiedDate FROM Case  LIMIT 50',
		'SELECT id,LastModifiedDate FROM Call_Analysis__c ',
	])('answers the queries of the Salesforce node of n8n: %s', async (soql) => {
		expect((await query(soql)).status).toBe(200);
	});

	it.each([
		'',
		'hello',
		'SELECT Id FROM',
		'SELECT FROM Account',
		"SELECT Id FROM Account WHERE Name = 'O'Neill'",
	])('calls "%s" malformed', async (soql) => {
		expect(await refusal(soql)).toMatchObject({
			status: 400,
			errorCode: 'MALFORMED_QUERY',
			message: expect.stringContaining('unexpected token'),
		});
	});

	it('refuses AND beside OR without parentheses', async () => {
		const where = "Name = 'a' AND Phone = 'b' OR Fax = 'c'";
		expect(await refusal(`SELECT Id FROM Account WHERE ${where}`)).toMatchObject({
			errorCode: 'MALFORMED_QUERY',
			message: expect.stringContaining("unexpected token: 'OR'"),
		});
	});

	it('points at a field that does not exist', async () => {
		expect(await refusal('SELECT Id, Nothing FROM Account')).toEqual({
			status: 400,
			errorCode: 'INVALID_FIELD',
			message:
				'\nSELECT Id, Nothing FROM Account\n           ^\nERROR at Row:1:Column:12\n' +
				"No such column 'Nothing' on entity 'Account'. If you are attempting to use a custom field, " +
				"be sure to append the '__c' after the custom field name. Please reference your WSDL or the " +
				'describe call for the appropriate names.',
		});
		expect(await refusal("SELECT Id FROM Account WHERE Nothing = 'x'")).toMatchObject({
			errorCode: 'INVALID_FIELD',
		});
		expect(await refusal('SELECT Nothing.Name FROM Account')).toMatchObject({
			errorCode: 'INVALID_FIELD',
			message: expect.stringContaining("Didn't understand relationship 'Nothing' in field path"),
		});
	});

	it('points at an object that does not exist', async () => {
		expect(await refusal('SELECT Id FROM Nothing')).toMatchObject({
			status: 400,
			errorCode: 'INVALID_TYPE',
			message: expect.stringContaining("sObject type 'Nothing' is not supported."),
		});
	});

	it.each([
		['Account', 'Name = 5', 'must be of type string and should be enclosed in quotes'],
		[
			'Account',
			"NumberOfEmployees = '5'",
			'must be of type int and should not be enclosed in quotes',
		],
		[
			'Account',
			"CreatedDate > '2020-01-01'",
			'must be of type dateTime and should not be enclosed',
		],
		[
			'Call_Analysis__c',
			"Summary_c__c = 'x'",
			"field 'Summary_c__c' can not be filtered in a query call",
		],
	])('refuses to compare %s by %s', async (object, where, words) => {
		expect(await refusal(`SELECT Id FROM ${object} WHERE ${where}`)).toMatchObject({
			errorCode: 'INVALID_FIELD',
			message: expect.stringContaining(words),
		});
	});

	it('refuses a text that is no id', async () => {
		expect(await refusal("SELECT Id FROM Account WHERE Id = 'nonsense'")).toMatchObject({
			errorCode: 'INVALID_QUERY_FILTER_OPERATOR',
			message: 'invalid ID field: nonsense',
		});
	});

	it.each([
		'SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > 1',
		'SELECT CALENDAR_YEAR(CreatedDate) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)',
		'SELECT (SELECT Id FROM Contacts) FROM Account',
		'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact LIMIT 1)',
		'SELECT TYPEOF What WHEN Account THEN Phone END FROM Task',
		'SELECT FIELDS(ALL) FROM Account LIMIT 1',
		'SELECT Id FROM Task WHERE ActivityDate = LAST_N_WEEKS:1',
		'SELECT SUM(NumberOfEmployees) FROM Account',
	])('says that %s is beyond the sandbox, not that Salesforce refuses it', async (soql) => {
		expect(await refusal(soql)).toMatchObject({ status: 501, errorCode: 'NOT_IN_SANDBOX' });
	});
});
