import type { IDataObject } from 'n8n-workflow';

import {
	at,
	idAt,
	listAt,
	objectAt,
	otherEvent,
	readEach,
	textAt,
	toldUnlessShort,
	type PhoneSystem,
	type Reading,
	type Source,
	type SourceSettings,
} from './source';

const DIALPAD: PhoneSystem = {
	option: {
		name: 'Dialpad',
		value: 'dialpad',
		description: 'A call event with the state recording or admin_recording, its JWT decoded',
	},
	page: 'https://developers.dialpad.com/docs/call-events',
};

/** Where a recording of each type is. Source: https://developers.dialpad.com/docs/downloading-call-recordings */
const ADDRESSES: Record<string, (id: string) => string> = {
	admincallrecording: (id) => `https://dialpad.com/blob/adminrecording/${id}.mp3`,
	callrecording: (id) => `https://dialpad.com/r/${id}`,
};

/** Dialpad gives milliseconds, with a fraction. */
function secondsAt(value: unknown, path: string): number | undefined {
	const millis = Number(textAt(value, path));
	return Number.isFinite(millis) ? Math.round(millis / 1000) : undefined;
}

function readRecording(
	call: IDataObject,
	recording: IDataObject,
	settings: SourceSettings,
): Reading {
	const type = textAt(recording, 'recording_type') ?? 'callrecording';
	if (!Object.hasOwn(ADDRESSES, type)) return { leftOut: 'voicemail' };
	const id = idAt(DIALPAD, recording, 'id', /^\d{1,30}$/);
	return toldUnlessShort(
		{
			source: 'dialpad',
			recording_id: `dialpad-${type === 'callrecording' ? '' : 'admin-'}${id}`,
			download_url: ADDRESSES[type](id),
			direction: textAt(call, 'direction'),
			customer_phone: textAt(call, 'external_number') ?? textAt(call, 'contact.phone'),
			customer_email: textAt(call, 'contact.email'),
			agent_name: textAt(call, 'target.name'),
			agent_email: textAt(call, 'target.email'),
			called_at: textAt(call, 'date_connected') ?? textAt(call, 'date_started'),
			duration_seconds: secondsAt(recording, 'duration'),
		},
		settings,
	);
}

export const dialpad: Source = {
	...DIALPAD,
	read(event, settings) {
		// As the node that checks a JWT returns it.
		const call = objectAt(event, 'payload') ?? event;
		if (textAt(call, 'call_id') === undefined) {
			throw otherEvent(DIALPAD, "'call_id' is missing. A JWT has to be decoded first");
		}
		if (!Array.isArray(at(call, 'recording_details'))) {
			const state = textAt(call, 'state') ?? '';
			if (/^(admin_)?recording$/.test(state)) {
				throw otherEvent(
					DIALPAD,
					"'recording_details' is missing. The API key of the subscription needs the scope recordings_export",
				);
			}
			return [{ leftOut: state.startsWith('voicemail') ? 'voicemail' : 'without a recording' }];
		}
		const recordings = listAt(call, 'recording_details');
		if (recordings.length === 0) return [{ leftOut: 'without a recording' }];
		return readEach(recordings, (recording) => readRecording(call, recording, settings));
	},
};
