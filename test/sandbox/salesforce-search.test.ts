import type { Sandbox } from '../../sandbox';
import { bearer, createRecord, salesforce, send, startSandbox } from './client';

interface Found {
	searchRecords: Array<{ attributes: { type: string; url: string }; Id?: string; Name?: string }>;
}

describe('Searches of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let create: Sandbox['salesforce']['create'];
	const ids: Record<string, string> = {};

	beforeAll(async () => {
		sandbox = await startSandbox();
		create = sandbox.salesforce.create;
		ids.account = create('Account', { Name: 'Acme Office Supplies', Phone: '415-555-0100' });
		ids.ada = create('Contact', {
			FirstName: 'Ada',
			LastName: "O'Reed",
			Email: 'Ada.Reed+calls@acme.example',
			Phone: '(415) 555-0101',
			MobilePhone: '+44 20 7946 0958',
			AccountId: ids.account,
			Description: 'Likes tea and coffee.',
		});
		ids.bob = create('Contact', { LastName: 'Reeder', Phone: '+1 415 555 0101', Title: 'AND' });
		ids.lead = create('Lead', { LastName: 'Ada', Company: 'Office', MobilePhone: '4155550101' });
		ids.case = create('Case', { Subject: 'Office chair', ContactId: ids.ada });
	});
	afterAll(async () => await sandbox.close());

	const search = async <Body = Found>(sosl: string) =>
		await salesforce<Body>(sandbox, 'GET', `/search/?q=${encodeURIComponent(sosl)}`);
	const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id);
	/** The names above of what a search finds among contacts, leads, accounts and cases. */
	const found = async (terms: string, group = 'ALL') => {
		const { body } = await search(
			`FIND {${terms}} IN ${group} FIELDS RETURNING Contact, Lead, Account, Case`,
		);
		return body.searchRecords.map(({ Id }) => nameOf(String(Id)));
	};

	it('answer with the records of each object, in the order of the objects', async () => {
		const answer = await search(
			'FIND {4155550101} IN PHONE FIELDS RETURNING Lead(Id, Name), Contact(Name, Account.Name WHERE AccountId != null), Account',
		);
		expect(answer).toEqual({
			status: 200,
			body: {
				searchRecords: [
					{
						attributes: { type: 'Lead', url: `/services/data/v59.0/sobjects/Lead/${ids.lead}` },
						Id: ids.lead,
						Name: 'Ada',
					},
					{
						attributes: expect.objectContaining({ type: 'Contact' }),
						Name: "Ada O'Reed",
						Account: {
							attributes: expect.objectContaining({ type: 'Account' }),
							Name: 'Acme Office Supplies',
						},
					},
				],
			},
		});
	});

	it('answer with a list before version 37', async () => {
		const url = `${sandbox.salesforce.url}/services/data/v36.0/search?q=${encodeURIComponent('FIND {Office}')}`;
		const { body } = await send('GET', url, undefined, bearer(sandbox.salesforce.accessToken));
		expect(body).toEqual(
			[ids.account, ids.lead, ids.case].map((Id): unknown => ({
				attributes: expect.anything(),
				Id,
			})),
		);
	});

	it.each([
		['4155550101', 'PHONE', ['ada', 'lead']],
		['14155550101', 'PHONE', ['bob']],
		['4155550101 OR 14155550101', 'PHONE', ['ada', 'bob', 'lead']],
		['\\+44 20 7946 0958', 'PHONE', []],
		['"\\+44 20 7946 0958"', 'PHONE', ['ada']],
		['\\+442079460958', 'ALL', ['ada']],
		['5550101', 'PHONE', []],
		['41555501*', 'PHONE', ['ada', 'lead', 'account']],
		['415555010?', 'PHONE', ['ada', 'lead', 'account']],
		['Office', 'PHONE', []],
		['ada.reed\\+calls@acme.example', 'EMAIL', ['ada']],
		['ADA.REED\\+CALLS@ACME.EXAMPLE', 'ALL', ['ada']],
		['reed\\+calls@acme.example', 'EMAIL', []],
		['ada', 'NAME', ['ada', 'lead']],
		['reed', 'NAME', ['ada']],
		['reed*', 'NAME', ['ada', 'bob']],
		['re?der', 'NAME', ['bob']],
		['rée*', 'NAME', []],
		['office', 'NAME', ['lead', 'account', 'case']],
		['office supplies', 'NAME', ['account']],
		['"office chair"', 'NAME', ['case']],
		['"chair office"', 'NAME', []],
		['office AND NOT chair', 'NAME', ['lead', 'account']],
		['(chair OR supplies) AND office', 'NAME', ['account', 'case']],
		['chair or supplies', 'NAME', ['account', 'case']],
		['tea', 'NAME', []],
		['coffee', 'ALL', ['ada']],
		['"and"', 'ALL', ['ada', 'bob']],
		["O\\'Reed", 'ALL', ['ada']],
	])('for %s in %s fields find %j', async (terms, group, expected) => {
		expect(await found(terms, group)).toEqual(expected);
	});

	it('sort and cut the records of an object, and then those of all', async () => {
		const names = async (inside: string, after = '') => {
			const { body } = await search(
				`FIND {reed* OR office} RETURNING Contact(Name${inside}), Account(Name)${after}`,
			);
			return body.searchRecords.map(({ Name }) => Name);
		};
		const [ada, bob, acme] = ["Ada O'Reed", 'Reeder', 'Acme Office Supplies'];
		expect(await names(' ORDER BY Name DESC')).toEqual([bob, ada, acme]);
		expect(await names(" WHERE (Phone LIKE '(415)%' OR LastName = ')') LIMIT 1")).toEqual([
			ada,
			acme,
		]);
		expect(await names(' ORDER BY Name LIMIT 1 OFFSET 1')).toEqual([bob, acme]);
		expect(await names(' ORDER BY Name', ' LIMIT 1')).toEqual([ada]);
	});

	it('find a new record once the index holds it', async () => {
		sandbox.salesforce.setSearchLag(Infinity);
		expect(await found('4155550101', 'PHONE')).toEqual([]);
		sandbox.salesforce.setSearchLag(0);
		expect(await found('4155550101', 'PHONE')).toEqual(['ada', 'lead']);
	});

	it('find calls, whose object allows it', async () => {
		const id = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Call about tea' });
		const { body } = await search('FIND {tea} IN NAME FIELDS RETURNING Call_Analysis__c(Id)');
		expect(body.searchRecords).toMatchObject([{ Id: id }]);
	});

	it.each([
		['', 'MALFORMED_SEARCH', 'No search term found. The search term must be enclosed in braces.'],
		[
			"FIND 'Ada'",
			'MALFORMED_SEARCH',
			'No search term found. The search term must be enclosed in braces.',
		],
		[
			'FIND {Ada',
			'MALFORMED_SEARCH',
			'No search term found. The search term must be enclosed in braces.',
		],
		['FIND {a}', 'INVALID_SEARCH', 'search term must be longer than one character: a'],
		['FIND {a*}', 'INVALID_SEARCH', 'search term must be longer than one character: a*'],
		['FIND {+44 20}', 'MALFORMED_SEARCH', "line 1:6 mismatched character '+' expecting '}'"],
		['FIND {tom-ato}', 'MALFORMED_SEARCH', "line 1:9 mismatched character '-' expecting '}'"],
		['FIND {Ada} IN Account FIELDS', 'INVALID_SEARCH_SCOPE', 'Invalid IN fields group: ACCOUNT'],
		[
			'FIND {Ada} RETURNING Contact(Id Name)',
			'MALFORMED_SEARCH',
			'only aggregate expressions use field aliasing',
		],
		['FIND {Ada} RETURNING Contact()', 'MALFORMED_SEARCH', "unexpected token: ')'"],
		['FIND {Ada} RETURNING Contact(Id', 'MALFORMED_SEARCH', "unexpected token: '<EOF>'"],
		['FIND {Ada} RETURNING', 'MALFORMED_SEARCH', "unexpected token: 'RETURNING'"],
		['FIND {Ada} Contact', 'MALFORMED_SEARCH', "unexpected token: 'Contact'"],
		[
			'FIND {Ada} RETURNING Contact(Id WHERE Id != null GROUP BY Id)',
			'MALFORMED_SEARCH',
			"unexpected token: 'GROUP BY'",
		],
		[
			'FIND {Ada} RETURNING Nothing(Id)',
			'INVALID_TYPE',
			"sObject type 'Nothing' is not supported.",
		],
		[
			'FIND {Ada} RETURNING Lead, Contact(Nothing)',
			'INVALID_FIELD',
			"No such column 'Nothing' on entity 'Contact'.",
		],
		[
			'FIND {Ada} RETURNING Contact(Id WHERE Nothing = 1)',
			'INVALID_FIELD',
			"No such column 'Nothing' on entity 'Contact'.",
		],
		[
			"FIND {Ada} RETURNING Contact(Id WHERE Description = 'x')",
			'INVALID_FIELD',
			"field 'Description' can not be filtered in a query call",
		],
		[
			'FIND {Ada} RETURNING Organization(Id)',
			'INVALID_TYPE',
			'entity type Organization does not support search',
		],
	])('are refused as %s', async (sosl, errorCode, message) => {
		expect(await search(sosl)).toEqual({
			status: 400,
			body: [{ errorCode, message: expect.stringContaining(message) }],
		});
	});

	it.each([
		'FIND {*da}',
		'FIND {Ada AND}',
		'FIND {(Ada}',
		'FIND {Ada} IN SIDEBAR FIELDS',
		'FIND {Ada} WITH METADATA = "LABELS"',
		'FIND {Ada} RETURNING Contact(Id USING ListView=Recent)',
		'FIND {Ada} RETURNING Contact(toLabel(LeadSource))',
	])('are not guessed: %s', async (sosl) => {
		expect(await search(sosl)).toMatchObject({
			status: 501,
			body: [{ errorCode: 'NOT_IN_SANDBOX' }],
		});
	});

	it('are not guessed when their operators would be ignored', async () => {
		const long = await search(`FIND {${'Ada OR '.repeat(600)}Ada}`);
		expect(long).toMatchObject({ status: 501, body: [{ errorCode: 'NOT_IN_SANDBOX' }] });
	});

	it('fail as a whole when the user does not see an object or a field', async () => {
		const hidden = await startSandbox();
		const look = async (fields: string) => {
			const sosl = `FIND {Ada} RETURNING Contact(Id), Call_Analysis__c(${fields})`;
			return await salesforce(hidden, 'GET', `/search?q=${encodeURIComponent(sosl)}`);
		};
		const remove = (object: string, isIt: (record: Record<string, unknown>) => boolean) => {
			for (const { Id } of hidden.salesforce.records(object).filter(isIt)) {
				hidden.salesforce.remove(String(Id));
			}
		};
		expect((await look('CSAT__c')).status).toBe(200);
		remove('FieldPermissions', ({ Field }) => Field === 'Call_Analysis__c.CSAT__c');
		expect(await look('CSAT__c')).toMatchObject({
			status: 400,
			body: [{ errorCode: 'INVALID_FIELD' }],
		});
		expect((await look('Id')).status).toBe(200);
		remove('ObjectPermissions', () => true);
		expect(await look('Id')).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_TYPE' }] });
		await hidden.close();
	});
});
