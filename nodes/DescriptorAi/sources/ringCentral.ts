import type { IDataObject } from 'n8n-workflow';

import {
	toldUnlessShort,
	firstOf,
	idAt,
	listAt,
	otherEvent,
	textAt,
	type Reading,
	type Source,
	type SourceSettings,
} from './source';

const RINGCENTRAL: Pick<Source, 'option' | 'page'> = {
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
		agent_name: firstOf(textAt(record, `${agent}.name`), textAt(record, 'extension.name')),
	};
}

function readRecord(record: IDataObject, settings: SourceSettings): Reading {
	if (textAt(record, 'type') === 'Fax') return { leftOut: 'fax' };
	if (textAt(record, 'result') === 'Voicemail') return { leftOut: 'voicemail' };
	if (textAt(record, 'result') === 'In Progress') return { leftOut: 'still in progress' };
	if (textAt(record, 'recording.id') === undefined) return { leftOut: 'without a recording' };
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
			return listAt(event, 'records').map((record) => readRecord(record, settings));
		}
		if (textAt(event, 'startTime') === undefined) {
			throw otherEvent(RINGCENTRAL, "it has neither 'records' nor 'startTime'");
		}
		return [readRecord(event, settings)];
	},
};
