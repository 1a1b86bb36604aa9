import {
	checkReferences,
	readMetadata,
	type MetadataBody,
	type MetadataFile,
} from '../../salesforce/checker';
import { packageFiles, readSources } from '../../salesforce/package';
import { withChange } from './packages';

const SOURCES = readSources();
const PACKAGE = packageFiles();
const OBJECT = 'Call_Analysis__c';

const fieldsOf = (object: string) =>
	['Account', 'Case', 'Contact', 'Lead'].includes(object) ? ['Id', 'Name'] : undefined;

/** The faults of files, as path, line and words. */
function faults(files: MetadataFile[]): string[] {
	const { components, faults: own } = readMetadata(files);
	return [...own, ...checkReferences(components, fieldsOf)].map(
		({ path, line, problem }) => `${path.replace(/^.*\//, '')}:${line ?? ''} ${problem}`,
	);
}

const contents = (files: MetadataFile[]) =>
	readMetadata(files)
		.components.map(({ type, fullName, body }) => ({ name: `${type} ${fullName}`, body }))
		.sort((one, other) => (one.name < other.name ? -1 : 1));

const components = readMetadata(SOURCES).components;
const body = (type: string, fullName: string): MetadataBody => {
	const found = components.find((one) => one.type === type && one.fullName === fullName);
	if (!found) throw new Error(`There is no ${type} ${fullName}`);
	return found.body;
};
const fields = components.filter(({ type }) => type === 'CustomField');

describe('The Salesforce metadata of this package', () => {
	it('has no faults, as it lies there and as it is deployed', () => {
		expect(faults(SOURCES)).toEqual([]);
		expect(faults(PACKAGE)).toEqual([]);
	});

	it('is the same in both formats', () => {
		expect(contents(PACKAGE)).toEqual(contents(SOURCES));
	});

	it('can be found by two keys: the job and the recording', () => {
		const keys = fields.filter(({ body: own }) => own.externalId === 'true');
		expect(
			keys.map(({ fullName, body: { type, length, unique, caseSensitive } }) => [
				fullName,
				type,
				length,
				unique,
				caseSensitive,
			]),
		).toEqual([
			[`${OBJECT}.Job_Id__c`, 'Text', '64', 'true', 'false'],
			[`${OBJECT}.Recording_Id__c`, 'Text', '255', 'true', 'true'],
		]);
	});

	it('explains every field to the people who use it and to those who keep it', () => {
		expect(fields).toHaveLength(25);
		for (const { body: own } of fields) {
			expect(own.inlineHelpText).toMatch(/^[A-Z].{20,}\.$/);
			expect(own.description).toMatch(/^[A-Z].{10,}\.$/);
		}
	});

	it('gives the permission set every field, to read and to write', () => {
		const permissions = body('PermissionSet', 'Call_Analysis').fieldPermissions;
		expect(permissions).toEqual(
			fields
				.map(({ fullName }) => fullName)
				.sort()
				.map((field) => ({ editable: 'true', field, readable: 'true' })),
		);
	});

	it('shows every field in the layout, and offers every field to reports', () => {
		const layout = JSON.stringify(body('Layout', `${OBJECT}-Call Analysis Layout`));
		const reportType = JSON.stringify(body('ReportType', 'Call_Analyses'));
		for (const { fullName } of fields) {
			const field = `"field":"${fullName.slice(OBJECT.length + 1)}"`;
			expect(layout).toContain(field);
			expect(reportType).toContain(field);
		}
	});

	it('can be followed up: tasks, files, reports and search are on', () => {
		expect(body('CustomObject', OBJECT)).toMatchObject({
			deploymentStatus: 'Deployed',
			enableActivities: 'true',
			enableReports: 'true',
			enableSearch: 'true',
			sharingModel: 'ReadWrite',
		});
	});

	it.each<[string, string, [string, string], RegExp]>([
		[
			'an element that is not closed',
			'CSAT__c.field-meta.xml',
			['</label>', ''],
			/^CSAT__c.field-meta.xml:\d+ Not well-formed/,
		],
		['another root element', 'All.listView-meta.xml', ['<ListView', '<List'], /Not well-formed/],
		[
			'another namespace',
			'Call_Analysis__c.tab-meta.xml',
			['2006/04', '2006/05'],
			/:2 The root element has to have xmlns/,
		],
		[
			'a misspelled element',
			'Call_Analysis__c.object-meta.xml',
			['pluralLabel>Call Analyses</pluralLabel', 'plural>Call Analyses</plural'],
			/:\d+ <plural> is not an element of CustomObject/,
		],
		[
			'a boolean that is none',
			'Topics__c.field-meta.xml',
			['<required>false', '<required>no'],
			/:\d+ <required> has to be true or false/,
		],
		[
			'a number that is none',
			'Topics__c.field-meta.xml',
			['>255<', '>many<'],
			/:\d+ <length> has to be a number/,
		],
		[
			'an unknown type',
			'Caller__c.field-meta.xml',
			['>Text<', '>String<'],
			/:\d+ <type> cannot be 'String'/,
		],
		[
			'a missing element',
			'Failed.listView-meta.xml',
			['<filterScope>Everything</filterScope>', ''],
			/:2 ListView lacks <filterScope>/,
		],
		[
			'an element twice',
			'CSAT_by_Month.report-meta.xml',
			['<format>Summary</format>', '<format>Summary</format><format>Summary</format>'],
			/<format> may be here only once/,
		],
		[
			'a wrong name',
			'Lead__c.field-meta.xml',
			['<fullName>Lead__c', '<fullName>Leads__c'],
			/:3 <fullName> is 'Leads__c', but/,
		],
		[
			'a lost field in the layout',
			'Layout.layout-meta.xml',
			['>CSAT__c<', '>Csat_c<'],
			/:\d+ The object 'Call_Analysis__c' has no field 'Csat_c'/,
		],
		[
			'a lost field in the permission set',
			'Call_Analysis.permissionset-meta.xml',
			['.Caller__c', '.Called__c'],
			/:\d+ The object .* has no field 'Called__c'/,
		],
		[
			'a required field in the permission set',
			'Call_Analysis.permissionset-meta.xml',
			['.Caller__c', '.Name'],
			/:\d+ 'Call_Analysis__c.Name': everyone/,
		],
		[
			'a lost field in a list view',
			'Not_Linked.listView-meta.xml',
			['<field>Lead__c', '<field>Leads__c'],
			/:\d+ The object .* has no field 'Leads__c'/,
		],
		[
			'a lost column in the report',
			'CSAT_by_Month.report-meta.xml',
			['$Topics__c', '$Topic__c'],
			/:\d+ The report type 'Call_Analyses__c' has no column/,
		],
		[
			'a lost field in the report type',
			'Call_Analyses.reportType-meta.xml',
			['>Topics__c', '>Topic__c'],
			/:\d+ The object .* has no field 'Topic__c'/,
		],
		[
			'a lookup of an unknown object',
			'Case__c.field-meta.xml',
			['<referenceTo>Case', '<referenceTo>Ticket__c'],
			/:\d+ There is no object 'Ticket__c' to look up/,
		],
		[
			'a lost compact layout',
			'Call_Analysis__c.object-meta.xml',
			['_Compact_Layout<', '_Compact<'],
			/:\d+ There is no compact layout/,
		],
	])('would not get by with %s', (_, end, change, expected) => {
		expect(faults(withChange(SOURCES, end, change))).toContainEqual(
			expect.stringMatching(expected),
		);
	});

	it('would not get by with a file in another place', () => {
		const moved = SOURCES.map((one) => ({ ...one, path: one.path.replace('/tabs/', '/tab/') }));
		expect(faults(moved)).toContain(
			"Call_Analysis__c.tab-meta.xml: A CustomTab belongs in a folder 'tabs', '*' being any name.",
		);
	});
});
