// What the vendors publish as examples, reduced, with made-up names and numbers.

export const TWILIO_ACCOUNT = `AC${'0'.repeat(31)}1`;
export const TWILIO_CALL_ID = `CA${'0'.repeat(31)}1`;
export const TWILIO_RECORDING = `RE${'0'.repeat(31)}1`;
export const TWILIO_HOST = `https://api.twilio.com/2010-04-01/Accounts/${TWILIO_ACCOUNT}`;

/** A callback, as https://www.twilio.com/docs/voice/api/recording publishes its fields. */
export const TWILIO_CALLBACK = {
	AccountSid: TWILIO_ACCOUNT,
	CallSid: TWILIO_CALL_ID,
	RecordingSid: TWILIO_RECORDING,
	RecordingUrl: `${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}`,
	RecordingStatus: 'completed',
	RecordingDuration: '187',
	RecordingChannels: '2',
	RecordingStartTime: 'Tue, 24 Nov 2026 09:15:40 +0000',
	RecordingSource: 'DialVerb',
	RecordingTrack: 'both',
	ErrorCode: '0',
};
/** The call, as https://www.twilio.com/docs/voice/api/call-resource describes it, reduced. */
export const TWILIO_CALL = {
	sid: TWILIO_CALL_ID,
	account_sid: TWILIO_ACCOUNT,
	direction: 'inbound',
	duration: '210',
	from: '+15005550100',
	to: '+15005550199',
	start_time: 'Tue, 24 Nov 2026 09:15:20 +0000',
	status: 'completed',
};
export const AIRCALL_RECORDING =
	'https://production-fra.s3.eu-central-1.amazonaws.com/companies/1/recordings/call-780000001.mp3?X-Amz-Signature=00';
/** A call, as https://developer.aircall.io/api-references/#call describes it, reduced. */
export const AIRCALL_CALL = {
	id: 780000001,
	direct_link: 'https://api.aircall.io/v1/calls/780000001',
	direction: 'inbound',
	status: 'done',
	missed_call_reason: null,
	started_at: 1795511700,
	answered_at: 1795511712,
	ended_at: 1795512010,
	duration: 310,
	voicemail: null,
	recording: AIRCALL_RECORDING,
	asset: 'https://assets.aircall.io/calls/780000001/recording',
	raw_digits: '+44 330 555 0100',
	user: { id: 700001, name: 'Anna Example', email: 'anna@example.com' },
	contact: { id: 800001, emails: [{ id: 2, label: 'Office', value: 'ben@example.org' }] },
	number: { id: 390001, digits: '+43 720 555010' },
};
export const AIRCALL_EVENT = {
	resource: 'call',
	event: 'call.comm_assets_generated',
	timestamp: 1795512065,
	token: '45XXYYZZa08EXAMPLE',
	data: AIRCALL_CALL,
};
/** A record of the call log, as https://developers.ringcentral.com/guide/voice/call-log/details shows it, reduced. */
export const RINGCENTRAL_RECORD = {
	id: 'VgLcd1KWffJVzUA',
	sessionId: '1039811321016',
	startTime: '2026-11-24T09:15:20.594Z',
	duration: 194,
	type: 'Voice',
	direction: 'Inbound',
	action: 'Phone Call',
	result: 'Accepted',
	to: { phoneNumber: '+15005550199', name: 'Anna Example' },
	from: { phoneNumber: '+15005550100', name: 'SPRINGFIELD IL', location: 'Springfield, IL' },
	recording: {
		id: '1662272004',
		type: 'Automatic',
		contentUri:
			'https://media.ringcentral.com:443/restapi/v1.0/account/1/recording/1662272004/content',
	},
};
/** https://developers.zoom.us/docs/api/phone/events/, reduced. */
export const ZOOM_RECORDING = {
	id: '6f9c294840ad46bc870034ca2d098098',
	caller_number: '1026',
	caller_number_type: 1,
	caller_name: 'Ada Example',
	callee_number: '+12025550199',
	callee_number_type: 2,
	callee_name: 'Example Customer',
	duration: 43,
	download_url: 'https://zoom.us/v2/phone/recording/download/EvVNLihbQ1WpeG_ALwnNzg',
	direction: 'outbound',
	date_time: '2026-11-24T06:09:24Z',
	owner: {
		type: 'user',
		id: 'z8yCxjabcdEFGHfp8uQ111',
		name: 'Ada Example',
		extension_number: 1026,
	},
};
/** https://developers.dialpad.com/docs/call-events, reduced. */
export const DIALPAD_EVENT = {
	call_id: 6421977457180672,
	state: 'recording',
	direction: 'inbound',
	external_number: '+12025550199',
	internal_number: '+12025550143',
	contact: { email: '', name: 'Example Customer', phone: '+12025550199' },
	target: { email: 'ada@example.com', name: 'Ada Example', phone: '+12025550143', type: 'user' },
	date_started: 1731624039404,
	date_connected: 1731624045000,
	total_duration: 128951.03,
	recording_details: [
		{
			id: '4713299887005696',
			recording_type: 'callrecording',
			url: 'https://dialpad.com/r/4713299887005696',
			duration: 123000,
			start_time: 1731624045500,
		},
	],
};
export const SALESFORCE_VERSION = '068XX0000000001AAA';
export const SALESFORCE_LINK =
	'https://example.file.force.com/sfc/dist/version/download/?oid=00DXX0000000001&ids=068XX0000000001&d=%2Fa%2FXX0000000001%2FKg5uHjj9LGi0zJe1NX05&asPdf=false';
/**
 * A file of a contact, as a query returns the fields that
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-contentversion.html
 * describes.
 */
export const SALESFORCE_FILE = {
	attributes: {
		type: 'ContentVersion',
		url: `/services/data/v59.0/sobjects/ContentVersion/${SALESFORCE_VERSION}`,
	},
	Id: SALESFORCE_VERSION,
	Title: 'Call with Helen',
	FileExtension: 'mp3',
	FirstPublishLocationId: '003XX0000000001AAA',
	CreatedDate: '2026-01-15T09:30:45.000+0000',
};
/** The public link to it, with the fields of the file. */
export const SALESFORCE_DELIVERY = {
	attributes: {
		type: 'ContentDistribution',
		url: '/services/data/v59.0/sobjects/ContentDistribution/05DXX0000000001AAA',
	},
	Id: '05DXX0000000001AAA',
	ContentDownloadUrl: SALESFORCE_LINK,
	ContentVersion: SALESFORCE_FILE,
};
export const TELNYX_LEG = '9977677e-85ae-11ec-826d-02420a0d7e70';
export const TELNYX_ID = '10cd86ac-fef8-4765-b203-0f7511f9fc75';
export const TELNYX_MP3 =
	'https://s3.amazonaws.com/telephony-recorder-prod/a.mp3?X-Amz-Expires=600';
/** https://developers.telnyx.com/api-reference/callbacks/call-recording-saved, reduced. */
export const TELNYX_PAYLOAD = {
	connection_id: '1684641123236054244',
	call_leg_id: TELNYX_LEG,
	channels: 'single',
	recording_started_at: '2026-11-24T22:20:27.521992Z',
	recording_ended_at: '2026-11-24T22:25:26.521992Z',
	recording_urls: { mp3: TELNYX_MP3, wav: null },
	public_recording_urls: {},
};
export const telnyxEvent = (payload: object, type = 'call.recording.saved') => ({
	data: { record_type: 'event', event_type: type, id: 'e', payload },
});
/** https://developers.telnyx.com/api-reference/call-recordings/retrieve-a-call-recording, reduced. */
export const TELNYX_RECORDING = {
	record_type: 'recording',
	id: TELNYX_ID,
	call_leg_id: TELNYX_LEG,
	channels: 'dual',
	status: 'completed',
	from: '+12025550199',
	to: '+12025550143',
	duration_millis: 299000,
	recording_started_at: '2026-11-24T22:20:27.521Z',
	recording_ended_at: '2026-11-24T22:25:26.521Z',
	download_urls: { wav: 'https://s3.example/a.wav' },
};

export const CONNECT_CONTACT_ID = '11111111-2222-3333-4444-555555555555';
export const CONNECT_FOLDER = 'connect/example/CallRecordings';
export const CONNECT_KEY = `${CONNECT_FOLDER}/2026/11/24/${CONNECT_CONTACT_ID}_20261124T09:15_UTC.wav`;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html, reduced. */
export const s3Event = (...keys: string[]) => ({
	Records: keys.map((key) => ({
		eventSource: 'aws:s3',
		eventName: 'ObjectCreated:Put',
		s3: { bucket: { name: 'recordings' }, object: { key: key.replaceAll(':', '%3A'), size: 1 } },
	})),
});
/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html, reduced. */
export const snsMessage = (message: object) => ({
	Type: 'Notification',
	TopicArn: 'arn:aws:sns:eu-central-1:111122223333:connect-recordings',
	Message: JSON.stringify(message),
	Signature: 'EXAMPLE=',
});
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html, reduced. */
export const eventBridge = {
	'detail-type': 'Object Created',
	source: 'aws.s3',
	detail: { bucket: { name: 'recordings' }, object: { key: CONNECT_KEY, size: 1 } },
};
/** https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html, reduced. */
export const CONNECT_CONTACT = {
	Id: CONNECT_CONTACT_ID,
	InitiationMethod: 'INBOUND',
	Channel: 'VOICE',
	InitiationTimestamp: 1795511700.594,
	DisconnectTimestamp: 1795512010.113,
	CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+15005550100' },
	SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+15005550199' },
};
