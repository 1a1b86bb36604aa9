import type { IDataObject } from 'n8n-workflow';

import {
	SALESFORCE_DELIVERY,
	SALESFORCE_FILE,
	SALESFORCE_LINK,
	SALESFORCE_VERSION,
} from './published';
import { call, read } from './reading';

const PAGE = 'object-contentversion.html';

const expected = {
	source: 'salesforce',
	recording_id: `salesforce-${SALESFORCE_VERSION}`,
	contact_id: '003XX0000000001AAA',
	called_at: '2026-01-15T09:30:45.000+0000',
};
const file = (changes: IDataObject) => call('salesforceFile', { ...SALESFORCE_FILE, ...changes });

describe('A file of Salesforce', () => {
	it('is a call with the record that it was published to', () => {
		expect(call('salesforceFile', SALESFORCE_FILE)).toEqual(expected);
	});

	it('that has a link is for Descriptor.AI, and n8n does not request its address', () => {
		expect(call('salesforceFile', SALESFORCE_DELIVERY)).toEqual({
			...expected,
			audio_url: SALESFORCE_LINK,
		});
	});

	it('can have the fields of its link beside its own', () => {
		const { ContentVersion, ...link } = SALESFORCE_DELIVERY;
		const item = { ...ContentVersion, ...link, ContentVersionId: SALESFORCE_VERSION };
		expect(call('salesforceFile', item)).toEqual({ ...expected, audio_url: SALESFORCE_LINK });
	});

	it.each<[string, IDataObject]>([
		['003XX0000000001AAA', { contact_id: '003XX0000000001AAA' }],
		['00QXX0000000001AAA', { lead_id: '00QXX0000000001AAA' }],
		['001XX0000000001AAA', { account_id: '001XX0000000001AAA' }],
		['500XX0000000001AAA', { case_id: '500XX0000000001AAA' }],
		['005XX0000000001AAA', {}],
		['', {}],
	])('belongs to the record with the ID %s', (FirstPublishLocationId, customer) => {
		const without = { ...expected, contact_id: undefined };
		expect(file({ FirstPublishLocationId })).toEqual({ ...without, ...customer });
	});

	it('says by its name who called when, as files elsewhere do', () => {
		const Title = 'in-14155550199-14155550101-20261127-091520-1795770920.123';
		const named = { direction: 'inbound', customer_phone: '14155550101', called_at: '1795770920' };
		expect(file({ Title, FileExtension: 'wav' })).toEqual({ ...expected, ...named });
		expect(file({ Title: `${Title}.WAV`, FileExtension: 'wav' })).toEqual({
			...expected,
			...named,
		});
		const own = { ...SALESFORCE_FILE, Title: '+442079460958_dana_2026-11-24' };
		expect(call('salesforceFile', own, { pattern: '{customer}_{agent}_{date}' })).toEqual({
			...expected,
			customer_phone: '+442079460958',
			agent_name: 'dana',
			called_at: '2026-11-24T00:00:00',
		});
	});

	it.each<[IDataObject, string]>([
		[{ ...SALESFORCE_FILE, FileExtension: 'pdf' }, 'no MP3, MP4, WAV or M4A'],
		[{ ...SALESFORCE_FILE, FileExtension: null }, 'no MP3, MP4, WAV or M4A'],
		[{ ...SALESFORCE_DELIVERY, ContentDownloadUrl: null }, 'without a link to download'],
	])('that is no recording for Descriptor.AI is left out: %#', (event, leftOut) => {
		expect(read('salesforceFile', event)).toEqual([{ leftOut }]);
	});

	it.each<[IDataObject, string]>([
		[{}, "'Id' is missing"],
		[{ ...SALESFORCE_FILE, Id: '069XX0000000001AAA' }, "'Id' is not an ID"],
		[{ ...SALESFORCE_FILE, Id: SALESFORCE_VERSION.slice(0, 15) }, "'Id' is not an ID"],
		[{ ...SALESFORCE_FILE, Title: undefined }, "'Title' is missing"],
		[{ ...SALESFORCE_FILE, FileExtension: undefined }, "'FileExtension' is missing"],
		[{ ...SALESFORCE_DELIVERY, ContentDownloadUrl: undefined }, "'ContentDownloadUrl' is missing"],
		[{ ContentVersionId: 'a', ContentDownloadUrl: 'b' }, "'ContentVersionId' is not an ID"],
	])('of another shape is refused: %#', (given, fault) => {
		expect(() => read('salesforceFile', given)).toThrow(fault);
		expect(() => read('salesforceFile', given)).toThrow(
			expect.objectContaining({ remedy: expect.stringContaining(PAGE) }),
		);
	});
});
