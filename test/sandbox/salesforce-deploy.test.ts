import { strToU8, zipSync } from 'fflate';
import { packageFiles, packageZip } from '../../salesforce/package';
import type { Sandbox } from '../../sandbox';
import { salesforce, startSandbox } from './client';
import {
	deployFiles,
	FILE_PART,
	HEAD,
	JSON_PART,
	sendDeploy,
	XMLNS,
	zipOf,
	type DeployAnswer,
} from './deploys';

/** The file of an object `Visit__c` with fields, each the content of its element, and a sharing model. */
const shared = (sharingModel: string, ...fields: string[]) => ({
	'objects/Visit__c.object':
		`${HEAD}<CustomObject ${XMLNS}><deploymentStatus>Deployed</deploymentStatus>` +
		fields.map((field) => `<fields>${field}</fields>`).join('') +
		'<label>Visit</label><nameField><label>Name</label><type>Text</type></nameField>' +
		`<pluralLabel>Visits</pluralLabel><sharingModel>${sharingModel}</sharingModel></CustomObject>`,
});
const visit = (...fields: string[]) => shared('ReadWrite', ...fields);
const field = (type: string, more = '') =>
	`<fullName>Note__c</fullName><label>Note</label><type>${type}</type>${more}`;
const TEXT = field('Text', '<length>20</length>');
/** A package of one field of an object that the org has. */
const only = (object: string, content: string) =>
	zipOf(object, {
		[`objects/${object}.object`]: `${HEAD}<CustomObject ${XMLNS}><fields>${content}</fields></CustomObject>`,
		'package.xml': `${HEAD}<Package ${XMLNS}><types><members>${object}.Note__c</members><name>CustomField</name></types><version>59.0</version></Package>`,
	});

describe('Deploys of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'empty' });
	});
	afterEach(async () => await sandbox.close());

	const deploy = async (zip: Uint8Array, options: object = {}) =>
		await sendDeploy(sandbox, [
			[JSON_PART, JSON.stringify({ deployOptions: { singlePackage: true, ...options } })],
			[FILE_PART, zip],
		]);
	const look = async (id: string) =>
		(
			await salesforce<DeployAnswer>(
				sandbox,
				'GET',
				`/metadata/deployRequest/${id}?includeDetails=true`,
			)
		).body.deployResult;
	/** The end of a deploy. */
	const outcome = async (zip: Uint8Array, options?: object) => {
		const { id } = (await deploy(zip, options)).body;
		await look(id);
		return await look(id);
	};
	const problems = async (zip: Uint8Array, options?: object) =>
		(await outcome(zip, options)).details?.componentFailures.map(({ problem }) => problem);

	it('goes from pending over being in progress to its end', async () => {
		const { status, body } = await deploy(packageZip());
		expect(status).toBe(201);
		expect(body).toMatchObject({
			id: expect.stringMatching(/^0Af\w{15}$/),
			validatedDeployRequestId: null,
			deployOptions: { singlePackage: true, rollbackOnError: true, checkOnly: false },
			deployResult: { id: body.id, status: 'Pending', done: false, success: false },
		});
		expect(await look(body.id)).toMatchObject({ status: 'InProgress', done: false });
		const end = await look(body.id);
		expect(end).toMatchObject({ status: 'Succeeded', done: true, success: true });
		expect(await look(body.id)).toEqual(end);
	});

	it('installs the package, which a user sees once its permission set is assigned', async () => {
		const result = await outcome(packageZip());
		expect(result).toMatchObject({
			numberComponentErrors: 0,
			numberComponentsDeployed: result.numberComponentsTotal,
			details: { componentFailures: [] },
		});
		expect(result.details?.componentSuccesses).toContainEqual(
			expect.objectContaining({
				componentType: 'CustomField',
				fullName: 'Call_Analysis__c.CSAT__c',
				fileName: 'objects/Call_Analysis__c.object',
				created: true,
				changed: true,
				success: true,
			}),
		);
		const status = async () =>
			(await salesforce(sandbox, 'GET', '/sobjects/Call_Analysis__c/describe')).status;
		expect(await status()).toBe(404);
		const [{ Id: PermissionSetId }] = sandbox.salesforce.records('PermissionSet');
		const [{ Id: AssigneeId }] = sandbox.salesforce.records('User');
		sandbox.salesforce.create('PermissionSetAssignment', { AssigneeId, PermissionSetId });
		expect(await status()).toBe(200);
		sandbox.salesforce.create('Call_Analysis__c', { Name: 'One', Job_Id__c: 'job-1' });

		const again = await outcome(packageZip());
		const changes = again.details?.componentSuccesses.filter(
			({ created, changed, fullName }) => (created || changed) && fullName !== 'package.xml',
		);
		expect(changes).toEqual([]);
		expect(sandbox.salesforce.records('Call_Analysis__c')).toMatchObject([{ Job_Id__c: 'job-1' }]);
		expect(sandbox.salesforce.records('PermissionSet')).toHaveLength(3);
	});

	it('merges a permission set with that of the org up to version 39.0 of the API, and replaces it from then on', async () => {
		await outcome(packageZip());
		const { records } = sandbox.salesforce;
		const [{ Id }] = records('PermissionSet');
		const permissions = () => records('FieldPermissions').filter(({ ParentId }) => ParentId === Id);
		const permitted = () => permissions().map(({ Field }) => Field);
		const before = permitted();
		const some = (version: string) =>
			zipSync({
				'permissionsets/Call_Analysis_Integration.permissionset': strToU8(
					`${HEAD}<PermissionSet ${XMLNS}><fieldPermissions><editable>false</editable>` +
						'<field>Call_Analysis__c.CSAT__c</field><readable>true</readable></fieldPermissions>' +
						'<label>Call Analysis Integration</label></PermissionSet>',
				),
				'package.xml': strToU8(
					`${HEAD}<Package ${XMLNS}><types><members>*</members><name>PermissionSet</name></types>` +
						`<version>${version}</version></Package>`,
				),
			});
		const merged = await outcome(some('39.0'));
		// The ID of the component is that of its record.
		expect(merged.details?.componentSuccesses[0]).toMatchObject({
			componentType: 'PermissionSet',
			id: Id,
		});
		expect(permitted()).toEqual(before);
		const csat = () => permissions().filter(({ Field }) => Field === 'Call_Analysis__c.CSAT__c');
		expect(csat()).toMatchObject([{ PermissionsRead: true, PermissionsEdit: false }]);

		// Something else than before, or nothing would be changed.
		await outcome(packageZip());
		await outcome(some('40.0'));
		expect(permitted()).toEqual(['Call_Analysis__c.CSAT__c']);
	});

	it('completes an object that was made by hand', async () => {
		sandbox.salesforce.createObject('Call_Analysis__c', 'Call', 'Calls');
		const { create, records } = sandbox.salesforce;
		create('Call_Analysis__c', { Name: 'Before' });
		const result = await outcome(packageZip());
		expect(result.details?.componentSuccesses).toContainEqual(
			expect.objectContaining({ fullName: 'Call_Analysis__c', created: false, changed: true }),
		);
		const [{ Id }] = records('Call_Analysis__c');
		create('Task', { WhatId: Id, Status: 'Completed', ActivityDate: '2024-05-01' });
		expect(records('Call_Analysis__c')).toMatchObject([
			{ Name: 'Before', CSAT__c: null, Low_CSAT__c: false, LastActivityDate: '2024-05-01' },
		]);
	});

	it('takes the reports and pages after what they are about, and not before', async () => {
		expect(await problems(packageZip(true))).toContain(
			"There is no object 'Call_Analysis__c' to report on.",
		);
		await outcome(packageZip());
		const result = await outcome(packageZip(true));
		expect(result).toMatchObject({ status: 'Succeeded', numberComponentErrors: 0 });
		const changed = result.details?.componentSuccesses.filter(({ created }) => !created);
		expect(changed?.map(({ componentType }) => componentType)).toEqual([
			'PermissionSet',
			'PermissionSet',
			'PermissionSet',
			'',
		]);
	});

	it('refuses reports on an object whose box for reports is not ticked', async () => {
		const problem = "The object 'Call_Analysis__c' needs <enableReports> for a report type.";
		for (const reports of [false, true]) {
			const org = await startSandbox({ salesforceOrg: 'empty' });
			org.salesforce.createObject('Call_Analysis__c', 'Call', 'Calls', { reports });
			const files = packageFiles(true).map(({ path, text }) => [path, text]);
			const result = await deployFiles(org, Object.fromEntries(files));
			const found = result.details?.componentFailures.map((failure) => failure.problem);
			expect(found?.includes(problem)).toBe(!reports);
			await org.close();
		}
	});

	it('keeps a history where the box for it is ticked', async () => {
		const { createObject } = sandbox.salesforce;
		createObject('Visit__c', 'Visit', 'Visits');
		createObject('Stay__c', 'Stay', 'Stays', { history: true });
		const tracked = (object: string) => only(object, `${TEXT}<trackHistory>true</trackHistory>`);
		expect(await problems(tracked('Visit__c'))).toEqual([
			'The entity: Visit__c does not have history tracking enabled',
		]);
		expect(await problems(tracked('Stay__c'))).toEqual([]);
	});

	it('takes from an object what its metadata leaves out', async () => {
		sandbox.salesforce.createObject('Visit__c', 'Visit', 'Visits', { activities: true });
		const isFollowed = async () => {
			const { body } = await salesforce<{ fields: Array<{ name: string }> }>(
				sandbox,
				'GET',
				'/sobjects/Visit__c/describe',
			);
			return body.fields.some(({ name }) => name === 'LastActivityDate');
		};
		expect(await isFollowed()).toBe(true);
		expect(await problems(zipOf('Visit__c', visit(TEXT)))).toEqual([]);
		expect(await isFollowed()).toBe(false);
	});

	it('makes records details of others only where there are none yet, and deletes them with these', async () => {
		const { create, createObject, records } = sandbox.salesforce;
		const master = field(
			'MasterDetail',
			'<referenceTo>Contact</referenceTo><relationshipName>Visits</relationshipName>',
		);
		const details = zipOf('Visit__c', shared('ControlledByParent', master));
		createObject('Visit__c', 'Visit', 'Visits');
		const visitId = create('Visit__c', { Name: 'One' });
		expect(await problems(details)).toEqual([
			'You cannot create a new Master-Detail relationship on an existing custom object if records already exist.',
		]);
		sandbox.salesforce.remove(visitId);
		expect(await problems(details)).toEqual([]);

		const contact = create('Contact', { LastName: 'Reed' });
		const other = create('Contact', { LastName: 'Moor' });
		const post = async (fields: object) =>
			await salesforce<Array<{ errorCode: string }> & { id: string }>(
				sandbox,
				'POST',
				'/sobjects/Visit__c',
				fields,
			);
		expect((await post({ Name: 'Two' })).body[0].errorCode).toBe('REQUIRED_FIELD_MISSING');
		const { id } = (await post({ Name: 'Two', Note__c: contact })).body;
		const moved = await salesforce(sandbox, 'PATCH', `/sobjects/Visit__c/${id}`, {
			Note__c: other,
		});
		expect(moved.status).toBe(400);
		await salesforce(sandbox, 'DELETE', `/sobjects/Contact/${contact}`);
		expect(records('Visit__c')).toEqual([]);
	});

	it('makes a Text Area long only where it is empty', async () => {
		const { create, createObject, records, remove } = sandbox.salesforce;
		createObject('Visit__c', 'Visit', 'Visits');
		await outcome(only('Visit__c', field('TextArea')));
		const set = { Name: 'Visits', Label: 'Visits' };
		const ParentId = create('PermissionSet', set);
		create('FieldPermissions', {
			ParentId,
			SobjectType: 'Visit__c',
			Field: 'Visit__c.Note__c',
			PermissionsRead: true,
			PermissionsEdit: true,
		});
		const [{ Id: AssigneeId }] = records('User');
		create('PermissionSetAssignment', { AssigneeId, PermissionSetId: ParentId });
		const visitId = create('Visit__c', { Name: 'One', Note__c: 'a note' });
		const long = only(
			'Visit__c',
			field('LongTextArea', '<length>32768</length><visibleLines>3</visibleLines>'),
		);
		expect(await problems(long)).toEqual(['Cannot change type due to existing data']);
		remove(visitId);
		expect(await problems(long)).toEqual([]);
	});

	it('installs nothing when a component has a fault, and says where it is', async () => {
		const files = visit(field('Text'));
		const result = await outcome(zipOf('Visit__c', files));
		expect(result).toMatchObject({
			status: 'Failed',
			success: false,
			numberComponentErrors: 1,
			details: {
				componentFailures: [
					{
						componentType: 'CustomField',
						fullName: 'Visit__c.Note__c',
						fileName: 'objects/Visit__c.object',
						problemType: 'Error',
						problem: expect.stringContaining('<length>'),
						lineNumber: 1,
						success: false,
					},
				],
			},
		});
		const retry = await outcome(zipOf('Visit__c', visit(TEXT)), { checkOnly: true });
		const isNew = retry.details?.componentSuccesses.map(({ created }) => created);
		expect(isNew).toEqual([true, true, false]);
		const real = await outcome(zipOf('Visit__c', visit(TEXT)));
		expect(real.details?.componentSuccesses.map(({ created }) => created)).toEqual(isNew);
	});

	it('installs what it can when it is not to be rolled back', async () => {
		const both = visit(TEXT, field('Text').replace('Note__c', 'Other__c'));
		const result = await outcome(zipOf('Visit__c', both), { rollbackOnError: false });
		expect(result).toMatchObject({ status: 'SucceededPartial', numberComponentErrors: 1 });
		const next = await outcome(zipOf('Visit__c', visit(TEXT)));
		expect(next.details?.componentSuccesses.map(({ changed }) => changed)).toContain(false);
	});

	it('refuses to change a field into what it cannot become', async () => {
		const lookup = field('Lookup', '<referenceTo>Contact</referenceTo>');
		const access =
			`${HEAD}<PermissionSet ${XMLNS}><label>Visits</label><objectPermissions><allowCreate>true</allowCreate>` +
			'<allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>' +
			'false</modifyAllRecords><object>Visit__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>' +
			'<fieldPermissions><editable>true</editable><field>Visit__c.Note__c</field><readable>true</readable>' +
			'</fieldPermissions></PermissionSet>';
		const list = `${HEAD}<Package ${XMLNS}><types><members>*</members><name>CustomObject</name></types><types><members>*</members><name>PermissionSet</name></types><version>59.0</version></Package>`;
		const files = {
			...visit(TEXT),
			'permissionsets/Visits.permissionset': access,
			'package.xml': list,
		};
		expect(await problems(zipOf('Visit__c', files))).toEqual([]);
		expect(await problems(zipOf('Visit__c', visit(lookup)))).toEqual([
			'Cannot update a field to a Lookup, MasterDetail, or Hierarchy from something else',
		]);

		const [{ Id: PermissionSetId }] = sandbox.salesforce.records('PermissionSet');
		const [{ Id: AssigneeId }] = sandbox.salesforce.records('User');
		sandbox.salesforce.create('PermissionSetAssignment', { AssigneeId, PermissionSetId });
		sandbox.salesforce.create('Visit__c', { Name: 'One', Note__c: 'a note' });
		const date = zipOf('Visit__c', visit(field('Date')));
		expect(await problems(date)).toEqual(['Cannot change type due to existing data']);
		sandbox.salesforce.remove(String(sandbox.salesforce.records('Visit__c')[0].Id));
		expect(await problems(date)).toEqual([]);
	});

	it('takes the package from a folder of the zip, and fails without a package.xml', async () => {
		const inFolder = zipSync({
			pkg: { 'package.xml': strToU8(`${HEAD}<Package ${XMLNS}><version>59.0</version></Package>`) },
		});
		expect(await outcome(inFolder, { singlePackage: false })).toMatchObject({
			status: 'Succeeded',
		});
		for (const zip of [inFolder, strToU8('no zip at all')]) {
			expect(await outcome(zip)).toMatchObject({
				status: 'Failed',
				errorMessage: expect.stringMatching(/package\.xml|zip file/),
			});
		}
	});

	it('says that it cannot delete components, and does nothing of such a deploy', async () => {
		const files = { ...visit(TEXT), 'destructiveChanges.xml': '<Package/>' };
		expect(await outcome(zipOf('Visit__c', files))).toMatchObject({
			status: 'Failed',
			errorMessage: expect.stringContaining('sandbox does not support destructive changes'),
		});
		const again = await outcome(zipOf('Visit__c', visit(TEXT)));
		expect(again.details?.componentSuccesses.map(({ created }) => created)).toContain(true);
	});
});
