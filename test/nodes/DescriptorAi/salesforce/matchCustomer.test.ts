import fc from 'fast-check';

import {
	linkedByHand,
	matchCustomer,
	type IfSeveral,
	type LinkOrder,
} from '../../../../nodes/DescriptorAi/salesforce/matchCustomer';
import { phoneDigits } from '../../../../nodes/DescriptorAi/salesforce/phoneNumbers';
import { anything } from '../../../support/arbitraries';

const id = (prefix: string, number = 1) => `${prefix}${String(number).padStart(12, '0')}AAA`;
const [CONTACT, LEAD, ACCOUNT, OWNER] = ['003', '00Q', '001', '005'].map((prefix) => id(prefix));
const OTHER_ACCOUNT = id('001', 2);

const contact = (more: object = {}) => ({
	attributes: { type: 'Contact' },
	Id: CONTACT,
	Name: 'Helen Smith',
	Phone: '+44 20 7946 0958',
	Email: null,
	AccountId: ACCOUNT,
	OwnerId: OWNER,
	...more,
});
const lead = (more: object = {}) => ({
	Id: LEAD,
	Name: 'Leo Lead',
	Phone: '020 7946 0958',
	IsConverted: false,
	...more,
});
const account = (more: object = {}) => ({
	Id: ACCOUNT,
	Name: 'Acme',
	Phone: '2079460958',
	...more,
});

const by = { digits: phoneDigits('(020) 7946 0958'), email: '' };
const match = (
	found: unknown,
	{
		who = by,
		order = 'contactFirst',
		ifSeveral = 'sharedAccount',
	}: { who?: typeof by; order?: LinkOrder; ifSeveral?: IfSeveral } = {},
) => matchCustomer(found, who, order, ifSeveral);

describe('A number', () => {
	it.each([
		['with the code of the country and without', '+1 (415) 555-0101', '415.555.0101', 'unique'],
		['of another area', '+1 415 555 0101', '+1 515 555 0101', 'none'],
		['of another country', '+44 20 7946 0958', '+1 207 946 0958', 'none'],
		['of a telephone in an office', '1234567', '1234567', 'none'],
	])('%s', (_, Phone, number, expected) => {
		const who = { digits: phoneDigits(number), email: '' };
		expect(match([contact({ Phone })], { who }).match).toBe(expected);
	});
});

describe('A row', () => {
	it.each([
		['a field of its own for numbers', contact({ Phone: null, Hotline__c: '020 7946 0958' })],
		['the e-mail address in other letters', contact({ Phone: null, Email: ' Helen@Example.com ' })],
		['another field for e-mail', contact({ Phone: '1', Work__c: 'helen@example.com' })],
	])('matches by %s', (_, row) => {
		const who = { ...by, email: 'HELEN@example.com' };
		expect(match([row], { who })).toEqual({
			match: 'unique',
			link: { contact_id: CONTACT, account_id: ACCOUNT },
			name: 'Helen Smith',
			owner: OWNER,
		});
	});

	it.each([
		['an ID', { Phone: null, External_Id__c: '2079460958' }],
		['a date', { Phone: null, LastActivityDate: '2079-46-0958' }],
		['a date of its own', { Phone: null, Met__c: '2079-46-09T58' }],
		['a name', { Phone: null, Name: '2079460958' }],
		['a long text', { Phone: null, Note__c: `${'0'.repeat(300)}2079460958` }],
		['nothing, as the call', { Phone: '', Email: '' }],
	])('does not match by %s', (_, more) => {
		expect(match([contact(more)]).match).toBe('none');
	});

	it('of a lead that was converted is its contact', () => {
		const converted = lead({
			IsConverted: true,
			ConvertedContactId: CONTACT,
			ConvertedAccountId: ACCOUNT,
		});
		const expected = { match: 'unique', link: { contact_id: CONTACT, account_id: ACCOUNT } };
		expect(match([converted])).toMatchObject(expected);
		expect(match([converted, contact()])).toMatchObject({ ...expected, name: 'Helen Smith' });
		expect(linkedByHand([converted], { lead_id: LEAD })).toMatchObject({
			...expected,
			match: 'by_hand',
		});
	});

	it('that several answers tell is one, with all that they tell', () => {
		const results = [
			{
				statusCode: 200,
				result: { searchRecords: [contact({ Phone: null, AccountId: undefined })] },
			},
			{ statusCode: 200, result: { searchRecords: [{ Id: CONTACT, AccountId: ACCOUNT }] } },
			{ statusCode: 200, result: [{ Id: CONTACT, MobilePhone: '020 7946 0958' }] },
			{ statusCode: 400, result: [{ errorCode: 'INVALID_FIELD', message: 'No such column' }] },
		];
		expect(match({ results })).toEqual({
			match: 'unique',
			link: { contact_id: CONTACT, account_id: ACCOUNT },
			name: 'Helen Smith',
			owner: OWNER,
		});
	});

	it('of another object, converted or broken, is left out', () => {
		const rows = [
			lead({ IsConverted: true }),
			{ ...contact(), Id: id('006') },
			{ ...contact(), Id: 'x' },
			null,
			'row',
			[contact()],
		];
		expect(match(rows)).toEqual({ match: 'none', link: {} });
	});
});

describe('The link', () => {
	const all = [account({ Id: OTHER_ACCOUNT }), lead(), contact()];

	it.each<[LinkOrder, object]>([
		['contactFirst', { contact_id: CONTACT, account_id: ACCOUNT }],
		['leadFirst', { lead_id: LEAD }],
	])('in the order %s', (order, link) => {
		expect(match({ searchRecords: all }, { order })).toMatchObject({ match: 'unique', link });
	});

	it('with accounts only is the account, also that of a contact', () => {
		expect(match([contact(), lead()], { order: 'accountsOnly' })).toEqual({
			match: 'unique',
			link: { account_id: ACCOUNT },
		});
		expect(match([contact(), account()], { order: 'accountsOnly' })).toMatchObject({
			match: 'unique',
			name: 'Acme',
		});
		expect(match(all, { order: 'accountsOnly' })).toEqual({
			match: 'several',
			count: 2,
			link: {},
		});
	});

	it.each([
		['an account has the number', [account()], { account_id: ACCOUNT }],
		['a contact has no account', [contact({ AccountId: null })], { contact_id: CONTACT }],
		['one record is found twice', [contact(), contact({ Id: CONTACT.slice(0, 15) })], {}],
	])('is there where %s', (_, rows, link) => {
		expect(match(rows)).toMatchObject({ match: 'unique', link });
	});

	const helens = [
		contact({ LastActivityDate: '2026-03-01', Account: { Name: 'Acme' } }),
		contact({ Id: id('003', 2), Name: 'Other', LastActivityDate: '2026-04-01' }),
		contact({ Id: id('003', 3), LastModifiedDate: '2026-05-01T00:00:00.000+0000' }),
	];

	it.each<[IfSeveral, object]>([
		['sharedAccount', { link: { account_id: ACCOUNT } }],
		[
			'mostRecent',
			{ link: { contact_id: id('003', 2), account_id: ACCOUNT }, name: 'Other', owner: OWNER },
		],
		['nobody', { link: {} }],
	])('of several, by %s', (ifSeveral, expected) => {
		expect(match(helens, { ifSeveral })).toMatchObject({ match: 'several', ...expected });
	});

	it.each([
		['two accounts', [contact(), contact({ Id: id('003', 2), AccountId: OTHER_ACCOUNT })]],
		['one account and none', [contact(), contact({ Id: id('003', 2), AccountId: null })]],
		['two leads', [lead(), lead({ Id: id('00Q', 2) })]],
	])('of several with %s is none', (_, rows) => {
		expect(match(rows)).toEqual({ match: 'several', count: 2, link: {} });
	});

	it.each([
		['a queue', { OwnerId: id('00G') }],
		['a user who is gone', { Owner: { IsActive: false } }],
	])('has no owner where it is %s', (_, more) => {
		expect(match([lead({ OwnerId: OWNER })]).owner).toBe(OWNER);
		expect(match([lead({ OwnerId: OWNER, ...more })]).owner).toBeUndefined();
	});

	it('that somebody has set stays, with what is known of the record', () => {
		const given = { contact_id: CONTACT.slice(0, 15) };
		expect(linkedByHand([lead(), contact()], given)).toEqual({
			match: 'by_hand',
			link: { contact_id: CONTACT.slice(0, 15), account_id: ACCOUNT },
			name: 'Helen Smith',
			owner: OWNER,
		});
		expect(linkedByHand(undefined, given)).toEqual({ match: 'by_hand', link: given });
	});
});

describe('Whatever a search returns', () => {
	it('is matched, also 2,000 rows', () => {
		const rows = Array.from({ length: 2000 }, (_, index) => contact({ Id: id('003', index) }));
		expect(match(rows)).toMatchObject({ match: 'several', link: { account_id: ACCOUNT } });
	});

	it('gives IDs of records, or nothing', () => {
		const fields = ['Id', 'Name', 'Phone', 'Email', 'AccountId', 'Account', 'Owner', 'IsConverted'];
		const row = fc
			.tuple(fc.constantFrom(contact, lead, account), fc.constantFrom(...fields), anything)
			.map(([make, field, value]) => make({ [field]: value }));
		const orders = fc.constantFrom<LinkOrder>('accountsOnly', 'contactFirst', 'leadFirst');
		const several = fc.constantFrom<IfSeveral>('mostRecent', 'nobody', 'sharedAccount');
		fc.assert(
			fc.property(
				fc.oneof(anything, fc.array(fc.oneof(row, anything), { maxLength: 5 })),
				orders,
				several,
				(found, order, ifSeveral) => {
					const { match: how, link } = match(found, { order, ifSeveral });
					expect(['unique', 'several', 'none']).toContain(how);
					for (const value of Object.values(link)) expect(value).toMatch(/^00[1-9Q]\w{12,15}$/);
					if (how === 'none') expect(link).toEqual({});
					expect(link.contact_id === undefined || link.lead_id === undefined).toBe(true);
				},
			),
		);
	});
});
