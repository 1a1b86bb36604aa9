import type { IDataObject } from 'n8n-workflow';

import * as saving from '../../../../nodes/DescriptorAi/salesforce/saveRequests';
import { savedCalls } from '../../../../nodes/DescriptorAi/salesforce/savedCalls';

const saveRequests = (items: IDataObject[], fields: IDataObject = {}) =>
	saving.saveRequests(items.map((item) => ({ item, fields })));
const topics = (count: number, key: string) =>
	Array.from({ length: count }, (_, number) => ({
		Key__c: `${key}-${number}`,
		Name: `T${number}`,
	}));
const built = (key: string, more: IDataObject = {}): IDataObject => ({
	recording_id: key,
	status: 'Completed',
	follow_ups: [],
	Status__c: 'Completed',
	topic_records: topics(1, key),
	...more,
});
const many = (count: number, more: (key: string) => IDataObject = () => ({})) =>
	Array.from({ length: count }, (_, number) => built(`call-${number}`, more(`call-${number}`)));

type Sent = Array<{ referenceId: string; url: string; body: { records: IDataObject[] } }>;
const partsOf = ({ body }: { body: IDataObject }) => body.compositeRequest as Sent;
const sizesOf = (items: IDataObject[]) =>
	saveRequests(items).map((request) => partsOf(request).map(({ body }) => body.records.length));

describe('Records of several calls', () => {
	it('are one request, with their topics, which name their calls', () => {
		const [request, ...others] = saveRequests([built('one'), built('two')]);
		expect(others).toEqual([]);
		const [calls, ofCalls] = partsOf(request);
		expect(calls).toMatchObject({
			method: 'PATCH',
			url: '/services/data/v59.0/composite/sobjects/Call_Analysis__c/Recording_Id__c',
			body: {
				allOrNone: false,
				records: [
					{
						attributes: { type: 'Call_Analysis__c' },
						Status__c: 'Completed',
						Recording_Id__c: 'one',
					},
					{ Recording_Id__c: 'two' },
				],
			},
		});
		expect(ofCalls.body.records).toMatchObject([
			{ Key__c: 'one-0', Call_Analysis__r: { Recording_Id__c: 'one' } },
			{ Key__c: 'two-0', Call_Analysis__r: { Recording_Id__c: 'two' } },
		]);
		expect(request).toMatchObject({
			path: 'composite',
			body: { allOrNone: false, collateSubrequests: false },
			calls: [{ recording_id: 'one', status: 'Completed' }, { recording_id: 'two' }],
			items: [0, 1],
		});
	});

	it('have the fields that a person has added, and no others of the item', () => {
		const fields = { Region__c: 'North', lower__c: null, Owner__r: { Id: '1' } };
		const [request] = saveRequests([built('one', { note: 'x' })], fields);
		const [[record]] = [partsOf(request)[0].body.records];
		expect(Object.keys(record)).toEqual([
			...['attributes', 'Status__c', 'Region__c', 'lower__c', 'Owner__r'],
			'Recording_Id__c',
		]);
	});

	it('are as many in a request as Salesforce takes', () => {
		expect(sizesOf(many(201))).toEqual([
			[200, 200],
			[1, 1],
		]);
		const tenTopics = (key: string) => ({ topic_records: topics(10, key) });
		expect(sizesOf(many(81, tenTopics))).toEqual([
			[80, 200, 200, 200, 200],
			[1, 10],
		]);
		expect(sizesOf(many(2, () => ({ topic_records: [] })))).toEqual([[2]]);
	});

	it('of the same call, however its key is written, are in different requests', () => {
		const requests = saveRequests([built('One'), built('two'), built('one'), built('three')]);
		expect(requests.map(({ items }) => items)).toEqual([
			[0, 1],
			[2, 3],
		]);
	});

	it('have no text that refers to another part of the request', () => {
		const [request] = saveRequests([built('one', { Summary_c__c: 'Mail @{him.now} @{her' })]);
		expect(partsOf(request)[0].body.records[0].Summary_c__c).toBe('Mail @(him.now} @(her');
	});

	it.each([[{}], [{ recording_id: 'one' }], [{ follow_ups: [] }]])('are not made of %j', (item) => {
		expect(() => saveRequests([item])).toThrow('The input is not an item of Build Record');
	});
});

describe('What became of the calls', () => {
	const [request] = saveRequests(['one', 'two'].map((key) => built(key)));
	const saved = (id: string) => ({ id, success: true, errors: [], created: false });
	const error = { statusCode: 'REQUIRED_FIELD_MISSING', message: 'No', fields: ['A__c', 'B__c'] };
	const refused = { success: false, errors: [error] };
	const answer = (calls: unknown, ofTopics: unknown = [saved('t'), saved('t')], status = 200) => ({
		compositeResponse: [
			{ referenceId: 'calls', httpStatusCode: status, body: calls },
			{ referenceId: 'topics_1', httpStatusCode: 200, body: ofTopics },
		],
	});
	const context = { errorCode: 'REQUIRED_FIELD_MISSING', fields: 'A__c, B__c' };

	it('is told of each, with the ID of its record', () => {
		expect(savedCalls(request, answer([saved('a1'), refused]))).toMatchObject([
			{ call: { recording_id: 'one', Status__c: 'Completed', id: 'a1' } },
			{ call: { recording_id: 'two' }, refused: { context, description: 'No' } },
		]);
	});

	it('is told of topics that were refused, but not where the record was refused, too', () => {
		const list = [refused, refused];
		const [one, two] = savedCalls(request, answer([saved('a1'), refused], list));
		expect(one.withoutTopics).toMatchObject({ context });
		expect(two.withoutTopics).toBeUndefined();
	});

	it.each<[string, object, object]>([
		[
			'a part that was refused as a whole',
			answer([{ errorCode: 'INVALID_FIELD', message: 'No such column' }], [], 400),
			{ context: { errorCode: 'INVALID_FIELD' }, description: 'No such column' },
		],
		[
			'a request that has failed',
			{ error: { message: '503', httpCode: '503' } },
			{ message: '503' },
		],
		['an error that is text', { error: 'It broke' }, { message: 'It broke' }],
		['an answer without them', {}, { message: 'Salesforce has not answered' }],
		['an answer that is too short', answer([]), { message: 'Salesforce has not answered' }],
	])('is the same for all with %s', (_, given, expected) => {
		const all = savedCalls(request, given as Record<string, unknown>);
		expect(all.map(({ refused: reason }) => reason)).toMatchObject([expected, expected]);
		expect(all.map(({ call }) => 'id' in call)).toEqual([false, false]);
	});
});
