import { RINGCENTRAL_RECORD } from './published';
import { call, read } from './reading';

const OUTBOUND = {
	...RINGCENTRAL_RECORD,
	direction: 'Outbound',
	result: 'Call connected',
	to: { phoneNumber: '+15005550100', location: 'Springfield, IL' },
	from: { phoneNumber: '+15005550199', name: 'Anna Example', extensionNumber: '101' },
};

describe('A call of RingCentral', () => {
	it('is requested from RingCentral, whatever address the log has', () => {
		const record = {
			...RINGCENTRAL_RECORD,
			recording: { ...RINGCENTRAL_RECORD.recording, contentUri: 'https://attacker.example/' },
		};
		expect(call('ringCentral', record)).toEqual({
			source: 'ringcentral',
			recording_id: 'ringcentral-1662272004',
			download_url:
				'https://media.ringcentral.com/restapi/v1.0/account/~/recording/1662272004/content',
			direction: 'inbound',
			customer_phone: '+15005550100',
			agent_name: 'Anna Example',
			called_at: '2026-11-24T09:15:20.594Z',
			duration_seconds: '194',
		});
	});

	it('that an agent has made is linked to whom they called', () => {
		expect(call('ringCentral', OUTBOUND)).toMatchObject({
			direction: 'outbound',
			customer_phone: '+15005550100',
			agent_name: 'Anna Example',
		});
	});

	it('between two extensions has no customer', () => {
		const internal = call('ringCentral', {
			...OUTBOUND,
			to: { extensionNumber: '102', name: 'Tom Example' },
		});
		expect(internal).toMatchObject({ direction: 'internal', agent_name: 'Anna Example' });
		expect(internal.customer_phone).toBeUndefined();
	});

	it('is read in the log, beside records without a recording', () => {
		const missed = { ...RINGCENTRAL_RECORD, recording: undefined };
		expect(
			read('ringCentral', {
				records: [
					RINGCENTRAL_RECORD,
					missed,
					{ ...missed, result: 'Voicemail' },
					{ ...missed, result: 'In Progress' },
					{ ...RINGCENTRAL_RECORD, type: 'Fax' },
				],
				paging: { page: 1 },
			}),
		).toEqual([
			expect.objectContaining({ call: expect.anything() }),
			{ leftOut: 'without a recording' },
			{ leftOut: 'voicemail' },
			{ leftOut: 'still in progress' },
			{ leftOut: 'fax' },
		]);
		expect(read('ringCentral', { records: [] })).toEqual([]);
	});

	it('that was transferred has a recording in each leg, and each once', () => {
		const leg = (id: string, phoneNumber: string) => ({
			direction: 'Inbound',
			from: { phoneNumber },
			recording: { id },
		});
		const legs = [leg('1662272004', '+15005550100'), leg('7', '+15005550122')];
		expect(read('ringCentral', { records: [{ ...RINGCENTRAL_RECORD, legs }] })).toMatchObject([
			{ call: { recording_id: 'ringcentral-1662272004', customer_phone: '+15005550100' } },
			{ call: { recording_id: 'ringcentral-7', customer_phone: '+15005550122' } },
		]);
	});

	it('that cannot be read does not stop the others', () => {
		const unreadable = { ...RINGCENTRAL_RECORD, recording: { id: 'abc-1' } };
		const endless = { ...RINGCENTRAL_RECORD, duration: 1e9 };
		const [first, second] = read('ringCentral', { records: [unreadable, endless] });
		expect(first).toEqual({ leftOut: 'unreadable' });
		expect(second).toMatchObject({ call: { recording_id: 'ringcentral-1662272004' } });
		expect(second).not.toMatchObject({ call: { duration_seconds: expect.anything() } });
	});

	it.each([
		[{}, "it has neither 'records' nor 'startTime'"],
		[
			{ ...RINGCENTRAL_RECORD, recording: { id: '../../extension' } },
			"'recording.id' is not an ID",
		],
	])('of another shape is refused: %#', (event, fault) => {
		expect(() => read('ringCentral', event)).toThrow(fault);
	});
});
