import type { MetadataFile } from '../../salesforce/checker';

export const xml = (root: string, inside: string) =>
	`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n` +
	`${inside}\n</${root}>\n`;

export const file = (path: string, root: string, inside: string): MetadataFile => ({
	path,
	text: xml(root, inside),
});

const OBJECT = `
	<compactLayoutAssignment>Short</compactLayoutAssignment>
	<deploymentStatus>Deployed</deploymentStatus><enableReports>true</enableReports>
	<label>Visit</label>
	<nameField><label>Visit Name</label><type>Text</type></nameField>
	<pluralLabel>Visits</pluralLabel>
	<searchLayouts><searchResultsAdditionalFields>Rating__c</searchResultsAdditionalFields></searchLayouts>
	<sharingModel>ReadWrite</sharingModel>`;

/** What belongs to the object: folder, ending, type, name, contents. */
const PARTS: Array<[string, string, string, string, string]> = [
	[
		'fields',
		'field',
		'CustomField',
		'Rating__c',
		'<label>Rating</label><precision>3</precision><scale>1</scale><type>Number</type>',
	],
	[
		'fields',
		'field',
		'CustomField',
		'Notes__c',
		'<label>Notes &amp; more</label><length>32768</length><type>LongTextArea</type>' +
			'<visibleLines>5</visibleLines>',
	],
	[
		'fields',
		'field',
		'CustomField',
		'Kind__c',
		'<label>Kind</label><required>true</required><type>Picklist</type><valueSet><restricted>true</restricted>' +
			'<valueSetDefinition><sorted>false</sorted><value><fullName>New</fullName><default>false</default>' +
			'<label>New</label></value></valueSetDefinition></valueSet>',
	],
	[
		'fields',
		'field',
		'CustomField',
		'Contact__c',
		'<label>Contact</label><referenceTo>Contact</referenceTo><relationshipName>Visits</relationshipName>' +
			'<type>Lookup</type>',
	],
	[
		'fields',
		'field',
		'CustomField',
		'Before__c',
		'<label>Visit Before</label><referenceTo>Visit__c</referenceTo><relationshipName>Followers</relationshipName>' +
			'<type>Lookup</type>',
	],
	[
		'compactLayouts',
		'compactLayout',
		'CompactLayout',
		'Short',
		'<fields>Name</fields><fields>Rating__c</fields><label>Short</label>',
	],
	[
		'listViews',
		'listView',
		'ListView',
		'All',
		'<booleanFilter>1 OR 2</booleanFilter><columns>NAME</columns><columns>Rating__c</columns>' +
			'<filterScope>Everything</filterScope>' +
			'<filters><field>Kind__c</field><operation>equals</operation><value>New</value></filters>' +
			'<filters><field>Rating__c</field><operation>lessThan</operation><value>2</value></filters>' +
			'<label>All</label>',
	],
	[
		'validationRules',
		'validationRule',
		'ValidationRule',
		'Rated',
		'<active>true</active><errorConditionFormula>AND(ISPICKVAL(Kind__c, "New"), ISBLANK(Rating__c), ' +
			'Notes__c = "not Score__c")</errorConditionFormula>' +
			'<errorDisplayField>Rating__c</errorDisplayField><errorMessage>Enter a rating.</errorMessage>',
	],
];

const LAYOUT = `
	<layoutSections>
		<layoutColumns>
			<layoutItems><behavior>Required</behavior><field>Name</field></layoutItems>
			<layoutItems><behavior>Edit</behavior><field>Notes__c</field></layoutItems>
		</layoutColumns>
		<style>OneColumn</style>
	</layoutSections>
	<relatedLists>
		<fields>NAME</fields><fields>Rating__c</fields><relatedList>Visit__c.Contact__c</relatedList>
	</relatedLists>
	<relatedLists><relatedList>RelatedFileList</relatedList></relatedLists>`;
const PERMISSIONS = `
	<applicationVisibilities><application>Visit_App</application><visible>true</visible></applicationVisibilities><fieldPermissions>
		<editable>true</editable><field>Visit__c.Rating__c</field><readable>true</readable>
	</fieldPermissions>
	<label>Visits</label>
	<objectPermissions>
		<allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit>
		<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Visit__c</object>
		<viewAllRecords>false</viewAllRecords>
	</objectPermissions>
	<tabSettings><tab>Visit__c</tab><visibility>Visible</visibility></tabSettings>`;
const column = (field: string, table = 'Visit__c') =>
	`<columns><checkedByDefault>true</checkedByDefault><field>${field}</field><table>${table}</table></columns>`;
const REPORT_TYPE = `
	<baseObject>Visit__c</baseObject><category>other</category><deployed>true</deployed>
	<join><outerJoin>false</outerJoin><relationship>Followers__r</relationship></join><label>Visits</label>
	<sections>${column('Kind__c', 'Visit__c.Followers__r')}${column('Notes__c')}${column('Rating__c')}${column('CreatedDate')}${column('Contact__c.Name')}${column('Owner')}
	<masterLabel>Visits</masterLabel></sections>`;
const REPORT = `
	<chart>
		<chartSummaries><column>RowCount</column></chartSummaries>
		<chartSummaries><aggregate>Average</aggregate><column>Visit__c$Rating__c</column></chartSummaries>
		<chartType>VerticalColumn</chartType><groupingColumn>Visit__c$CreatedDate</groupingColumn>
	</chart>
	<columns><aggregateTypes>Average</aggregateTypes><field>Visit__c$Rating__c</field></columns>
	<filter><criteriaItems><column>Visit__c$Contact__c.Name</column><operator>notEqual</operator><value/></criteriaItems>
	<criteriaItems><column>Visit__c.Followers__r$Kind__c</column><operator>equals</operator><value>New</value></criteriaItems></filter>
	<format>Summary</format>
	<groupingsDown><field>Visit__c$CreatedDate</field><sortOrder>Asc</sortOrder></groupingsDown>
	<groupingsDown><field>Visit__c.Followers__r$Kind__c</field><sortOrder>Asc</sortOrder></groupingsDown>
	<name>Ratings</name><reportType>Visits__c</reportType>`;

const DASHBOARD = `
	<backgroundEndColor>#FFFFFF</backgroundEndColor><backgroundFadeDirection>Diagonal</backgroundFadeDirection>
	<backgroundStartColor>#FFFFFF</backgroundStartColor>
	<dashboardGridLayout><dashboardGridComponents><colSpan>4</colSpan><columnIndex>0</columnIndex><dashboardComponent>
	<chartSummary><aggregate>Average</aggregate><column>Visit__c$Rating__c</column></chartSummary>
	<componentType>Bar</componentType>
	<groupingColumn>Visit__c$CreatedDate</groupingColumn>
	<report>Visits/Ratings</report>
	<useReportChart>true</useReportChart>
	</dashboardComponent><rowIndex>0</rowIndex><rowSpan>4</rowSpan></dashboardGridComponents>
	<numberOfColumns>12</numberOfColumns><rowHeight>36</rowHeight></dashboardGridLayout>
	<textColor>#000000</textColor><title>Visits</title><titleColor>#000000</titleColor><titleSize>12</titleSize>`;
const PAGE = `
	<flexiPageRegions><itemInstances><componentInstance>
	<componentInstanceProperties><name>tabs</name><value>details</value></componentInstanceProperties>
	<componentName>flexipage:tabset</componentName><identifier>tabs</identifier>
	</componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions>
	<flexiPageRegions><itemInstances><fieldInstance>
	<fieldItem>Record.Rating__c</fieldItem><identifier>rating</identifier>
	</fieldInstance></itemInstances><name>details</name><type>Facet</type></flexiPageRegions>
	<flexiPageRegions><itemInstances><componentInstance>
	<componentInstanceProperties><name>parentFieldApiName</name><value>Visit__c.Id</value></componentInstanceProperties>
	<componentInstanceProperties><name>relatedListApiName</name><value>Followers__r</value></componentInstanceProperties>
	<componentName>force:relatedListSingleContainer</componentName><identifier>followers</identifier>
	</componentInstance></itemInstances><name>sidebar</name><type>Region</type></flexiPageRegions>
	<masterLabel>Visit Page</masterLabel><sobjectType>Visit__c</sobjectType>
	<template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`;
const APP = `
	<actionOverrides><actionName>View</actionName><content>Visit_Page</content><formFactor>Large</formFactor>
	<type>Flexipage</type><pageOrSobjectType>Visit__c</pageOrSobjectType></actionOverrides>
	<formFactors>Large</formFactors><label>Visits</label><navType>Standard</navType>
	<tabs>standard-home</tabs>
	<tabs>Visit__c</tabs><uiType>Lightning</uiType>`;

const common = (ending: string): MetadataFile[] => [
	file(`layouts/Visit__c-Visit %28new%29.layout${ending}`, 'Layout', LAYOUT),
	file(`applications/Visit_App.app${ending}`, 'CustomApplication', APP),
	file(`dashboards/Visits/Visits.dashboard${ending}`, 'Dashboard', DASHBOARD),
	file(`flexipages/Visit_Page.flexipage${ending}`, 'FlexiPage', PAGE),
	file(`permissionsets/Visits.permissionset${ending}`, 'PermissionSet', PERMISSIONS),
	file(`reportTypes/Visits.reportType${ending}`, 'ReportType', REPORT_TYPE),
	file(`reports/Visits/Ratings.report${ending}`, 'Report', REPORT),
	file(`tabs/Visit__c.tab${ending}`, 'CustomTab', '<customObject>true</customObject>'),
];
const FOLDER = '<accessType>Public</accessType><name>Visits</name>';
const inside = (name: string, contents: string) => `<fullName>${name}</fullName>\n${contents}`;

/** A small package in source format. */
export const SOURCE: MetadataFile[] = [
	file('objects/Visit__c/Visit__c.object-meta.xml', 'CustomObject', OBJECT),
	...PARTS.map(([folder, ending, type, name, contents]) =>
		file(`objects/Visit__c/${folder}/${name}.${ending}-meta.xml`, type, inside(name, contents)),
	),
	...common('-meta.xml'),
	file('dashboards/Visits.dashboardFolder-meta.xml', 'DashboardFolder', FOLDER),
	file('reports/Visits.reportFolder-meta.xml', 'ReportFolder', FOLDER),
].map(({ path, text }) => ({ path: `app/${path}`, text }));

const MEMBERS = {
	CustomApplication: ['Visit_App'],
	CustomObject: ['Visit__c'],
	CustomTab: ['Visit__c'],
	Dashboard: ['Visits', 'Visits/Visits'],
	FlexiPage: ['Visit_Page'],
	Layout: ['Visit__c-Visit (new)'],
	PermissionSet: ['*'],
	Report: ['Visits', 'Visits/Ratings'],
	ReportType: ['Visits'],
};

/** The same package in metadata format. */
export const METADATA: MetadataFile[] = [
	file(
		'objects/Visit__c.object',
		'CustomObject',
		OBJECT +
			PARTS.map(
				([element, , , name, text]) => `<${element}>${inside(name, text)}</${element}>`,
			).join(''),
	),
	...common(''),
	file('dashboards/Visits-meta.xml', 'DashboardFolder', FOLDER),
	file('reports/Visits-meta.xml', 'ReportFolder', FOLDER),
	file(
		'package.xml',
		'Package',
		Object.entries(MEMBERS)
			.map(
				([name, members]) =>
					`<types>${members.map((one) => `<members>${one}</members>\n`).join('')}<name>${name}</name></types>`,
			)
			.join('\n') + '<version>59.0</version>',
	),
];

/** A copy of a package in which one text of one file is another; the file's path ends so. */
export function withChange(
	files: MetadataFile[],
	end: string,
	[from, to]: [string, string],
): MetadataFile[] {
	const found = files.find(({ path, text }) => path.endsWith(end) && text.includes(from));
	if (!found) throw new Error(`There is no '${from}' in ${end}`);
	return files.map((one) => (one === found ? { ...one, text: one.text.replace(from, to) } : one));
}
