import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import type { IDataObject } from 'n8n-workflow';

import { readMetadata, textOf } from '../../../../salesforce/checker';
import { packageFiles } from '../../../../salesforce/package';
import { startSandbox, type Sandbox } from '../../../../sandbox';
import { setUpMetadata, writtenMetadata } from '../../../../scripts/setUpMetadata';
import { salesforce } from '../../../sandbox/client';
import { FILE_PART, JSON_PART, sendDeploy, type DeployAnswer } from '../../../sandbox/deploys';
import { runNode } from '../../../support/engine';

const OBJECT = 'Call_Analysis__c';
const TOPIC = 'Call_Topic__c';
const SETS = ['Call_Analysis_Integration', 'Call_Analysis_Manager', 'Call_Analysis_Viewer'];
const RULES = [
	{ ValidationName: 'Handled_Once', Active: true },
	{ ValidationName: 'Recording_ID_Needed', Active: true },
];

interface Field extends IDataObject {
	name: string;
}
interface Row {
	part: string;
	change: string;
	to_do: string | null;
}
interface Org {
	describe?: unknown;
	settings?: unknown;
	permissions?: unknown;
	folder?: unknown;
}

let sandbox: Sandbox;
/** The object as the user of a complete org sees it, and what the permission sets show there. */
let fields: Field[];
let permissions: IDataObject[];

beforeAll(async () => {
	sandbox = await startSandbox();
	({ fields } = (await describedIn(sandbox)) as { fields: Field[] });
	permissions = permissionsIn(sandbox);
});
afterAll(async () => await sandbox.close());

/** The rows of FieldPermissions of the three permission sets. */
function permissionsIn({ salesforce: { records } }: Sandbox): IDataObject[] {
	const names = new Map(records('PermissionSet').map(({ Id, Name }) => [Id, String(Name)]));
	return records('FieldPermissions')
		.map(({ ParentId, Field, PermissionsEdit }) => ({
			Parent: { Name: names.get(ParentId) },
			Field,
			PermissionsEdit,
		}))
		.filter(({ Parent: { Name } }) => SETS.includes(Name ?? ''));
}

/** Rows of EntityDefinition; what is not given is as in a complete org. */
const settings_ = (own: IDataObject = {}, rules: IDataObject[] = RULES) => ({
	records: [
		{
			QualifiedApiName: OBJECT,
			IsReportingEnabled: true,
			IsActivityTrackable: true,
			IsSearchable: true,
			IsFieldHistoryTracked: true,
			ValidationRules: rules.length > 0 ? { totalSize: rules.length, records: rules } : null,
			...own,
		},
		{ QualifiedApiName: TOPIC },
	],
});

const describedIn = async (org: Sandbox) =>
	(await salesforce<IDataObject>(org, 'GET', `/sobjects/${OBJECT}/describe`)).body;

/** The complete org with other fields; those that are undefined are not there. */
const describe_ = (changes: Record<string, IDataObject | undefined> = {}) => ({
	fields: fields
		.map((field) => ({ ...field, ...changes[field.name] }))
		.filter(({ name }) => !(name in changes) || changes[name] !== undefined),
});
const without = (...names: string[]) =>
	permissions.filter(({ Field }) => !names.includes(String(Field).slice(OBJECT.length + 1)));
/** The permissions, of which those of a field in a permission set are other ones, or none. */
const changed = (set: string, name: string, PermissionsEdit?: boolean) =>
	permissions.flatMap((row) => {
		const isIt = Object(row.Parent).Name === set && row.Field === `${OBJECT}.${name}`;
		if (!isIt) return row;
		return PermissionsEdit === undefined ? [] : { ...row, PermissionsEdit };
	});

/** The outputs for an org, one for each step; what is not given is as in a complete one. */
async function run(org: Org, options: IDataObject = {}) {
	const item = {
		describe: describe_(),
		settings: settings_(),
		permissions,
		folder: [{ DeveloperName: 'Call_Analyses' }],
		...org,
	} as IDataObject;
	const { outputs, error } = await runNode({
		items: [item],
		parameters: {
			resource: 'salesforce',
			operation: 'getSetUpPackage',
			describe: '={{ $json.describe }}',
			objectSettings: '={{ $json.settings }}',
			permissions: '={{ $json.permissions }}',
			reportFolder: '={{ $json.folder }}',
			options,
		},
	});
	return { items: outputs[0] ?? [], error };
}

type Item = Awaited<ReturnType<typeof run>>['items'][number];

/** What the package of a step holds: the components by their names, the API version, and the options. */
function contentOf({ json, binary }: Item) {
	const changes = json.changes as Row[];
	const zip = Buffer.from(binary?.file.data ?? '', 'base64');
	const files = binary
		? Object.entries(unzipSync(zip)).map(([path, bytes]) => ({ path, text: strFromU8(bytes) }))
		: [];
	const { components, faults } = readMetadata(files);
	expect(faults).toEqual([]);
	const list = files.find(({ path }) => path === 'package.xml')?.text ?? '';
	return {
		json,
		binary,
		zip,
		changes: changes.map(({ part, change }) => `${part}: ${change}`),
		cures: changes.flatMap(({ to_do }) => to_do ?? []),
		components,
		names: components.map(({ type, fullName }) => `${type} ${fullName}`),
		version: /<version>(.*)<\/version>/.exec(list)?.[1],
	};
}

/** The steps for an org, by their names. */
async function stepsFor(org: Org, options?: IDataObject) {
	const { items, error } = await run(org, options);
	expect(error).toBeUndefined();
	return Object.fromEntries(items.map((item) => [String(item.json.step), contentOf(item)]));
}

/** What the step with what is needed holds, and whether there is a step that assigns the permission set. */
async function unpack(org: Org, options?: IDataObject) {
	const { needed, assignment } = await stepsFor(org, options);
	return { ...needed, assigns: assignment !== undefined };
}

const COMPLETE = 'Call Analysis: Is complete: nothing to change';
const NOTHING_THERE: Org = {
	describe: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
	settings: { totalSize: 0, records: [] },
	permissions: [{ json: {} }],
	folder: [{ json: {} }],
};

describe('The metadata that the node carries', () => {
	it('is that of salesforce/: `npm run metadata` writes it', () => {
		expect(writtenMetadata()).toBe(setUpMetadata());
	});
});

describe('Get Set-Up Package', () => {
	const byName = (files: Array<{ type: string; fullName: string; body: object }>) =>
		files
			.map(({ type, fullName, body }) => ({ name: `${type} ${fullName}`, body }))
			.sort((one, other) => (one.name < other.name ? -1 : 1));

	it('gives an org without the object what is needed, the assignment, and then reports and pages', async () => {
		const { needed, assignment, reports } = await stepsFor(NOTHING_THERE);
		for (const [step, apart] of [
			[needed, false],
			[reports, true],
		] as const) {
			const whole = readMetadata(packageFiles(apart)).components;
			expect(byName(step.components)).toEqual(byName(whole));
			expect(step.version).toBe('59.0');
			expect(step.json.complete).toBe(false);
			expect(step.changes).toHaveLength(step.components.length);
		}
		expect(needed.changes.slice(0, 3)).toEqual([
			'Object Call Analysis: Will be added',
			'Object Call Topic: Will be added',
			'Field Account: Will be added',
		]);
		expect(assignment.changes).toEqual([
			'Permission set Call Analysis Integration: Will be assigned to you',
		]);
		expect(assignment.json.complete).toBe(false);
		expect(assignment.binary).toBeUndefined();
		expect(reports.changes).toEqual(
			expect.arrayContaining([
				'Report CSAT by Agent: Will be added',
				'Dashboard Call Analyses: Will be added',
				'Lightning page Call Analysis Record Page: Will be added',
				'App Call Analysis: Will be added',
				'Permission set Call Analysis Viewer: Will be given the app',
			]),
		);
	});

	it.each<[string, unknown]>([
		['an empty value', ''],
		['an empty item', {}],
		['an empty list', []],
		['the error of a node that goes on', { error: { message: '404 - "[]"', httpCode: '404' } }],
		['JSON text', '[{"errorCode":"NOT_FOUND","message":"…"}]'],
	])('takes %s for no object', async (_, describe) => {
		expect((await unpack({ ...NOTHING_THERE, describe })).names).toContain(
			`CustomObject ${OBJECT}`,
		);
	});

	it('gives the two parts of each deploy request, which Salesforce accepts, and then nothing is missing', async () => {
		const org = await startSandbox({ salesforceOrg: 'empty' });
		const { needed, reports } = await stepsFor(NOTHING_THERE);
		for (const [{ binary, zip }, fileName] of [
			[needed, 'call-analysis.zip'],
			[reports, 'call-analysis-reports.zip'],
		] as const) {
			const json = binary?.json;
			expect(json).toMatchObject({ mimeType: 'application/json', fileName: '' });
			expect(binary?.file).toMatchObject({ mimeType: 'application/zip', fileName });
			const options = Buffer.from(json?.data ?? '', 'base64').toString();
			expect(JSON.parse(options)).toEqual({
				deployOptions: { rollbackOnError: true, singlePackage: true },
			});
			const { body } = await sendDeploy(org, [
				[JSON_PART, options],
				[FILE_PART, zip],
			]);
			const look = async () =>
				(await salesforce<DeployAnswer>(org, 'GET', `/metadata/deployRequest/${body.id}`)).body;
			await look();
			expect((await look()).deployResult).toMatchObject({ status: 'Succeeded' });
		}
		const { create, records } = org.salesforce;
		const set = records('PermissionSet').find(({ Name }) => Name === SETS[0]);
		const [{ Id: AssigneeId }] = records('User');
		create('PermissionSetAssignment', { AssigneeId, PermissionSetId: String(set?.Id) });

		const after = await stepsFor({
			describe: await describedIn(org),
			permissions: permissionsIn(org),
			folder: records('Folder'),
		});
		expect(Object.keys(after)).toEqual(['needed', 'reports']);
		expect(after.needed.changes).toEqual([COMPLETE]);
		expect(after.reports.changes).toEqual(['Reports and pages: Are there: nothing to change']);
		for (const { json, binary } of [after.needed, after.reports]) {
			expect(json.complete).toBe(true);
			expect(binary).toBeUndefined();
		}
		await org.close();
	});

	it('is the same bytes for the same org', async () => {
		const [one, other] = [await unpack(NOTHING_THERE), await unpack(NOTHING_THERE)];
		expect(one.zip.equals(other.zip)).toBe(true);
	});

	it('adds what an existing object lacks and nothing else, and lets the permission sets show it', async () => {
		const { names, changes, components, version, assigns } = await unpack({
			describe: describe_({ Match__c: undefined, Claim__c: undefined }),
			permissions: without('Match__c', 'Claim__c'),
			settings: settings_({}, RULES.slice(1)),
		});
		expect(names).toEqual([
			`CustomField ${OBJECT}.Claim__c`,
			`CustomField ${OBJECT}.Match__c`,
			`ValidationRule ${OBJECT}.Handled_Once`,
			...SETS.map((name) => `PermissionSet ${name}`),
		]);
		expect(changes).toEqual([
			'Field Claim: Will be added',
			'Field Match: Will be added',
			'Validation rule Handled Once: Will be added',
			'Permission set Call Analysis Integration: Will be allowed to edit Claim, Match',
			'Permission set Call Analysis Manager: Will be allowed to edit Claim, Match',
			'Permission set Call Analysis Viewer: Will be allowed to read Claim, Match',
			'Page layout Call Analysis Layout: Stays as it is',
		]);
		// With this version, Salesforce adds to the permission sets; with a later one, it would replace them.
		expect(version).toBe('39.0');
		expect(components.at(-1)?.body).toEqual({
			label: 'Call Analysis Viewer',
			fieldPermissions: ['Claim__c', 'Match__c'].map((name) => ({
				editable: 'false',
				field: `${OBJECT}.${name}`,
				readable: 'true',
			})),
		});
		expect(assigns).toBe(false);
	});

	it('adds the field, the rule and the permission that are missing, whichever they are', async () => {
		const own = fields.map(({ name }) => name).filter((name) => name.endsWith('__c'));
		await fc.assert(
			fc.asyncProperty(fc.subarray(own), fc.subarray(RULES), async (lost, rules) => {
				const { changes, json } = await unpack({
					describe: describe_(Object.fromEntries(lost.map((name) => [name, undefined]))),
					permissions: without(...lost),
					settings: settings_({}, rules),
				});
				const added = changes.filter((row) => row.endsWith('Will be added'));
				expect(added).toHaveLength(lost.length + RULES.length - rules.length);
				expect(json.complete).toBe(added.length === 0);
			}),
			{ numRuns: 30 },
		);
	});

	it('adds the topics with all that is theirs to an object without them, and lets the permission sets use them', async () => {
		const { names, changes, components } = await unpack({
			settings: { records: settings_().records.slice(0, 1) },
		});
		expect(names).toEqual([
			`CustomObject ${TOPIC}`,
			`CustomField ${TOPIC}.Call_Analysis__c`,
			`CustomField ${TOPIC}.Key__c`,
			...SETS.map((name) => `PermissionSet ${name}`),
			`Layout ${TOPIC}-Call Topic Layout`,
		]);
		expect(changes).toContain(
			'Permission set Call Analysis Viewer: Will be allowed to use Call Topic',
		);
		const viewer = components.find(({ fullName }) => fullName === SETS[2]);
		expect(viewer?.body).toMatchObject({
			fieldPermissions: [{ field: `${TOPIC}.Key__c` }],
			objectPermissions: [{ object: TOPIC, allowRead: 'true' }],
		});
		// Where the settings of objects are not known, their relationship says that the topics are there.
		const described = { ...describe_(), childRelationships: [{ childSObject: TOPIC }] };
		const refused = { errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights' };
		expect((await unpack({ describe: described, settings: refused })).changes).not.toContain(
			'Object Call Topic: Will be added',
		);
	});

	it('adds a permission set that is missing, and leaves the others', async () => {
		const { names, changes, assigns } = await unpack({
			permissions: permissions.filter(({ Parent }) => Object(Parent).Name !== SETS[2]),
		});
		expect(names).toEqual(['PermissionSet Call_Analysis_Viewer']);
		expect(changes).toEqual(['Permission set Call Analysis Viewer: Will be added']);
		expect(assigns).toBe(false);
	});

	it.each<[string, unknown]>([
		['who does not see what it shows', { fields: [] }],
		['who does not see the object', NOTHING_THERE.describe],
	])('assigns the permission set to a user %s, and deploys nothing', async (_, describe) => {
		const { changes, json, assigns } = await unpack({ describe });
		expect(json.complete).toBe(true);
		expect(changes).toEqual([COMPLETE]);
		expect(assigns).toBe(true);
	});

	it('assigns the permission set to a user who sees some of its fields only', async () => {
		expect(await unpack({ describe: describe_({ CSAT__c: undefined }) })).toMatchObject({
			changes: [COMPLETE],
			assigns: true,
		});
	});

	it('leaves permission sets as an administrator has made them, unless they are to be overwritten', async () => {
		const readOnly = { permissions: changed(SETS[0], 'CSAT__c', false) };
		expect((await unpack(readOnly)).json).toMatchObject({ complete: true });
		expect((await unpack({ permissions: changed(SETS[2], 'CSAT__c') })).json).toMatchObject({
			complete: true,
		});
		const { needed, reports } = await stepsFor(readOnly, { overwritePermissionSets: true });
		expect(needed.names).toEqual(SETS.map((name) => `PermissionSet ${name}`));
		expect(needed.changes[0]).toBe(
			'Permission set Call Analysis Integration: Will be replaced by that of the package',
		);
		expect(needed.version).toBe('59.0');
		// What is replaced has lost the app, which comes with the second deployment.
		expect(reports.names).toEqual(needed.names);
	});

	it('lets the permission set of n8n edit what the user may only read', async () => {
		const { changes } = await unpack({
			describe: describe_({ CSAT__c: { updateable: false } }),
			permissions: changed(SETS[0], 'CSAT__c', false),
		});
		expect(changes).toEqual([
			'Permission set Call Analysis Integration: Will be allowed to edit CSAT',
		]);
	});

	it('completes an object that was made by hand as the guide says, and tells what only a person can change', async () => {
		const byHand = {
			Summary_c__c: { length: 255 },
			Agent_Actions_c__c: {},
			Job_Id__c: { length: 255, unique: false, externalId: false },
		};
		const standard = fields.filter(
			({ name }) => !name.endsWith('__c') && name !== 'LastActivityDate',
		);
		const made = describe_(byHand).fields.filter(({ name }) => name in byHand);
		const { names, changes, cures, components, assigns } = await unpack({
			...NOTHING_THERE,
			describe: { fields: [...standard, ...made] },
			settings: {
				records: [
					{
						QualifiedApiName: OBJECT,
						IsReportingEnabled: false,
						IsActivityTrackable: false,
						IsSearchable: false,
						IsFieldHistoryTracked: false,
						ValidationRules: null,
					},
				],
			},
		});
		expect(assigns).toBe(true);
		expect(changes).toEqual(
			expect.arrayContaining([
				'Object Call Analysis: Stays without activities, so tasks cannot be about a call',
				'Object Call Analysis: Stays without search, so nobody finds a call by its words',
				'Object Call Analysis: Stays without history, so nobody sees who changed a status',
				'Field Summary: Stays as it is: Text Area, where Text Area (Long) is needed',
				'Field Job ID: Will be made unique and an external ID',
				'Field Match: Will be added',
				'Object Call Topic: Will be added',
				'List view To Be Sent: Will be added',
				'Page layout Call Analysis Layout: Stays as it is',
			]),
		);
		const manager = 'In Salesforce: Setup > Object Manager > Call Analysis >';
		expect(cures).toEqual([
			`${manager} Edit > Allow Activities.`,
			`${manager} Edit > Allow Search.`,
			`${manager} Edit > Track Field History, then Fields & Relationships > Set History Tracking: Agent, Status.`,
			expect.stringContaining('empty the field in all of them but one'),
			`${manager} Fields & Relationships > Summary > Edit > Change Field Type > Text Area (Long).`,
			`${manager} Page Layouts: add the new fields.`,
		]);
		// Deployed again, the object would lose settings, and its page what a person has put there.
		expect(names).toEqual(expect.arrayContaining(['CustomTab Call_Analysis__c']));
		for (const kept of [
			`CustomObject ${OBJECT}`,
			`CustomField ${OBJECT}.Summary_c__c`,
			`CustomField ${OBJECT}.Agent_Actions_c__c`,
			`Layout ${OBJECT}-Call Analysis Layout`,
			`ListView ${OBJECT}.All`,
			`CompactLayout ${OBJECT}.Call_Analysis_Compact_Layout`,
		]) {
			expect(names).not.toContain(kept);
		}
		// A text that is longer than it has to be stays as long; an object without history accepts none of a field.
		const body = (name: string) =>
			components.find(({ fullName }) => fullName === `${OBJECT}.${name}`)?.body ?? {};
		expect(textOf(body('Job_Id__c'), 'length')).toBe('255');
		expect(body('Agent__c')).not.toHaveProperty('trackHistory');
	});

	it.each<[string, IDataObject, string]>([
		[
			'activities',
			{ IsActivityTrackable: false },
			'Object Call Analysis: Stays without activities, so tasks cannot be about a call',
		],
		[
			'search',
			{ IsSearchable: false },
			'Object Call Analysis: Stays without search, so nobody finds a call by its words',
		],
		[
			'history',
			{ IsFieldHistoryTracked: false },
			'Object Call Analysis: Stays without history, so nobody sees who changed a status',
		],
	])('tells that an object is without %s, and deploys nothing', async (_, own, change) => {
		const { changes, names } = await unpack({ settings: settings_(own) });
		expect(changes).toEqual([change]);
		expect(names).toEqual([]);
	});

	it('asks the description where the settings of the object are not known', async () => {
		const refused = [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights' }];
		const topics = { childSObject: TOPIC, relationshipName: 'Topics__r' };
		const history = { childSObject: 'Call_Analysis__History', relationshipName: 'Histories' };
		const described = (...childRelationships: object[]) => ({ ...describe_(), childRelationships });
		expect(
			(await unpack({ describe: described(topics, history), settings: refused })).changes,
		).toEqual([COMPLETE]);
		expect((await unpack({ describe: described(topics), settings: refused })).changes).toEqual([
			'Object Call Analysis: Stays without history, so nobody sees who changed a status',
		]);
	});

	it.each<[string, string, IDataObject, string, string]>([
		[
			'a text in the place of a lookup',
			'Contact__c',
			{ type: 'string', referenceTo: [] },
			'Field Contact: Stays as it is: Text, where Lookup Relationship to Contact is needed',
			'Edit: give it another Field Name, then run this again.',
		],
		[
			'a lookup to another object',
			'Lead__c',
			{ referenceTo: ['Account'] },
			'Field Lead: Stays as it is: Lookup Relationship, where Lookup Relationship to Lead is needed',
			'Edit: give it another Field Name, then run this again.',
		],
		[
			'a number in the place of a text',
			'Topics__c',
			{ type: 'double' },
			'Field Topics: Stays as it is: Number, where Text is needed',
			'Edit > Change Field Type > Text.',
		],
		[
			'a type that the set-up does not have',
			'CSAT__c',
			{ type: 'currency' },
			'Field CSAT: Stays as it is: currency, where Number is needed',
			'Edit > Change Field Type > Number.',
		],
	])('tells about %s, and deploys nothing of it', async (_, name, field, change, cure) => {
		const { changes, cures, names } = await unpack({ describe: describe_({ [name]: field }) });
		expect(changes).toEqual([change]);
		expect(cures[0]).toContain(cure);
		expect(names).toEqual([]);
	});

	it('tells that a number cannot be the name of a record', async () => {
		const { changes } = await unpack({ describe: describe_({ Name: { autoNumber: true } }) });
		expect(changes).toEqual([
			'Object Call Analysis: Stays with a number as its name, but the workflows name records',
		]);
	});

	it('makes a text longer, and gives a picklist its choices beside those that it has', async () => {
		const values = ['Submitted', 'Completed', 'Failed', 'Checked & "done" <b>'];
		const { changes, components } = await unpack({
			describe: describe_({
				Topics__c: { length: 80 },
				Status__c: {
					picklistValues: [
						...values.map((value) => ({ value, active: true })),
						{ value: 'New', active: false },
					],
				},
			}),
		});
		expect(changes).toEqual([
			'Field Status: Will be given the choice New',
			'Field Topics: Will be made longer, for 255 characters',
		]);
		const status = JSON.stringify(components[0].body);
		const names = [...status.matchAll(/"fullName":("(?:[^"\\]|\\.)*")/g)];
		expect(names.map(([, name]): unknown => JSON.parse(name))).toEqual(['New', ...values]);
	});

	it('leaves a validation rule that an administrator has switched off, and says so', async () => {
		const { changes, json, cures } = await unpack({
			settings: settings_({}, [{ ...RULES[0], Active: false }, RULES[1]]),
		});
		expect(json.complete).toBe(true);
		expect(changes).toEqual([
			'Validation rule Handled Once: Stays switched off, so a call may be handled twice',
		]);
		expect(cures[0]).toContain('Validation Rules > Handled Once > Edit > Active');
	});

	it('leaves alone what it is not told: a user with few rights may ask for none of it', async () => {
		const refused = [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights' }];
		const { needed, assignment, reports } = await stepsFor({
			describe: {
				...describe_(),
				childRelationships: [
					{ childSObject: TOPIC, relationshipName: 'Topics__r' },
					{ childSObject: 'Call_Analysis__History', relationshipName: 'Histories' },
				],
			},
			permissions: refused,
			settings: refused,
			folder: [{ error: 'Bad request - please check your parameters' }],
		});
		expect(needed.json).toMatchObject({ complete: true });
		expect(assignment).toBeUndefined();
		expect(reports.json).toMatchObject({ complete: true });
		expect(reports.changes[0]).toContain('Are left as they are');
	});

	it.each<[string, Org, IDataObject, string, string | null]>([
		[
			'are not wanted',
			{ folder: [] },
			{ reportsAndPages: false },
			'Are left out, because they are not wanted',
			null,
		],
		[
			'would be about an object that does not allow reports',
			{ folder: [], settings: settings_({ IsReportingEnabled: false }) },
			{},
			'Are left out, because the object Call Analysis does not allow reports',
			'In Salesforce: Setup > Object Manager > Call Analysis > Edit > Allow Reports, then run this again.',
		],
		['are there', {}, {}, 'Are there: nothing to change', null],
	])('deploys no reports and pages where they %s', async (_, org, options, change, to_do) => {
		const { reports } = await stepsFor(org, options);
		expect(reports.json).toEqual({
			step: 'reports',
			complete: true,
			changes: [{ part: 'Reports and pages', change, to_do }],
		});
		expect(reports.binary).toBeUndefined();
	});

	it('adds reports and pages to an org that has all the rest, and leaves its permission sets', async () => {
		const { needed, reports } = await stepsFor({ folder: [] });
		expect(needed.changes).toEqual([COMPLETE]);
		expect(reports.names).toContain('Dashboard Call_Analyses/Call_Analyses');
		expect(reports.names.filter((name) => name.startsWith('PermissionSet'))).toEqual([]);
		expect(reports.changes).toContain(
			'Permission set Call Analysis Viewer: Stays as it is, without the app',
		);
		expect(reports.cures[0]).toContain('Assigned Apps');
	});

	it.each([
		['acme.my.salesforce.com', 'only your-domain, by acme'],
		['acme--uat.sandbox.my.salesforce.com', 'only your-domain, by acme--uat.sandbox'],
		['salesforce.acme.example', 'https://your-domain.my.salesforce.com by it'],
	])('says in its last row that Salesforce is at %s', async (host, replacement) => {
		const options = { salesforceAddress: `https://${host}/services/data/v{version}/` };
		const { needed, reports } = await stepsFor({}, options);
		expect(needed.changes).toEqual([COMPLETE]);
		expect((reports.json.changes as Row[]).at(-1)).toEqual({
			part: 'Salesforce address',
			change: `https://${host}`,
			to_do: `In the workflow Calls to Salesforce, in the URL of Find People, replace ${replacement}.`,
		});
	});

	it('says of fields of Call Topic where they are', async () => {
		const { needed } = await stepsFor(NOTHING_THERE);
		expect(needed.changes).toContain('Field Key of Call Topic: Will be added');
	});

	it.each<[string, unknown, string]>([
		[
			'an error of Salesforce',
			[{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
			"'Describe' holds a refusal of Salesforce: REQUEST_LIMIT_EXCEEDED",
		],
		[
			'an error with its status',
			{ error: { status: 503 } },
			"'Describe' holds a refusal of Salesforce: 503",
		],
		[
			'an error without its code',
			{ error: 'timeout' },
			"'Describe' is not a description of an object",
		],
		['something else', { size: 3 }, "'Describe' is not a description of an object"],
		['text', 'nothing', "'Describe' is not a description of an object"],
	])('refuses %s in the place of a description', async (_, describe, message) => {
		const { error } = await run({ describe });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('describe');
	});
});

describe('The rows of Get Set-Up Package', () => {
	const CHANGES = [
		{ part: 'Field Match', change: 'Will be added', to_do: null },
		{ part: 'Page layout', change: 'Stays as it is', to_do: 'Add the new fields.' },
	];
	const rowsOf = async (answer: unknown, step = 'needed', changes: IDataObject[] = CHANGES) => {
		const { outputs, error } = await runNode({
			items: [{ step: { step, changes }, answer } as IDataObject],
			parameters: {
				resource: 'salesforce',
				operation: 'getSetUpPackage',
				returnAs: 'rows',
				step: '={{ $json.step }}',
				answer: '={{ $json.answer }}',
			},
		});
		return { rows: (outputs[0] ?? []).map(({ json }) => json), items: outputs[0], error };
	};
	const finished = (more: IDataObject) => ({ id: '0Af', deployResult: { done: true, ...more } });
	const failing = (...names: string[]) =>
		finished({
			success: false,
			status: 'Failed',
			details: {
				componentFailures: names.map((name) => ({
					componentType: name.includes('/') ? 'Report' : 'CustomField',
					fullName: name,
					problem: `${name} is bad ${'x'.repeat(400)}`,
				})),
			},
		});

	it('say what will be done where nothing was deployed', async () => {
		for (const answer of ['', {}, { step: 'needed', complete: true, changes: [] }]) {
			expect((await rowsOf(answer)).rows).toEqual([{ ...CHANGES[0], to_do: '-' }, CHANGES[1]]);
		}
	});

	it.each([
		['the deployment', finished({ success: true })],
		['the assignment', { id: '0Pa', success: true, errors: [] }],
		['an assignment that was there', { errorCode: 'DUPLICATE_VALUE', message: 'duplicate value' }],
	])('say what was done after %s', async (_, answer) => {
		const { rows, items } = await rowsOf(answer);
		expect(rows).toEqual([{ part: 'Field Match', change: 'Added', to_do: '-' }, CHANGES[1]]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('need the step', async () => {
		const { error } = await rowsOf('', 'needed', 5 as unknown as IDataObject[]);
		expect(error?.message).toContain("'Step' has no changes");
	});

	it('give Salesforce’s reasons as an error where it refuses what is needed', async () => {
		const names = ['Topics__c', 'CSAT__c', 'A__c', 'B__c', 'C__c', 'D__c', 'E__c'];
		const { error } = await rowsOf(failing(...names.map((name) => `${OBJECT}.${name}`)));
		expect(error?.message).toContain('Salesforce refused the set-up, and nothing was changed.');
		expect(error?.message).toContain(`${OBJECT}.Topics__c: ${OBJECT}.Topics__c is bad`);
		expect(error?.message).toContain('and 2 more');
		expect(error?.message.length).toBeLessThan(1800);
		expect(error?.description).toContain('run the workflow again');
	});

	it('give with it the cure of the field that is refused: records may have the value of a unique field twice', async () => {
		const byHand = describe_({ Job_Id__c: { unique: false } });
		const { json } = await unpack({ describe: byHand });
		const changes = json.changes as IDataObject[];
		expect(changes).toMatchObject([
			{ part: 'Field Job ID', change: 'Will be made unique and an external ID' },
		]);
		const { error } = await rowsOf(failing(`${OBJECT}.Job_Id__c`), 'needed', changes);
		expect(error?.description).toContain('Field Job ID: Only where Salesforce refuses it');
		expect(error?.description).toContain('empty the field in all of them but one');
		const { rows } = await rowsOf(finished({ success: true }), 'needed', changes);
		expect(rows).toEqual([
			{ part: 'Field Job ID', change: 'Made unique and an external ID', to_do: '-' },
		]);
	});

	it('give the reason of a package that could not be read', async () => {
		const { error } = await rowsOf(
			finished({ success: false, status: 'Failed', errorMessage: 'No package.xml found' }),
		);
		expect(error?.message).toContain('No package.xml found');
	});

	it('tell a user without the rights whom to ask', async () => {
		const message = 'use of the Metadata API requires a user with the ModifyMetadata permission';
		for (const answer of [
			{ errorCode: 'INSUFFICIENT_ACCESS', message },
			{ error: { message } },
			{ error: message },
		]) {
			const { error } = await rowsOf(answer);
			expect(error?.message).toContain(`Salesforce does not let this user set it up: ${message}`);
			expect(error?.description).toMatch(
				/^Ask a Salesforce administrator: .*, or to deploy call-analysis\.zip, which comes with each release of this package\.$/,
			);
		}
	});

	it('do not take the page of a server that is down for an answer', async () => {
		const { error } = await rowsOf({ data: '<html>Service Unavailable</html>' });
		expect(error?.message).toContain('nothing was changed. <html>Service Unavailable</html>');
	});

	it('say where to look when Salesforce has not finished in time', async () => {
		const running = { id: '0Af', deployResult: { done: false, status: 'Pending' } };
		const { error } = await rowsOf(running);
		expect(error?.message).toContain('has not finished the deployment yet');
		expect(error?.description).toContain('Setup > Deployment Status');
		const { rows } = await rowsOf(running, 'reports');
		expect(rows[0]).toMatchObject({
			part: 'Reports and pages',
			change: 'Are not finished yet; everything else is done',
		});
		expect(rows[0].to_do).toContain('Setup > Deployment Status');
	});

	it('tell where reports and pages are refused: why, what to do, and that the rest stands', async () => {
		const { rows, error } = await rowsOf(failing('Call_Analyses/Topics', 'No_Such'), 'reports');
		expect(error).toBeUndefined();
		expect(rows).toEqual([
			{
				part: 'Reports and pages',
				change: 'Are refused by Salesforce, and none was added; everything else is done',
				to_do: expect.stringContaining('call-analysis-reports.zip'),
			},
			{
				part: 'Report Topics',
				change: expect.stringContaining('Refused by Salesforce: Call_Analyses/Topics is bad'),
				to_do: expect.stringContaining('Correct it in Salesforce'),
			},
			{
				part: 'No_Such',
				change: expect.stringContaining('Refused by Salesforce: No_Such is bad'),
				to_do: expect.stringContaining('Correct it in Salesforce'),
			},
			CHANGES[1],
		]);
		const many = await rowsOf(failing(...'abcdefg'), 'reports');
		expect(many.rows[0].change).toMatch(/done \(2 more reasons\)$/);
		const message = 'API is not enabled';
		const forbidden = await rowsOf({ errorCode: 'API_DISABLED_FOR_ORG', message }, 'reports');
		expect(forbidden.rows[0].change).toMatch(/done: API is not enabled$/);
	});

	it('tell where the permission set cannot be assigned, and how a person does it', async () => {
		const message = 'The user license doesn’t allow it';
		const { rows } = await rowsOf(
			{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', message },
			'assignment',
			[{ part: 'Permission set', change: 'Will be assigned to you', to_do: null }],
		);
		expect(rows).toEqual([
			{
				part: 'Permission set',
				change: `Not assigned to you: ${message}`,
				to_do: expect.stringContaining('Manage Assignments'),
			},
		]);
	});
});
