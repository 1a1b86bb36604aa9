import { AIRCALL_CALL, AIRCALL_EVENT, AIRCALL_RECORDING } from './published';
import { call, read } from './reading';

const READ = {
	source: 'aircall',
	recording_id: 'aircall-780000001',
	direction: 'inbound',
	customer_phone: '+44 330 555 0100',
	customer_email: 'ben@example.org',
	agent_name: 'Anna Example',
	agent_email: 'anna@example.com',
	called_at: '1795511700',
	// Without the ringing.
	duration_seconds: 298,
};

describe('A call of Aircall', () => {
	it('has its parties and its time, and none of the token', () => {
		expect(call('aircall', AIRCALL_EVENT)).toEqual({ ...READ, audio_url: AIRCALL_RECORDING });
	});

	it('is requested by n8n only where the API has said the address', () => {
		expect(call('aircall', { call: AIRCALL_CALL })).toEqual({
			...READ,
			download_url: AIRCALL_RECORDING,
		});
		expect(read('aircall', { calls: [AIRCALL_CALL, AIRCALL_CALL], meta: {} })).toHaveLength(2);
	});

	it('without a user and a contact is read', () => {
		const unknown = { ...AIRCALL_CALL, user: undefined, contact: undefined };
		expect(call('aircall', { call: unknown })).toMatchObject({ recording_id: 'aircall-780000001' });
	});

	it.each([
		[
			{ recording: null, voicemail: 'https://a.example/voicemail.mp3', answered_at: null },
			'voicemail',
		],
		[{ recording: null, answered_at: null }, 'not answered'],
		[{ recording: null, status: 'answered' }, 'still in progress'],
		[{ recording: null }, 'without a recording'],
		[{ answered_at: 1795512008 }, 'shorter than 5 seconds'],
	])('without a conversation is left out: %j', (change, leftOut) => {
		expect(read('aircall', { ...AIRCALL_EVENT, data: { ...AIRCALL_CALL, ...change } })).toEqual([
			{ leftOut },
		]);
	});

	it('is not told of by events about other things', () => {
		expect(
			read('aircall', { ...AIRCALL_EVENT, event: 'contact.updated', data: { id: 1 } }),
		).toEqual([{ leftOut: 'about something else than a call' }]);
	});

	it.each([
		[{}, "'data' is missing"],
		[{ call: { ...AIRCALL_CALL, id: undefined } }, "'id' is missing"],
		[{ call: { ...AIRCALL_CALL, id: '../users' } }, "'id' is not an ID"],
	])('of another shape is refused: %j', (event, fault) => {
		expect(() => read('aircall', event)).toThrow(`not what Aircall sends: ${fault}`);
	});
});
