import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { type Created, createRecord, salesforce, startSandbox } from './client';

type Errors = Array<{ errorCode: string; message: string; fields?: string[] }>;
type Fields = { fields: Array<{ name: string }> };

const CALL = 'Call_Analysis__c';

describe('The rights of the user of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let org: Sandbox['salesforce'];
	beforeEach(async () => {
		sandbox = await startSandbox();
		org = sandbox.salesforce;
	});
	afterEach(async () => await sandbox.close());

	const get = async <Body = Errors>(path: string) => await salesforce<Body>(sandbox, 'GET', path);
	const query = async <Body = Errors>(soql: string) =>
		await get<Body>(`/query?q=${encodeURIComponent(soql)}`);
	const search = async <Body = Errors>(returning: string) =>
		await get<Body>(
			`/search?q=${encodeURIComponent(`FIND {4155550101} IN PHONE FIELDS RETURNING ${returning}`)}`,
		);
	const post = async (object: string, fields: object) =>
		await salesforce<Errors>(sandbox, 'POST', `/sobjects/${object}`, fields);
	const permissionSet = (name: string) =>
		String(org.records('PermissionSet').find(({ Name }) => Name === name)?.Id);

	describe('without leads and mobile phones', () => {
		let lead: string;
		beforeEach(() => {
			lead = org.create('Lead', { LastName: 'Shah', Company: 'Acme', Phone: '(415) 555-0101' });
			org.restrictUser({ access: ['Lead', 'Contact.MobilePhone'] });
		});

		it('has neither in what it describes', async () => {
			expect((await get('/sobjects/Lead/describe')).status).toBe(404);
			const { body } = await get<{ sobjects: Array<{ name: string }> }>('/sobjects');
			expect(body.sobjects.map(({ name }) => name)).not.toContain('Lead');
			const { fields } = (await get<Fields>('/sobjects/Contact/describe')).body;
			const names = fields.map(({ name }) => name);
			expect(names).not.toContain('MobilePhone');
			expect(names).toContain('Phone');
		});

		it('is refused a query or a search that names them', async () => {
			expect((await query('SELECT Id FROM Lead')).body).toMatchObject([
				{ errorCode: 'INVALID_TYPE', message: expect.stringContaining("sObject type 'Lead'") },
			]);
			expect((await query("SELECT Id FROM Contact WHERE MobilePhone = '1'")).body).toMatchObject([
				{
					errorCode: 'INVALID_FIELD',
					message: expect.stringContaining("No such column 'MobilePhone' on entity 'Contact'"),
				},
			]);
			expect((await search('Contact(Id), Lead(Id)')).body).toMatchObject([
				{ errorCode: 'INVALID_TYPE' },
			]);
			expect((await search('Contact(Id, MobilePhone)')).body).toMatchObject([
				{ errorCode: 'INVALID_FIELD' },
			]);
		});

		it('finds nobody by them', async () => {
			const id = org.create('Contact', { LastName: 'Reed', MobilePhone: '(415) 555-0101' });
			expect((await search('Contact(Id)')).body).toEqual({ searchRecords: [] });
			expect((await get<object>(`/sobjects/Contact/${id}`)).body).not.toHaveProperty('MobilePhone');
		});

		it('cannot write them, nor name a lead', async () => {
			expect((await post('Lead', { LastName: 'New', Company: 'X' })).status).toBe(404);
			expect((await post('Contact', { LastName: 'New', MobilePhone: '1' })).body).toMatchObject([
				{ errorCode: 'INVALID_FIELD' },
			]);
			expect(await post('Task', { Subject: 'Call', WhoId: lead })).toEqual({
				status: 400,
				body: [
					{
						errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
						message: 'insufficient access rights on cross-reference id',
						fields: [],
					},
				],
			});
		});

		it('sees them again by a permission set that is assigned', async () => {
			const ParentId = org.create('PermissionSet', { Name: 'People', Label: 'People' });
			const read = { ParentId, PermissionsRead: true };
			org.create('ObjectPermissions', { ...read, SobjectType: 'Lead' });
			const mobile = { SobjectType: 'Contact', Field: 'Contact.MobilePhone' };
			org.create('FieldPermissions', { ...read, ...mobile });
			expect((await query('SELECT Id FROM Lead')).status).toBe(400);
			const [{ Id: AssigneeId }] = org.records('User');
			org.create('PermissionSetAssignment', { AssigneeId, PermissionSetId: ParentId });
			expect((await query<QueryResult>('SELECT Id FROM Lead')).body.records).toHaveLength(1);
			expect((await query('SELECT MobilePhone FROM Contact')).status).toBe(200);
			expect(await post('Lead', { LastName: 'New', Company: 'X' })).toMatchObject({
				status: 400,
				body: [{ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' }],
			});
			expect((await post('Contact', { LastName: 'New', MobilePhone: '1' })).body).toMatchObject([
				{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' },
			]);
		});

		it('has them back when nothing is taken from it', async () => {
			org.restrictUser();
			expect((await query('SELECT Id FROM Lead')).status).toBe(200);
		});
	});

	it('hide fields of our object as well, when a permission set loses them', async () => {
		org.restrictUser({ access: [`${CALL}.Caller__c`] });
		expect((await post(CALL, { Name: 'One', Caller__c: '1' })).body).toMatchObject([
			{ errorCode: 'INVALID_FIELD' },
		]);
		expect((await post(CALL, { Name: 'One' })).status).toBe(201);
	});

	it('let nobody create tasks without Edit Tasks', async () => {
		org.restrictUser({ permissions: ['EditTask'] });
		expect(await post('Task', { Subject: 'Call' })).toEqual({
			status: 400,
			body: [
				{
					errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
					message: 'entity type cannot be inserted: Task',
				},
			],
		});
		expect((await query('SELECT Id FROM Task')).status).toBe(200);
		const set = permissionSet('Call_Analysis_Integration');
		await salesforce(sandbox, 'PATCH', `/sobjects/PermissionSet/${set}`, {
			PermissionsEditTask: true,
		});
		expect((await post('Task', { Subject: 'Call' })).status).toBe(201);
	});

	it('show the limits to those who may view the setup', async () => {
		expect((await get('/limits')).status).toBe(200);
		org.restrictUser({ permissions: ['ViewSetup'] });
		expect(await get('/limits')).toMatchObject({
			status: 403,
			body: [{ errorCode: 'FUNCTIONALITY_NOT_ENABLED' }],
		});
	});

	describe('to private records', () => {
		let agent: string;
		let own: string;
		let other: string;

		/** Gives the user no other access to calls than this. */
		const may = (...rights: string[]) => {
			const [{ Id }] = org
				.records('ObjectPermissions')
				.filter(
					({ ParentId, SobjectType }) =>
						ParentId === permissionSet('Call_Analysis_Integration') && SobjectType === CALL,
				);
			org.remove(String(Id));
			org.create('ObjectPermissions', {
				ParentId: permissionSet('Call_Analysis_Integration'),
				SobjectType: CALL,
				...Object.fromEntries(
					['Read', 'Create', 'Edit', 'Delete', ...rights].map((name) => [
						`Permissions${name}`,
						true,
					]),
				),
			});
		};

		beforeEach(async () => {
			agent = org.create('User', { LastName: 'Agent', IsActive: true });
			const PermissionSetId = permissionSet('Call_Analysis_Viewer');
			org.create('PermissionSetAssignment', { AssigneeId: agent, PermissionSetId });
			own = await createRecord(sandbox, CALL, { Name: 'Own' });
			other = await createRecord(sandbox, CALL, {
				Name: 'Other',
				OwnerId: agent,
				Recording_Id__c: 'rec-1',
			});
		});

		const path = (id: string) => `/sobjects/${CALL}/${id}`;
		const change = async (id: string, fields: object) =>
			await salesforce<Errors>(sandbox, 'PATCH', path(id), fields);
		const names = async () =>
			(await query<QueryResult>(`SELECT Name FROM ${CALL}`)).body.records.map(({ Name }) => Name);
		const READ_ONLY = {
			status: 403,
			body: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }],
		};

		it('are those of the owner', async () => {
			may();
			expect(await names()).toEqual(['Own']);
			expect((await get(path(own))).status).toBe(200);
			expect((await get(path(other))).status).toBe(404);
			expect((await change(other, { Name: 'New' })).status).toBe(404);
			expect((await change(own, { Name: 'New' })).status).toBe(204);
			const byKey = `${path('Recording_Id__c')}/rec-1`;
			expect((await salesforce(sandbox, 'PATCH', byKey, { Name: 'New' })).body).toEqual([
				{
					errorCode: 'DUPLICATE_VALUE',
					message: 'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
					fields: [],
				},
			]);
		});

		it('are read by who views all, and changed by who modifies all', async () => {
			may('ViewAllRecords');
			expect(await names()).toEqual(['Own', 'Other']);
			expect(await change(other, { Name: 'New' })).toMatchObject(READ_ONLY);
			expect(await salesforce(sandbox, 'DELETE', path(other))).toMatchObject(READ_ONLY);
			may('ViewAllRecords', 'ModifyAllRecords');
			expect((await change(other, { Name: 'New' })).status).toBe(204);
			expect((await salesforce(sandbox, 'DELETE', path(other))).status).toBe(204);
		});

		it('go to another owner by their owner, or who modifies all', async () => {
			may('ViewAllRecords');
			expect((await change(own, { OwnerId: agent })).status).toBe(204);
			const [{ Id }] = org.records('User');
			expect(await change(own, { OwnerId: Id })).toMatchObject(READ_ONLY);
			may('ViewAllRecords', 'ModifyAllRecords');
			expect((await change(own, { OwnerId: Id })).status).toBe(204);
		});

		it('go to no user who may not read them, or who has left', async () => {
			const stranger = org.create('User', { LastName: 'Stranger', IsActive: true });
			const refused = {
				status: 400,
				body: [
					{
						errorCode: 'TRANSFER_REQUIRES_READ',
						message: 'The new owner must have read permission',
						fields: [],
					},
				],
			};
			expect(await change(own, { OwnerId: stranger })).toEqual(refused);
			expect(await post(CALL, { Name: 'New', OwnerId: stranger })).toEqual(refused);
			const left = org.create('User', { LastName: 'Left', IsActive: false });
			expect((await change(own, { OwnerId: left })).body).toMatchObject([
				{ errorCode: 'INACTIVE_OWNER_OR_USER' },
			]);
		});

		it('decide about their topics', async () => {
			const topic = async (Call_Analysis__c: string) =>
				await salesforce<Created>(sandbox, 'POST', '/sobjects/Call_Topic__c', {
					Name: 'billing',
					Call_Analysis__c,
				});
			const { id } = (await topic(other)).body;
			may();
			const topics = async () =>
				(await query<QueryResult>('SELECT Id FROM Call_Topic__c')).body.records;
			// The permission set still shows all topics; without that, they follow their calls.
			for (const { Id, SobjectType } of org.records('ObjectPermissions')) {
				if (SobjectType === 'Call_Topic__c') org.remove(String(Id));
			}
			org.create('ObjectPermissions', {
				ParentId: permissionSet('Call_Analysis_Integration'),
				SobjectType: 'Call_Topic__c',
				PermissionsRead: true,
				PermissionsCreate: true,
			});
			expect(await topics()).toEqual([]);
			expect((await get(`/sobjects/Call_Topic__c/${id}`)).status).toBe(404);
			expect((await topic(own)).status).toBe(201);
			expect((await topic(other)).body).toMatchObject([
				{ errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' },
			]);
			expect(await topics()).toHaveLength(1);
		});
	});
});
