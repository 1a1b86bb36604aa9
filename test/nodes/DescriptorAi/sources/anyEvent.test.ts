import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { InvalidParameter } from '../../../../nodes/DescriptorAi/form/parameter';
import { SOURCES } from '../../../../nodes/DescriptorAi/sources';
import { anything, changedIn } from '../../../support/arbitraries';
import {
	AIRCALL_EVENT,
	CONNECT_CONTACT,
	CONNECT_KEY,
	DIALPAD_EVENT,
	RINGCENTRAL_RECORD,
	SALESFORCE_DELIVERY,
	SALESFORCE_FILE,
	s3Event,
	snsMessage,
	TELNYX_RECORDING,
	telnyxEvent,
	TELNYX_PAYLOAD,
	TWILIO_CALL,
	TWILIO_CALLBACK,
	ZOOM_RECORDING,
} from './published';
import { read } from './reading';

const calls = [{ direction: 'outbound-dial', to: 'client:dana', status: 'completed' }];
const PUBLISHED: Array<[string, IDataObject]> = [
	['aircall', AIRCALL_EVENT],
	['amazonConnect', { ...snsMessage(s3Event(CONNECT_KEY)), Contact: CONNECT_CONTACT }],
	['amazonConnect', s3Event(CONNECT_KEY)],
	['dialpad', DIALPAD_EVENT],
	['fileName', { path: '/a/out-12025550199-101-20240115-093045-1705311045.123.wav', size: 1 }],
	['ringCentral', { records: [RINGCENTRAL_RECORD] }],
	['salesforceFile', SALESFORCE_DELIVERY],
	['salesforceFile', SALESFORCE_FILE],
	['telnyx', telnyxEvent(TELNYX_PAYLOAD)],
	['telnyx', { data: TELNYX_RECORDING }],
	['twilio', { ...TWILIO_CALL, ...TWILIO_CALLBACK, calls }],
	[
		'zoomPhone',
		{ event: 'phone.recording_completed', payload: { object: { recordings: [ZOOM_RECORDING] } } },
	],
];
/** The hosts to which a connector sends a credential. */
const VENDORS =
	/^https:\/\/(api\.twilio\.com|media\.ringcentral\.com|zoom\.us|dialpad\.com)\/[\w~./-]+(\?RequestedChannels=2)?$/;
/** Vendors whose API answers with a signed address, which is requested without a credential. */
const SIGNED = ['aircall', 'telnyx'];

/** The readings of an event, or none if the event is refused as one of another shape. */
function readOrRefuse(source: string, event: IDataObject) {
	try {
		return read(source, event);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidParameter);
		expect(Object(error).message).toMatch(/^The item is not what .+ sends: ./);
		return [];
	}
}

describe('Whatever comes instead of what is published', () => {
	it.each(PUBLISHED)('%s gives calls, reasons or what is wrong: %#', (source, event) => {
		fc.assert(
			fc.property(changedIn(event), (changed) => {
				for (const reading of readOrRefuse(source, changed)) {
					if ('leftOut' in reading) {
						expect(reading.leftOut).toMatch(/^[\w ,]+$/);
						continue;
					}
					const { call, downloadUrl } = reading;
					expect(call.recording_id).toMatch(/^[\w-]+-./);
					for (const value of Object.values(call)) expect(value).not.toBe('');
					expect(call).not.toHaveProperty('download_url');
					if (!SIGNED.includes(source) && downloadUrl !== undefined) {
						expect(downloadUrl).toMatch(VENDORS);
					}
				}
			}),
		);
	});

	it.each(SOURCES.map(({ option }) => option.value))('%s refuses or reads any item', (source) => {
		const items = fc.dictionary(fc.string(), anything, { maxKeys: 5 });
		fc.assert(
			fc.property(items, (item) => {
				readOrRefuse(source, item as IDataObject);
			}),
		);
	});
});
