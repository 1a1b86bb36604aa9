import type { IDataObject } from 'n8n-workflow';

import {
	at,
	idAt,
	listAt,
	otherEvent,
	readEach,
	textAt,
	toldUnlessShort,
	type PhoneSystem,
	type Reading,
	type Source,
	type SourceSettings,
} from './source';

const ZOOM: PhoneSystem = {
	option: {
		name: 'Zoom Phone',
		value: 'zoomPhone',
		description: 'The event phone.recording_completed',
	},
	page: 'https://developers.zoom.us/docs/api/phone/events/#tag/phone/postphone.recording_completed',
};

/** The type of an extension's number; that of a number outside is 2. */
const INTERNAL = '1';

/** Who is who. A call between two extensions has a direction, too. */
function sidesOf(recording: IDataObject): IDataObject {
	const isInternal = ['caller', 'callee'].every(
		(side) => textAt(recording, `${side}_number_type`) === INTERNAL,
	);
	const isCalled = textAt(recording, 'callee_number_type') === '2';
	// A call that an agent forwards has the direction of the first one.
	const isOutbound =
		textAt(recording, 'caller_number_type') === INTERNAL
			? isCalled
			: textAt(recording, 'direction') === 'outbound';
	const agent =
		(textAt(recording, 'owner.type') === 'user' ? textAt(recording, 'owner.name') : undefined) ??
		textAt(recording, isOutbound ? 'outgoing_by.name' : 'accepted_by.name');
	const customer = textAt(recording, isOutbound ? 'callee_number' : 'caller_number');
	return isInternal
		? { direction: 'internal', agent_name: agent }
		: {
				direction: textAt(recording, 'direction'),
				customer_phone: customer,
				agent_name: agent,
			};
}

function readRecording(recording: IDataObject, settings: SourceSettings): Reading {
	const id = idAt(ZOOM, recording, 'id', /^[\w=+/-]{8,64}$/);
	// The ID of the file is nowhere else. The host is not taken from the event: a credential is sent there.
	const [, file] =
		/\/([\w-]{8,64})(?:\?[^/]*)?$/.exec(textAt(recording, 'download_url') ?? '') ?? [];
	if (!file) throw otherEvent(ZOOM, "'download_url' does not end with the ID of a file");
	return toldUnlessShort(
		{
			source: 'zoom-phone',
			recording_id: `zoom-${id}`,
			download_url: `https://zoom.us/v2/phone/recording/download/${file}`,
			...sidesOf(recording),
			called_at: textAt(recording, 'date_time'),
			// Zero stands for a duration that Zoom does not know.
			duration_seconds:
				textAt(recording, 'duration') === '0' ? undefined : textAt(recording, 'duration'),
		},
		settings,
	);
}

export const zoomPhone: Source = {
	...ZOOM,
	read(event, settings) {
		const kind = textAt(event, 'event');
		if (kind === 'phone.voicemail_received') return [{ leftOut: 'voicemail' }];
		if (kind !== undefined && kind !== 'phone.recording_completed') {
			return [{ leftOut: 'about something else than a recording' }];
		}
		const path = ['payload.object.recordings', 'recordings'].find((one) =>
			Array.isArray(at(event, one)),
		);
		if (path === undefined) throw otherEvent(ZOOM, "'payload.object.recordings' is missing");
		return readEach(listAt(event, path), (recording) => readRecording(recording, settings));
	},
};
