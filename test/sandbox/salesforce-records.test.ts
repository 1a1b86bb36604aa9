import type { Sandbox } from '../../sandbox';
import { withSuffix } from '../../sandbox/salesforce/ids';
import { type Created, createRecord, salesforce, startSandbox } from './client';

type Fields = Record<string, unknown>;

interface Described {
	fields: Array<{ name: string; picklistValues: Array<{ value: string; label: string }> }>;
}

const CALL = '/sobjects/Call_Analysis__c';

describe('The records of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const read = async (object: string, id: string) =>
		(await salesforce<Fields>(sandbox, 'GET', `/sobjects/${object}/${id}`)).body;

	describe('ids', () => {
		it('carry the check suffix of Salesforce', () => {
			// The example in Salesforce's own description of the suffix.
			expect(withSuffix('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
		});

		it('work with 15 and with 18 characters', async () => {
			const id = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Analysis_1' });
			expect(id).toMatch(/^a00\w{15}$/);
			expect((await read('Call_Analysis__c', id.slice(0, 15))).Id).toBe(id);
		});
	});

	describe('create, read, update, delete', () => {
		it('creates a record with the fields that every record has', async () => {
			const answer = await salesforce<Created>(sandbox, 'POST', CALL, {
				Name: 'Analysis_1',
				Summary_c__c: 'First line\nSecond line',
			});
			expect(answer).toEqual({
				status: 201,
				body: { id: expect.any(String), success: true, errors: [] },
			});
			const { id } = answer.body;
			expect(await read('Call_Analysis__c', id)).toMatchObject({
				attributes: {
					type: 'Call_Analysis__c',
					url: `/services/data/v59.0/sobjects/Call_Analysis__c/${id}`,
				},
				Id: id,
				Name: 'Analysis_1',
				Summary_c__c: 'First line\nSecond line',
				Agent_Actions_c__c: null,
				OwnerId: expect.stringMatching(/^005/),
				CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
				LastModifiedDate: expect.any(String),
				SystemModstamp: expect.any(String),
				IsDeleted: false,
			});
		});

		it('fills in defaults, computes names and states', async () => {
			const contact = await createRecord(sandbox, 'contact', {
				FirstName: 'Ada',
				LastName: 'Reed',
			});
			expect(await read('Contact', contact)).toMatchObject({ Name: 'Ada Reed' });

			const task = await createRecord(sandbox, 'task', { Subject: 'Call back', WhoId: contact });
			expect(await read('Task', task)).toMatchObject({
				Status: 'Not Started',
				Priority: 'Normal',
				IsClosed: false,
				WhoId: contact,
			});
			await createRecord(sandbox, 'Case', { Subject: 'One' });
			expect(sandbox.salesforce.records('Case')).toMatchObject([{ CaseNumber: '00000001' }]);
		});

		it('changes only the fields that are sent, and empties those that are null', async () => {
			const id = await createRecord(sandbox, 'Account', { Name: 'Acme', Phone: '1', Fax: '2' });
			const path = `/sobjects/Account/${id}`;
			const update = await salesforce(sandbox, 'PATCH', path, { Phone: '3', Fax: null });
			expect(update).toEqual({ status: 204, body: null });
			expect(await read('Account', id)).toMatchObject({ Name: 'Acme', Phone: '3', Fax: null });
		});

		it('reads chosen fields', async () => {
			const id = await createRecord(sandbox, 'Account', { Name: 'Acme', Phone: '1' });
			const path = `/sobjects/Account/${id}`;
			const { body } = await salesforce<Fields>(sandbox, 'GET', `${path}?fields=name,Phone`);
			expect(Object.keys(body)).toEqual(['attributes', 'Name', 'Phone']);
		});

		it('deletes a record', async () => {
			const id = await createRecord(sandbox, 'Account', { Name: 'Acme' });
			expect((await salesforce(sandbox, 'DELETE', `/sobjects/Account/${id}`)).status).toBe(204);
			expect((await salesforce(sandbox, 'GET', `/sobjects/Account/${id}`)).status).toBe(404);
			expect(sandbox.salesforce.records('Account')).toEqual([]);
		});
	});

	describe('upsert', () => {
		const upsert = async (key: string, body: unknown, method = 'PATCH') =>
			await salesforce<Created>(
				sandbox,
				method,
				`${CALL}/Job_Id__c/${encodeURIComponent(key)}`,
				body,
			);

		it('makes one record of two writes', async () => {
			const first = await upsert('job-1', { Name: 'Analysis_1' });
			const second = await upsert('job-1', { Name: 'Analysis_1', Summary_c__c: 'New' });
			expect([first.status, second.status]).toEqual([201, 200]);
			expect(first.body).toEqual({
				id: expect.any(String),
				success: true,
				errors: [],
				created: true,
			});
			expect(second.body).toEqual({ ...first.body, created: false });
			expect(sandbox.salesforce.records('Call_Analysis__c')).toMatchObject([
				{ Job_Id__c: 'job-1', Summary_c__c: 'New' },
			]);
		});

		it('decodes the key, and compares it without case', async () => {
			await upsert('a/b c%', { Name: 'One' }, 'POST');
			await upsert('A/B C%', { Name: 'Two' });
			expect(sandbox.salesforce.records('Call_Analysis__c')).toMatchObject([
				{ Job_Id__c: 'a/b c%', Name: 'Two' },
			]);
		});

		it('checks the key like any other value', async () => {
			expect(await upsert('k'.repeat(255), { Name: 'One' })).toMatchObject({
				status: 400,
				body: [{ errorCode: 'STRING_TOO_LONG', fields: ['Job_Id__c'] }],
			});
		});

		it('refuses the key in the body as well', async () => {
			expect(await upsert('job-1', { Name: 'One', Job_Id__c: 'job-1' })).toMatchObject({
				status: 400,
				body: [
					{
						errorCode: 'INVALID_FIELD',
						message: 'The Job_Id__c field should not be specified in the sobject data.',
					},
				],
			});
		});

		it('refuses a field that is no external id', async () => {
			const answer = await salesforce(sandbox, 'PATCH', `${CALL}/Summary_c__c/x`, { Name: 'One' });
			expect(answer).toEqual({
				status: 404,
				body: [
					{
						message: 'Provided external ID field does not exist or is not accessible: Summary_c__c',
						errorCode: 'NOT_FOUND',
					},
				],
			});
		});
	});

	describe('describe, as the lists of the n8n editor read it', () => {
		const describeObject = async (object: string) =>
			(await salesforce<Described>(sandbox, 'GET', `/sobjects/${object}/describe`)).body;

		it('offers the custom objects', async () => {
			const { body } = await salesforce<{ sobjects: Fields[] }>(sandbox, 'GET', '/sobjects');
			expect(body.sobjects.filter(({ custom }) => custom)).toMatchObject([
				{ name: 'Call_Analysis__c', label: 'Call Analysis', keyPrefix: 'a00' },
				{ name: 'Call_Topic__c', label: 'Call Topic', keyPrefix: 'a01' },
			]);
		});

		it('offers the values of a picklist', async () => {
			const { fields } = await describeObject('task');
			const status = fields.find(({ name }) => name === 'Status');
			expect(status?.picklistValues).toContainEqual(
				expect.objectContaining({ value: 'Completed', label: 'Completed', active: true }),
			);
		});

		it('summarizes an object', async () => {
			const Id = await createRecord(sandbox, 'Lead', { LastName: 'Reed', Company: 'Acme' });
			expect((await salesforce(sandbox, 'GET', '/sobjects/lead')).body).toMatchObject({
				objectDescribe: { name: 'Lead', keyPrefix: '00Q' },
				recentItems: [{ Id, Name: 'Reed' }],
			});
		});
	});

	it('logs what it answered', async () => {
		await createRecord(sandbox, 'Account', { Name: 'Acme' });
		expect(sandbox.salesforce.requests()).toEqual([
			{
				method: 'POST',
				path: '/services/data/v59.0/sobjects/Account',
				status: 201,
				time: expect.any(String),
			},
		]);
	});
});
