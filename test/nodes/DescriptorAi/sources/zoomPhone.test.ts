import { ZOOM_RECORDING } from './published';
import { call, read } from './reading';

const event = (...recordings: object[]) => ({
	event: 'phone.recording_completed',
	event_ts: 1795500564000,
	payload: { account_id: 'AbCdEfGhIjKlMnOpQrStUv', object: { recordings } },
});

describe('A recording of Zoom Phone', () => {
	it('is requested from Zoom by the ID of its file', () => {
		expect(call('zoomPhone', event(ZOOM_RECORDING))).toEqual({
			source: 'zoom-phone',
			recording_id: 'zoom-6f9c294840ad46bc870034ca2d098098',
			download_url: 'https://zoom.us/v2/phone/recording/download/EvVNLihbQ1WpeG_ALwnNzg',
			direction: 'outbound',
			customer_phone: '+12025550199',
			agent_name: 'Ada Example',
			called_at: '2026-11-24T06:09:24Z',
			duration_seconds: '43',
		});
	});

	it('of a queue has the agent who took the call', () => {
		const queue = {
			...ZOOM_RECORDING,
			direction: 'inbound',
			caller_number: '12025550199',
			caller_number_type: 2,
			callee_number: '58011',
			callee_number_type: 1,
			owner: { type: 'callQueue', name: 'Support queue' },
			accepted_by: { name: 'Tom Example', extension_number: '1027' },
		};
		expect(call('zoomPhone', event(queue))).toMatchObject({
			direction: 'inbound',
			customer_phone: '12025550199',
			agent_name: 'Tom Example',
		});
	});

	it('between two extensions has no customer, although it has a direction', () => {
		const internal = call('zoomPhone', event({ ...ZOOM_RECORDING, callee_number_type: 1 }));
		expect(internal.direction).toBe('internal');
		expect(internal.customer_phone).toBeUndefined();
	});

	it('that an agent forwards to a number outside is linked to that number', () => {
		const forwarded = { ...ZOOM_RECORDING, direction: 'inbound' };
		expect(call('zoomPhone', event(forwarded))).toMatchObject({
			direction: 'inbound',
			customer_phone: '+12025550199',
		});
	});

	it('is requested from no other host, whatever the event says', () => {
		const forged = {
			...ZOOM_RECORDING,
			download_url: 'https://attacker.example/x/EvVNLihbQ1WpeG_ALwnNzg',
		};
		expect(call('zoomPhone', event(forged)).download_url).toMatch(
			/^https:\/\/zoom\.us\/v2\/phone\//,
		);
	});

	it('comes with others, and beside other events', () => {
		expect(read('zoomPhone', event(ZOOM_RECORDING, { ...ZOOM_RECORDING, duration: 2 }))).toEqual([
			expect.objectContaining({ call: expect.anything() }),
			{ leftOut: 'shorter than 5 seconds' },
		]);
		expect(read('zoomPhone', { event: 'phone.voicemail_received', payload: {} })).toEqual([
			{ leftOut: 'voicemail' },
		]);
		expect(read('zoomPhone', { event: 'endpoint.url_validation', payload: {} })).toEqual([
			{ leftOut: 'about something else than a recording' },
		]);
	});

	it.each([
		[{}, "'payload.object.recordings' is missing"],
		[event({ ...ZOOM_RECORDING, id: undefined }), "'id' is missing"],
		[
			event({ ...ZOOM_RECORDING, download_url: 'https://zoom.us/' }),
			"'download_url' does not end with",
		],
	])('of another shape is refused: %#', (given, fault) => {
		expect(() => read('zoomPhone', given)).toThrow(fault);
	});
});
