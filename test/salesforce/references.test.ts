import { checkReferences, readMetadata } from '../../salesforce/checker';
import { METADATA, SOURCE, withChange } from './packages';

const ORG: Record<string, string[]> = { Contact: ['Id', 'Name', 'Phone'] };
const fieldsOf = (object: string) => ORG[object];

/** The faults of the package with one change, as path, line and words. */
function faults(end: string, change: [string, string], files = SOURCE): string[] {
	const { components, faults: own } = readMetadata(withChange(files, end, change));
	expect(own).toEqual([]);
	return checkReferences(components, fieldsOf).map(
		({ path, line, problem }) => `${path.replace(/^.*\//, '')}:${line} ${problem}`,
	);
}

const LAYOUT = 'Visit__c-Visit %28new%29.layout-meta.xml';
const PERMISSIONS = 'Visits.permissionset-meta.xml';
const REPORT = 'Ratings.report-meta.xml';
const TYPE = 'Visits.reportType-meta.xml';
const DASHBOARD = 'Visits.dashboard-meta.xml';
const PAGE = 'Visit_Page.flexipage-meta.xml';
const APP = 'Visit_App.app-meta.xml';

describe('What components name of one another', () => {
	it('is all there in a sound package, in both formats', () => {
		for (const files of [SOURCE, METADATA]) {
			expect(checkReferences(readMetadata(files).components, fieldsOf)).toEqual([]);
		}
	});

	it.each<[string, string, [string, string], string]>([
		[
			'a field in a layout',
			LAYOUT,
			['>Notes__c<', '>Note__c<'],
			"7 The object 'Visit__c' has no field 'Note__c'.",
		],
		[
			'a field twice in a layout',
			LAYOUT,
			['>Notes__c<', '>Name<'],
			"7 The field 'Name' is in the layout already.",
		],
		[
			'a layout without the name',
			LAYOUT,
			['>Name<', '>Rating__c<'],
			"4 The layout has to show the field 'Name'.",
		],
		[
			'a related list',
			LAYOUT,
			['.Contact__c<', '.Lead__c<'],
			"12 The object 'Visit__c' has no field 'Lead__c'.",
		],
		[
			'a column of a related list',
			LAYOUT,
			['<fields>Rating__c<', '<fields>Score__c<'],
			"12 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a field in a permission set',
			PERMISSIONS,
			['Visit__c.Rating__c', 'Visit__c.Score__c'],
			"5 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a required field in a permission set',
			PERMISSIONS,
			['Visit__c.Rating__c', 'Visit__c.Kind__c'],
			"5 'Visit__c.Kind__c': everyone has access to a required field, so it must not be listed.",
		],
		[
			'the name in a permission set',
			PERMISSIONS,
			['Visit__c.Rating__c', 'Visit__c.Name'],
			"5 'Visit__c.Name': everyone has access to a required field, so it must not be listed.",
		],
		[
			'a field to be written, not read',
			PERMISSIONS,
			['<readable>true', '<readable>false'],
			'5 <editable> needs <readable>.',
		],
		[
			'an object in a permission set',
			PERMISSIONS,
			['<object>Visit__c', '<object>Visits__c'],
			"10 There is no object 'Visits__c'.",
		],
		[
			'a permission without the one that it needs',
			PERMISSIONS,
			[
				'<allowDelete>false</allowDelete><allowEdit>true',
				'<allowDelete>true</allowDelete><allowEdit>false',
			],
			'9 <allowDelete> needs <allowEdit>.',
		],
		[
			'a tab in a permission set',
			PERMISSIONS,
			['<tab>Visit__c', '<tab>Visits'],
			"13 There is no tab 'Visits'.",
		],
		[
			'a column of a list view',
			'All.listView-meta.xml',
			['>NAME<', '>Title__c<'],
			"4 The object 'Visit__c' has no field 'Title__c'.",
		],
		[
			'a filter of a list view',
			'All.listView-meta.xml',
			['<field>Rating__c', '<field>Score__c'],
			"4 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a filter by a long text',
			'All.listView-meta.xml',
			['<field>Rating__c', '<field>Notes__c'],
			"4 A list view cannot filter by 'Notes__c', a long text.",
		],
		[
			'a value of a filter',
			'All.listView-meta.xml',
			['>New<', '>Old<'],
			"4 'Kind__c' has no value 'Old'.",
		],
		[
			'a logic of filters',
			'All.listView-meta.xml',
			['1 OR 2', '1 OR 3'],
			"4 The filter logic '1 OR 3' has to name each of the 2 filters.",
		],
		[
			'a field of a compact layout',
			'Short.compactLayout-meta.xml',
			['>Rating__c', '>Score__c'],
			"4 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a long text in a compact layout',
			'Short.compactLayout-meta.xml',
			['>Rating__c', '>Notes__c'],
			"4 A compact layout cannot show 'Notes__c', a long text.",
		],
		[
			'a field in the formula of a validation rule',
			'Rated.validationRule-meta.xml',
			['ISBLANK(Rating__c)', 'ISBLANK(Score__c)'],
			"4 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a value in such a formula',
			'Rated.validationRule-meta.xml',
			['"New"', '"Old"'],
			"4 'Kind__c' has no value 'Old'.",
		],
		[
			'the value before a change in such a formula',
			'Rated.validationRule-meta.xml',
			['ISPICKVAL(Kind__c, "New")', 'ISPICKVAL(PRIORVALUE(Kind__c), "Old")'],
			"4 'Kind__c' has no value 'Old'.",
		],
		[
			'the brackets of such a formula',
			'Rated.validationRule-meta.xml',
			['ISBLANK(Rating__c)', 'ISBLANK(Rating__c'],
			'4 A bracket or a quotation mark of the formula is not closed.',
		],
		[
			'the field beside which a validation rule shows its message',
			'Rated.validationRule-meta.xml',
			['<errorDisplayField>Rating__c', '<errorDisplayField>Score__c'],
			"4 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'the message of a validation rule',
			'Rated.validationRule-meta.xml',
			['Enter a rating.', 'x'.repeat(256)],
			'4 The message is longer than 255 characters.',
		],
		[
			'the compact layout of an object',
			'Visit__c.object-meta.xml',
			['>Short<', '>Long<'],
			"4 There is no compact layout 'Long'.",
		],
		[
			'a search result',
			'Visit__c.object-meta.xml',
			['>Rating__c<', '>Score__c<'],
			"9 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'the object of a lookup',
			'Contact__c.field-meta.xml',
			['<referenceTo>Contact', '<referenceTo>Guest__c'],
			"4 There is no object 'Guest__c' to look up.",
		],
		[
			'the object of a report type',
			TYPE,
			['<baseObject>Visit__c', '<baseObject>Stay__c'],
			"4 There is no object 'Stay__c' to report on.",
		],
		[
			'a column of a report type',
			TYPE,
			['>Owner<', '>Manager__c<'],
			"6 The object 'Visit__c' has no field 'Manager__c'.",
		],
		[
			'a column of a looked up record',
			TYPE,
			['>Contact__c.Name<', '>Contact__c.Fax<'],
			"6 The object 'Contact' has no field 'Fax'.",
		],
		[
			'the report type of a report',
			REPORT,
			['>Visits__c<', '>Stays__c<'],
			"15 There is no report type 'Stays__c'.",
		],
		[
			'a column of a filter',
			REPORT,
			['<column>Visit__c$Contact__c.Name<', '<column>Visit__c$Score__c<'],
			"10 The report type 'Visits__c' has no column 'Visit__c$Score__c'.",
		],
		[
			'the grouping of a chart',
			REPORT,
			['<groupingColumn>Visit__c$CreatedDate', '<groupingColumn>Visit__c$Owner'],
			"7 The report is not grouped by 'Visit__c$Owner'.",
		],
		[
			'the sum of a chart',
			REPORT,
			['<aggregate>Average', '<aggregate>Sum'],
			"6 The report does not sum up 'Visit__c$Rating__c' in this way.",
		],
		[
			'the app of a permission set',
			PERMISSIONS,
			['<application>Visit_App', '<application>Stays'],
			"4 There is no app 'Stays'.",
		],
		[
			'the history of a field',
			'Rating__c.field-meta.xml',
			['<type>', '<trackHistory>true</trackHistory><type>'],
			'4 The entity: Visit__c does not have history tracking enabled',
		],
		[
			'a detail of an object with an owner',
			'Before__c.field-meta.xml',
			['<type>Lookup', '<type>MasterDetail'],
			"4 The object 'Visit__c' needs the sharing model ControlledByParent for this.",
		],
		[
			'the sharing of an object without a parent',
			'Visit__c.object-meta.xml',
			['>ReadWrite<', '>ControlledByParent<'],
			'10 Cannot set sharingModel to ControlledByParent on a CustomObject without a MasterDetail relationship field',
		],
		[
			'what is joined to a report type',
			TYPE,
			['<relationship>Followers__r', '<relationship>Leaders__r'],
			"5 There is no relationship 'Visit__c.Leaders__r'.",
		],
		[
			'a column of what is joined',
			TYPE,
			['<field>Kind__c</field><table>Visit__c.', '<field>Type__c</field><table>Visit__c.'],
			"6 The object 'Visit__c' has no field 'Type__c'.",
		],
		[
			'the table of a column',
			TYPE,
			['<table>Visit__c.Followers__r', '<table>Contact'],
			"6 'Contact' is neither the base object nor joined to it.",
		],
		[
			'a grouping by a long text',
			REPORT,
			['<groupingsDown><field>Visit__c$CreatedDate', '<groupingsDown><field>Visit__c$Notes__c'],
			"13 A report cannot group by 'Visit__c$Notes__c', a long text.",
		],
		[
			'a value of a filter of a report',
			REPORT,
			['>New<', '>Old<'],
			"11 'Visit__c.Followers__r$Kind__c' has no value 'Old'.",
		],
		[
			'the report of a dashboard',
			DASHBOARD,
			['>Visits/Ratings<', '>Visits/Scores<'],
			"10 There is no report 'Visits/Scores'.",
		],
		[
			'a grouping of a dashboard',
			DASHBOARD,
			['<groupingColumn>Visit__c$CreatedDate', '<groupingColumn>Visit__c$Rating__c'],
			"9 The report is not grouped by 'Visit__c$Rating__c'.",
		],
		[
			'the sum of a dashboard',
			DASHBOARD,
			['<aggregate>Average', '<aggregate>Sum'],
			"7 The report does not sum up 'Visit__c$Rating__c' in this way.",
		],
		[
			'the object of a page',
			PAGE,
			['<sobjectType>Visit__c', '<sobjectType>Stay__c'],
			"16 There is no object 'Stay__c' for this page.",
		],
		[
			'a field of a page',
			PAGE,
			['>Record.Rating__c<', '>Record.Score__c<'],
			"9 The object 'Visit__c' has no field 'Score__c'.",
		],
		[
			'a region of a page',
			PAGE,
			['<name>sidebar<', '<name>footer<'],
			"15 The template has no region 'footer'.",
		],
		[
			'what is inside of a component',
			PAGE,
			['<value>details<', '<value>texts<'],
			"5 The page has no region 'texts'.",
		],
		[
			'a component of a page',
			PAGE,
			['>flexipage:tabset<', '>visitMap<'],
			"6 There is no component 'visitMap'.",
		],
		[
			'two components of one name',
			PAGE,
			['<identifier>rating<', '<identifier>tabs<'],
			"9 The identifier 'tabs' is there already.",
		],
		[
			'a related list of a page',
			PAGE,
			['>Followers__r<', '>Leaders__r<'],
			"14 The object 'Visit__c' has no related list 'Leaders__r'.",
		],
		['the page of an app', APP, ['>Visit_Page<', '>Stay_Page<'], "4 There is no page 'Stay_Page'."],
		[
			'the object of such a page',
			APP,
			['<pageOrSobjectType>Visit__c', '<pageOrSobjectType>Contact'],
			"5 The page 'Visit_Page' is one of 'Visit__c'.",
		],
		['the tab of an app', APP, ['<tabs>Visit__c', '<tabs>Stays'], "8 There is no tab 'Stays'."],
		[
			'a device of an app',
			APP,
			['<formFactor>Large', '<formFactor>Small'],
			"4 The app is not for the form factor 'Small'.",
		],
	])('finds a fault in %s, with file and line', (_, end, change, expected) => {
		expect(faults(end, change)).toContain(`${end}:${expected}`);
	});

	it('finds that a tab, a layout and a report have lost what they belong to', () => {
		const without = (end: string) =>
			checkReferences(
				readMetadata(SOURCE.filter(({ path }) => !path.endsWith(end))).components,
				fieldsOf,
			).map(({ path, problem }) => `${path.replace(/^.*\//, '')} ${problem}`);
		expect(without('.object-meta.xml')).toEqual(
			expect.arrayContaining([
				`${LAYOUT} There is no object 'Visit__c' for this layout.`,
				"Visit__c.tab-meta.xml There is no object 'Visit__c' for this tab.",
				"Rating__c.field-meta.xml There is no object 'Visit__c'.",
			]),
		);
		expect(without('.reportFolder-meta.xml')).toEqual([
			"Ratings.report-meta.xml There is no report folder 'Visits'.",
		]);
	});

	it('finds a report type on an object without reports, also on one that the org has', () => {
		const change: [string, string] = ['<enableReports>true', '<enableReports>false'];
		const problem = "The object 'Visit__c' needs <enableReports> for a report type.";
		expect(faults('Visit__c.object-meta.xml', change)).toEqual([`${TYPE}:4 ${problem}`]);
		const { components } = readMetadata(withChange(SOURCE, 'Visit__c.object-meta.xml', change));
		const later = components.filter(({ type }) => type === 'ReportType');
		const found = checkReferences(later, fieldsOf, components);
		expect(found.map((fault) => fault.problem)).toEqual([problem]);
	});

	it('finds a permission without that on the parent, or on the account', () => {
		const child: [string, string] = ['<sharingModel>ReadWrite', '<sharingModel>ControlledByParent'];
		const detail: [string, string] = [
			'<referenceTo>Contact</referenceTo><relationshipName>Visits</relationshipName><type>Lookup',
			'<referenceTo>Contact</referenceTo><relationshipName>Visits</relationshipName><type>MasterDetail',
		];
		const files = withChange(SOURCE, 'Visit__c.object-meta.xml', child);
		expect(faults('Contact__c.field-meta.xml', detail, files)).toContain(
			`${PERMISSIONS}:10 'Visit__c' needs read of 'Contact'.`,
		);
		expect(faults(PERMISSIONS, ['<object>Visit__c', '<object>Contact'])).toEqual([
			`${PERMISSIONS}:10 'Contact' needs read of 'Account'.`,
		]);
	});

	it('knows the line of a field that stands in the file of its object', () => {
		const change: [string, string] = ['<referenceTo>Contact', '<referenceTo>Guest__c'];
		expect(faults('Visit__c.object', change, METADATA)[0]).toMatch(
			/^Visit__c\.object:\d+ .*'Guest__c'/,
		);
	});

	it('counts what the org has already, and gives no line for what came from no file', () => {
		const component = {
			type: 'CompactLayout',
			fullName: 'Contact.Short',
			path: '',
			body: { fields: ['Phone', 'Fax'], label: 'Short' },
		};
		expect(checkReferences([component], fieldsOf)).toEqual([
			{
				path: '',
				type: 'CompactLayout',
				fullName: 'Contact.Short',
				problem: "The object 'Contact' has no field 'Fax'.",
				line: null,
				column: null,
			},
		]);
	});
});
