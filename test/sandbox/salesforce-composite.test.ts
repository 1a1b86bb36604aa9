import type { Sandbox } from '../../sandbox';
import { reference, text } from '../../sandbox/salesforce/fields';
import { bearer, salesforce, send, startSandbox } from './client';

type Errors = Array<{ errorCode: string; message: string }>;
type Batch = { hasErrors: boolean; results: Array<{ statusCode: number; result: unknown }> };
type Saved = Array<{
	id?: string;
	success: boolean;
	created: boolean;
	errors: Array<{ statusCode: string; message: string; fields: string[] }>;
}>;

describe('Composite requests of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	describe('with names', () => {
		const ask = async (compositeRequest: unknown, more: object = {}) =>
			await salesforce<{ compositeResponse: Array<Record<string, unknown>> }>(
				sandbox,
				'POST',
				'/composite',
				{ allOrNone: false, collateSubrequests: false, compositeRequest, ...more },
			);
		const query = (soql: string, referenceId = 'one') => ({
			method: 'GET',
			url: `/services/data/v59.0/query/?q=${encodeURIComponent(soql)}`,
			referenceId,
		});

		const PATH = '/services/data/v59.0/composite/sobjects/Call_Analysis__c/Recording_Id__c';
		const type = 'Call_Analysis__c';
		/** An upsert of records by their keys. */
		const calls = (records: object[]) => ({
			method: 'PATCH',
			url: PATH,
			referenceId: 'calls',
			body: { records: records.map((one) => ({ attributes: { type }, ...one })) },
		});
		const row = (key: string, body: object = { Name: key }) => ({
			method: 'PATCH',
			url: `/services/data/v59.0/sobjects/Call_Analysis__c/Recording_Id__c/${key}`,
			referenceId: key,
			body,
		});

		it('write records of several objects in their order, and say what became of each', async () => {
			const before = sandbox.salesforce.requests().length;
			const topic = (key: string, call: string) => ({
				attributes: { type: 'Call_Topic__c' },
				Key__c: key,
				Name: key,
				Call_Analysis__r: { attributes: { type }, Recording_Id__c: call },
			});
			const { body } = await ask([
				row('one'),
				row('two', { Nothing: 1 }),
				calls([{ Recording_Id__c: 'three', Name: 'Three' }]),
				{
					method: 'PATCH',
					url: '/services/data/v59.0/composite/sobjects/Call_Topic__c/Key__c',
					referenceId: 'topics',
					body: { records: [topic('price', 'three'), topic('delivery', 'one')] },
				},
			]);
			expect(body.compositeResponse).toMatchObject([
				{ referenceId: 'one', httpStatusCode: 201, body: { success: true, created: true } },
				{ referenceId: 'two', httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD' }] },
				{ referenceId: 'calls', httpStatusCode: 200, body: [{ success: true }] },
				{ referenceId: 'topics', body: [{ success: true }, { success: true }] },
			]);
			expect(sandbox.salesforce.records('Call_Topic__c')).toHaveLength(2);
			expect(sandbox.salesforce.requests()).toHaveLength(before + 1);
		});

		it.each([
			['where Salesforce chooses their order', { collateSubrequests: true }],
			['that undo each other', { allOrNone: true }],
		])('make no writes %s', async (_, more) => {
			expect((await ask([row('one')], more)).status).toBe(501);
			expect(sandbox.salesforce.records('Call_Analysis__c')).toEqual([]);
		});

		it('are lost as a whole with an answer about a part', async () => {
			sandbox.salesforce.trouble('answer lost', { method: 'PATCH', path: /Recording_Id__c/ });
			await expect(ask([row('one'), row('two')])).rejects.toThrow();
			expect(sandbox.salesforce.records('Call_Analysis__c')).toHaveLength(2);
		});

		it('answer each query by its name, and count as one request', async () => {
			sandbox.salesforce.create('Account', { Name: 'Acme' });
			const before = sandbox.salesforce.requests().length;
			const { body } = await ask([
				query('SELECT Name FROM Account'),
				query('SELECT Nothing FROM Account', 'two'),
			]);
			expect(body.compositeResponse).toMatchObject([
				{ referenceId: 'one', httpStatusCode: 200, body: { records: [{ Name: 'Acme' }] } },
				{ referenceId: 'two', httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD' }] },
			]);
			expect(sandbox.salesforce.requests()).toHaveLength(before + 1);
		});

		it.each([
			[
				'too many',
				Array.from({ length: 6 }, (_, index) => query('SELECT Id FROM User', `q${index}`)),
				400,
			],
			['one without a name', [{ ...query('SELECT Id FROM User'), referenceId: '' }], 400],
			['a reference', [query("SELECT Id FROM User WHERE Id = '@{one.id}'")], 501],
			['a search', [{ ...query('x'), url: '/services/data/v59.0/search/?q=x' }], 501],
			['a text that reads like a reference', [calls([{ Name: 'Mail @{him}' }])], 501],
			['a later version than their own', [{ ...calls([]), url: PATH.replace('59', '60') }], 400],
			['too many parts', Array.from({ length: 26 }, (_, index) => row(`r${index}`)), 400],
			[
				'too many queries and collections',
				[...Array(5).keys()].map((n) => query('SELECT Id FROM User', `q${n}`)).concat(calls([])),
				400,
			],
		])('are refused with %s', async (_, parts, status) => {
			const written = parts.map((part) => ({ ...part, url: decodeURIComponent(part.url) }));
			expect((await ask(written)).status).toBe(status);
		});
	});

	describe('in a batch', () => {
		const batch = async <Body = Batch>(batchRequests: unknown, others: object = {}) =>
			await salesforce<Body>(sandbox, 'POST', '/composite/batch', { batchRequests, ...others });
		const find = (soql: string) => ({
			method: 'GET',
			url: `v59.0/query?q=${encodeURIComponent(soql)}`,
		});

		it('answer each request by itself', async () => {
			const id = sandbox.salesforce.create('Account', { Name: 'Acme', Phone: '(415) 555-0101' });
			const search = encodeURIComponent('FIND {4155550101} IN PHONE FIELDS RETURNING Account(Id)');
			const { status, body } = await batch([
				{ method: 'PATCH', url: `v59.0/sobjects/Account/${id}`, richInput: { Name: 'New' } },
				find('SELECT Name FROM Account'),
				find('SELECT Nothing FROM Account'),
				{ method: 'GET', url: `v34.0/search/?q=${search}` },
				{ method: 'POST', url: 'v59.0/sobjects/Contact', richInput: { LastName: 'Reed' } },
			]);
			expect({ status, hasErrors: body.hasErrors }).toEqual({ status: 200, hasErrors: true });
			expect(body.results).toMatchObject([
				{ statusCode: 204, result: null },
				{ statusCode: 200, result: { records: [{ Name: 'New' }] } },
				{ statusCode: 400, result: [{ errorCode: 'INVALID_FIELD' }] },
				{ statusCode: 200, result: [{ Id: id }] },
				{ statusCode: 201, result: { success: true } },
			]);
			expect((await batch([find('SELECT Id FROM Account')])).body.hasErrors).toBe(false);
		});

		it('stop at an error when they should', async () => {
			const { body } = await batch(
				[find('SELECT Nothing FROM Account'), find('SELECT Id FROM Account')],
				{ haltOnError: true },
			);
			expect(body).toMatchObject({
				hasErrors: true,
				results: [
					{ statusCode: 400 },
					{ statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED' }] },
				],
			});
		});

		it('count one by one, and fail one by one', async () => {
			sandbox.salesforce.setDailyRequests(3);
			const { body } = await batch([1, 2, 3].map(() => find('SELECT Id FROM Account')));
			expect(body.results).toMatchObject([
				{ statusCode: 200 },
				{ statusCode: 200 },
				{ statusCode: 403, result: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }] },
			]);
		});

		it.each([
			['a later version than the batch', [{ method: 'GET', url: 'v60.0/query?q=x' }]],
			['a version without batches', [{ method: 'GET', url: 'v33.0/query?q=x' }]],
			['the whole path', [{ method: 'GET', url: '/services/data/v59.0/query?q=x' }]],
			['a batch', [{ method: 'POST', url: 'v59.0/composite/batch' }]],
			['the Tooling API', [{ method: 'GET', url: 'v59.0/tooling/query?q=x' }]],
			['a method that is none', [{ method: 'FETCH', url: 'v59.0/query?q=x' }]],
			['nothing', 'x'],
		])('are refused when one asks for %s', async (_, requests) => {
			const { status, body } = await batch<Errors>(requests);
			expect({ status, code: body[0].errorCode }).toEqual({
				status: 400,
				code: 'JSON_PARSER_ERROR',
			});
		});

		it('are 25 at most, and not there in old versions', async () => {
			const requests = Array.from({ length: 26 }, () => find('SELECT Id FROM Account'));
			expect((await batch<Errors>(requests)).body).toMatchObject([{ errorCode: 'LIMIT_EXCEEDED' }]);
			expect((await batch(requests.slice(1))).body.results).toHaveLength(25);
			const { url, accessToken } = sandbox.salesforce;
			const old = `${url}/services/data/v33.0/composite/batch`;
			const body = { batchRequests: [] };
			expect((await send('POST', old, body, bearer(accessToken))).status).toBe(404);
		});
	});

	describe('that write a collection', () => {
		beforeEach(() => {
			const { setField } = sandbox.salesforce;
			setField('Contact', text('Key__c', 64, { required: true, unique: true, externalId: true }));
			setField(
				'Contact',
				reference('Call__c', ['Call_Analysis__c'], { required: true, relationshipName: 'Call__r' }),
			);
			sandbox.salesforce.create('Call_Analysis__c', { Name: 'One', Recording_Id__c: 'rec-1' });
		});

		const upsert = async <Body = Saved>(records: unknown, allOrNone = false) =>
			await salesforce<Body>(sandbox, 'PATCH', '/composite/sobjects/Contact/Key__c', {
				allOrNone,
				records,
			});
		const contact = (Key__c: string | undefined, fields: object = {}) => ({
			attributes: { type: 'Contact' },
			Key__c,
			LastName: 'Reed',
			Call__r: { attributes: { type: 'Call_Analysis__c' }, Recording_Id__c: 'rec-1' },
			...fields,
		});
		const contacts = () => sandbox.salesforce.records('Contact');

		it('create and change records, and name their parents by an external ID', async () => {
			const [{ Id: Call__c }] = sandbox.salesforce.records('Call_Analysis__c');
			const first = await upsert([contact('a'), contact('b')]);
			expect(first).toMatchObject({
				status: 200,
				body: [
					{ success: true, created: true, errors: [] },
					{ success: true, created: true, errors: [] },
				],
			});
			expect(contacts()).toMatchObject([
				{ Key__c: 'a', Call__c },
				{ Key__c: 'b', Call__c },
			]);
			const again = await upsert([contact('b', { LastName: 'Stone' })]);
			const [, { id }] = first.body;
			expect(again.body).toEqual([{ id, success: true, created: false, errors: [] }]);
			expect(contacts()).toMatchObject([{ LastName: 'Reed' }, { LastName: 'Stone' }]);
		});

		it('refuse a record by itself', async () => {
			const { status, body } = await upsert([
				contact('a', { Call__r: { Recording_Id__c: 'rec-2' } }),
				contact('b', { LastName: null }),
				contact('c'),
				contact('c'),
				contact(undefined),
			]);
			expect(status).toBe(200);
			expect(body).toEqual([
				{
					success: false,
					created: false,
					errors: [
						{
							statusCode: 'INVALID_FIELD',
							message:
								'Foreign key external ID: rec-2 not found for field Recording_Id__c in entity Call_Analysis__c',
							fields: [],
						},
					],
				},
				{
					success: false,
					created: false,
					errors: [
						{
							statusCode: 'REQUIRED_FIELD_MISSING',
							message: 'Required fields are missing: [LastName]',
							fields: ['LastName'],
						},
					],
				},
				expect.objectContaining({ success: true, created: true }),
				expect.objectContaining({
					success: false,
					errors: [
						{
							statusCode: 'DUPLICATE_VALUE',
							message: 'Duplicate external id specified: c',
							fields: [],
						},
					],
				}),
				expect.objectContaining({
					success: false,
					errors: [{ statusCode: 'MISSING_ARGUMENT', message: 'Key__c not specified', fields: [] }],
				}),
			]);
			expect(contacts()).toMatchObject([{ Key__c: 'c' }]);
		});

		it('undo everything where they are to be stored together', async () => {
			await upsert([contact('a')]);
			const records = [contact('a', { LastName: 'New' }), contact('b', { LastName: null })];
			const { body } = await upsert([...records, contact('c')], true);
			expect(body.map(({ errors }) => errors.map(({ statusCode }) => statusCode))).toEqual([
				['ALL_OR_NONE_OPERATION_ROLLED_BACK'],
				['REQUIRED_FIELD_MISSING'],
				['ALL_OR_NONE_OPERATION_ROLLED_BACK'],
			]);
			expect(contacts()).toMatchObject([{ Key__c: 'a', LastName: 'Reed' }]);
			expect((await upsert([contact('a'), contact('b')], true)).body).toMatchObject([
				{ success: true },
				{ success: true },
			]);
		});

		it.each([
			['an unknown field', [contact('a', { Nothing: 1 })], 'INVALID_FIELD'],
			['no attributes', [{ Key__c: 'a' }], 'JSON_PARSER_ERROR'],
			['another object', [contact('a', { attributes: { type: 'Lead' } })], 'JSON_PARSER_ERROR'],
			['no list', {}, 'JSON_PARSER_ERROR'],
			['too many', Array.from({ length: 201 }, () => contact('a')), 'EXCEEDED_ID_LIMIT'],
		])('are refused as a whole with %s', async (_, records, errorCode) => {
			const { status, body } = await upsert<Errors>([contact('z')].concat(records as never));
			expect({ status, body }).toMatchObject({ status: 400, body: [{ errorCode }] });
			expect(contacts()).toEqual([]);
		});

		it('are told that a field is no external ID', async () => {
			const other = '/composite/sobjects/Contact/LastName';
			const body = { records: [contact('a')] };
			expect((await salesforce(sandbox, 'PATCH', other, body)).status).toBe(404);
		});
	});
});
