import type { IDataObject } from 'n8n-workflow';

import {
	at,
	idAt,
	listAt,
	objectAt,
	otherEvent,
	readEach,
	sidesByNumber,
	textAt,
	toldUnlessShort,
	type PhoneSystem,
	type Reading,
	type Source,
	type SourceSettings,
} from './source';

const TELNYX: PhoneSystem = {
	option: {
		name: 'Telnyx',
		value: 'telnyx',
		description: 'The event call.recording.saved, or the answer of the API for a recording',
	},
	page: 'https://developers.telnyx.com/api-reference/callbacks/call-recording-saved',
};

const ID = /^[\w-]{8,64}$/;

/** In seconds, by the times at which the recording began and ended. */
function durationOf(recording: IDataObject): number | undefined {
	const millis = Number(textAt(recording, 'duration_millis'));
	const [start, end] = ['recording_started_at', 'recording_ended_at'].map((field) =>
		Date.parse(textAt(recording, field) ?? ''),
	);
	const seconds = Math.round((Number.isNaN(millis) ? end - start : millis) / 1000);
	return Number.isNaN(seconds) ? undefined : seconds;
}

/**
 * @param addresses field of the signed addresses, which are valid for ten minutes
 * @param link field of the call for them: what an event says is for Descriptor.AI; n8n requests only what the API has
 *   answered
 */
function readRecording(
	recording: IDataObject,
	addresses: string,
	link: 'audio_url' | 'download_url',
	settings: SourceSettings,
): Reading {
	if ((textAt(recording, 'status') ?? 'completed') !== 'completed') {
		return { leftOut: 'still in progress' };
	}
	const own = ['recording_id', 'id'].find((field) => textAt(recording, field) !== undefined);
	const id = own
		? idAt(TELNYX, recording, own, ID)
		: [
				idAt(TELNYX, recording, 'call_leg_id', ID),
				idAt(TELNYX, recording, 'recording_started_at', /^[\w:.+-]{10,40}$/),
			].join('-');
	const address = textAt(recording, `${addresses}.mp3`) ?? textAt(recording, `${addresses}.wav`);
	if (address === undefined) throw otherEvent(TELNYX, `'${addresses}' is missing`);
	const isStereo = textAt(recording, 'channels') === 'dual';
	return toldUnlessShort(
		{
			source: 'telnyx',
			recording_id: `telnyx-${id}`,
			[link]: address,
			channels: isStereo ? 2 : textAt(recording, 'channels') && 1,
			...sidesByNumber(textAt(recording, 'from'), textAt(recording, 'to'), settings),
			called_at: textAt(recording, 'recording_started_at'),
			duration_seconds: durationOf(recording),
		},
		settings,
	);
}

export const telnyx: Source = {
	...TELNYX,
	read(event, settings) {
		const kind = textAt(event, 'data.event_type');
		if (kind !== undefined && kind !== 'call.recording.saved') {
			return [{ leftOut: 'about something else than a recording' }];
		}
		const told = objectAt(event, 'data.payload');
		if (told) return [readRecording(told, 'recording_urls', 'audio_url', settings)];
		const answered = objectAt(event, 'data');
		const all = answered ? [answered] : listAt(event, 'data');
		if (all.length === 0 && !Array.isArray(at(event, 'data'))) {
			throw otherEvent(TELNYX, "'data' is missing");
		}
		return readEach(all, (one) => readRecording(one, 'download_urls', 'download_url', settings));
	},
};
