import type { Sandbox } from '../../sandbox';
import { text } from '../../sandbox/salesforce/fields';
import { bearer, type Created, createRecord, salesforce, send, startSandbox } from './client';

const CALL = '/sobjects/Call_Analysis__c';

describe('The Salesforce sandbox in trouble', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const analyses = () => sandbox.salesforce.records('Call_Analysis__c');
	const create = async (fields: object) => await salesforce(sandbox, 'POST', CALL, fields);
	const upsert = async (id: string, fields: object = { Name: 'One' }) =>
		await salesforce<Created>(sandbox, 'PATCH', `${CALL}/Job_Id__c/${id}`, fields);

	it('refuses a record with the words of each validation rule that it breaks', async () => {
		const refuses = ({ Summary_c__c: summary }: Record<string, unknown>) => summary === null;
		const rules = [{ message: 'A summary, please.', field: 'Summary_c__c' }, { message: 'No.' }];
		for (const rule of rules) {
			sandbox.salesforce.addValidationRule('Call_Analysis__c', { ...rule, refuses });
		}
		const errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
		expect(await create({ Name: 'One' })).toEqual({
			status: 400,
			body: [
				{ message: 'A summary, please.', errorCode, fields: ['Summary_c__c'] },
				{ message: 'No.', errorCode, fields: [] },
			],
		});
		expect(analyses()).toEqual([]);

		expect((await upsert('a', { Name: 'One', Summary_c__c: 'Good' })).status).toBe(201);
		expect(await upsert('a', { Summary_c__c: null })).toMatchObject({ body: [{ errorCode }, {}] });
		expect(analyses()).toMatchObject([{ Summary_c__c: 'Good' }]);
		sandbox.salesforce.clearValidationRules();
		expect((await create({ Name: 'One' })).status).toBe(201);
	});

	it('dates the last change of a record back, until it is changed again', async () => {
		const id = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'One', Job_Id__c: 'a' });
		const minutes = () =>
			(Date.now() - Date.parse(String(analyses()[0].LastModifiedDate))) / 60_000;
		sandbox.salesforce.age(id, 16);
		expect(minutes()).toBeGreaterThanOrEqual(16);
		await upsert('a', { Name: 'Two' });
		expect(minutes()).toBeLessThan(16);
	});

	it('changes no record that somebody else is changing, and makes no task about it', async () => {
		const id = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'One', Job_Id__c: 'a' });
		sandbox.salesforce.lock(id);
		const refusal = {
			status: 400,
			body: [
				{
					message: `unable to obtain exclusive access to this record or 1 records: ${id.slice(0, 15)}`,
					errorCode: 'UNABLE_TO_LOCK_ROW',
					fields: [],
				},
			],
		};
		expect(await upsert('a', { Name: 'Two' })).toEqual(refusal);
		expect(await salesforce(sandbox, 'DELETE', `${CALL}/${id}`)).toEqual(refusal);
		expect(await salesforce(sandbox, 'POST', '/sobjects/Task', { WhatId: id })).toEqual(refusal);
		expect(analyses()).toMatchObject([{ Name: 'One' }]);
		expect((await upsert('b')).status).toBe(201);

		sandbox.salesforce.unlock();
		expect((await upsert('a', { Name: 'Two' })).status).toBe(200);
	});

	it('lets the second of two upserts meet the record that the first has made', async () => {
		sandbox.salesforce.meet(2, { method: 'PATCH' });
		const answers = await Promise.all([upsert('a'), upsert('a')]);
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
		const [{ Id: id }] = analyses();
		expect(analyses()).toHaveLength(1);
		expect(answers.find(({ status }) => status === 400)?.body).toEqual([
			{
				message: `duplicate value found: Job_Id__c duplicates value on record with id: ${String(id).slice(0, 15)}`,
				errorCode: 'DUPLICATE_VALUE',
				fields: [],
			},
		]);
		expect((await upsert('a')).status).toBe(200);
	});

	it('fails in Salesforce’s own form, or with a page, and does nothing then', async () => {
		sandbox.salesforce.trouble('server error', { times: 1 });
		expect(await upsert('a')).toMatchObject({
			status: 500,
			body: [{ errorCode: 'UNKNOWN_EXCEPTION', message: expect.stringContaining('ErrorId') }],
		});
		sandbox.salesforce.trouble('maintenance', { method: 'PATCH' });
		expect(await upsert('a')).toEqual({
			status: 503,
			body: expect.stringContaining('<h1>We are down for maintenance.</h1>'),
		});
		expect(analyses()).toEqual([]);
		expect((await create({ Name: 'One' })).status).toBe(201);
		sandbox.salesforce.endTrouble();
		expect((await upsert('a')).status).toBe(201);
	});

	it('carries a request out whose answer is lost', async () => {
		sandbox.salesforce.trouble('answer lost', { path: /Job_Id__c/, times: 1 });
		await expect(upsert('a')).rejects.toThrow('fetch failed');
		expect(analyses()).toHaveLength(1);
		expect((await upsert('a')).status).toBe(200);
	});

	it('has the fields that an administrator gives it and takes away', async () => {
		const { salesforce: org } = sandbox;
		org.setField('Call_Analysis__c', text('Region__c', 80, { required: true }));
		expect(await create({ Name: 'One' })).toMatchObject({
			body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Region__c'] }],
		});
		expect((await create({ Name: 'One', Region__c: 'North' })).status).toBe(201);
		org.removeField('Call_Analysis__c', 'Region__c');
		expect(await create({ Name: 'One', Region__c: 'North' })).toMatchObject({
			body: [{ errorCode: 'INVALID_FIELD' }],
		});
	});

	describe('with a client that is connected', () => {
		const refresh = async (changes: Record<string, string> = {}, header?: string) => {
			const { connection, url } = sandbox.salesforce;
			const form = {
				grant_type: 'refresh_token',
				refresh_token: connection.refreshToken,
				...(!header && { client_id: connection.clientId, client_secret: connection.clientSecret }),
				...changes,
			};
			return await send<{ access_token: string; error?: string; error_description?: string }>(
				'POST',
				`${url}/services/oauth2/token`,
				new URLSearchParams(form).toString(),
				{
					'content-type': 'application/x-www-form-urlencoded',
					...(header && { authorization: header }),
				},
			);
		};

		it('opens another session for it', async () => {
			const { connection, url } = sandbox.salesforce;
			sandbox.salesforce.expireSessions();
			const client = `${connection.clientId}:${connection.clientSecret}`;
			const header = `Basic ${Buffer.from(client).toString('base64')}`;
			for (const answer of [await refresh(), await refresh({}, header)]) {
				expect(answer.status).toBe(200);
				const session = bearer(answer.body.access_token);
				const limits = await send('GET', `${url}/services/data/v59.0/limits`, undefined, session);
				expect(limits.status).toBe(200);
			}
		});

		it.each([
			['an unknown client', { client_id: 'x' }, 'invalid_client_id'],
			['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
			['another token', { refresh_token: 'x' }, 'invalid_grant'],
		])('refuses %s', async (_, changes, error) => {
			expect(await refresh(changes)).toMatchObject({ status: 400, body: { error } });
		});
	});
});
