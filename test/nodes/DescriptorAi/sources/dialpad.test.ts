import { DIALPAD_EVENT } from './published';
import { call, read } from './reading';

const [RECORDING] = DIALPAD_EVENT.recording_details;

describe('A recording of Dialpad', () => {
	it('is requested from Dialpad, also out of a JWT that was decoded', () => {
		const expected = {
			source: 'dialpad',
			recording_id: 'dialpad-4713299887005696',
			download_url: 'https://dialpad.com/r/4713299887005696',
			direction: 'inbound',
			customer_phone: '+12025550199',
			agent_name: 'Ada Example',
			agent_email: 'ada@example.com',
			called_at: '1731624045000',
			duration_seconds: 123,
		};
		expect(call('dialpad', DIALPAD_EVENT)).toEqual(expected);
		expect(call('dialpad', { payload: DIALPAD_EVENT })).toEqual(expected);
	});

	it('of the company is another recording, at another address', () => {
		const admin = { ...RECORDING, recording_type: 'admincallrecording' };
		expect(call('dialpad', { ...DIALPAD_EVENT, recording_details: [admin] })).toMatchObject({
			recording_id: 'dialpad-admin-4713299887005696',
			download_url: 'https://dialpad.com/blob/adminrecording/4713299887005696.mp3',
		});
	});

	it.each([
		[{ recording_details: [{ ...RECORDING, recording_type: 'voicemail' }] }, 'voicemail'],
		[{ recording_details: [{ ...RECORDING, recording_type: 'constructor' }] }, 'voicemail'],
		[{ recording_details: [] }, 'without a recording'],
		[{ recording_details: undefined, state: 'hangup' }, 'without a recording'],
		[{ recording_details: undefined, state: 'voicemail_uploaded' }, 'voicemail'],
		[{ recording_details: [{ ...RECORDING, duration: 4400.5 }] }, 'shorter than 5 seconds'],
	])('that is none to analyze is left out: %#', (change, leftOut) => {
		expect(read('dialpad', { ...DIALPAD_EVENT, ...change })).toEqual([{ leftOut }]);
	});

	it.each([
		[{}, "'call_id' is missing. A JWT has to be decoded first"],
		[{ ...DIALPAD_EVENT, recording_details: undefined }, 'needs the scope recordings_export'],
		[
			{ ...DIALPAD_EVENT, recording_details: [{ ...RECORDING, id: '1/../../x' }] },
			"'id' is not an ID",
		],
	])('of another shape is refused: %#', (event, fault) => {
		expect(() => read('dialpad', event)).toThrow(fault);
	});
});
