import type { SalesforceRecord, Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string }>;

describe('Groups in queries of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
		const { create } = sandbox.salesforce;
		const AccountId = create('Account', { Name: 'Acme' });
		const contacts: SalesforceRecord[] = [
			{ LastName: 'Adams', Department: 'Sales', AccountId },
			{ LastName: 'Baker', Department: 'Support', Phone: '1' },
			{ LastName: 'Cole', Department: 'support', Phone: '2' },
			{ LastName: 'Dunn' },
		];
		for (const contact of contacts) create('Contact', contact);
	});
	afterAll(async () => await sandbox.close());

	const query = async <Body = QueryResult>(soql: string) =>
		await salesforce<Body>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);
	const attributes = { type: 'AggregateResult' };

	it('counts the records of each value, without regard to case, and names what has no alias', async () => {
		const { body } = await query(
			'SELECT Department, COUNT(Id), COUNT(Phone) withPhone FROM Contact ' +
				'GROUP BY Department ORDER BY COUNT(Id) DESC, Department NULLS LAST',
		);
		expect(body).toEqual({
			totalSize: 3,
			done: true,
			records: [
				{ attributes, Department: 'Support', expr0: 2, withPhone: 2 },
				{ attributes, Department: 'Sales', expr0: 1, withPhone: 0 },
				{ attributes, Department: null, expr0: 1, withPhone: 0 },
			],
		});
	});

	it('groups by the field of a parent', async () => {
		const soql =
			'SELECT Account.Name company, COUNT(Id) n FROM Contact GROUP BY Account.Name ORDER BY Account.Name';
		expect((await query(soql)).body.records).toEqual([
			{ attributes, company: null, n: 3 },
			{ attributes, company: 'Acme', n: 1 },
		]);
	});

	it('counts all records without a GROUP BY', async () => {
		expect((await query('SELECT COUNT(Id) n FROM Account')).body).toEqual({
			totalSize: 1,
			done: true,
			records: [{ attributes, n: 1 }],
		});
		const none = "SELECT COUNT(Id) n FROM Account WHERE Name = 'None'";
		expect((await query(none)).body.records).toEqual([{ attributes, n: 0 }]);
	});

	it.each([
		['SELECT LastName, COUNT(Id) FROM Contact', 'Field must be grouped or aggregated: LastName'],
		[
			'SELECT COUNT(Id) FROM Contact GROUP BY Department ORDER BY Phone',
			'Ordered field must be grouped or aggregated: phone',
		],
		['SELECT COUNT(Id) FROM Contact LIMIT 1', 'cannot also use LIMIT'],
	])('calls %s malformed', async (soql, words) => {
		const { status, body } = await query<Errors>(soql);
		expect({ status, ...body[0] }).toEqual({
			status: 400,
			errorCode: 'MALFORMED_QUERY',
			message: expect.stringContaining(words),
		});
	});

	it.each([
		['Description', 'grouped', 'SELECT COUNT(Id) FROM Contact GROUP BY Description'],
		['CreatedDate', 'grouped', 'SELECT COUNT(Id) FROM Contact GROUP BY CreatedDate'],
		['AnnualRevenue', 'grouped', 'SELECT COUNT(Id) FROM Account GROUP BY AnnualRevenue'],
		['Description', 'sorted', 'SELECT Id FROM Contact ORDER BY Description'],
		['Description', 'filtered', "SELECT Id FROM Contact WHERE Description LIKE 'a%'"],
	])('refuses a query in which %s is %s', async (field, use, soql) => {
		const { body } = await query<Errors>(soql);
		expect(body).toEqual([
			{
				errorCode: 'INVALID_FIELD',
				message: expect.stringContaining(`field '${field}' can not be ${use} in a query call`),
			},
		]);
	});
});
