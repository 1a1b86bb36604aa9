import type { IDataObject } from 'n8n-workflow';

import {
	agentOf,
	at,
	idAt,
	isAgentAddress,
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

const TWILIO: PhoneSystem = {
	option: {
		name: 'Twilio',
		value: 'twilio',
		description:
			'A recording status callback or an entry of the list of recordings, merged with its call',
	},
	page: 'https://www.twilio.com/docs/voice/api/recording',
};

/** The field of a callback, or the same of the API. */
const field = (event: IDataObject, ofCallback: string, ofApi: string) =>
	textAt(event, ofCallback) ?? textAt(event, ofApi);

/**
 * Who is who. The call of the event is the first leg of two, and is on the first channel; its child is the leg to whom it
 * was connected. A browser that dials out begins an inbound call, whose customer is in the child.
 * Source: https://www.twilio.com/docs/voice/twiml/recording
 */
function sidesOf(event: IDataObject, settings: SourceSettings): IDataObject {
	const direction = textAt(event, 'direction') ?? '';
	const [from, to] = [textAt(event, 'from'), textAt(event, 'to')];
	const legs = listAt(event, 'calls');
	const leg = legs.find(({ status }) => status === 'completed') ?? legs[0];
	const reached = textAt(leg, 'to');
	if (isAgentAddress(from, settings) && isAgentAddress(reached ?? to, settings)) {
		return { direction: 'internal', ...agentOf(from) };
	}
	const agentFirst = { direction: 'outbound', agent_channel: 0 };
	if (direction === 'inbound') {
		return isAgentAddress(from, settings)
			? { ...agentFirst, customer_phone: reached ?? to, ...agentOf(from) }
			: { direction: 'inbound', agent_channel: 1, customer_phone: from, ...agentOf(reached) };
	}
	if (/^outbound(-api)?$/.test(direction)) {
		return isAgentAddress(to, settings)
			? { ...agentFirst, customer_phone: reached, ...agentOf(to) }
			: { direction: 'outbound', agent_channel: 1, customer_phone: to, ...agentOf(reached) };
	}
	// A leg alone, or a call of a SIP trunk: its channels are not described.
	const isOutbound = ['outbound-dial', 'trunking-terminating'].includes(direction);
	const isInbound = direction === 'trunking-originating';
	return isOutbound
		? { direction: 'outbound', customer_phone: isAgentAddress(to, settings) ? from : to }
		: isInbound
			? { direction: 'inbound', customer_phone: from }
			: {};
}

/** Why there is nothing to analyze; `undefined` for a finished recording of a conversation. */
function whyLeftOut(event: IDataObject): string | undefined {
	const status = field(event, 'RecordingStatus', 'status') ?? 'completed';
	if (status === 'in-progress' || status === 'processing' || status === 'paused') {
		return 'still in progress';
	}
	if (status !== 'completed') return 'without a recording';
	// The verb <Record> takes a message of the caller alone.
	return field(event, 'RecordingSource', 'source') === 'RecordVerb' ? 'voicemail' : undefined;
}

function readRecording(event: IDataObject, settings: SourceSettings): Reading {
	const leftOut = whyLeftOut(event);
	if (leftOut !== undefined) return { leftOut };
	const isCallback = 'RecordingSid' in event;
	const id = (ofCallback: string, ofApi: string, pattern: RegExp) =>
		idAt(TWILIO, event, isCallback ? ofCallback : ofApi, pattern);
	const account = id('AccountSid', 'account_sid', /^AC[\da-f]{32}$/i);
	const recording = id('RecordingSid', 'sid', /^RE[\da-f]{32}$/i);
	const call = field(event, 'CallSid', 'call_sid');
	if (isCallback && at(event, 'sid') !== undefined && at(event, 'sid') !== call) {
		throw otherEvent(TWILIO, 'the recording and the call that it is merged with are not the same');
	}
	const channels = field(event, 'RecordingChannels', 'channels');
	const { agent_channel: agentChannel, ...sides } = sidesOf(event, settings);
	const isStereo = channels === '2';
	return toldUnlessShort(
		{
			source: 'twilio',
			recording_id: `twilio-${recording}`,
			// For fewer channels than a recording has, Twilio mixes them; for more, it answers with an error.
			download_url: `https://api.twilio.com/2010-04-01/Accounts/${account}/Recordings/${recording}.wav${isStereo ? '?RequestedChannels=2' : ''}`,
			channels,
			agent_channel: isStereo ? agentChannel : undefined,
			...sides,
			called_at: textAt(event, 'start_time') ?? textAt(event, 'RecordingStartTime'),
			duration_seconds: field(event, 'RecordingDuration', 'duration'),
		},
		settings,
	);
}

export const twilio: Source = {
	...TWILIO,
	read(event, settings) {
		if (Array.isArray(event.recordings)) {
			return readEach(listAt(event, 'recordings'), (recording) =>
				readRecording(recording, settings),
			);
		}
		return [readRecording(event, settings)];
	},
};
