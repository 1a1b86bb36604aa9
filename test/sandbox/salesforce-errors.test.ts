import type { Sandbox } from '../../sandbox';
import { createRecord, salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

const CALL = '/sobjects/Call_Analysis__c';

describe('The errors of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const create = async (object: string, body: unknown) =>
		await salesforce<Errors>(sandbox, 'POST', `/sobjects/${object}`, body);

	it('names the required fields that are missing', async () => {
		expect(await create('Lead', { FirstName: 'Ada' })).toEqual({
			status: 400,
			body: [
				{
					message: 'Required fields are missing: [LastName, Company]',
					errorCode: 'REQUIRED_FIELD_MISSING',
					fields: ['LastName', 'Company'],
				},
			],
		});
	});

	it('repeats a value that is too long', async () => {
		const long = 'x'.repeat(131_073);
		expect(await create('Call_Analysis__c', { Name: 'One', Summary_c__c: long })).toEqual({
			status: 400,
			body: [
				{
					message: `Summary: data value too large: ${long} (max length=131072)`,
					errorCode: 'STRING_TOO_LONG',
					fields: ['Summary_c__c'],
				},
			],
		});
		const name = await create('Call_Analysis__c', { Name: 'n'.repeat(81) });
		expect(name.body[0].errorCode).toBe('STRING_TOO_LONG');
	});

	it.each([
		['a list', ['a'], 'string from START_ARRAY value ['],
		['an object', { a: 1 }, 'string from START_OBJECT value {'],
		['a number', 7, 'string from VALUE_NUMBER_INT value 7'],
		['a switch', true, 'string from VALUE_TRUE value true'],
	])('refuses %s as a text', async (_, value, words) => {
		const { status, body } = await create('Call_Analysis__c', {
			Name: 'One',
			Agent_Actions_c__c: value,
		});
		expect(status).toBe(400);
		expect(body).toEqual([
			{
				message:
					`Cannot deserialize instance of ${words} ` +
					'or request may be missing a required field at [line:1, column:36]',
				errorCode: 'JSON_PARSER_ERROR',
			},
		]);
	});

	it.each([
		['CallDurationInSeconds', 'long', 'int from VALUE_STRING value long'],
		['CallDurationInSeconds', 1.5, 'int from VALUE_NUMBER_FLOAT value 1.5'],
		['ActivityDate', '12/31/2024', 'date from VALUE_STRING value 12/31/2024'],
		['ReminderDateTime', 'tomorrow', 'datetime from VALUE_STRING value tomorrow'],
		['IsReminderSet', 'yes', 'boolean from VALUE_STRING value yes'],
	])('refuses a wrong %s', async (field, value, words) => {
		const { body } = await create('Task', { Subject: 'Call', [field]: value });
		expect(body).toMatchObject([
			{ errorCode: 'JSON_PARSER_ERROR', message: expect.stringContaining(words) },
		]);
	});

	it('refuses malformed JSON and an empty body', async () => {
		expect(await create('Account', '{"Name": "Acme"')).toMatchObject({
			status: 400,
			body: [{ errorCode: 'JSON_PARSER_ERROR' }],
		});
		const id = await createRecord(sandbox, 'Account', { Name: 'Acme' });
		expect(await salesforce(sandbox, 'PATCH', `/sobjects/Account/${id}`)).toMatchObject({
			status: 400,
			body: [{ errorCode: 'JSON_PARSER_ERROR' }],
		});
	});

	it('refuses a field that the object does not have', async () => {
		expect(await create('Call_Analysis__c', { Name: 'One', Agent_Actions__c: '' })).toEqual({
			status: 400,
			body: [
				{
					message: "No such column 'Agent_Actions__c' on sobject of type Call_Analysis__c",
					errorCode: 'INVALID_FIELD',
				},
			],
		});
	});

	it.each(['Id', 'CreatedDate', 'IsClosed'])('refuses to write %s', async (field) => {
		expect(await create('Task', { [field]: 'x' })).toMatchObject({
			status: 400,
			body: [{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: [field] }],
		});
	});

	it('refuses a second record with a unique value', async () => {
		const id = await createRecord(sandbox, 'Call_Analysis__c', { Name: '1', Job_Id__c: 'job-1' });
		expect(await create('Call_Analysis__c', { Name: '2', Job_Id__c: 'JOB-1' })).toEqual({
			status: 400,
			body: [
				{
					message:
						'duplicate value found: Job_Id__c duplicates value on record with id: ' +
						id.slice(0, 15),
					errorCode: 'DUPLICATE_VALUE',
					fields: [],
				},
			],
		});
	});

	it.each(['nobody', 'a@b', 'a b@example.com'])('refuses the e-mail address %s', async (Email) => {
		expect(await create('Contact', { LastName: 'Reed', Email })).toEqual({
			status: 400,
			body: [
				{
					message: `Email: invalid email address: ${Email}`,
					errorCode: 'INVALID_EMAIL_ADDRESS',
					fields: ['Email'],
				},
			],
		});
	});

	it('refuses references to nothing, and to the wrong object', async () => {
		const account = await createRecord(sandbox, 'Account', { Name: 'Acme' });
		const refusal = async (fields: object) => (await create('Task', fields)).body[0].errorCode;
		expect(await refusal({ WhatId: 'nonsense' })).toBe('MALFORMED_ID');
		expect(await refusal({ WhoId: account })).toBe('FIELD_INTEGRITY_EXCEPTION');
		await salesforce(sandbox, 'DELETE', `/sobjects/Account/${account}`);
		expect(await refusal({ WhatId: account })).toBe('INVALID_CROSS_REFERENCE_KEY');
	});

	it('does not know other objects and records', async () => {
		const notFound = {
			status: 404,
			body: [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }],
		};
		expect(await create('Nothing__c', { Name: 'One' })).toEqual(notFound);
		expect(await salesforce(sandbox, 'GET', '/sobjects/Nothing__c/describe')).toEqual(notFound);
		expect(await salesforce(sandbox, 'GET', `${CALL}/a00000000000000AAA`)).toEqual(notFound);
		expect(await salesforce(sandbox, 'PATCH', `${CALL}/nonsense`, {})).toEqual(notFound);
		expect(await salesforce(sandbox, 'GET', '/nowhere')).toEqual(notFound);
	});

	it('keeps the objects of the setup read-only', async () => {
		expect(await create('User', { LastName: 'Reed' })).toMatchObject({
			status: 400,
			body: [{ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' }],
		});
	});
});
