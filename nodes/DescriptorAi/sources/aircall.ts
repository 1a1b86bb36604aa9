import type { IDataObject } from 'n8n-workflow';

import {
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

const AIRCALL: PhoneSystem = {
	option: {
		name: 'Aircall',
		value: 'aircall',
		description:
			'An event about a call, or the answer of the API for a call or for a list of calls',
	},
	page: 'https://developer.aircall.io/api-references/#call',
};

/** Why there is nothing to analyze; `undefined` for a finished recording of a conversation. */
function whyLeftOut(call: IDataObject): string | undefined {
	if (textAt(call, 'recording') !== undefined) return undefined;
	if (textAt(call, 'voicemail') !== undefined) return 'voicemail';
	if ((textAt(call, 'status') ?? 'done') !== 'done') return 'still in progress';
	return textAt(call, 'answered_at') === undefined ? 'not answered' : 'without a recording';
}

/** In seconds, without the ringing. */
function secondsOfTalk(call: IDataObject): number | string | undefined {
	const [answered, ended] = ['answered_at', 'ended_at'].map((field) => textAt(call, field));
	return answered && ended ? Number(ended) - Number(answered) : textAt(call, 'duration');
}

/**
 * @param link field for the address of the recording, which is signed and valid for ten minutes to an hour. What an event
 *   says is for Descriptor.AI; n8n requests only what the API has answered.
 */
function readCall(
	call: IDataObject,
	link: 'audio_url' | 'download_url',
	settings: SourceSettings,
): Reading {
	const id = idAt(AIRCALL, call, 'id', /^\d{1,20}$/);
	const leftOut = whyLeftOut(call);
	if (leftOut !== undefined) return { leftOut };
	return toldUnlessShort(
		{
			source: 'aircall',
			recording_id: `aircall-${id}`,
			[link]: textAt(call, 'recording'),
			direction: textAt(call, 'direction'),
			customer_phone: textAt(call, 'raw_digits'),
			customer_email: textAt(listAt(call, 'contact.emails')[0], 'value'),
			agent_name: textAt(call, 'user.name'),
			agent_email: textAt(call, 'user.email'),
			called_at: textAt(call, 'started_at'),
			duration_seconds: secondsOfTalk(call),
		},
		settings,
	);
}

export const aircall: Source = {
	...AIRCALL,
	read(event, settings) {
		if (Array.isArray(event.calls)) {
			return readEach(listAt(event, 'calls'), (call) => readCall(call, 'download_url', settings));
		}
		const answered = objectAt(event, 'call');
		if (answered) return [readCall(answered, 'download_url', settings)];
		const kind = textAt(event, 'event');
		if (kind !== undefined && !kind.startsWith('call.')) {
			return [{ leftOut: 'about something else than a call' }];
		}
		const told = objectAt(event, 'data');
		if (told) return [readCall(told, 'audio_url', settings)];
		throw otherEvent(AIRCALL, "'data' is missing");
	},
};
