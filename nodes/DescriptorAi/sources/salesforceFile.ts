import type { IDataObject } from 'n8n-workflow';

import { text } from '../form/readers';
import { fileName } from './fileName';
import {
	idAt,
	objectAt,
	otherEvent,
	textAt,
	toldUnlessShort,
	type PhoneSystem,
	type Source,
} from './source';

const SALESFORCE_FILE: PhoneSystem = {
	option: {
		name: 'Salesforce File',
		value: 'salesforceFile',
		description:
			'A queried ContentVersion, or a ContentDistribution with the fields of its ContentVersion',
	},
	page: 'https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-contentversion.html',
};

/** Of a ContentVersion, as the API returns it: with 18 characters, which are the same for no other one in any case. */
const VERSION_ID = /^068[a-zA-Z\d]{15}$/;

/** The field of a call for the record that a file was published to, by the beginning of its ID. */
const CUSTOMERS: Record<string, string> = {
	'001': 'account_id',
	'003': 'contact_id',
	'00Q': 'lead_id',
	'500': 'case_id',
};

/** Refuses a row without fields that the query has to name; those that are empty are null. */
function needFields(fields: IDataObject): void {
	const missing = Object.keys(fields).find((name) => fields[name] === undefined);
	if (missing) throw otherEvent(SALESFORCE_FILE, `'${missing}' is missing`);
}

/** The name of the file before Salesforce took the ending off. */
function nameOf({ FileExtension, Title }: IDataObject): string {
	needFields({ FileExtension, Title });
	const [title, ending] = [text(Title), `.${text(FileExtension)}`];
	return title.toLowerCase().endsWith(ending.toLowerCase()) ? title : `${title}${ending}`;
}

/** The customer, unless the file belongs to a user or to another object. */
function customerOf(version: IDataObject): IDataObject {
	const record = textAt(version, 'FirstPublishLocationId') ?? '';
	const field = CUSTOMERS[record.slice(0, 3)];
	return field ? { [field]: record } : {};
}

export const salesforceFile: Source = {
	...SALESFORCE_FILE,
	read(event, settings) {
		const version = objectAt(event, 'ContentVersion') ?? event;
		// A link has an ID of its own.
		const path = textAt(version, 'ContentVersionId') === undefined ? 'Id' : 'ContentVersionId';
		const id = idAt(SALESFORCE_FILE, version, path, VERSION_ID);
		const isLink = objectAt(event, 'ContentVersion') !== undefined || path !== 'Id';
		const { ContentDownloadUrl } = event;
		if (isLink) needFields({ ContentDownloadUrl });
		const address = text(ContentDownloadUrl) || undefined;
		if (isLink && address === undefined) return [{ leftOut: 'without a link to download' }];
		const named = fileName.read({ name: nameOf(version) }, settings);
		return named.map((reading) => {
			if (!('call' in reading)) return reading;
			const { call } = reading;
			return toldUnlessShort(
				{
					...call,
					source: 'salesforce',
					recording_id: `salesforce-${id}`,
					audio_url: address,
					...customerOf(version),
					called_at: textAt(call, 'called_at') ?? textAt(version, 'CreatedDate'),
				},
				settings,
			);
		});
	},
};
