import type { IDataObject } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../../sandbox';
import { N8N_VERSIONS } from '../../../scripts/lib/installation';
import { ALL_BOXES, makeObjectByHand } from '../../support/objectByHand';
import { itemsOf, RUNNING, type Ended, type Workplace } from '../../support/workplace';
import { inOtherOrg } from './otherOrg';

const OBJECT = 'Call_Analysis__c';
const LACKS = { access: ['Lead', 'Contact.MobilePhone'] };

/** The org of somebody who has followed the integration guide, and uses the object. */
function makeByHand({ salesforce }: Sandbox): void {
	const long: ['textarea', number] = ['textarea', 131_072];
	const fields = { Summary_c__c: long, Agent_Actions_c__c: long };
	makeObjectByHand(salesforce, fields, ALL_BOXES);
	salesforce.create(OBJECT, { Name: 'Before', Summary_c__c: 'As it was.' });
}

const makeLarge = ({ salesforce }: Sandbox) =>
	['Account', 'Contact', 'Lead', 'Opportunity', 'Task', OBJECT].forEach(salesforce.makeLarge);

/** Set-up and production in orgs that are not fresh, whose users are not administrators. */
export function orgs(place: Workplace): void {
	const { succeed } = place;
	// What is tried here is Salesforce's, and the same in any n8n.
	(place.options.version === N8N_VERSIONS[0] ? describe : describe.skip)('the templates', () => {
		const rowsOf = (ended: Ended) => itemsOf(ended, 'Done').map(({ json }) => json);
		const told = (ended: Ended) =>
			rowsOf(ended).map(({ part, change }) => `${String(part)}: ${String(change)}`);

		/** Each org: what is in it first, what its set-up tells, and what *Done* tells of a call. */
		const cases: Array<
			[string, SandboxOptions, (org: Sandbox) => void, string[], IDataObject, IDataObject]
		> = [
			[
				'an empty org',
				{ salesforceOrg: 'empty' },
				() => {},
				['Object Call Analysis: Added', 'Dashboard Call Analyses: Added'],
				{ status: 'Completed', note: null },
				{ Match__c: 'Unique' },
			],
			[
				'an org whose object was made by hand, with data',
				{ salesforceOrg: 'empty' },
				makeByHand,
				['Field Agent: Added', 'App Call Analysis: Added'],
				{ status: 'Completed', note: null },
				{ Match__c: 'Unique' },
			],
			[
				'an org with a German user',
				{ salesforceOrg: 'empty', salesforceLanguage: 'de' },
				() => {},
				['Object Call Analysis: Added'],
				{ status: 'Completed', note: null },
				{ Match__c: 'Unique' },
			],
			[
				'an org whose API-only user sees no leads and no mobile phones',
				{},
				({ salesforce }) => salesforce.restrictUser(LACKS),
				[],
				{
					status: 'Completed',
					note: 'Hidden from the Salesforce user: Contact.MobilePhone, Lead. Assign the permission set Call Analysis Integration. No opportunity was looked up.',
				},
				{ Match__c: 'Unique' },
			],
			[
				'an org with a million tasks',
				{},
				makeLarge,
				['Call Analysis: Is complete: nothing to change'],
				{ status: 'Completed', note: null },
				{ Match__c: 'Unique' },
			],
		];

		it.each(cases)(
			'work in %s',
			async (name, options, prepare, setUp, row, record) => {
				const [zero, five] = [`0 in ${name}`, `5 in ${name}`];
				const variants = [
					{ template: '0. Set up Salesforce', name: zero },
					{ template: '5. Calls to Salesforce', name: five },
				];
				await inOtherOrg(place, options, variants, async (org) => {
					const { create, records } = org.salesforce;
					prepare(org);
					if (setUp.length > 0) {
						expect(told(await succeed(zero))).toEqual(expect.arrayContaining(setUp));
					}
					const contact = create('Contact', { LastName: 'Carter', Phone: '415 555 0101' });
					expect(rowsOf(await succeed(five))).toMatchObject([row]);
					expect(records(OBJECT).at(-1)).toMatchObject({
						Status__c: 'Completed',
						Contact__c: contact,
						...record,
					});
					expect(records('Call_Topic__c').length).toBeGreaterThan(0);
				});
			},
			RUNNING,
		);
	});
}
