import {
	bodiesOf,
	checkReferences,
	readMetadata,
	STANDARD_FIELDS,
	type Component,
	type MetadataBody,
	type MetadataFile,
} from '../../salesforce/checker';
import { packageFiles, readSources } from '../../salesforce/package';

const SOURCES = readSources();
const FIRST = packageFiles();
const SECOND = packageFiles(true);
const OBJECT = 'Call_Analysis__c';
const TOPIC = 'Call_Topic__c';

const fieldsOf = (object: string) => STANDARD_FIELDS[object];

/** The faults of files, as path, line and words. */
function faults(files: MetadataFile[], before: Component[] = []): string[] {
	const { components, faults: own } = readMetadata(files);
	return [...own, ...checkReferences(components, fieldsOf, before)].map(
		({ path, line, problem }) => `${path.replace(/^.*\//, '')}:${line ?? ''} ${problem}`,
	);
}

const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
const contents = (files: MetadataFile[]) =>
	readMetadata(files)
		.components.map(({ type, fullName, body }) => ({ name: `${type} ${fullName}`, body }))
		.sort(byName);

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
		expect(faults(FIRST)).toEqual([]);
		expect(faults(SECOND, readMetadata(FIRST).components)).toEqual([]);
	});

	it('is the same in both formats', () => {
		// The second deployment has the permission sets again, with all that they have.
		const names = new Set(contents(SECOND).map(({ name }) => name));
		const first = contents(FIRST).filter(({ name }) => !names.has(name));
		expect(contents([]).concat(first, contents(SECOND)).sort(byName)).toEqual(contents(SOURCES));
	});

	it('deploys reports apart, so that an org without them gets all that is needed', () => {
		const types = (files: MetadataFile[]) =>
			[...new Set(readMetadata(files).components.map(({ type }) => type))].sort();
		expect(types(FIRST)).toEqual([
			'CompactLayout',
			'CustomField',
			'CustomObject',
			'CustomTab',
			'Layout',
			'ListView',
			'PermissionSet',
			'ValidationRule',
		]);
		expect(types(SECOND)).toEqual([
			'CustomApplication',
			'Dashboard',
			'DashboardFolder',
			'FlexiPage',
			'PermissionSet',
			'Report',
			'ReportFolder',
			'ReportType',
		]);
		expect(JSON.stringify(FIRST)).not.toContain('applicationVisibilities');
	});

	it('answers what is asked of it with a report each', () => {
		const reports = components.filter(({ type }) => type === 'Report');
		const groups = reports.map(({ fullName, body: own }) => [
			fullName.slice('Call_Analyses/'.length),
			bodiesOf(own, 'groupingsDown').map(({ field }) => String(field).replace(/^.*\$/, '')),
		]);
		expect(Object.fromEntries(groups)).toEqual({
			CSAT_by_Agent: ['Agent__c'],
			Calls_by_Account: ['Account__c'],
			Failed: ['CreatedDate'],
			Low_CSAT: ['Agent__c'],
			Not_Linked: ['Match__c'],
			Topics: ['Name'],
			Trend_by_Week: ['Called_At__c'],
			Unsolved_Problems: ['Account__c'],
		});
		expect(bodiesOf(body('Report', 'Call_Analyses/CSAT_by_Agent'), 'groupingsDown')).toMatchObject([
			{ aggregateType: 'Average', sortByName: `${OBJECT}$CSAT__c`, sortOrder: 'Asc' },
		]);
		const dashboard = JSON.stringify(body('Dashboard', 'Call_Analyses/Call_Analyses'));
		for (const { fullName } of reports) expect(dashboard).toContain(`"report":"${fullName}"`);
	});

	it('can be found by keys: the job, the recording, and the topic of a call', () => {
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
			[`${TOPIC}.Key__c`, 'Text', '64', 'true', 'true'],
		]);
	});

	it('explains every field to the people who use it and to those who keep it', () => {
		expect(fields).toHaveLength(36);
		for (const { body: own } of fields) {
			expect(own.inlineHelpText).toMatch(/^[A-Z].{20,}\.$/);
			expect(own.description).toMatch(/^[A-Z].{10,}\.$/);
		}
	});

	it.each([
		['Viewer', 'false'],
		['Manager', 'true'],
		['Integration', 'true'],
	])('gives the permission set %s every field to read; to write: %s', (name, editable) => {
		const permissions = bodiesOf(
			body('PermissionSet', `Call_Analysis_${name}`),
			'fieldPermissions',
		).filter(({ field }) => String(field).includes('__c'));
		// Whoever reads a detail record sees its parent.
		const hidable = fields.filter(({ body: own }) => own.type !== 'MasterDetail');
		expect(permissions).toEqual(
			hidable
				.map(({ fullName }) => fullName)
				.sort()
				.map((field) => ({ editable, field, readable: 'true' })),
		);
	});

	it('lets the user of n8n read the customers that calls are linked to, and no more', () => {
		const integration = body('PermissionSet', 'Call_Analysis_Integration');
		const others = bodiesOf(integration, 'objectPermissions').filter(
			({ object }) => !String(object).endsWith('__c'),
		);
		expect(others.map(({ object }) => object)).toEqual([
			'Account',
			'Case',
			'Contact',
			'Lead',
			'Opportunity',
		]);
		for (const { object, allowRead, ...rights } of others) {
			expect([object, allowRead]).toEqual([object, 'true']);
			expect(new Set(Object.values(rights))).toEqual(new Set(['false']));
		}
		const granted = bodiesOf(integration, 'userPermissions').map(({ name }) => name);
		expect(granted).toEqual(['ApiEnabled', 'EditTask']);
	});

	it.each(['Manager', 'Integration'])('lets %s change the calls of others, with topics', (name) => {
		const permissions = bodiesOf(
			body('PermissionSet', `Call_Analysis_${name}`),
			'objectPermissions',
		);
		for (const object of [OBJECT, TOPIC]) {
			expect(permissions).toContainEqual({
				allowCreate: 'true',
				allowDelete: 'true',
				allowEdit: 'true',
				allowRead: 'true',
				modifyAllRecords: 'true',
				object,
				viewAllRecords: 'true',
			});
		}
	});

	it('shows calls that match several in a list in which they can be settled, and nowhere else', () => {
		const several = body('ListView', `${OBJECT}.Several_Matches`);
		const settled = ['Contact__c', 'Lead__c', 'Account__c', 'Match__c'];
		expect(several.columns).toEqual(expect.arrayContaining(settled));
		const notLinked = [
			body('ListView', `${OBJECT}.Not_Linked`),
			body('Report', 'Call_Analyses/Not_Linked'),
		];
		for (const own of notLinked) expect(JSON.stringify(own)).not.toContain('Several"');
	});

	it('shares calls with their owner alone, and a topic with its call', () => {
		expect(body('CustomObject', OBJECT).sharingModel).toBe('Private');
		expect(body('CustomObject', TOPIC).sharingModel).toBe('ControlledByParent');
	});

	it('keeps a history of the status and the agent, and shows it', () => {
		const layout = body('Layout', `${OBJECT}-Call Analysis Layout`);
		const lists = bodiesOf(layout, 'relatedLists').map(({ relatedList }) => relatedList);
		expect(lists).toContain('RelatedEntityHistoryList');
		expect(body('CustomObject', OBJECT).enableHistory).toBe('true');
		const tracked = fields.filter(({ body: own }) => own.trackHistory === 'true');
		expect(tracked.map(({ fullName }) => fullName)).toEqual([
			`${OBJECT}.Agent__c`,
			`${OBJECT}.Status__c`,
		]);
	});

	it('lets a topic be written again with its call, which an upsert always names', () => {
		expect(body('CustomField', `${TOPIC}.Call_Analysis__c`)).toMatchObject({
			type: 'MasterDetail',
			relationshipName: 'Topics',
			reparentableMasterDetail: 'true',
		});
	});

	it('shows every field in the layout, and offers every field to reports, but what only runs need', () => {
		const layout = JSON.stringify(body('Layout', `${OBJECT}-Call Analysis Layout`));
		const reportType = JSON.stringify(body('ReportType', 'Call_Analyses'));
		const shows = (place: string, { fullName }: { fullName: string }) =>
			place.includes(`"field":"${fullName.slice(OBJECT.length + 1)}"`);
		for (const place of [layout, reportType]) {
			const hidden = fields.filter(
				(field) => field.fullName.startsWith(OBJECT) && !shows(place, field),
			);
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
		});
	});
});
