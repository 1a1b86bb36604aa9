import fc from 'fast-check';

import {
	customerSearch,
	hiddenIn,
	phoneField,
	searchByField,
	type PhoneField,
	type SearchedObject,
} from '../../../../nodes/DescriptorAi/salesforce/customerSearch';
import { words } from '../../../support/arbitraries';

const ALL: SearchedObject[] = ['Account', 'Contact', 'Lead'];
const search = (
	customer: { digits?: string; email?: string },
	objects = ALL,
	fields: PhoneField[] = [],
) => customerSearch(customer, objects, fields);

/** The parts of a search, read as SOSL defines it: a backslash escapes, and a brace ends the text. */
const PARTS =
	/^FIND \{((?:[^{}\\]|\\.)+)\} IN (ALL|EMAIL|PHONE) FIELDS RETURNING ((?:Account|Contact|Lead)\(.*\))$/s;

describe('The search for a customer', () => {
	it('finds a number in each of its spellings, in the fields for phone numbers', () => {
		expect(search({ digits: '14155550101' })).toBe(
			'FIND {14155550101 OR 0014155550101 OR 014155550101 OR 4155550101 OR 04155550101 OR 104155550101} IN PHONE FIELDS RETURNING ' +
				'Account(Id, Name, OwnerId, LastActivityDate, Phone ORDER BY LastActivityDate DESC NULLS LAST LIMIT 50), ' +
				'Contact(Id, Name, OwnerId, LastActivityDate, AccountId, Email, Phone, MobilePhone, HomePhone, AssistantPhone, OtherPhone ORDER BY LastActivityDate DESC NULLS LAST LIMIT 50), ' +
				'Lead(Id, Name, OwnerId, LastActivityDate, IsConverted, ConvertedContactId, ConvertedAccountId, Email, Phone, MobilePhone ORDER BY LastActivityDate DESC NULLS LAST LIMIT 50)',
		);
	});

	it('finds an e-mail address, and a number with it', () => {
		expect(search({ email: 'lee@example.com' })).toContain(
			'FIND {"lee@example.com"} IN EMAIL FIELDS',
		);
		expect(search({ digits: '14155550101', email: 'lee@example.com' })).toMatch(
			/^FIND \{14155550101 OR .* OR "lee@example.com"\} IN ALL FIELDS/,
		);
	});

	it('lets no address become part of the statement', () => {
		const email = `a"}+'{-\\?*@b.com`;
		expect(search({ email })).toContain(`FIND {"a\\"\\}\\+\\'\\{\\-\\\\\\?\\*@b.com"} IN`);
	});

	it('finds nobody where nobody is known', () => {
		expect(search({})).toMatch(/^FIND \{[a-z]{20,}\} IN PHONE FIELDS RETURNING Account\(/);
	});

	it('looks only where it may, and into the fields that were added', () => {
		const fields = ['Contact.Second_Phone__c', 'contact.phone', 'Lead.Home__c'];
		const more = fields.map((entry) => phoneField(entry, 'More Phone Fields'));
		const [, returning] = search({ digits: '14155550101' }, ['Contact'], more).split('RETURNING ');
		expect(returning).toContain('OtherPhone, Second_Phone__c ORDER BY');
		expect(returning.match(/\bphone\b/gi)).toHaveLength(1);
		expect(returning).not.toMatch(/Lead|Account\(/);
	});

	it.each([
		'Second_Phone__c',
		'Case.Phone__c',
		'Contact.',
		'Contact.A B',
		'Contact.A)',
		'Contact.9',
	])('refuses as a field: %s', (entry) => {
		expect(() => phoneField(entry, 'More Phone Fields')).toThrow(
			"'More Phone Fields' has an entry that is not a field of Contact, Lead, Account",
		);
	});

	describe('by field', () => {
		const digits = '14155550101';
		const asked = (customer: { digits?: string; email?: string }, objects = ALL) =>
			searchByField(search(customer, objects, [{ object: 'Contact', field: 'Second__c' }])).map(
				(path) => {
					const [, statement] = /^v59\.0\/search\/\?q=(.*)$/.exec(path) ?? [];
					const [, parts] = decodeURIComponent(statement).split('RETURNING ');
					return parts.replace(/Id, Name, OwnerId, LastActivityDate, | ORDER BY .*/g, '');
				},
			);

		it('has a statement for each field that may be hidden', () => {
			expect(asked({ digits }, ['Account', 'Contact'])).toEqual([
				'Account(Phone',
				'Contact(AccountId',
				...['Phone', 'MobilePhone', 'HomePhone', 'AssistantPhone', 'OtherPhone', 'Second__c'].map(
					(field) => `Contact(${field}`,
				),
			]);
			const converted = 'IsConverted, ConvertedContactId, ConvertedAccountId';
			expect(asked({ email: 'lee@example.com' }, ['Lead'])).toEqual([`Lead(${converted}, Email`]);
		});

		it('is nothing of what is no search', () => {
			expect(['', 'FIND {x} IN NAME FIELDS RETURNING A(Id)'].flatMap(searchByField)).toEqual([]);
		});

		it('tells which ones Salesforce has refused', () => {
			const searches = searchByField(search({ digits }));
			const codes = searches.map((path) =>
				/MobilePhone|Lead/.test(path) ? 'INVALID_FIELD' : undefined,
			);
			expect(hiddenIn(searches, codes)).toEqual(['Contact.MobilePhone', 'Lead']);
			expect(hiddenIn(searches, [])).toEqual([]);
			expect(hiddenIn(searches, ['SERVER_UNAVAILABLE'])).toEqual([]);
			expect(hiddenIn(['x'], ['INVALID_FIELD'])).toEqual([]);
		});
	});

	it('is one statement of bounded length, whatever is looked for', () => {
		const customers = fc.record(
			{ digits: fc.stringMatching(/^\d{8,20}$/), email: words },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(customers, fc.subarray(ALL, { minLength: 1 }), (customer, objects) => {
				const statement = search(customer, objects);
				const [, text, scope, returning] = PARTS.exec(statement) ?? [];
				expect(text.length).toBeLessThan(600);
				expect(returning.match(/LIMIT 50\)/g)).toHaveLength(objects.length);
				if (!customer.email) expect(scope).toBe('PHONE');
			}),
		);
	});
});
