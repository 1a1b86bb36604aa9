import type { IDataObject } from 'n8n-workflow';

import { s3Event } from './published';
import { call, read } from './reading';

const FIVE9 = 'Main Number/7_1_2026/2025550199 by aexample @ 7_16_55 PM';

describe('A file', () => {
	it.each<[string, IDataObject]>([
		[
			'out-12025550199-101-20240115-093045-1705311045.123.wav',
			{
				source: 'freepbx',
				direction: 'outbound',
				customer_phone: '12025550199',
				agent_name: '101',
				called_at: '1705311045',
			},
		],
		[
			'2024/01/15/in-12025550143-12025550199-20240115-093045-1705311045.123.wav',
			{ source: 'freepbx', direction: 'inbound', customer_phone: '12025550199' },
		],
		[
			'external-101-12025550199-20250210-090217-1739178137.18879.WAV',
			{ direction: 'inbound', customer_phone: '12025550199', agent_name: '101' },
		],
		[
			'q-2020-12025550199-20260910-151650-1789053410.1487198.wav',
			{ direction: 'inbound', customer_phone: '12025550199' },
		],
		[
			'internal-102-101-20240115-093045-1705311045.123.wav',
			{ direction: 'internal', agent_name: '101' },
		],
		[
			'force-12025550199-3201-20250327-092517-pbx-1743042317.12206.wav',
			{ direction: 'outbound', customer_phone: '12025550199', called_at: '1743042317' },
		],
		[
			'generic-3201-12025550199-20250327-092517-1743042317.12206.wav',
			{ direction: 'inbound', customer_phone: '12025550199' },
		],
		[
			'Recordings/100/[]_100-02025550199_20190211124709(2).wav',
			{
				source: '3cx',
				direction: 'outbound',
				customer_phone: '02025550199',
				agent_name: '100',
				called_at: '2019-02-11T12:47:09',
			},
		],
		[
			'Recordings/100/[Example, Ada]_12025550199-100_20190211124743(3).wav',
			{ source: '3cx', direction: 'inbound', customer_phone: '12025550199' },
		],
		[
			`${FIVE9}.wav`,
			{
				source: 'five9',
				customer_phone: '2025550199',
				agent_name: 'aexample',
				called_at: '2026-07-01T19:16:55-05:00',
			},
		],
		[
			`${FIVE9.replace('7_16_55 PM', '12_01_02 AM')}CB3E712B7E084D8A9BD23381B216E482300000001234567.wav`,
			{ called_at: '2026-07-01T00:01:02-05:00' },
		],
		[
			'Dispatch/8_25_2026/2025550199 by  @ 1_49_32 PM_Transfer to Example.wav',
			{ customer_phone: '2025550199', called_at: '2026-08-25T13:49:32-05:00' },
		],
		[
			'8_25_2026/2025550199 by ada@example.com @ 7_16_55 AM.wav',
			{ source: 'five9', agent_name: 'ada@example.com', called_at: '2026-08-25T07:16:55-05:00' },
		],
		[
			'generic-12025550143-12025550199-20250327-092517-1743042317.12206.wav',
			{ source: 'freepbx', called_at: '1743042317' },
		],
	])('says who called when: %s', (path, expected) => {
		const { recording_id: id, ...fields } = call('fileName', { path });
		expect(fields).toMatchObject(expected);
		const isFreePbx = fields.source === 'freepbx';
		// Its name has an ID, and stays when the file is converted or moved.
		const key = isFreePbx ? path.replace(/^.*\/|\.\w+$/g, '') : path;
		expect(id).toBe(`${String(fields.source)}-${key}`);
	});

	it.each<[IDataObject, IDataObject]>([
		[
			{ path: '/a/call.mp3', name: 'call.mp3' },
			{ recording_id: 'file-a/call.mp3', path: '/a/call.mp3' },
		],
		[
			{ id: 'drive1', name: 'call.mp3' },
			{ recording_id: 'file-drive1', file_id: 'drive1' },
		],
		[{ Key: 'a/call.mp3' }, { recording_id: 'file-a/call.mp3', key: 'a/call.mp3' }],
		[
			{ id: 'id:1', pathDisplay: '/a/call.mp3', name: 'call.mp3' },
			{ recording_id: 'file-a/call.mp3', path: '/a/call.mp3' },
		],
		// Others may have the same name: the content tells them apart.
		[{ file_name: 'call.mp3' }, {}],
		[
			s3Event('my+calls/call.mp3'),
			{
				recording_id: 'file-recordings/my calls/call.mp3',
				bucket: 'recordings',
				key: 'my calls/call.mp3',
			},
		],
	])('is known by its path or its name, as nodes list files: %j', (event, expected) => {
		expect(call('fileName', event)).toEqual({ source: 'file', ...expected });
	});

	it('whose name says nothing has the time at which it was changed', () => {
		const event = { path: '/a/call.mp3', modifyTime: '2026-11-29T10:00:00.000Z' };
		expect(call('fileName', event).called_at).toBe('2026-11-29T10:00:00.000Z');
	});

	it.each<[IDataObject, string]>([
		[{ type: 'd', path: '/a.wav' }, 'folders'],
		[{ path: '/a/notes.txt' }, 'no MP3, MP4, WAV or M4A'],
		[{ path: '/a/b.wav', modifyTime: '2026-11-29T11:58:30.000Z' }, 'still being written'],
		[{ Event: 's3:TestEvent' }, 'a test message'],
	])('that is no finished recording is left out: %j', (event, leftOut) => {
		expect(read('fileName', event)).toEqual([{ leftOut }]);
	});

	it('is named as its owner says', () => {
		const given = { pattern: '{direction}_{customer}_{agent}_{date}-{time}_{id}' };
		const path = '/x/incoming_+44 20 7946 0958_dana_2026-11-24-0915_a7.mp3';
		expect(call('fileName', { path }, given)).toEqual({
			source: 'file',
			recording_id: 'file-a7',
			direction: 'inbound',
			customer_phone: '+44 20 7946 0958',
			agent_name: 'dana',
			called_at: '2026-11-24T09:15:00',
			path,
		});
		const internal = { path: 'internal_anonymous_dana_20261124-091520_b8.mp3' };
		expect(call('fileName', internal, given)).toMatchObject({
			direction: 'internal',
			called_at: '2026-11-24T09:15:20',
		});
		// Day, month and year in another order would be read as another day.
		const german = { path: 'in_+442079460958_dana_24-11-2026-0915_c9.mp3' };
		expect(call('fileName', german, given)).not.toHaveProperty('called_at');
		// Of another name nothing is lost but who called.
		expect(call('fileName', { path: '/x/other.mp3' }, given)).toEqual({
			source: 'file',
			recording_id: 'file-x/other.mp3',
			path: '/x/other.mp3',
		});
	});

	it.each([
		['{caller}-{date}', "'File Name Pattern' has an unknown placeholder"],
		['{date}-{date}', "'File Name Pattern' has {date} twice"],
		['calls', "'File Name Pattern' has no placeholder"],
	])('is not named by a pattern such as %s', (pattern, message) => {
		const reading = () => call('fileName', { path: 'a.mp3' }, { pattern });
		expect(reading).toThrow(message);
		expect(reading).toThrow(
			expect.objectContaining({ remedy: expect.stringContaining('{customer}') }),
		);
	});

	it('with a time that does not exist is read without it', () => {
		const given = call('fileName', { path: '[x]_100-02025550199_20230230202223(1).wav' });
		expect(given).toMatchObject({ source: '3cx', customer_phone: '02025550199' });
		expect(given).not.toHaveProperty('called_at');
	});

	it('of any name is read in a moment', () => {
		const given = { pattern: '{other}_{other}_{other}_{other}_{date}' };
		const path = `${'_'.repeat(250)}.mp3`;
		expect(call('fileName', { path }, given).recording_id).toBe(`file-${path}`);
	});

	it('is missed where an item has none', () => {
		expect(() => read('fileName', {})).toThrow("it has no field 'path' or 'name' and no file");
	});
});
