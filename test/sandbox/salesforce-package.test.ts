import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { type Created, createRecord, salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

interface Described {
	fields: Array<Record<string, unknown>>;
}

const CALL = '/sobjects/Call_Analysis__c';

describe('The package in the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let create: Sandbox['salesforce']['create'];

	beforeEach(async () => {
		sandbox = await startSandbox();
		create = sandbox.salesforce.create;
	});
	afterEach(async () => await sandbox.close());

	const post = async (fields: object) =>
		await salesforce<Errors>(sandbox, 'POST', CALL, { Name: 'One', ...fields });
	const query = async (soql: string) =>
		await salesforce<QueryResult>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);

	it('fills a picklist with its default value when a create leaves it out, and at no other time', async () => {
		const upsert = async (fields: object) =>
			await salesforce<Created>(sandbox, 'PATCH', `${CALL}/Job_Id__c/one`, fields);
		const status = (id: string) =>
			sandbox.salesforce.records('Call_Analysis__c').find(({ Id }) => Id === id)?.Status__c;
		const { id } = (await upsert({ Name: 'One' })).body;
		expect(status(id)).toBe('New');
		expect(status(create('Call_Analysis__c', { Name: 'Two' }))).toBe('New');
		expect(status(create('Call_Analysis__c', { Name: 'Three', Status__c: 'Failed' }))).toBe(
			'Failed',
		);
		expect(
			status(await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Four', Status__c: null })),
		).toBeNull();
		for (const Status__c of ['Submitted', null]) {
			await upsert({ Status__c });
			await upsert({ CSAT__c: 1 });
			expect(status(id)).toBe(Status__c);
		}
		const text = await query("SELECT Name FROM Call_Analysis__c WHERE Status__c = 'New'");
		expect(text.body.records).toMatchObject([{ Name: 'Two' }]);
	});

	it('describes the fields as their metadata defines them', async () => {
		const { body } = await salesforce<Described>(sandbox, 'GET', `${CALL}/describe`);
		expect(body.fields).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ name: 'Name', type: 'string', length: 80, nillable: false }),
				expect.objectContaining({
					name: 'Summary_c__c',
					label: 'Summary',
					type: 'textarea',
					length: 131_072,
					custom: true,
					createable: true,
					nillable: true,
				}),
				expect.objectContaining({ name: 'Job_Id__c', idLookup: true, unique: true, length: 64 }),
				expect.objectContaining({ name: 'CSAT__c', type: 'double', precision: 5, scale: 2 }),
				expect.objectContaining({ name: 'Agent_Talk_Share__c', type: 'percent', scale: 1 }),
				expect.objectContaining({ name: 'Recording_URL__c', type: 'url', length: 255 }),
				expect.objectContaining({
					name: 'Status__c',
					type: 'picklist',
					restrictedPicklist: true,
					defaultValue: null,
					picklistValues: ['New', 'Submitted', 'Completed', 'Failed'].map((value): unknown =>
						expect.objectContaining({ value, defaultValue: value === 'New' }),
					),
				}),
				expect.objectContaining({
					name: 'Recording_Id__c',
					unique: true,
					caseSensitive: true,
					externalId: true,
				}),
				expect.objectContaining({
					name: 'Contact__c',
					type: 'reference',
					referenceTo: ['Contact'],
					relationshipName: 'Contact__r',
				}),
				expect.objectContaining({ name: 'Low_CSAT__c', type: 'boolean', defaultValue: false }),
				expect.objectContaining({ name: 'LastActivityDate', createable: false }),
			]),
		);
	});

	it.each([
		[
			'Status__c',
			'Done',
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'Status: bad value for restricted picklist field: Done',
		],
		[
			'CSAT__c',
			1000,
			'NUMBER_OUTSIDE_VALID_RANGE',
			'CSAT: value outside of valid range on numeric field: 1000.0',
		],
		[
			'Duration_Seconds__c',
			123_456_789,
			'NUMBER_OUTSIDE_VALID_RANGE',
			'Duration (Seconds): value outside of valid range on numeric field: 123456789.0',
		],
	])('refuses a wrong %s', async (field, value, errorCode, message) => {
		expect(await post({ [field]: value })).toEqual({
			status: 400,
			body: [{ errorCode, message, fields: [field] }],
		});
	});

	it('takes values up to their limits', async () => {
		const fields = {
			CSAT__c: 999.99,
			Duration_Seconds__c: 99_999_999,
			Agent_Talk_Share__c: 100,
			Recording_URL__c: `https://${'x'.repeat(247)}`,
			Recording_Id__c: 'x'.repeat(255),
			Called_At__c: '2024-05-01T10:00:00Z',
		};
		expect((await post(fields)).status).toBe(201);
		expect((await post({ Recording_URL__c: 'x'.repeat(256) })).body[0].errorCode).toBe(
			'STRING_TOO_LONG',
		);
	});

	it('keeps recordings apart that differ in case, and jobs not', async () => {
		const upsert = async (field: string, key: string) =>
			(await salesforce<Created>(sandbox, 'PATCH', `${CALL}/${field}/${key}`, { Name: 'x' })).body
				.created;
		expect([
			await upsert('Recording_Id__c', 'abc'),
			await upsert('Recording_Id__c', 'ABC'),
		]).toEqual([true, true]);
		expect([await upsert('Job_Id__c', 'abc'), await upsert('Job_Id__c', 'ABC')]).toEqual([
			true,
			false,
		]);
	});

	it('follows lookups in queries, and empties them when their record is deleted', async () => {
		const contact = create('Contact', { FirstName: 'Ada', LastName: 'Reed' });
		const call = await createRecord(sandbox, 'Call_Analysis__c', {
			Name: 'One',
			Contact__c: contact,
		});
		const soql = "SELECT Contact__r.Name FROM Call_Analysis__c WHERE Contact__r.LastName = 'Reed'";
		expect((await query(soql)).body.records).toMatchObject([{ Contact__r: { Name: 'Ada Reed' } }]);

		const account = create('Account', { Name: 'Acme' });
		expect((await post({ Contact__c: account })).body).toEqual([
			{
				errorCode: 'FIELD_INTEGRITY_EXCEPTION',
				message: `Contact: id value of incorrect type: ${account}`,
				fields: ['Contact__c'],
			},
		]);
		await salesforce(sandbox, 'DELETE', `/sobjects/Contact/${contact}`);
		expect(sandbox.salesforce.records('Call_Analysis__c')).toMatchObject([
			{ Id: call, Contact__c: null },
		]);
	});

	it('hides fields and the object itself from a user whose permissions end', async () => {
		const fieldOf = ({ Field }: { Field?: unknown }) => Field === 'Call_Analysis__c.Summary_c__c';
		const permission = sandbox.salesforce.records('FieldPermissions').find(fieldOf);
		expect(permission).toMatchObject({ PermissionsRead: true, PermissionsEdit: true });
		const call = create('Call_Analysis__c', { Name: 'One', Summary_c__c: 'Text' });

		sandbox.salesforce.remove(String(permission?.Id));
		expect((await post({ Summary_c__c: 'x' })).body).toEqual([
			{
				errorCode: 'INVALID_FIELD',
				message: "No such column 'Summary_c__c' on sobject of type Call_Analysis__c",
			},
		]);
		expect((await query('SELECT Summary_c__c FROM Call_Analysis__c')).status).toBe(400);
		const { body } = await salesforce<object>(sandbox, 'GET', `${CALL}/${call}`);
		expect(Object.keys(body)).toContain('Agent_Actions_c__c');
		expect(Object.keys(body)).not.toContain('Summary_c__c');

		const [assignment] = sandbox.salesforce.records('PermissionSetAssignment');
		sandbox.salesforce.remove(String(assignment.Id));
		expect((await salesforce(sandbox, 'GET', `${CALL}/describe`)).status).toBe(404);
		expect((await post({})).status).toBe(404);
		expect((await query('SELECT Id FROM Call_Analysis__c')).body).toMatchObject([
			{ errorCode: 'INVALID_TYPE' },
		]);
	});

	it('refuses to create records, and to change them, without the permission', async () => {
		const [rights] = sandbox.salesforce
			.records('ObjectPermissions')
			.filter(({ SobjectType }) => SobjectType === 'Call_Analysis__c');
		const call = create('Call_Analysis__c', { Name: 'One' });
		sandbox.salesforce.remove(String(rights.Id));
		create('ObjectPermissions', {
			ParentId: rights.ParentId,
			SobjectType: 'Call_Analysis__c',
			PermissionsRead: true,
		});
		expect((await post({})).body).toEqual([
			{
				errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
				message: 'entity type cannot be inserted: Call Analysis',
			},
		]);
		expect(await salesforce(sandbox, 'PATCH', `${CALL}/${call}`, { Name: 'Two' })).toMatchObject({
			status: 403,
			body: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }],
		});
	});

	it('is not in an empty org, nor shared with another one', async () => {
		const empty = await startSandbox({ salesforceOrg: 'empty' });
		expect((await salesforce(empty, 'GET', `${CALL}/describe`)).status).toBe(404);
		expect(empty.salesforce.records('PermissionSet')).toEqual([]);
		expect((await salesforce(empty, 'GET', '/sobjects/Account/describe')).status).toBe(200);
		await empty.close();
	});
});
