import {
	TELNYX_ID,
	TELNYX_LEG,
	TELNYX_MP3,
	TELNYX_PAYLOAD,
	TELNYX_RECORDING,
	telnyxEvent,
} from './published';
import { call, read } from './reading';

describe('A recording of Telnyx', () => {
	it('that an event tells of is for Descriptor.AI, and n8n does not request its address', () => {
		expect(call('telnyx', telnyxEvent(TELNYX_PAYLOAD))).toEqual({
			source: 'telnyx',
			recording_id: `telnyx-${TELNYX_LEG}-2026-11-24T22:20:27.521992Z`,
			audio_url: TELNYX_MP3,
			channels: 1,
			called_at: '2026-11-24T22:20:27.521992Z',
			duration_seconds: 299,
		});
		expect(
			call('telnyx', telnyxEvent({ ...TELNYX_PAYLOAD, recording_id: TELNYX_ID })).recording_id,
		).toBe(`telnyx-${TELNYX_ID}`);
	});

	it('that the API returns has its parties, by the numbers of the company', () => {
		const expected = {
			source: 'telnyx',
			recording_id: `telnyx-${TELNYX_ID}`,
			download_url: 'https://s3.example/a.wav',
			channels: 2,
			called_at: '2026-11-24T22:20:27.521Z',
			duration_seconds: 299,
		};
		expect(call('telnyx', { data: TELNYX_RECORDING })).toEqual(expected);
		expect(call('telnyx', { data: [TELNYX_RECORDING] }, { own: ['+12025550143'] })).toEqual({
			...expected,
			customer_phone: '+12025550199',
			direction: 'inbound',
			agent_name: '+12025550143',
		});
		expect(call('telnyx', { data: TELNYX_RECORDING }, { own: ['12025550199'] })).toMatchObject({
			direction: 'outbound',
			customer_phone: '+12025550143',
		});
	});

	it('is left out while it is made, and beside other events', () => {
		expect(read('telnyx', { data: { ...TELNYX_RECORDING, status: 'partial' } })).toEqual([
			{ leftOut: 'still in progress' },
		]);
		expect(read('telnyx', telnyxEvent({}, 'call.hangup'))).toEqual([
			{ leftOut: 'about something else than a recording' },
		]);
	});

	it.each([
		[{}, "'data' is missing"],
		[telnyxEvent({ ...TELNYX_PAYLOAD, recording_urls: {} }), "'recording_urls' is missing"],
		[telnyxEvent({ ...TELNYX_PAYLOAD, call_leg_id: undefined }), "'call_leg_id' is missing"],
	])('of another shape is refused: %#', (given, fault) => {
		expect(() => read('telnyx', given)).toThrow(fault);
	});
});
