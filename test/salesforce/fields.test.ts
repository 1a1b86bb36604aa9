import { readMetadata } from '../../salesforce/checker';
import { file } from './packages';

const problems = (inside: string) =>
	readMetadata([
		file(
			'objects/Visit__c/fields/Note__c.field-meta.xml',
			'CustomField',
			`<fullName>Note__c</fullName>\n${inside}`,
		),
	]).faults.map(({ line, problem }) => `${line} ${problem}`);

describe('What Salesforce requires of a field by its type', () => {
	it.each([
		['<type>Text</type><length>80</length>', '2 A field of type Text needs <label>.'],
		['<label>Note</label>', '2 A field needs <type>.'],
		['<label>Note</label><type>Text</type>', '2 A field of type Text needs <length>.'],
		[
			'<label>Note</label><type>Text</type><length>256</length>',
			'5 <length> of a Text field is a whole number from 1 to 255.',
		],
		[
			'<label>Note</label><type>LongTextArea</type><visibleLines>3</visibleLines><length>131073</length>',
			'5 <length> of a LongTextArea field is a whole number from 256 to 131072.',
		],
		[
			'<label>Note</label><type>Number</type><precision>2</precision><scale>3</scale>',
			'5 <scale> cannot be more than <precision>, which counts all digits.',
		],
		[
			'<label>Note</label><type>Number</type><precision>2</precision><scale>two</scale>',
			"5 <scale> has to be a number, not 'two'.",
		],
		[
			'<label>Note</label><type>Checkbox</type>',
			'2 A field of type Checkbox needs <defaultValue>.',
		],
		['<label>Note</label><type>Picklist</type>', '2 A field of type Picklist needs <valueSet>.'],
		['<label>Note</label><type>Lookup</type>', '2 A field of type Lookup needs <referenceTo>.'],
		[
			'<label>Note</label><type>Url</type><unique>true</unique>',
			'5 A field of type Url cannot be <unique>.',
		],
		[
			`<label>Note</label><type>Date</type><inlineHelpText>${'x'.repeat(511)}</inlineHelpText>`,
			'5 <inlineHelpText> is longer than 510 characters.',
		],
	])('finds what is wrong with %s', (inside, expected) => {
		// The element in question on a line of its own.
		const last = inside.lastIndexOf('<', inside.lastIndexOf('</') - 1);
		expect(problems(`${inside.slice(0, last)}\n${inside.slice(last)}`)).toEqual([expected]);
	});

	it('leaves the size of a formula to its result', () => {
		const inside = '<label>Note</label><type>Number</type><formula>1</formula><scale>0</scale>';
		expect(problems(inside)).toEqual([]);
	});

	it('takes a standard field as it comes, with nothing but what is changed', () => {
		const path = 'objects/Contact/fields/Phone.field-meta.xml';
		const inside = '<fullName>Phone</fullName><trackHistory>true</trackHistory>';
		expect(readMetadata([file(path, 'CustomField', inside)]).faults).toEqual([]);
	});
});
