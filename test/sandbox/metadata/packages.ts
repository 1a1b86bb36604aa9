import type { MetadataFile } from '../../../sandbox/salesforce/metadata';

export const xml = (root: string, inside: string) =>
	`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n` +
	`${inside}\n</${root}>\n`;

export const file = (path: string, root: string, inside: string): MetadataFile => ({
	path,
	text: xml(root, inside),
});

const OBJECT =
	'<label>Visit</label><pluralLabel>Visits</pluralLabel><nameField><label>Visit Name</label><type>Text</type>' +
	'</nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>';
const RATING =
	'<fullName>Rating__c</fullName><label>Rating</label><precision>3</precision><scale>1</scale>' +
	'<type>Number</type>';
const NOTES =
	'<fullName>Notes__c</fullName><label>Notes &amp; more</label><length>32768</length>' +
	'<type>LongTextArea</type><visibleLines>5</visibleLines>';
const LIST =
	'<fullName>All</fullName><columns>NAME</columns><columns>Rating__c</columns>' +
	'<filterScope>Everything</filterScope><label>All</label>';
const PERMISSIONS =
	'<fieldPermissions><editable>true</editable><field>Visit__c.Rating__c</field><readable>true</readable>' +
	'</fieldPermissions><label>Visits</label>';
const FOLDER = '<accessType>Public</accessType><name>Visits</name>';

const common = (ending: string, base: string): MetadataFile[] => [
	file(`${base}permissionsets/Visits.permissionset${ending}`, 'PermissionSet', PERMISSIONS),
];

/** A small package in source format. */
export const SOURCE: MetadataFile[] = [
	file('app/objects/Visit__c/Visit__c.object-meta.xml', 'CustomObject', OBJECT),
	file('app/objects/Visit__c/fields/Rating__c.field-meta.xml', 'CustomField', RATING),
	file('app/objects/Visit__c/fields/Notes__c.field-meta.xml', 'CustomField', NOTES),
	file('app/objects/Visit__c/listViews/All.listView-meta.xml', 'ListView', LIST),
	...common('-meta.xml', 'app/'),
	file('app/reports/Visits.reportFolder-meta.xml', 'ReportFolder', FOLDER),
];

/** The same package in metadata format. */
export const METADATA: MetadataFile[] = [
	file(
		'objects/Visit__c.object',
		'CustomObject',
		`${OBJECT}<fields>${RATING}</fields><fields>${NOTES}</fields><listViews>${LIST}</listViews>`,
	),
	...common('', ''),
	file('reports/Visits-meta.xml', 'ReportFolder', FOLDER),
	{ path: 'package.xml', text: xml('Package', '<version>59.0</version>') },
];
