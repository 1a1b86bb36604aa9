import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { callFields } from '../../../../nodes/DescriptorAi/salesforce/callFields';
import { callItem } from '../../../../nodes/DescriptorAi/salesforce/callItem';
import { claimFields } from '../../../../nodes/DescriptorAi/salesforce/claimFields';
import { words } from '../../../support/arbitraries';

const CLAIM = { token: 'a-token', zone: 'Europe/Berlin', now: Date.parse('2026-11-28T13:05:00Z') };
const call = (item: IDataObject) =>
	callItem(callFields(item), { language: 'en-US', countryCode: '', zone: 'Europe/Berlin' });
const claim = (item: IDataObject) => claimFields(call(item), CLAIM, false) as IDataObject;

describe('The fields that claim a record', () => {
	it('are all that is known of the call', () => {
		const item = {
			...{
				recording_id: 'a',
				audio_url: 'https://a.example/b.mp3',
				called_at: '2026-11-27T10:00:00Z',
			},
			...{ phone: '+1 415 555 0101', email: 'lee@example.com', language: 'fr-FR' },
			...{ case_id: '5005g00000AbCdEAAV', contact_id: '0035g00000AbCdEAAV' },
		};
		expect(claim(item)).toEqual({
			Name: 'Call with +1 415 555 0101 2026-11-27 11:00',
			Status__c: 'Submitted',
			Claim__c: 'a-token',
			Recording_URL__c: 'https://a.example/b.mp3',
			Called_At__c: '2026-11-27T11:00:00+01:00',
			Caller__c: '+1 415 555 0101',
			Language__c: 'fr-FR',
			Case__c: '5005g00000AbCdEAAV',
			Contact__c: '0035g00000AbCdEAAV',
			Lead__c: undefined,
			Account__c: undefined,
		});
	});

	it('are few for a call that is a record already', () => {
		expect(claimFields(call({ Recording_Id__c: 'a' }), CLAIM, true)).toEqual({
			Status__c: 'Submitted',
			Claim__c: 'a-token',
			Failure_Reason__c: null,
		});
	});

	it.each<[IDataObject, string]>([
		[{ email: 'lee@example.com' }, 'Call with lee@example.com 2026-11-28 14:05'],
		[{ phone: 'anonymous' }, 'Call 2026-11-28 14:05'],
		[{}, 'Call 2026-11-28 14:05'],
		[
			{ phone: `1${'\u{1f600}'.repeat(99)}` },
			`Call with 1${'\u{1f600}'.repeat(25)}… 2026-11-28 14:05`,
		],
	])('name the record so that it is recognized: %j', (item, name) => {
		expect(claim(item).Name).toBe(name);
	});

	it.each([
		'https://lee:pw@a.example/b.mp3',
		'https://a.example/b.mp3?X-Amz-Signature=a',
		'https://a.example/b.mp3?access_token=a',
		`https://a.example/${'b'.repeat(250)}`,
	])('leave out an address that must not be saved: %s', (address) => {
		expect(call({ url: address }).audio_url).toBe(address);
		expect(claim({ url: address })).toMatchObject({ Recording_URL__c: undefined });
	});

	it('hold no half of an emoji and no more than Salesforce takes', () => {
		fc.assert(
			fc.property(words, (text) => {
				const { Name, Caller__c } = claim({ phone: `1${text.repeat(20)}` });
				expect(String(Name).length).toBeLessThanOrEqual(80);
				expect(String(Caller__c).length).toBeLessThanOrEqual(255);
				expect(`${Name}${Caller__c}`).not.toMatch(/\p{Surrogate}/u);
			}),
		);
	});
});
