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
	permissions?: unknown;
	rules?: unknown;
}

let sandbox: Sandbox;
/** The object as the user of a complete org sees it, and what the permission set lets edit there. */
let fields: Field[];
let permissions: IDataObject[];

beforeAll(async () => {
	sandbox = await startSandbox();
	({ fields } = (await describedIn(sandbox)) as { fields: Field[] });
	permissions = sandbox.salesforce.records('FieldPermissions').map(({ Field }) => ({ Field }));
});
afterAll(async () => await sandbox.close());

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

/** The output for an org; what is not given is as in a complete one. */
async function run(org: Org, options: IDataObject = {}) {
	const item = { describe: describe_(), permissions, rules: RULES, ...org } as IDataObject;
	const { outputs, error } = await runNode({
		items: [item],
		parameters: {
			resource: 'salesforce',
			operation: 'getSetUpPackage',
			describe: '={{ $json.describe }}',
			permissions: '={{ $json.permissions }}',
			validationRules: '={{ $json.rules }}',
			options,
		},
	});
	return { item: outputs[0]?.[0], error };
}

/** What the package of an output holds: the components by their names, the API version, and the options. */
async function unpack(org: Org, options?: IDataObject) {
	const { item, error } = await run(org, options);
	expect(error).toBeUndefined();
	const { json, binary } = item;
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

const NOTHING_THERE: Org = {
	describe: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
	permissions: [{ json: {} }],
	rules: { totalSize: 0, records: [] },
};

describe('The metadata that the node carries', () => {
	it('is that of salesforce/: `npm run metadata` writes it', () => {
		expect(writtenMetadata()).toBe(setUpMetadata());
	});
});

describe('Get Set-Up Package', () => {
	it('gives an org without the object the whole package', async () => {
		const { json, components, version, changes } = await unpack(NOTHING_THERE);
		const byName = (files: Array<{ type: string; fullName: string; body: object }>) =>
			files
				.map(({ type, fullName, body }) => ({ name: `${type} ${fullName}`, body }))
				.sort((one, other) => (one.name < other.name ? -1 : 1));
		expect(byName(components)).toEqual(byName(readMetadata(packageFiles()).components));
		expect(version).toBe('59.0');
		expect(json).toMatchObject({ complete: false, assign: true });
		expect(changes.slice(0, 2)).toEqual([
			'Object Call Analysis: Will be added',
			'Field Account: Will be added',
		]);
		expect(changes).toHaveLength(components.length + 1);
		expect(changes).toContain('Permission set Call Analysis: Will be assigned to you');
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

	it('gives the two parts of the deploy request, which Salesforce accepts, and then nothing is missing', async () => {
		const org = await startSandbox({ salesforceOrg: 'empty' });
		const { binary, zip } = await unpack(NOTHING_THERE);
		const json = binary?.json;
		expect(json).toMatchObject({ mimeType: 'application/json', fileName: '' });
		expect(binary?.file).toMatchObject({
			mimeType: 'application/zip',
			fileName: 'call-analysis.zip',
		});
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
		const [{ Id: PermissionSetId }] = org.salesforce.records('PermissionSet');
		const [{ Id: AssigneeId }] = org.salesforce.records('User');
		org.salesforce.create('PermissionSetAssignment', { AssigneeId, PermissionSetId });

		const after = await run({
			describe: await describedIn(org),
			permissions: org.salesforce.records('FieldPermissions'),
		});
		expect(after.item).toMatchObject({ json: { complete: true, assign: false, changes: [] } });
		expect(after.item.binary).toBeUndefined();
		await org.close();
	});

	it('is the same bytes for the same org', async () => {
		const [one, other] = [await unpack(NOTHING_THERE), await unpack(NOTHING_THERE)];
		expect(one.zip.equals(other.zip)).toBe(true);
	});

	it('adds what an existing object lacks and nothing else, and lets the permission set edit it', async () => {
		const { names, changes, components, version, json } = await unpack({
			describe: describe_({ Match__c: undefined, Claim__c: undefined }),
			permissions: without('Match__c', 'Claim__c'),
			rules: RULES.slice(1),
		});
		expect(names).toEqual([
			`CustomField ${OBJECT}.Claim__c`,
			`CustomField ${OBJECT}.Match__c`,
			`ValidationRule ${OBJECT}.Handled_Once`,
			'PermissionSet Call_Analysis',
		]);
		expect(changes).toEqual([
			'Field Claim: Will be added',
			'Field Match: Will be added',
			'Validation rule Handled Once: Will be added',
			'Permission set Call Analysis: Will be allowed to edit Claim, Match',
			'Page layout Call Analysis Layout: Stays as it is',
		]);
		// With this version, Salesforce adds to the permission set; with a later one, it would replace it.
		expect(version).toBe('39.0');
		expect(components.at(-1)?.body).toEqual({
			label: 'Call Analysis',
			fieldPermissions: ['Claim__c', 'Match__c'].map((name) => ({
				editable: 'true',
				field: `${OBJECT}.${name}`,
				readable: 'true',
			})),
		});
		expect(json.assign).toBe(false);
	});

	it('adds the field, the rule and the permission that are missing, whichever they are', async () => {
		const own = fields.map(({ name }) => name).filter((name) => name.endsWith('__c'));
		await fc.assert(
			fc.asyncProperty(fc.subarray(own), fc.subarray(RULES), async (lost, rules) => {
				const changes = Object.fromEntries(lost.map((name) => [name, undefined]));
				const { item } = await run({
					describe: describe_(changes),
					permissions: without(...lost),
					rules,
				});
				// Without a single permission, there is no permission set, and everything beside the object is added.
				if (lost.length === own.length) return;
				const rows = item.json.changes as Row[];
				const added = rows.filter(({ change }) => change === 'Will be added');
				expect(added).toHaveLength(lost.length + RULES.length - rules.length);
				expect(item.json.complete).toBe(added.length === 0);
			}),
			{ numRuns: 30 },
		);
	});

	it('assigns the permission set to a user who does not see what it shows, and deploys nothing but its label', async () => {
		const { names, changes, components, json } = await unpack({
			describe: { fields: fields.filter(({ name }) => !name.endsWith('__c')) },
		});
		expect(names).toEqual(['PermissionSet Call_Analysis']);
		expect(components[0].body).toEqual({ label: 'Call Analysis' });
		expect(changes).toEqual(['Permission set Call Analysis: Will be assigned to you']);
		expect(json).toMatchObject({ complete: false, assign: true });
	});

	it('tells who sees some of its fields only that something is amiss', async () => {
		const { changes, json, cures } = await unpack({ describe: describe_({ CSAT__c: undefined }) });
		expect(changes).toEqual([
			'Permission set Call Analysis: Stays as it is, but you do not see CSAT',
		]);
		expect(cures[0]).toContain('Manage Assignments');
		expect(json).toMatchObject({ complete: true, assign: false });
	});

	it('leaves a permission set as an administrator has made it, unless it is to be overwritten', async () => {
		const readOnly = { permissions: without('CSAT__c'), describe: describe_() };
		expect((await unpack(readOnly)).json).toMatchObject({ complete: true });
		const { names, changes, components, version } = await unpack(readOnly, {
			overwritePermissionSet: true,
		});
		expect(names).toEqual(['PermissionSet Call_Analysis']);
		expect(changes).toEqual([
			'Permission set Call Analysis: Will be replaced by that of the package',
		]);
		expect(components[0].body.fieldPermissions).toHaveLength(28);
		expect(version).toBe('59.0');
	});

	it('lets the permission set edit what the user may only read', async () => {
		const { changes } = await unpack({
			describe: describe_({ CSAT__c: { updateable: false } }),
			permissions: without('CSAT__c'),
		});
		expect(changes).toEqual(['Permission set Call Analysis: Will be allowed to edit CSAT']);
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
		const { names, changes, cures, components, json } = await unpack({
			...NOTHING_THERE,
			describe: { fields: [...standard, ...made] },
		});
		expect(json).toMatchObject({ complete: false, assign: true });
		expect(changes).toEqual(
			expect.arrayContaining([
				'Object Call Analysis: Stays without activities, so tasks cannot be about a call',
				'Field Summary: Stays as it is: Text Area, where Text Area (Long) is needed',
				'Field Job ID: Will be made unique and an external ID',
				'Field Match: Will be added',
				'List view To Be Sent: Will be added',
				'Page layout Call Analysis Layout: Stays as it is',
			]),
		);
		expect(cures).toEqual([
			'In Salesforce: Setup > Object Manager > Call Analysis > Edit > Allow Activities.',
			'In Salesforce: Setup > Object Manager > Call Analysis > Fields & Relationships > Summary > Edit > Change Field Type > Text Area (Long).',
			'In Salesforce: Setup > Object Manager > Call Analysis > Page Layouts: add the new fields.',
		]);
		// Deployed again, the object would lose settings, and its page what a person has put there.
		expect(names).toEqual(
			expect.arrayContaining(['CustomTab Call_Analysis__c', 'Report Call_Analyses/CSAT_by_Month']),
		);
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
		// A text that is longer than it has to be stays as long.
		const job = components.find(({ fullName }) => fullName.endsWith('Job_Id__c'));
		expect(textOf(job?.body ?? {}, 'length')).toBe('255');
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
		const rules = [{ ...RULES[0], Active: false }, RULES[1]];
		const { changes, json, cures } = await unpack({ rules });
		expect(json.complete).toBe(true);
		expect(changes).toEqual([
			'Validation rule Handled Once: Stays switched off, so a call may be handled twice',
		]);
		expect(cures[0]).toContain('Validation Rules > Handled Once > Edit > Active');
	});

	it('leaves alone what it is not told: a user with few rights may ask for neither', async () => {
		const refused = [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights' }];
		const { json } = await unpack({ permissions: refused, rules: refused });
		expect(json).toEqual({ complete: true, assign: false, changes: [] });
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
	const rowsOf = async (
		deployment: unknown,
		{ changes = CHANGES, options = {} }: { changes?: IDataObject[]; options?: IDataObject } = {},
	) => {
		const { outputs, error } = await runNode({
			items: [{ changes, deployment } as IDataObject],
			parameters: {
				resource: 'salesforce',
				operation: 'getSetUpPackage',
				returnAs: 'rows',
				deployment: '={{ $json.deployment }}',
				options,
			},
		});
		return { rows: (outputs[0] ?? []).map(({ json }) => json), items: outputs[0], error };
	};
	const finished = (more: IDataObject) => ({ id: '0Af', deployResult: { done: true, ...more } });

	it('say what will be done where nothing was deployed', async () => {
		for (const deployment of ['', {}, { complete: true, changes: [] }]) {
			expect((await rowsOf(deployment)).rows).toEqual(CHANGES);
		}
	});

	it.each([
		['the deployment', finished({ success: true })],
		['the assignment after it', { id: '0Pa', success: true, errors: [] }],
	])('say what was done after %s', async (_, deployment) => {
		const { rows, items } = await rowsOf(deployment);
		expect(rows).toEqual([{ part: 'Field Match', change: 'Added', to_do: null }, CHANGES[1]]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('say that nothing is missing, and where Salesforce is', async () => {
		const options = {
			salesforceAddress: 'https://acme.my.salesforce.com/services/data/v{version}/',
		};
		expect((await rowsOf('', { changes: [], options })).rows).toEqual([
			{ part: 'Call Analysis', change: 'Is complete: nothing to change', to_do: null },
			{
				part: 'Salesforce address',
				change: 'https://acme.my.salesforce.com',
				to_do: 'Put it into the URL of Find People, in the workflow Calls to Salesforce.',
			},
		]);
	});

	it('give Salesforce’s reasons as an error where it refuses the deployment', async () => {
		const failures = ['Topics__c', 'CSAT__c', 'A__c', 'B__c', 'C__c', 'D__c', 'E__c'].map(
			(name) => ({ fullName: `${OBJECT}.${name}`, problem: `${name} is bad ${'x'.repeat(400)}` }),
		);
		const { error } = await rowsOf(
			finished({ success: false, status: 'Failed', details: { componentFailures: failures } }),
		);
		expect(error?.message).toContain('Salesforce refused the set-up, and nothing was changed.');
		expect(error?.message).toContain(`${OBJECT}.Topics__c: Topics__c is bad`);
		expect(error?.message).toContain('and 2 more');
		expect(error?.message.length).toBeLessThan(1700);
		expect(error?.description).toContain('run the workflow again');
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
				/^Ask a Salesforce administrator: .*, or to deploy dist\/salesforce\/call-analysis\.zip of this package\.$/,
			);
		}
	});

	it('say where to look when Salesforce has not finished in time', async () => {
		const { error } = await rowsOf({ id: '0Af', deployResult: { done: false, status: 'Pending' } });
		expect(error?.message).toContain('has not finished the deployment yet');
		expect(error?.description).toContain('Setup > Deployment Status');
	});
});
