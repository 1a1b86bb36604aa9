import {
	CONNECT_CONTACT,
	CONNECT_CONTACT_ID,
	CONNECT_FOLDER,
	CONNECT_KEY,
	eventBridge,
	s3Event,
	snsMessage,
} from './published';
import { call, read } from './reading';

const READ = {
	source: 'amazon-connect',
	recording_id: `connect-${CONNECT_CONTACT_ID}`,
	connect_contact_id: CONNECT_CONTACT_ID,
	bucket: 'recordings',
	key: CONNECT_KEY,
	channels: 2,
	agent_channel: 1,
	called_at: '2026-11-24T09:15:00Z',
};

describe('A recording of Amazon Connect', () => {
	it.each([
		['S3', s3Event(CONNECT_KEY)],
		['SNS', snsMessage(s3Event(CONNECT_KEY))],
		['EventBridge', eventBridge],
		['EventBridge over SNS', snsMessage(eventBridge)],
	])('is found in a notification of %s', (_, event) => {
		expect(call('amazonConnect', event)).toEqual(READ);
	});

	it('has the customer, the direction and the time of its contact', () => {
		expect(
			call('amazonConnect', { ...snsMessage(s3Event(CONNECT_KEY)), Contact: CONNECT_CONTACT }),
		).toEqual({
			...READ,
			direction: 'inbound',
			customer_phone: '+15005550100',
			called_at: '1795511700',
			duration_seconds: 310,
		});
		const outbound = { ...CONNECT_CONTACT, InitiationMethod: 'OUTBOUND' };
		expect(call('amazonConnect', { ...s3Event(CONNECT_KEY), Contact: outbound }).direction).toBe(
			'outbound',
		);
		const transfer = { ...CONNECT_CONTACT, InitiationMethod: 'TRANSFER' };
		expect(
			call('amazonConnect', { ...s3Event(CONNECT_KEY), Contact: transfer }).direction,
		).toBeUndefined();
	});

	it('comes beside files that are none', () => {
		expect(
			read(
				'amazonConnect',
				s3Event(
					`${CONNECT_FOLDER}/ivr/2026/11/24/${CONNECT_CONTACT_ID}_20261124T09:15_UTC.wav`,
					`Analysis/Voice/Redacted/2026/11/24/${CONNECT_CONTACT_ID}_call_recording_redacted_2026-11-24T09:15:40Z.wav`,
					`Analysis/Voice/2026/11/24/${CONNECT_CONTACT_ID}_analysis.json`,
					CONNECT_KEY,
				),
			),
		).toEqual([
			{ leftOut: 'of the menu before an agent answers' },
			{ leftOut: 'with words removed' },
			{ leftOut: 'without a recording' },
			{ call: READ },
		]);
		expect(
			read('amazonConnect', snsMessage({ Service: 'Amazon S3', Event: 's3:TestEvent' })),
		).toEqual([{ leftOut: 'a test message' }]);
	});

	it('comes in one notification with others, of which only one has its contact', () => {
		const other = CONNECT_KEY.replace('11111111', '22222222');
		const foreign = 'uploads/call.wav';
		const event = { ...snsMessage(s3Event(other, CONNECT_KEY, foreign)), Contact: CONNECT_CONTACT };
		const [first, second, third] = read('amazonConnect', event);
		expect(first).toMatchObject({ call: { recording_id: expect.stringContaining('22222222') } });
		expect(first).not.toMatchObject({ call: { customer_phone: expect.anything() } });
		expect(second).toMatchObject({ call: { customer_phone: '+15005550100' } });
		expect(third).toEqual({ leftOut: 'unreadable' });
	});

	it('is not told of when a file is deleted', () => {
		const [record] = s3Event(CONNECT_KEY).Records;
		const removed = { Records: [{ ...record, eventName: 'ObjectRemoved:Delete' }] };
		expect(read('amazonConnect', removed)).toEqual([{ leftOut: 'a test message' }]);
	});

	it.each([
		[{}, 'it is no notification of S3'],
		[s3Event('uploads/call.wav'), "the name of the file is not that of a contact's recording"],
	])('of another shape is refused: %#', (event, fault) => {
		expect(() => read('amazonConnect', event)).toThrow(fault);
	});
});
