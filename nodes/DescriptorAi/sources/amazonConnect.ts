import type { IDataObject } from 'n8n-workflow';

import { storedObjects, type StoredObject } from './s3Event';
import {
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

const CONNECT: PhoneSystem = {
	option: {
		name: 'Amazon Connect',
		value: 'amazonConnect',
		description:
			'A notification of S3 about a recording, alone or merged with the contact that DescribeContact returns',
	},
	page: 'https://docs.aws.amazon.com/connect/latest/adminguide/set-up-recordings.html',
};

const NAME =
	/(?:^|\/)([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})_(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d)_UTC\.wav$/i;

/** A transfer does not say who called whom. */
const DIRECTIONS: Record<string, string> = {
	INBOUND: 'inbound',
	OUTBOUND: 'outbound',
	EXTERNAL_OUTBOUND: 'outbound',
	CALLBACK: 'outbound',
};

/** Why an object is no recording of a conversation with an agent. */
function whyLeftOut({ key }: StoredObject): string | undefined {
	if (/\/ivr\//i.test(key)) return 'of the menu before an agent answers';
	if (/\/Redacted\//i.test(key)) return 'with words removed';
	return /\.wav$/i.test(key) ? undefined : 'without a recording';
}

function readObject(stored: StoredObject, event: IDataObject, settings: SourceSettings): Reading {
	const leftOut = whyLeftOut(stored);
	if (leftOut !== undefined) return { leftOut };
	const [, contactId, year, month, day, hour, minute] = NAME.exec(stored.key) ?? [];
	if (!contactId) {
		throw otherEvent(CONNECT, "the name of the file is not that of a contact's recording");
	}
	// A notification may tell of several recordings; the contact is that of the first.
	const merged = objectAt(event, 'Contact');
	const contact = textAt(merged, 'Id') === contactId ? merged : undefined;
	const [start, end] = ['InitiationTimestamp', 'DisconnectTimestamp'].map((field) =>
		textAt(contact, field),
	);
	const seconds = Math.round(Number(end) - Number(start));
	return toldUnlessShort(
		{
			source: 'amazon-connect',
			recording_id: `connect-${contactId}`,
			connect_contact_id: contactId,
			bucket: stored.bucket,
			key: stored.key,
			channels: 2,
			// Left is what the agent hears, right is the agent.
			agent_channel: 1,
			direction: DIRECTIONS[textAt(contact, 'InitiationMethod') ?? ''],
			customer_phone: textAt(contact, 'CustomerEndpoint.Address'),
			called_at:
				(start && String(Math.floor(Number(start)))) ??
				`${year}-${month}-${day}T${hour}:${minute}:00Z`,
			duration_seconds: Number.isNaN(seconds) ? undefined : seconds,
		},
		settings,
	);
}

export const amazonConnect: Source = {
	...CONNECT,
	read(event, settings) {
		const objects = storedObjects(event);
		if (!objects) throw otherEvent(CONNECT, 'it is no notification of S3');
		if (objects.length === 0) return [{ leftOut: 'a test message' }];
		return readEach(objects, (stored) => readObject(stored, event, settings));
	},
};
