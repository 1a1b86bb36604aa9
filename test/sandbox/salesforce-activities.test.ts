import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

describe('Tasks of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let create: Sandbox['salesforce']['create'];
	let account: string;
	let contact: string;
	let lead: string;

	beforeEach(async () => {
		sandbox = await startSandbox();
		create = sandbox.salesforce.create;
		account = create('Account', { Name: 'Acme' });
		contact = create('Contact', { LastName: 'Reed', AccountId: account });
		lead = create('Lead', { LastName: 'Stone', Company: 'Rock' });
	});
	afterEach(async () => await sandbox.close());

	const post = async (fields: object) =>
		await salesforce<Errors>(sandbox, 'POST', '/sobjects/Task', fields);
	const change = async (object: string, id: string, fields: object) =>
		await salesforce<Errors>(sandbox, 'PATCH', `/sobjects/${object}/${id}`, fields);
	const record = (object: string, id: string) =>
		sandbox.salesforce.records(object).find(({ Id }) => Id === id);

	it('refuses a task about a lead that is related to something else', async () => {
		const both = { Subject: 'Call', WhoId: lead, WhatId: account };
		const refused = {
			status: 400,
			body: [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['WhatId', 'WhoId'] }],
		};
		expect(await post(both)).toMatchObject(refused);
		const task = create('Task', { Subject: 'Call', WhoId: lead });
		expect(await change('Task', task, { WhatId: account })).toMatchObject(refused);
		expect(record('Task', task)).toMatchObject({ WhatId: null });
	});

	it('refuses to change a converted lead, and tasks about it', async () => {
		const converted = create('Lead', { LastName: 'Old', Company: 'Rock', IsConverted: true });
		const refused = { status: 400, body: [{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }] };
		expect(await change('Lead', converted, { Phone: '1' })).toMatchObject(refused);
		expect(await post({ Subject: 'Call', WhoId: converted })).toMatchObject(refused);
	});

	it('refuses a person as what a task is related to, and a call type of one’s own', async () => {
		expect((await post({ WhatId: contact })).body).toEqual([
			{
				errorCode: 'FIELD_INTEGRITY_EXCEPTION',
				message: `Related To ID: id value of incorrect type: ${contact}`,
				fields: ['WhatId'],
			},
		]);
		expect((await post({ CallType: 'Support' })).body).toEqual([
			{
				errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
				message: 'Call Type: bad value for restricted picklist field: Support',
				fields: ['CallType'],
			},
		]);
	});

	it('keeps what kind of task it is, and the call that it is about', async () => {
		const call = {
			TaskSubtype: 'Call',
			CallType: 'Outbound',
			CallDurationInSeconds: 61,
			CallObject: 'x',
		};
		expect((await post({ ...call, Subject: 'Call back', WhoId: lead })).status).toBe(201);
		expect(sandbox.salesforce.records('Task')).toMatchObject([{ ...call, Status: 'Not Started' }]);
		expect(record('Task', create('Task', { Subject: 'Other' }))).toMatchObject({
			TaskSubtype: 'Task',
		});
		expect((await post({ TaskSubtype: 'Chat' })).body).toMatchObject([
			{ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', fields: ['TaskSubtype'] },
		]);
	});

	it('finds the account of a task by what it is related to, and else by its contact', async () => {
		const other = create('Account', { Name: 'Other' });
		const issue = create('Case', { Subject: 'Broken' });
		const accountOf = (fields: Parameters<typeof create>[1]) =>
			record('Task', create('Task', fields))?.AccountId;
		expect(accountOf({ WhatId: other, WhoId: contact })).toBe(other);
		expect(accountOf({ WhatId: issue, WhoId: contact })).toBe(account);
		expect(accountOf({ WhoId: lead })).toBeNull();
	});

	it('tells whether and when a task was completed', async () => {
		const task = create('Task', { Subject: 'Call' });
		expect(record('Task', task)).toMatchObject({ IsClosed: false, CompletedDateTime: null });
		await change('Task', task, { Status: 'Completed' });
		expect(record('Task', task)).toMatchObject({
			IsClosed: true,
			CompletedDateTime: expect.stringContaining('T'),
		});
		await change('Task', task, { Status: 'In Progress' });
		expect(record('Task', task)).toMatchObject({ IsClosed: false, CompletedDateTime: null });
	});

	it('tells people and accounts the latest due date of their closed tasks', async () => {
		const last = () => [
			record('Contact', contact)?.LastActivityDate,
			record('Account', account)?.LastActivityDate,
		];
		create('Task', { WhoId: contact, Status: 'Completed', ActivityDate: '2024-03-01' });
		const later = create('Task', { WhoId: contact, ActivityDate: '2024-04-01' });
		create('Task', { WhoId: contact, Status: 'Completed' });
		expect(last()).toEqual(['2024-03-01', '2024-03-01']);
		await change('Task', later, { Status: 'Completed' });
		expect(last()).toEqual(['2024-04-01', '2024-04-01']);
		await change('Task', later, { WhoId: lead });
		expect(last()).toEqual(['2024-03-01', '2024-03-01']);
		expect(record('Lead', lead)).toMatchObject({ LastActivityDate: '2024-04-01' });
		await salesforce(sandbox, 'DELETE', `/sobjects/Task/${later}`);
		expect(record('Lead', lead)).toMatchObject({ LastActivityDate: null });
	});

	it('refuses an owner who is not active', async () => {
		const left = create('User', { LastName: 'Gone', IsActive: false });
		expect(await post({ Subject: 'Call', OwnerId: left })).toEqual({
			status: 400,
			body: [
				{
					errorCode: 'INACTIVE_OWNER_OR_USER',
					message: `operation performed with inactive user [${left.slice(0, 15)}] as owner of task`,
					fields: [],
				},
			],
		});
	});

	it.each([
		['Subject', 255],
		['CallObject', 255],
		['CallDisposition', 255],
		['Description', 32_000],
	])('takes a %s of %i characters and no more', async (field, length) => {
		expect((await post({ [field]: 'x'.repeat(length) })).status).toBe(201);
		expect((await post({ [field]: 'x'.repeat(length + 1) })).body[0].errorCode).toBe(
			'STRING_TOO_LONG',
		);
	});

	it('tells what org it is', async () => {
		const q = 'SELECT+Id,Name,IsSandbox,InstanceName,OrganizationType+FROM+Organization';
		const { body } = await salesforce<QueryResult>(sandbox, 'GET', `/query?q=${q}`);
		expect(body.records).toMatchObject([
			{
				Id: expect.stringMatching(/^00D/),
				IsSandbox: false,
				OrganizationType: 'Developer Edition',
			},
		]);
	});
});
