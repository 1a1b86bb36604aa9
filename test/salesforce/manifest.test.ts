import { readMetadata } from '../../salesforce/checker';
import { METADATA, SOURCE, withChange } from './packages';

describe('The list of a package in metadata format', () => {
	const faults = (change: [string, string]) =>
		readMetadata(withChange(METADATA, 'package.xml', change)).faults.map(
			({ path, line, problem }) => `${path}:${line} ${problem}`,
		);

	it('has every component of the package', () => {
		expect(faults(['<members>Visits/Ratings</members>', ''])).toEqual([
			"package.xml:2 Report 'Visits/Ratings' is in the package, but not listed.",
		]);
		expect(faults(['<name>CustomTab</name>', '<name>CustomLabel</name>'])).toContain(
			"package.xml:2 CustomTab 'Visit__c' is in the package, but not listed.",
		);
	});

	it('has nothing that is not in the package', () => {
		const more = '<members>Visit__c</members>\n<members>Stay__c</members>';
		expect(faults(['<members>Visit__c</members>', more])).toEqual([
			"package.xml:6 CustomObject 'Stay__c' is listed, but not in the package.",
		]);
	});

	it('may name a report folder with a slash behind it', () => {
		expect(faults(['<members>Visits</members>', '<members>Visits/</members>'])).toEqual([]);
	});

	it('is checked as any other file', () => {
		expect(faults(['<version>59.0</version>', ''])).toEqual([
			'package.xml:2 Package lacks <version>.',
		]);
		expect(faults(['<Package', '<Pack'])[0]).toMatch(/^package.xml:\d+ Not well-formed XML/);
	});

	it('is not needed in source format', () => {
		expect(readMetadata(SOURCE).faults).toEqual([]);
	});
});
