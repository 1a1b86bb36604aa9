import { packageFiles } from '../../salesforce/package';
import type { Sandbox } from '../../sandbox';
import { readMetadata } from '../../salesforce/checker';
import { type Created, salesforce, startSandbox } from './client';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

const OBJECT = 'Call_Analysis__c';

describe('The setup of the Salesforce sandbox by JSON', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'empty' });
		sandbox.salesforce.createObject(OBJECT, 'Call Analysis', 'Call Analyses');
	});
	afterEach(async () => await sandbox.close());

	const post = async <Body = Created>(path: string, body: unknown) =>
		await salesforce<Body>(sandbox, 'POST', path, body);
	const createField = async (FullName: string, Metadata: object) =>
		await post<Created & Errors>('/tooling/sobjects/CustomField', { FullName, Metadata });
	const create = async (object: string, fields: object) =>
		(await post(`/sobjects/${object}`, fields)).body.id;
	const refusal = async (object: string, fields: object) =>
		(await post<Errors>(`/sobjects/${object}`, fields)).body[0];
	const CSAT = { label: 'CSAT', type: 'Number', precision: 5, scale: 2 };

	it('begins with an object that has a name and nothing more', async () => {
		const { body } = await post<Errors>(`/sobjects/${OBJECT}`, { Name: 'One', CSAT__c: 1 });
		expect(body[0].errorCode).toBe('INVALID_FIELD');
		expect((await post(`/sobjects/${OBJECT}`, { Name: 'One' })).status).toBe(201);
	});

	it('creates a field that is seen once a permission set of the user shows it', async () => {
		const answer = await createField(`${OBJECT}.CSAT__c`, CSAT);
		expect(answer).toEqual({
			status: 201,
			body: {
				id: expect.stringMatching(/^00N\w{15}$/),
				success: true,
				errors: [],
				warnings: [],
				infos: [],
			},
		});
		const write = async () =>
			(await post(`/sobjects/${OBJECT}`, { Name: 'One', CSAT__c: 4.5 })).status;
		expect(await write()).toBe(400);

		const ParentId = await create('PermissionSet', { Name: 'Calls', Label: 'Calls' });
		await create('FieldPermissions', {
			ParentId,
			SobjectType: OBJECT,
			Field: `${OBJECT}.CSAT__c`,
			PermissionsRead: true,
			PermissionsEdit: true,
		});
		const [{ Id: AssigneeId }] = sandbox.salesforce.records('User');
		await create('PermissionSetAssignment', { AssigneeId, PermissionSetId: ParentId });
		expect(await write()).toBe(201);
	});

	it('takes every field of the package as JSON', async () => {
		const { components } = readMetadata(packageFiles());
		const fields = components.filter(
			({ type, fullName }) => type === 'CustomField' && fullName.startsWith(OBJECT),
		);
		for (const { fullName, body } of fields) {
			const metadata: unknown = JSON.parse(
				// An object that was made by hand keeps no history.
				JSON.stringify({ ...body, trackHistory: 'false' }).replaceAll('"fullName"', '"valueName"'),
			);
			expect(await createField(fullName, metadata as object)).toMatchObject({ status: 201 });
		}
	});

	it.each([
		[`${OBJECT}.Note__c`, { label: 'Note', type: 'Text' }, 'needs <length>'],
		[`${OBJECT}.Note__c`, { ...CSAT, color: 'red' }, '<color> is not an element'],
		[`${OBJECT}.Note__c`, { ...CSAT, type: 'Color' }, '<type> cannot be'],
		[`${OBJECT}.Note`, CSAT, 'custom field'],
		['Nothing__c.Note__c', CSAT, "no object 'Nothing__c'"],
		[
			`${OBJECT}.Note__c`,
			{ label: 'Note', type: 'Lookup', referenceTo: 'Nothing__c' },
			'Nothing__c',
		],
	])('refuses the field %s of %j', async (name, metadata, words) => {
		expect(await createField(name, metadata)).toMatchObject({
			status: 400,
			body: [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', message: expect.stringContaining(words) }],
		});
	});

	it('refuses a second field of the same name, and one without metadata', async () => {
		await createField(`${OBJECT}.CSAT__c`, CSAT);
		expect((await createField(`${OBJECT}.CSAT__c`, CSAT)).body).toMatchObject([
			{ errorCode: 'DUPLICATE_DEVELOPER_NAME' },
		]);
		const bare = await post<Errors>('/tooling/sobjects/CustomField', { FullName: 'A__c.B__c' });
		expect(bare.body).toMatchObject([
			{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Metadata'] },
		]);
	});

	it('cannot create an object', async () => {
		expect(await post<Errors>('/tooling/sobjects/CustomObject', {})).toMatchObject({ status: 501 });
	});

	it('tells the settings and the validation rules of an object to the Tooling API, and answers no other query there', async () => {
		const settings = `SELECT QualifiedApiName, IsReportingEnabled, IsActivityTrackable, IsSearchable, IsFieldHistoryTracked, (SELECT ValidationName, Active FROM ValidationRules) FROM EntityDefinition WHERE QualifiedApiName IN ('${OBJECT}', 'Nothing__c')`;
		const ask = async (org: Sandbox, query: string) =>
			await salesforce(org, 'GET', `/tooling/query?q=${encodeURIComponent(query)}`);
		const byHand = { QualifiedApiName: OBJECT, IsReportingEnabled: false, ValidationRules: null };
		expect((await ask(sandbox, settings)).body).toMatchObject({ totalSize: 1, records: [byHand] });
		const complete = await startSandbox();
		const deployed = {
			QualifiedApiName: OBJECT,
			IsReportingEnabled: true,
			IsActivityTrackable: true,
			IsSearchable: true,
			IsFieldHistoryTracked: true,
			ValidationRules: {
				done: true,
				records: [
					{ ValidationName: 'Handled_Once', Active: true },
					{ ValidationName: 'Recording_ID_Needed', Active: true },
				],
			},
		};
		expect((await ask(complete, settings)).body).toMatchObject({ done: true, records: [deployed] });
		const folder = encodeURIComponent(
			"SELECT DeveloperName FROM Folder WHERE DeveloperName = 'Call_Analyses' AND Type = 'Report'",
		);
		expect((await salesforce(complete, 'GET', `/query?q=${folder}`)).body).toMatchObject({
			records: [{ DeveloperName: 'Call_Analyses' }],
		});
		await complete.close();
		expect((await ask(sandbox, 'SELECT Id FROM CustomField')).status).toBe(501);
	});

	it('assigns a permission set once', async () => {
		const PermissionSetId = await create('PermissionSet', { Name: 'Calls', Label: 'Calls' });
		const [{ Id: AssigneeId }] = sandbox.salesforce.records('User');
		await create('PermissionSetAssignment', { AssigneeId, PermissionSetId });
		expect(await refusal('PermissionSetAssignment', { AssigneeId, PermissionSetId })).toEqual({
			errorCode: 'DUPLICATE_VALUE',
			message:
				`Duplicate PermissionSetAssignment. Assignee: ${String(AssigneeId).slice(0, 15)}; ` +
				`Permission Set: ${PermissionSetId.slice(0, 15)}`,
			fields: [],
		});
		expect(await refusal('PermissionSet', { Name: 'Calls', Label: 'Again' })).toMatchObject({
			errorCode: 'DUPLICATE_VALUE',
		});
	});

	it('refuses permissions that make no sense', async () => {
		await createField(`${OBJECT}.Note__c`, { ...CSAT, required: true });
		await createField(`${OBJECT}.CSAT__c`, CSAT);
		const ParentId = await create('PermissionSet', { Name: 'Calls', Label: 'Calls' });
		const field = (name: string, more = {}) => ({
			ParentId,
			SobjectType: OBJECT,
			Field: `${OBJECT}.${name}`,
			PermissionsRead: true,
			...more,
		});
		for (const name of ['Note__c', 'Name', 'Nothing__c']) {
			expect(await refusal('FieldPermissions', field(name))).toEqual({
				errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
				message: `Field Name: bad value for restricted picklist field: ${OBJECT}.${name}`,
				fields: ['Field'],
			});
		}
		const edit = field('CSAT__c', { PermissionsRead: false, PermissionsEdit: true });
		expect(await refusal('FieldPermissions', edit)).toMatchObject({
			errorCode: 'FIELD_INTEGRITY_EXCEPTION',
			message: `Permission Edit ${OBJECT}.CSAT__c depends on permission(s): Read ${OBJECT}.CSAT__c`,
		});
		expect(
			await refusal('FieldPermissions', field('CSAT__c', { PermissionsRead: false })),
		).toMatchObject({ errorCode: 'FIELD_INTEGRITY_EXCEPTION' });
		await create('FieldPermissions', field('CSAT__c'));
		expect(await refusal('FieldPermissions', field('CSAT__c'))).toMatchObject({
			errorCode: 'DUPLICATE_VALUE',
		});
		expect(
			await refusal('ObjectPermissions', { ParentId, SobjectType: 'X__c', PermissionsRead: true }),
		).toMatchObject({ fields: ['SobjectType'] });
	});
});
