import type { IDataObject } from 'n8n-workflow';

import {
	TWILIO_ACCOUNT,
	TWILIO_CALL,
	TWILIO_CALLBACK,
	TWILIO_CALL_ID,
	TWILIO_HOST,
	TWILIO_RECORDING,
} from './published';
import { call, read } from './reading';

const leg = (to: string): IDataObject => ({
	calls: [
		{
			sid: 'CA2',
			parent_call_sid: TWILIO_CALL_ID,
			direction: 'outbound-dial',
			to,
			status: 'completed',
		},
	],
});

describe('A recording of Twilio', () => {
	it('is requested from Twilio, and has the customer and the time of its call', () => {
		expect(
			call('twilio', { ...TWILIO_CALL, ...leg('client:dana@example.com'), ...TWILIO_CALLBACK }),
		).toEqual({
			source: 'twilio',
			recording_id: `twilio-${TWILIO_RECORDING}`,
			download_url: `${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}.wav?RequestedChannels=2`,
			channels: '2',
			agent_channel: 1,
			direction: 'inbound',
			customer_phone: '+15005550100',
			agent_email: 'dana@example.com',
			called_at: 'Tue, 24 Nov 2026 09:15:20 +0000',
			duration_seconds: '187',
		});
	});

	it('without its call has neither a customer nor a direction', () => {
		expect(call('twilio', TWILIO_CALLBACK)).toEqual({
			source: 'twilio',
			recording_id: `twilio-${TWILIO_RECORDING}`,
			download_url: `${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}.wav?RequestedChannels=2`,
			channels: '2',
			called_at: 'Tue, 24 Nov 2026 09:15:40 +0000',
			duration_seconds: '187',
		});
	});

	it('in mono is requested in mono, and is nobody’s channel', () => {
		const mono = call('twilio', { ...TWILIO_CALL, ...TWILIO_CALLBACK, RecordingChannels: '1' });
		expect(mono).toMatchObject({ channels: '1', direction: 'inbound' });
		expect(mono.agent_channel).toBeUndefined();
		expect(mono.download_url).toBe(`${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}.wav`);
	});

	it.each<[string, IDataObject, IDataObject, string[]]>([
		[
			'of a browser that dials out',
			{ from: 'client:dana', to: '', ...leg('+15005550100') },
			{
				direction: 'outbound',
				agent_channel: 0,
				customer_phone: '+15005550100',
				agent_name: 'dana',
			},
			[],
		],
		[
			'between two browsers',
			{ from: 'client:anna', ...leg('client:bob_14155550101') },
			{ direction: 'internal', agent_name: 'anna' },
			[],
		],
		[
			'of a SIP phone that dials out',
			{ from: 'sip:tom@example.sip.twilio.com', ...leg('+15005550100') },
			{
				direction: 'outbound',
				agent_channel: 0,
				customer_phone: '+15005550100',
				agent_name: 'tom',
			},
			[],
		],
		[
			'of a customer who is called first',
			{
				direction: 'outbound-api',
				from: '+15005550199',
				to: '+15005550100',
				...leg('+15005550111'),
			},
			{ direction: 'outbound', agent_channel: 1, customer_phone: '+15005550100' },
			[],
		],
		[
			'of an agent who is called first, by their own number',
			{
				direction: 'outbound-api',
				from: '+15005550199',
				to: '+15005550111',
				...leg('+15005550100'),
			},
			{ direction: 'outbound', agent_channel: 0, customer_phone: '+15005550100' },
			['(500) 555-0111'],
		],
		[
			'of a leg alone',
			{ direction: 'outbound-dial', from: '+15005550199', to: '+15005550100' },
			{ direction: 'outbound', customer_phone: '+15005550100' },
			[],
		],
		[
			'of a SIP trunk, out',
			{ direction: 'trunking-terminating', from: '+15005550199', to: '+15005550100' },
			{ direction: 'outbound', customer_phone: '+15005550100' },
			[],
		],
		[
			'of a SIP trunk, in',
			{ direction: 'trunking-originating', from: '+15005550100', to: '+15005550199' },
			{ direction: 'inbound', customer_phone: '+15005550100' },
			[],
		],
		[
			'of a customer who comes over SIP',
			{ from: 'sip:+15005550100@carrier.example', to: '+15005550199' },
			{
				direction: 'inbound',
				agent_channel: 1,
				customer_phone: 'sip:+15005550100@carrier.example',
			},
			[],
		],
	])('%s is linked to the customer', (_, details, sides, own) => {
		const read = call('twilio', { ...TWILIO_CALL, ...details, ...TWILIO_CALLBACK }, { own });
		expect(read).toMatchObject(sides);
		if (!('customer_phone' in sides)) expect(read.customer_phone).toBeUndefined();
		if (!('agent_channel' in sides)) expect(read.agent_channel).toBeUndefined();
	});

	it.each([
		[{ RecordingStatus: 'in-progress' }, 'still in progress'],
		[{ RecordingStatus: 'absent' }, 'without a recording'],
		[{ RecordingStatus: 'failed' }, 'without a recording'],
		[{ RecordingSource: 'RecordVerb', RecordingChannels: '1' }, 'voicemail'],
		[{ RecordingDuration: '4' }, 'shorter than 5 seconds'],
	])('that is none to analyze is left out: %j', (change, leftOut) => {
		expect(read('twilio', { ...TWILIO_CALLBACK, ...change })).toEqual([{ leftOut }]);
	});

	it('of a source that is not published yet is taken', () => {
		expect(
			call('twilio', { ...TWILIO_CALLBACK, RecordingSource: 'StartCallRecordingTwiML' }),
		).toBeTruthy();
	});

	it('is read in the list of recordings as well', () => {
		const entry = {
			account_sid: TWILIO_ACCOUNT,
			call_sid: TWILIO_CALL_ID,
			channels: 2,
			start_time: 'Tue, 24 Nov 2026 09:15:40 +0000',
			duration: '187',
			sid: TWILIO_RECORDING,
			source: 'DialVerb',
			status: 'completed',
			media_url: `${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}`,
		};
		const list = { recordings: [entry, { ...entry, status: 'processing' }], next_page_uri: null };
		expect(read('twilio', list)).toEqual([
			...read('twilio', TWILIO_CALLBACK),
			{ leftOut: 'still in progress' },
		]);
	});

	it.each<[IDataObject, string]>([
		[{}, "'account_sid' is missing"],
		[{ ...TWILIO_CALLBACK, AccountSid: undefined }, "'AccountSid' is missing"],
		[
			{ ...TWILIO_CALLBACK, RecordingSid: `${TWILIO_RECORDING}/../x` },
			"'RecordingSid' is not an ID",
		],
		[{ ...TWILIO_CALLBACK, AccountSid: '@attacker.example/' }, "'AccountSid' is not an ID"],
		[{ ...TWILIO_CALL, ...TWILIO_CALLBACK, sid: 'CA9' }, 'are not the same'],
	])('of another shape is refused, with its page: %#', (event, fault) => {
		const reading = () => read('twilio', event);
		expect(reading).toThrow(`The item is not what Twilio sends: `);
		expect(reading).toThrow(fault);
		expect(reading).toThrow(
			expect.objectContaining({ remedy: expect.stringContaining('https://www.twilio.com/docs/') }),
		);
	});
});
