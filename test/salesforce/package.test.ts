import {
	checkReferences,
	readMetadata,
	type MetadataBody,
	type MetadataFile,
} from '../../salesforce/checker';
import { packageFiles, readSources } from '../../salesforce/package';

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
		expect(fields).toHaveLength(28);
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

	it('shows every field in the layout, and offers every field to reports, but what only runs need', () => {
		const layout = JSON.stringify(body('Layout', `${OBJECT}-Call Analysis Layout`));
		const reportType = JSON.stringify(body('ReportType', 'Call_Analyses'));
		const shows = (place: string, { fullName }: { fullName: string }) =>
			place.includes(`"field":"${fullName.slice(OBJECT.length + 1)}"`);
		for (const place of [layout, reportType]) {
			const hidden = fields.filter((field) => !shows(place, field));
			expect(hidden.map(({ fullName }) => fullName)).toEqual([`${OBJECT}.Claim__c`]);
		}
	});

	it('begins as New, which means: send it', () => {
		const status = JSON.stringify(body('CustomField', `${OBJECT}.Status__c`));
		const values = [...status.matchAll(/"fullName":"(\w+)","default":"(\w+)"/g)];
		expect(values.map(([, name, isDefault]) => [name, isDefault])).toEqual([
			['New', 'true'],
			['Submitted', 'false'],
			['Completed', 'false'],
			['Failed', 'false'],
		]);
	});

	it('lets the record refuse a second claim by itself, with a code that no language changes', () => {
		expect(body('ValidationRule', `${OBJECT}.Handled_Once`)).toMatchObject({
			active: 'true',
			errorDisplayField: 'Claim__c',
			errorMessage: expect.stringMatching(/^ALREADY_CLAIMED: /),
		});
		expect(body('ValidationRule', `${OBJECT}.Recording_ID_Needed`)).toMatchObject({
			active: 'true',
			errorDisplayField: 'Recording_Id__c',
		});
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
});
