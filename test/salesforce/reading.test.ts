import { readMetadata, type Component, type MetadataFile } from '../../salesforce/checker';
import { file, METADATA, SOURCE, xml } from './packages';

const bodies = (files: MetadataFile[]) =>
	readMetadata(files).components.map(({ type, fullName, body }) => ({ type, fullName, body }));

function component(files: MetadataFile[], fullName: string): Component {
	const found = readMetadata(files).components.find((one) => one.fullName === fullName);
	if (!found) throw new Error(`There is no ${fullName}`);
	return found;
}

/** The faults of one file, as line, column and words. */
const faults = (path: string, text: string) =>
	readMetadata([{ path, text }]).faults.map(
		({ line, column, problem }) => `${line}:${column} ${problem}`,
	);

const FIELD = 'objects/Visit__c/fields/Rating__c.field-meta.xml';
const field = (inside: string) =>
	xml(
		'CustomField',
		`<fullName>Rating__c</fullName>\n${inside}` +
			(inside.includes('<label') ? '' : '<label>Rating</label>') +
			'<type>Date</type>',
	);

describe('Reading a package of Salesforce metadata', () => {
	it('finds the same components in source format and in metadata format', () => {
		expect(readMetadata(SOURCE).faults).toEqual([]);
		expect(readMetadata(METADATA).faults).toEqual([]);
		expect(bodies(SOURCE)).toEqual(bodies(METADATA));
	});

	it('names what belongs to an object after the object, and keeps the name out of the body', () => {
		expect(bodies(METADATA).map(({ type, fullName }) => `${type} ${fullName}`)).toEqual([
			'CustomObject Visit__c',
			'CustomField Visit__c.Rating__c',
			'CustomField Visit__c.Notes__c',
			'CustomField Visit__c.Kind__c',
			'CustomField Visit__c.Contact__c',
			'CustomField Visit__c.Before__c',
			'CompactLayout Visit__c.Short',
			'ListView Visit__c.All',
			'ValidationRule Visit__c.Rated',
			'Layout Visit__c-Visit (new)',
			'CustomApplication Visit_App',
			'Dashboard Visits/Visits',
			'FlexiPage Visit_Page',
			'PermissionSet Visits',
			'ReportType Visits',
			'Report Visits/Ratings',
			'CustomTab Visit__c',
			'DashboardFolder Visits',
			'ReportFolder Visits',
		]);
		expect(component(SOURCE, 'Visit__c.Rating__c').body).toEqual({
			label: 'Rating',
			precision: '3',
			scale: '1',
			type: 'Number',
		});
	});

	it('gives a list for an element that may be repeated, of one as of several', () => {
		expect(component(SOURCE, 'Visit__c.All').body.columns).toEqual(['NAME', 'Rating__c']);
		expect(component(SOURCE, 'Visits').body.fieldPermissions).toEqual([
			{ editable: 'true', field: 'Visit__c.Rating__c', readable: 'true' },
		]);
	});

	it('decodes what XML writes in another way', () => {
		expect(component(SOURCE, 'Visit__c.Notes__c').body.label).toBe('Notes & more');
		const text = field('<label>&lt;Caf&#233;&gt; <![CDATA[<b>&amp;]]></label>');
		expect(component([{ path: FIELD, text }], 'Visit__c.Rating__c').body.label).toBe(
			'<Café> <b>&amp;',
		);
	});

	it('passes over what is not metadata', () => {
		const files = ['README.md', 'sfdx-project.json', '.forceignore'];
		expect(readMetadata(files.map((path) => ({ path, text: 'not XML' })))).toEqual({
			components: [],
			faults: [],
		});
	});

	it('tells the file and the component of a fault', () => {
		const text = field('<label>Rating</label>\n<lenght>5</lenght>');
		expect(readMetadata([{ path: FIELD, text }]).faults).toEqual([
			{
				path: FIELD,
				type: 'CustomField',
				fullName: 'Visit__c.Rating__c',
				problem: '<lenght> is not an element of CustomField.',
				line: 5,
				column: 1,
			},
		]);
	});

	it.each([
		['an element that is not closed', field('<label>Rating'), /^5:1 Not well-formed XML: .*label/],
		['a bare ampersand', field('<label>R&D</label>'), /^4:9 '&D' .*&amp;/],
		['two root elements', `${field('')}<CustomField/>`, /^6:1 A file has exactly one root element/],
		['text after the root element', `${field('')}x`, /^6:1 Not well-formed XML: Extra text/],
		['an empty file', '', /^1:1 Not well-formed/],
		['a character that XML does not allow', field('<label>\u0007</label>'), /^4:8 .*U\+0007/],
		['a document type', `<!DOCTYPE CustomField>\n${field('').slice(39)}`, /^1:1 .*document type/],
		['another root element', xml('ListView', ''), /^2:1 .*<CustomField>, not <ListView>/],
		['no namespace', field('').replace(/ xmlns="[^"]*"/, ''), /^2:1 .*xmlns=/],
		[
			'an attribute',
			field('<label lang="en">Rating</label>'),
			/^4:1 <label> has no attribute 'lang'/,
		],
		['text between elements', field('Rating'), /^2:1 .*not the text 'Rating'/],
		['elements in a value', field('<label><b>Rating</b></label>'), /^4:8 <label> holds a value/],
		['a boolean that is none', field('<unique>yes</unique>'), /^4:1 .*true or false, not 'yes'/],
		['a number that is none', field('<length>long</length>'), /^4:1 .*a number, not 'long'/],
		[
			'a word that is not on the list',
			field('<deleteConstraint>Keep</deleteConstraint>'),
			/^4:1 .*cannot be 'Keep'; it can be: Cascade, Restrict, SetNull/,
		],
		[
			'a missing element',
			field('<valueSet><valueSetDefinition/></valueSet>'),
			/^4:11 .* lacks <sorted>/,
		],
		['a value twice', field('<label>A</label>\n<label>B</label>'), /^5:1 <label> .*only once/],
		[
			'another name',
			field('').replace('Rating__c', 'Note__c'),
			/^3:1 .*'Note__c', but .*'Rating__c'/,
		],
		[
			'no name',
			field('').replace('<fullName>Rating__c</fullName>', ''),
			/^2:1 CustomField lacks <fullName>/,
		],
	])('finds %s, and says so in one sentence with its place', (_, text, expected) => {
		const found = faults(FIELD, text);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatch(expected);
	});

	it.each([
		['fields/Rating__c.field-meta.xml', 'CustomField', "'objects/*/fields'"],
		['objects/Visit__c/field/Rating__c.field-meta.xml', 'CustomField', "'objects/*/fields'"],
		['objects/Visit__c/fields/Rating__c.field', 'CustomField', "end with '-meta.xml'"],
		['objects/Visit__c/fields/Rating__c.xml', 'CustomField', "ending of 'Rating__c.xml'"],
		['objects/Visits/Visit__c.object-meta.xml', 'CustomObject', "in a folder 'Visit__c'"],
		['layout/Visit__c-Visit.layout-meta.xml', 'Layout', "in a folder 'layouts'"],
		['layouts/Visit__c-Visit.lay-meta.xml', 'Layout', "ending of 'Visit__c-Visit.lay-meta.xml'"],
		['reports/Visits.report-meta.xml', 'Report', "'reports/*'"],
	])('finds that %s is not where a %s belongs', (path, root, expected) => {
		const { components, faults: found } = readMetadata([file(path, root, '')]);
		expect(components).toEqual([]);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({ path, line: null, column: null });
		expect(found[0].problem).toContain(expected);
	});

	it.each(['1st__c', 'Rating___c', 'Rating_c_', 'Ra-ting__c', `${'x'.repeat(41)}__c`])(
		'finds that %s is no name of a field',
		(name) => {
			const path = `objects/Visit__c/fields/${name}.field-meta.xml`;
			const found = faults(path, field('').replace('Rating__c', name));
			expect(found).toHaveLength(1);
			expect(found[0]).toContain(`'${name}' is`);
		},
	);

	it('finds a field that is there twice', () => {
		const { components, faults: found } = readMetadata([...SOURCE, ...METADATA.slice(0, 1)]);
		expect(components).toHaveLength(bodies(SOURCE).length);
		expect(found.map(({ problem }) => problem)).toContain(
			"CustomField 'Visit__c.Rating__c' is there already, in app/objects/Visit__c/fields/Rating__c.field-meta.xml.",
		);
	});

	it('goes on after a fault, so that one reading finds them all', () => {
		const text = field('<length>long</length>\n<unique>yes</unique>\n<color>red</color>');
		expect(faults(FIELD, text).map((fault) => fault.slice(0, 3))).toEqual(['4:1', '5:1', '6:1']);
	});
});
