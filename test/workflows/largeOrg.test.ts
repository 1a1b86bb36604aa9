import { startSandbox, type Sandbox } from '../../sandbox';
import { readTemplates } from '../../scripts/lib/templates';
import { salesforce } from '../sandbox/client';

/** What grows with the business; an org has few users, permissions and folders. */
const LARGE = [
	...['Account', 'Contact', 'Lead', 'Case', 'Opportunity', 'Task'],
	...['ContentVersion', 'ContentDistribution', 'Call_Analysis__c', 'Call_Topic__c'],
];

/** A query with the ID of no record in place of its expressions. */
const filledIn = (query: string) => query.replace(/\{\{.*?\}\}/g, 'a00000000000001AAA');

const queries = readTemplates().flatMap(({ file, template }) =>
	template.nodes.flatMap(({ name, parameters: { query } }) =>
		typeof query === 'string' ? { file, name, query: query.replace(/^=/, '') } : [],
	),
);

describe('In an org with millions of records', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
		LARGE.forEach((object) => sandbox.salesforce.makeLarge(object));
	});
	afterAll(async () => await sandbox.close());

	const ask = async (query: string) =>
		await salesforce<unknown>(sandbox, 'GET', `/query?q=${encodeURIComponent(query)}`);

	it.each(queries)('the query of $name in $file uses an index', async ({ query }) => {
		const { status, body } = await ask(filledIn(query));
		expect({ status, body }).toMatchObject({ status: 200 });
	});

	it('a query without one is refused', async () => {
		const query = "SELECT Id FROM Call_Analysis__c WHERE Status__c = 'New'";
		expect((await ask(query)).body).toMatchObject([{ errorCode: 'QUERY_TIMEOUT' }]);
	});
});
