import type { IDataObject } from 'n8n-workflow';

import { claimedBy, claimOf } from '../../../../nodes/DescriptorAi/salesforce/claim';
import { customerSearch } from '../../../../nodes/DescriptorAi/salesforce/customerSearch';
import { lookUp, lookUpByField } from '../../../../nodes/DescriptorAi/salesforce/lookUp';

const CLAIM = claimOf({
	recording_id: 'call/1',
	Name: 'Call @{x}',
	Status__c: 'Submitted',
	Claim__c: 'token',
	Contact__c: '003000000000001AAA',
	customer_phone: '+1',
});
const PATH = 'v59.0/sobjects/Call_Analysis__c/Recording_Id__c/call%2F1';
const FIELDS = { Status__c: 'Submitted', Claim__c: 'token' };
const NOBODY = { email: '', name: '' };
const REFUSED = [{ errorCode: 'DUPLICATE_VALUE', message: 'There is one', fields: [] }];

describe('The claim of a record', () => {
	it('comes before the questions of a look-up, as one request', () => {
		const { body, claims } = lookUp({}, NOBODY, true, CLAIM);
		const [first, ...others] = body.compositeRequest as IDataObject[];
		expect(claims).toBe(true);
		expect(first).toEqual({
			method: 'PATCH',
			url: `/services/data/${PATH}`,
			referenceId: 'claim',
			body: { Name: 'Call @(x}', ...FIELDS },
		});
		expect(others).toHaveLength(2);
		expect(body).toMatchObject({ allOrNone: false, collateSubrequests: false });
	});

	it('comes before the searches of a look-up by field', () => {
		const search = customerSearch({ digits: '14155550101' }, ['Account'], []);
		const choice = { linkOrder: 'leadFirst', ifSeveral: 'nobody' } as const;
		const { body, claims } = lookUpByField(search, NOBODY, choice, CLAIM);
		const [first] = body.batchRequests as IDataObject[];
		expect(claims).toBe(true);
		expect(first).toEqual({
			method: 'PATCH',
			url: PATH,
			richInput: { Name: 'Call @{x}', ...FIELDS },
		});
	});

	const part = (body: unknown, httpStatusCode: number) => ({
		compositeResponse: [{ referenceId: 'claim', httpStatusCode, body }],
	});
	const batch = (result: unknown, statusCode: number) => ({
		results: [{ statusCode, result }, { statusCode: 200 }],
	});

	it.each([
		['a composite request', part({ id: 'a1' }, 201)],
		['a batch', batch({ id: 'a1' }, 200)],
	])('is the record, by the answer to %s', (_, answer) => {
		expect(claimedBy(true, answer)).toMatchObject({ id: 'a1' });
	});

	it.each<[string, object, object]>([
		['is refused in a composite request', part(REFUSED, 400), { description: 'There is one' }],
		['is refused in a batch', batch(REFUSED, 400), { context: { errorCode: 'DUPLICATE_VALUE' } }],
		['is not answered', {}, { message: 'Salesforce has not answered' }],
		['fails with its request', { error: { message: '500' } }, { message: '500' }],
	])('that %s has its reason', (_, answer, reason) => {
		const { id, refused } = claimedBy(true, answer as Record<string, unknown>);
		expect({ id, refused }).toMatchObject({ id: undefined, refused: reason });
	});

	it('leaves the answers to the questions in their order', () => {
		expect(claimedBy(true, batch({ id: 'a1' }, 200)).answer).toEqual({
			results: [{ statusCode: 200 }],
		});
		const answer = batch({ id: 'a1' }, 200);
		expect(claimedBy(false, answer)).toEqual({ answer });
	});
});
