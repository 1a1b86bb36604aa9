import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { bearer, salesforce, send, startSandbox } from './client';

const API = '/services/data/v59.0';

describe('Long answers and long questions of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
		for (let n = 0; n < 2001; n++) sandbox.salesforce.create('Account', { Name: `Account ${n}` });
		for (let n = 0; n < 201; n++) {
			sandbox.salesforce.create('Call_Analysis__c', { Name: `Call ${n}`, Summary_c__c: 'x' });
		}
	});
	afterAll(async () => await sandbox.close());

	const get = async (path: string, headers: Record<string, string> = {}) => {
		const { url, accessToken } = sandbox.salesforce;
		return await send<QueryResult>('GET', url + path, undefined, {
			...bearer(accessToken),
			...headers,
		});
	};
	const query = async (soql: string, headers?: Record<string, string>) =>
		(await get(`${API}/query?q=${encodeURIComponent(soql)}`, headers)).body;

	it('gives 2000 records, and where the others are', async () => {
		const first = await query('SELECT Name FROM Account ORDER BY CreatedDate');
		expect(first).toMatchObject({ totalSize: 2001, done: false });
		expect(first.records).toHaveLength(2000);
		expect(first.nextRecordsUrl).toMatch(/^\/services\/data\/v59\.0\/query\/01g\w{15}-2000$/);

		const { status, body } = await get(String(first.nextRecordsUrl));
		expect(status).toBe(200);
		expect(body).toEqual({
			totalSize: 2001,
			done: true,
			records: [{ attributes: expect.any(Object), Name: 'Account 2000' }],
		});
	});

	it.each([
		['batchSize=500', 500],
		['batchSize=1', 200],
		['batchSize=9000', 2000],
	])('takes %s as pages of %i', async (header, size) => {
		const { records } = await query('SELECT Id FROM Account', { 'Sforce-Query-Options': header });
		expect(records).toHaveLength(size);
	});

	it('makes the pages small when two Long Text Areas of an own object are in them', async () => {
		const one = await query('SELECT Id, Summary_c__c FROM Call_Analysis__c');
		expect(one.records).toHaveLength(201);
		const two = await query('SELECT Id, Summary_c__c, Agent_Actions_c__c FROM Call_Analysis__c');
		expect(two.records).toHaveLength(200);
		expect(two.done).toBe(false);
	});

	it('counts all pages at once', async () => {
		expect(await query('SELECT COUNT() FROM Account')).toEqual({
			totalSize: 2001,
			done: true,
			records: [],
		});
	});

	it('does not know other pages', async () => {
		for (const locator of ['01g000000000000AAA-2000', 'nonsense']) {
			expect(await salesforce(sandbox, 'GET', `/query/${locator}`)).toEqual({
				status: 400,
				body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }],
			});
		}
	});

	it('refuses an address of more than 16 kB, and one that is as long with its headers', async () => {
		const long = (length: number) => `${API}/query?q=${'x'.repeat(length - API.length - 9)}`;
		expect((await get(long(16_000))).status).toBe(400);
		expect(await get(long(16_300))).toEqual({
			status: 431,
			body: '<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>',
		});
		expect(await get(long(16_385))).toEqual({
			status: 414,
			body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>',
		});
	});
});
