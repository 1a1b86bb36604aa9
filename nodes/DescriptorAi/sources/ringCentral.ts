import type { IDataObject } from 'n8n-workflow';

import {
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

const RINGCENTRAL: PhoneSystem = {
	option: {
		name: 'RingCentral',
		value: 'ringCentral',
		description: 'The call log, or one of its records',
	},
	page: 'https://developers.ringcentral.com/api-reference/Call-Log/readUserCallLog',
};

/** Who is who, by the direction; between two extensions nobody is a customer. */
function sidesOf(record: IDataObject): IDataObject {
	const isOutbound = textAt(record, 'direction') === 'Outbound';
	const [customer, agent] = isOutbound ? ['to', 'from'] : ['from', 'to'];
	const phone = textAt(record, `${customer}.phoneNumber`);
	const isInternal =
		phone === undefined && textAt(record, `${customer}.extensionNumber`) !== undefined;
	return {
		direction: isInternal ? 'internal' : isOutbound ? 'outbound' : 'inbound',
		customer_phone: phone,
		agent_name: textAt(record, `${agent}.name`) ?? textAt(record, 'extension.name'),
	};
}

/** Why a record has nothing to analyze. */
function whyLeftOut(record: IDataObject): string {
	if (textAt(record, 'type') === 'Fax') return 'fax';
	if (textAt(record, 'result') === 'Voicemail') return 'voicemail';
	return textAt(record, 'result') === 'In Progress' ? 'still in progress' : 'without a recording';
}

/** The recordings of a record. After a transfer, they are in its legs; one may be in both. */
function readRecord(record: IDataObject, settings: SourceSettings): Reading[] {
	const parts = [record, ...listAt(record, 'legs').map((leg) => ({ ...record, ...leg }))];
	const recorded = parts.filter((part) => textAt(part, 'recording.id') !== undefined);
	if (recorded.length === 0 || textAt(record, 'type') === 'Fax') {
		return [{ leftOut: whyLeftOut(record) }];
	}
	const byId = new Map(
		[...recorded].reverse().map((part) => [textAt(part, 'recording.id'), part] as const),
	);
	return readEach([...byId.values()].reverse(), (part) => readRecording(part, settings));
}

function readRecording(record: IDataObject, settings: SourceSettings): Reading {
	const id = idAt(RINGCENTRAL, record, 'recording.id', /^\d{1,30}$/);
	return toldUnlessShort(
		{
			source: 'ringcentral',
			recording_id: `ringcentral-${id}`,
			// Built of the ID: the credential is sent there.
			download_url: `https://media.ringcentral.com/restapi/v1.0/account/~/recording/${id}/content`,
			...sidesOf(record),
			called_at: textAt(record, 'startTime'),
			duration_seconds: textAt(record, 'duration'),
		},
		settings,
	);
}

export const ringCentral: Source = {
	...RINGCENTRAL,
	read(event, settings) {
		if (Array.isArray(event.records)) {
			return readEach(listAt(event, 'records'), (record) => readRecord(record, settings));
		}
		if (textAt(event, 'startTime') === undefined) {
			throw otherEvent(RINGCENTRAL, "it has neither 'records' nor 'startTime'");
		}
		return readRecord(event, settings);
	},
};
