import fc from 'fast-check';

import { customerSearch } from '../../../../nodes/DescriptorAi/salesforce/customerSearch';
import {
	lookUp,
	lookUpByField,
	readLookUp,
	searchesFor,
} from '../../../../nodes/DescriptorAi/salesforce/lookUp';
import { anything } from '../../../support/arbitraries';

const id = (prefix: string, number = 1) => `${prefix}${String(number).padStart(12, '0')}AAA`;
const [CONTACT, ACCOUNT, AGENT, DEAL] = ['003', '001', '005', '006'].map((prefix) => id(prefix));
const EMAIL = 'dana@acme.example';
const DANA = { email: EMAIL, name: '' };
const NOBODY = { email: '', name: '' };
const LINK = { contact_id: CONTACT, account_id: ACCOUNT };

type Composite = { compositeRequest: Array<{ referenceId: string; url: string }> };
const asked = (...[link, agent, withOpportunity]: Parameters<typeof lookUp>) =>
	Object.fromEntries(
		(lookUp(link, agent, withOpportunity).body as unknown as Composite).compositeRequest.map(
			({ referenceId, url }) => [referenceId, decodeURIComponent(url.split('?q=')[1])],
		),
	);

/** An answer with these records; a number is the status of a refusal. */
const answer = (parts: Record<string, object[] | number>) => ({
	compositeResponse: Object.entries(parts).map(([referenceId, records]) => ({
		referenceId,
		httpHeaders: {},
		...(typeof records === 'number'
			? { httpStatusCode: records, body: [{ errorCode: 'INVALID_TYPE', message: 'No' }] }
			: { httpStatusCode: 200, body: { done: true, records } }),
	})),
});
const user = (more: object = {}) => ({ Id: AGENT, Email: EMAIL, Username: 'x', ...more });
const read = (parts: Record<string, object[] | number>) => readLookUp(answer(parts), DANA);

describe('What is looked up', () => {
	it('is the agent, the opportunities of contact and account, and the words for tasks', () => {
		const queries = asked(LINK, DANA, true);
		expect(Object.keys(queries).sort()).toEqual([
			...['agent', 'opportunities', 'priorities', 'roles', 'statuses'],
		]);
		expect(queries.agent).toContain(
			`IsActive = true AND UserType = 'Standard' AND (Email = '${EMAIL}' OR`,
		);
		expect(queries.roles).toContain(`ContactId = '${CONTACT}' AND Opportunity.IsClosed = false`);
		expect(queries.opportunities).toContain(`AccountId = '${ACCOUNT}' AND IsClosed = false`);
	});

	it.each<[string, Parameters<typeof lookUp>]>([
		['no agent is known and nobody is linked', [{}, NOBODY, true]],
		['opportunities are not wanted', [LINK, NOBODY, false]],
		['a lead is linked', [{ lead_id: id('00Q') }, NOBODY, true]],
	])('is less where %s', (_, parameters) => {
		expect(Object.keys(asked(...parameters))).toEqual(['statuses', 'priorities']);
	});

	it('takes no address as a part of the statement', () => {
		const agent = { email: "o'neil\\@acme.example", name: '' };
		expect(asked({}, agent, false).agent).toContain(
			String.raw`Email = 'o\'neil\\@acme.example' OR`,
		);
	});

	it.each<[string, { email: string; name: string }, string | undefined]>([
		['a name', { email: '', name: "Dana O'Neil" }, String.raw`Name = 'Dana O\'Neil'`],
		['an extension', { email: '', name: '201' }, `Extension = '201'`],
		['a name beside the address', { email: EMAIL, name: 'Dana' }, `Email = '${EMAIL}' OR Username`],
		['the number of a telephone', { email: '', name: '+14155550100' }, undefined],
	])('is an agent of whom the phone system tells %s', (_, agent, condition) => {
		const { agent: query } = asked({}, agent, false);
		if (condition === undefined) expect(query).toBeUndefined();
		else expect(query).toContain(`UserType = 'Standard' AND (${condition}`);
	});

	it('by field is one batch with the searches, of which Salesforce takes 25, with room for the claim', () => {
		const fields = Array.from({ length: 40 }, (_, index) => `Field_${index}__c`);
		const phones = fields.map((field) => ({ object: 'Contact' as const, field }));
		const search = customerSearch({ digits: '14155550101' }, ['Contact'], phones);
		const choice = { linkOrder: 'leadFirst', ifSeveral: 'nobody' } as const;
		const { path, body, ...more } = lookUpByField(search, DANA, choice);
		const { batchRequests } = body as unknown as { batchRequests: Array<{ url: string }> };
		expect({ path, ...more }).toEqual({ path: 'composite/batch', choice });
		expect(batchRequests).toHaveLength(24);
		expect(batchRequests.slice(0, 21).map(({ url }) => url)).toEqual(searchesFor(search, DANA));
		expect(decodeURIComponent(batchRequests[21].url)).toContain('FROM User');
	});
});

describe('The agent', () => {
	it.each([
		['has the address', [user()], AGENT, []],
		[
			'is nobody where no active user has it',
			[],
			undefined,
			["No active user has the agent's e-mail address."],
		],
		[
			'is nobody of several',
			[user(), user({ Id: id('005', 2) })],
			undefined,
			["Several active users have the agent's e-mail address."],
		],
		[
			'of several is the one who logs in with it',
			[user(), user({ Id: id('005', 2), Username: 'DANA@acme.example' })],
			id('005', 2),
			[],
		],
	])('%s', (_, users, agent, notes) => {
		expect(read({ agent: users })).toMatchObject({ agent, notes });
	});

	it.each([
		['Dana Miller', [], "No active user has the agent's name, Dana Miller."],
		[
			'201',
			[user(), user({ Id: id('005', 2) })],
			"Several active users have the agent's extension, 201.",
		],
	])('by what it was looked up, %s, is told where it leads to no user', (name, users, note) => {
		const read = readLookUp(answer({ agent: users }), { email: '', name });
		expect(read).toMatchObject({ agent: undefined, notes: [note] });
	});

	it('is not found where the user may not look', () => {
		expect(read({ agent: 400 }).notes).toEqual([
			'The agent could not be looked up (INVALID_TYPE).',
		]);
	});

	it('is found in a batch, too, whose answers come last', () => {
		const results = [
			{ statusCode: 400, result: [{ errorCode: 'INVALID_FIELD' }] },
			{ statusCode: 200, result: { records: [user()] } },
			{ statusCode: 200, result: { records: [{ ApiName: 'Erledigt', IsClosed: true }] } },
			{ statusCode: 400, result: [{ errorCode: 'INVALID_TYPE' }] },
		];
		expect(readLookUp({ hasErrors: true, results }, DANA)).toEqual({
			agent: AGENT,
			opportunity: undefined,
			tasks: { completed: 'Erledigt' },
			notes: [],
		});
	});
});

describe('The opportunity', () => {
	const [one, other] = [{ Id: DEAL }, { Id: id('006', 2) }];
	const role = (deal: string) => ({ OpportunityId: deal });
	it.each<[string, Record<string, object[] | number>, string | undefined, string[]]>([
		['is the only one of the account', { opportunities: [one] }, DEAL, []],
		['is none where there is none', { roles: [], opportunities: [] }, undefined, []],
		[
			'is none of several',
			{ roles: [], opportunities: [one, other] },
			undefined,
			['The account has several open opportunities.'],
		],
		[
			'is the only one of the contact',
			{ roles: [role(DEAL)], opportunities: [other, one] },
			DEAL,
			[],
		],
		[
			'is that of the account where roles are hidden',
			{ roles: 400, opportunities: [one] },
			DEAL,
			[],
		],
		[
			'is none where opportunities are hidden',
			{ roles: 400, opportunities: 400 },
			undefined,
			['Opportunities could not be looked up (INVALID_TYPE).'],
		],
	])('%s', (_, parts, opportunity, notes) => {
		const looked = read(parts);
		expect(looked.opportunity).toBe(opportunity);
		expect(looked.notes).toEqual(notes);
	});
});

describe('The words for tasks', () => {
	it('are the defaults of the org, else the first of each kind', () => {
		const statuses = [
			{ ApiName: 'Offen', IsClosed: false, IsDefault: false },
			{ ApiName: 'Neu', IsClosed: false, IsDefault: true },
			{ ApiName: 'Erledigt', IsClosed: true, IsDefault: false },
			{ ApiName: 'Verworfen', IsClosed: true, IsDefault: false },
		];
		const priorities = [
			{ ApiName: 'Hoch', IsHighPriority: true, IsDefault: false },
			{ ApiName: 'Normal', IsHighPriority: false, IsDefault: true },
		];
		expect(read({ statuses, priorities }).tasks).toEqual({
			completed: 'Erledigt',
			open: 'Neu',
			high: 'Hoch',
			normal: 'Normal',
		});
		expect(read({ statuses: 400 }).tasks).toEqual({});
	});
});

it('Whatever is answered, it is read', () => {
	fc.assert(
		fc.property(
			fc.record({ compositeResponse: anything, results: anything }, { requiredKeys: [] }),
			(given) => {
				const { notes, tasks } = readLookUp(given, DANA);
				expect([...notes, ...Object.values(tasks)].every((text) => typeof text === 'string')).toBe(
					true,
				);
			},
		),
	);
});
