import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { callFields } from '../../../../nodes/DescriptorAi/salesforce/callFields';
import { callItem } from '../../../../nodes/DescriptorAi/salesforce/callItem';
import { anything } from '../../../support/arbitraries';

const DEFAULTS = { language: 'en-US', countryCode: '', zone: 'Europe/Berlin' };
const call = (item: IDataObject) => callItem(callFields(item), DEFAULTS);
const others = (item: IDataObject) => callFields(item).others;

describe('A field of a call', () => {
	it.each<[IDataObject, IDataObject]>([
		[{ call_id: 'a' }, { recording_id: 'a' }],
		[{ Recording_Id__c: 'a' }, { recording_id: 'a' }],
		[{ recordingId: 'a' }, { recording_id: 'a' }],
		[{ recording_id: 42 }, { recording_id: '42' }],
		[{ recording_id: ' ', call_id: 'b' }, { recording_id: 'b' }],
		[{ recording_id: 'a', call_id: 'b' }, { recording_id: 'a' }],
		[{ url: ' https://a.example/b.mp3 ' }, { audio_url: 'https://a.example/b.mp3' }],
		[{ 'Recording URL': 'https://a.example/b.mp3' }, { audio_url: 'https://a.example/b.mp3' }],
		[{ phone: 14155550101 }, { customer_phone: '14155550101', phone_digits: '14155550101' }],
		[{ Phone: '+1 415\n555 0101' }, { customer_phone: '+1 415 555 0101' }],
		[{ phone: '1234' }, { customer_phone: '1234', phone_digits: undefined }],
		[{ phone: 'Anonymous' }, { customer_phone: undefined, phone_digits: undefined }],
		[{ email: 'Lee <Lee@Example.com>' }, { customer_email: 'lee@example.com' }],
		[{ email: 'mailto:lee@example.com' }, { customer_email: 'lee@example.com' }],
		[{ 'E-Mail': 'none' }, { customer_email: undefined }],
		[
			{ Caller__c: 'lee@example.com' },
			{ customer_email: 'lee@example.com', customer_phone: undefined },
		],
		[
			{ Caller__c: 'sip:+14155550101@a.b' },
			{ phone_digits: '14155550101', customer_email: undefined },
		],
		[
			{ Caller__c: '+1 415 555 0101', email: 'a@b.c' },
			{ phone_digits: '14155550101', customer_email: 'a@b.c' },
		],
		[{ Called_At__c: '2026-11-28T13:05:00.000+0000' }, { called_at: '2026-11-28T14:05:00+01:00' }],
		[{ due_date: '2026-11-30' }, { due_date: '2026-11-30' }],
		[{ due_date: '2026-11-29T23:30:00Z' }, { due_date: '2026-11-30' }],
		[{}, { language_code: 'en-US' }],
		[{ language: 'German' }, { language_code: 'de-DE' }],
		[{ Language__c: 'he_il' }, { language_code: 'he-IL' }],
		[{ language_code: 'pt-BR' }, { language_code: 'pt-BR' }],
		[
			{ channels: '2', agent_channel: 1 },
			{ channels: 2, agent_channel: 1 },
		],
		[{ agent_channel: 7 }, { agent_channel: 7 }],
		[{ direction: 'Incoming' }, { direction: 'inbound' }],
		[{ direction: 'outbound-api' }, { direction: 'outbound' }],
		[{ direction: 'internal' }, { direction: 'internal' }],
		[{ duration_seconds: '61.5' }, { duration_seconds: 61.5 }],
		[{ case_id: '5005g00000AbCdE' }, { case_id: '5005g00000AbCdE' }],
		[{ Contact__c: '0035g00000AbCdEAAV' }, { contact_id: '0035g00000AbCdEAAV' }],
		[{ owner: '00G5g00000AbCdEAAV' }, { owner_id: '00G5g00000AbCdEAAV' }],
		[
			{ agent_name: '\n', phone: '\u0000' },
			{ agent_name: undefined, phone_digits: undefined },
		],
		[{ test: 'yes' }, { test: true }],
		[{ test: false }, { test: false }],
		[{ agent_name: 'Dana\u0000 Ü\ud800' }, { agent_name: 'Dana Ü\ufffd' }],
	])('is found under each of its names: %j', (item, expected) => {
		expect(call(item)).toMatchObject(expected);
	});

	it.each<[IDataObject, string]>([
		[{ recording_id: ['a'] }, "'recording_id' of the item must be text"],
		[{ recording_id: true }, "'recording_id' of the item must be text"],
		[{ call_id: Number('12345678901234567890') }, "'call_id' of the item must be text"],
		[{ 'Call ID': {} }, "'Call ID' of the item must be text"],
		[{ url: 'call.mp3' }, "'url' of the item must be a web address"],
		[{ phone: {} }, "'phone' of the item must be text"],
		[{ called_at: 'soon' }, "'called_at' of the item must be a date and time"],
		[{ channels: 0 }, "'channels' of the item must be a whole number from 1 to 8"],
		[{ channels: 1.5 }, "'channels' of the item must be a whole number from 1 to 8"],
		[
			{ channels: 2, agent_channel: 2 },
			"'agent_channel' of the item must be a whole number from 0 to 1",
		],
		[{ direction: 'up' }, "'direction' of the item must be inbound, outbound or internal"],
		[{ duration_seconds: '1:02' }, "'duration_seconds' of the item must be a number from 0"],
		[{ language: 'Welsh, I think' }, "'language' of the item must be the code of a language"],
		[
			{ case_id: '0035g00000AbCdEAAV' },
			"'case_id' of the item must be the Salesforce ID of a case: 15 or 18 letters and digits, with 500",
		],
		[{ case_id: '00001042' }, "'case_id' of the item must be the Salesforce ID of a case"],
		[{ owner: 'Dana' }, "'owner' of the item must be the Salesforce ID of a user or queue"],
		[{ test: 'maybe' }, "'test' of the item must be true or false"],
	])('that cannot be read is refused by the name that it has: %j', (item, message) => {
		expect(() => call(item)).toThrow(message);
	});

	it('is absent or refused in words, and never empty, whatever an item has', () => {
		const names = [
			...[
				'recording_id',
				'url',
				'phone',
				'email',
				'Caller__c',
				'called_at',
				'language',
				'channels',
			],
			...['agent_channel', 'direction', 'duration_seconds', 'case_id', 'owner', 'due_date', 'test'],
		];
		fc.assert(
			fc.property(fc.constantFrom(...names), anything, (name, value) => {
				try {
					const { recording_id: key, ...rest } = call({ [name]: value } as IDataObject);
					expect(key ?? 'a').toMatch(/^[\w:+=@.-]{1,255}$/);
					expect(Object.values(rest)).not.toContain('');
				} catch (error) {
					expect((error as Error).message).toMatch(
						new RegExp(`^'${name}' of the item must be [a-z1]`),
					);
				}
			}),
		);
	});

	it('does not repeat a secret in the error', () => {
		const address = 'https://lee:secret-1@ x/a.mp3?token=secret-2';
		expect(() => call({ audio_url: address })).toThrow(
			/^'audio_url' of the item must be a web address$/,
		);
	});
});

describe('The other fields of an item', () => {
	it('pass through, less secrets, what is renamed, what is empty and what is made here', () => {
		const item = {
			...{ phone: '+14155550101', customer_email: '', queue: 'Support', none: null, list: [1] },
			...{
				token: 'a',
				access_token: 'a',
				'X-Api-Key': 'a',
				clientSecret: 'a',
				headers: {},
				cookie: 'a',
			},
			...{ phone_digits: '1', search: 'FIND', tokens: 3 },
		};
		expect(others(item)).toEqual({ queue: 'Support', none: null, list: [1], tokens: 3 });
	});

	it('pass through without the secrets inside of them', () => {
		const when = new Date(0);
		const item = {
			vendor: { token: 'a', name: 'b', when, list: [{ passcode: 'c', id: 1 }] },
			error: { options: { headers: { Authorization: 'Bearer d' }, url: 'e' } },
		};
		expect(others(item)).toEqual({
			vendor: { name: 'b', when, list: [{ id: 1 }] },
			error: { options: { url: 'e' } },
		});
	});

	it('are each looked at once', () => {
		let looks = 0;
		const item = {
			get phone() {
				return `+1415555010${++looks}`;
			},
		};
		expect(call(item).phone_digits).toBe('14155550101');
		expect(looks).toBe(1);
	});

	it('keep a second spelling of a field, which was not used', () => {
		expect(others({ customer_phone: '1', phone: '2' })).toEqual({ phone: '2' });
	});

	it('keep a name that JavaScript has for itself', () => {
		const item = JSON.parse('{"__proto__": {"test": "a"}, "constructor": "b"}');
		expect(JSON.stringify(others(item))).toBe(JSON.stringify(item));
		expect(call(item).test).toBeUndefined();
	});
});

describe('A record', () => {
	const row: IDataObject = {
		attributes: { type: 'Call_Analysis__c', url: '/services/data' },
		...{ Id: 'a005g00000AbCdEAAV', Recording_Id__c: 'call.wav', Recording_URL__c: null },
		...{ Caller__c: '+1 415 555 0101', Called_At__c: null, Language__c: null, Contact__c: null },
		...{ Account__c: '0015g00000AbCdEAAV' },
	};

	it('passes with what it has, under the key that it has', () => {
		expect(callFields(row)).toMatchObject({ isRecord: true, others: { Id: row.Id } });
		expect(call(row)).toMatchObject({
			recording_id: 'call.wav',
			audio_url: undefined,
			phone_digits: '14155550101',
			account_id: '0015g00000AbCdEAAV',
			language_code: 'en-US',
		});
	});

	it('gets no key of its address, which would be that of another record', () => {
		const unkeyed = { ...row, Recording_Id__c: null, Recording_URL__c: 'https://a.example/b.mp3' };
		expect(call(unkeyed).recording_id).toBeUndefined();
		expect(callFields({ attributes: { type: 'Contact' } }).isRecord).toBe(false);
		expect(callFields({ attributes: null }).isRecord).toBe(false);
	});
});
