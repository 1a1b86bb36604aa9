import { randomBytes } from 'node:crypto';
import { notInSandbox, salesforceError } from '../errors';
import {
	blob,
	checkbox,
	picklist,
	recordId,
	reference,
	SYSTEM_FIELDS,
	text,
	typed,
	type SalesforceRecord,
} from '../fields';
import type { Behavior, ObjectDefinition } from '../objects';
import { say } from '../words';

/** The objects of a file: its versions, the document of all versions, the links to records, and the public ones. */

/** The objects whose records a file can be linked to; a file without a record belongs to its user. */
const LINKABLE = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Task', 'User'];

const id = recordId();
const owner = reference('OwnerId', ['User']);
const fileType = text('FileType', 20, { readOnly: true });
const fileExtension = text('FileExtension', 40, { readOnly: true });
const contentSize = typed('ContentSize', 'int', { readOnly: true });
const publishStatus = picklist('PublishStatus', ['U', 'P', 'R'], {
	readOnly: true,
	defaultValue: 'P',
});

const contentVersion = (): ObjectDefinition => ({
	name: 'ContentVersion',
	label: 'Content Version',
	labelPlural: 'Content Versions',
	keyPrefix: '068',
	custom: false,
	writable: true,
	uploadOnly: true,
	fields: [
		id,
		reference('ContentDocumentId', ['ContentDocument']),
		text('Title', 255),
		text('PathOnClient', 500, { required: true }),
		picklist('ContentLocation', ['S', 'E', 'L'], { defaultValue: 'S' }),
		text('Description', 1000),
		text('ReasonForChange', 1000),
		reference('FirstPublishLocationId', LINKABLE, { openTo: 'all' }),
		picklist('Origin', ['C', 'H'], { defaultValue: 'C' }),
		blob('VersionData'),
		fileType,
		fileExtension,
		contentSize,
		text('Checksum', 50, { readOnly: true }),
		text('VersionNumber', 20, { readOnly: true }),
		checkbox('IsLatest', { readOnly: true }),
		publishStatus,
		owner,
		...SYSTEM_FIELDS,
	],
});

const contentDocument = (): ObjectDefinition => ({
	name: 'ContentDocument',
	label: 'Content Document',
	labelPlural: 'Content Documents',
	keyPrefix: '069',
	custom: false,
	writable: false,
	fields: [
		id,
		text('Title', 255, { readOnly: true }),
		text('Description', 1000, { readOnly: true }),
		fileType,
		fileExtension,
		contentSize,
		publishStatus,
		reference('LatestPublishedVersionId', ['ContentVersion'], { readOnly: true }),
		owner,
		...SYSTEM_FIELDS,
	],
});

const contentDocumentLink = (): ObjectDefinition => ({
	name: 'ContentDocumentLink',
	label: 'Content Document Link',
	labelPlural: 'Content Document Links',
	keyPrefix: '06A',
	custom: false,
	writable: true,
	uploadOnly: true,
	queriedBy: ['Id', 'ContentDocumentId', 'LinkedEntityId'],
	fields: [
		id,
		reference('ContentDocumentId', ['ContentDocument']),
		reference('LinkedEntityId', LINKABLE, { openTo: 'all' }),
		picklist('ShareType', ['V', 'C', 'I']),
		picklist('Visibility', ['AllUsers', 'InternalUsers', 'SharedUsers']),
		...SYSTEM_FIELDS.filter(({ name }) => name === 'SystemModstamp' || name === 'IsDeleted'),
	],
});

/** Where a public link leads; the page for a person and the file itself have the same token. */
export const PUBLIC_DOWNLOAD = '/sfc/dist/version/download/';

/** Refuses a link that has ended before it begins; assumption 27 of the README. */
const checkLink: Behavior['check'] = (record, earlier) => {
	const { ExpiryDate: date, PreferencesExpires: expires } = record;
	if (record.PreferencesPasswordRequired) throw notInSandbox('public links with a password');
	const isChanged = date !== earlier?.ExpiryDate || expires !== earlier?.PreferencesExpires;
	if (!expires || !isChanged || (date && Date.parse(String(date)) > Date.now())) return;
	const message = say`Expiration Date: must be in the future`;
	throw salesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, ['ExpiryDate']);
};

/**
 * The public link to a version of a file.
 *
 * @param origin of the addresses
 */
const contentDistribution = (origin: () => string): ObjectDefinition => ({
	name: 'ContentDistribution',
	label: 'Content Delivery',
	labelPlural: 'Content Deliveries',
	keyPrefix: '05D',
	custom: false,
	writable: true,
	fields: [
		id,
		text('Name', 100, { required: true }),
		reference('ContentVersionId', ['ContentVersion'], { required: true, createOnly: true }),
		reference('ContentDocumentId', ['ContentDocument'], { readOnly: true }),
		reference('RelatedRecordId', LINKABLE, { openTo: 'all' }),
		text('ContentDownloadUrl', 256, { readOnly: true, unfiltered: true }),
		text('DistributionPublicUrl', 256, { readOnly: true, unfiltered: true }),
		typed('ExpiryDate', 'datetime'),
		...['AllowOriginalDownload', 'AllowPDFDownload', 'AllowViewInBrowser', 'Expires'].map(
			preference,
		),
		...['LinkLatestVersion', 'NotifyOnVisit', 'NotifyRndtnComplete', 'PasswordRequired'].map(
			preference,
		),
		owner,
		...SYSTEM_FIELDS,
	],
	check: checkLink,
	derive({ Id, ContentVersionId }, earlier, org): SalesforceRecord {
		if (earlier) return {};
		const [{ Id: organization }] = org.list('Organization');
		const token = `/a/${String(Id).slice(3, 15)}/${randomBytes(32).toString('base64url')}`;
		const query = new URLSearchParams({
			oid: String(organization).slice(0, 15),
			ids: String(ContentVersionId).slice(0, 15),
			d: token,
			asPdf: 'false',
		});
		return {
			ContentDocumentId: org.find(String(ContentVersionId))?.record.ContentDocumentId ?? null,
			ContentDownloadUrl: `${origin()}${PUBLIC_DOWNLOAD}?${query.toString()}`,
			DistributionPublicUrl: `${origin()}/sfc/p/${String(organization).slice(3, 15)}${token}`,
		};
	},
});
const preference = (name: string) => checkbox(`Preferences${name}`);

/** Whether a public link gives a file at a moment, in milliseconds since 1970. */
export const isOpen = (link: SalesforceRecord, now: number): boolean =>
	link.PreferencesAllowOriginalDownload === true &&
	!(link.PreferencesExpires && Date.parse(String(link.ExpiryDate)) <= now);

/**
 * The objects of files.
 *
 * @param origin of the addresses of public links; without it, content deliveries are not enabled
 */
export const contentObjects = (origin?: () => string): ObjectDefinition[] => [
	contentVersion(),
	contentDocument(),
	contentDocumentLink(),
	...(origin ? [contentDistribution(origin)] : []),
];
