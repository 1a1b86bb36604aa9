import {
	blob,
	checkbox,
	picklist,
	recordId,
	reference,
	SYSTEM_FIELDS,
	text,
	typed,
} from '../fields';
import type { ObjectDefinition } from '../objects';

/** The objects of a file: its versions, the document of all versions, and the links to records. */

/** The objects whose records a file can be linked to; a file without a record belongs to its user. */
const LINKABLE = ['Account', 'Contact', 'Lead', 'Case', 'Task', 'User'];

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

/** The objects of files. */
export const contentObjects = (): ObjectDefinition[] => [
	contentVersion(),
	contentDocument(),
	contentDocumentLink(),
];
