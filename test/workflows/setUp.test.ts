import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { ALL_BOXES, makeObjectByHand } from '../support/objectByHand';
import { begin, loadNodes, named, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const OBJECT = 'Call_Analysis__c';
const template = named('set-up-salesforce.json');

let org: Sandbox;

beforeAll(loadNodes, INSTALLING);
afterEach(async () => await org.close());

const start = async (options: SandboxOptions = {}) => {
	org = await startSandbox({ salesforceOrg: 'empty', ...options });
};

interface SetField {
	name: string;
	value: unknown;
}

/** What a person enters in *Settings*, beside the address of the sandbox. */
const entering =
	(entries: IDataObject = {}, change: Change = (node) => node): Change =>
	(node) => {
		if (node.name !== 'Settings') return change(node);
		const settings = structuredClone(node.parameters) as unknown as {
			assignments: { assignments: SetField[] };
		};
		const values: IDataObject = { ...entries, login_address: org.salesforce.url };
		for (const field of settings.assignments.assignments) {
			if (field.name in values) field.value = values[field.name];
		}
		return { ...node, parameters: settings as unknown as INode['parameters'] };
	};

/** Executes the template. */
async function setUp(change: Change = entering()) {
	const ended = await begin(template, org, { change }).run;
	const rows = (ended.data.resultData.runData.Done?.[0]?.data?.main[0] ?? []).map(
		({ json }) => json as { part: string; change: string; to_do: string | null },
	);
	return {
		error: ended.data.resultData.error,
		rows,
		told: rows.map((row) => `${row.part}: ${row.change}`),
	};
}

/** The changes that Salesforce was asked for. */
const requests = () =>
	org.salesforce
		.requests()
		.filter(({ method, path }) => method !== 'GET' && !path.includes('oauth2'))
		.map(({ path }) => path.slice(path.indexOf('/v59.0/') + 7));
const DEPLOY = 'metadata/deployRequest';
const ASSIGN = 'sobjects/PermissionSetAssignment';

const described = async ({ salesforce: { url, accessToken } } = org) => {
	const answer = await fetch(`${url}/services/data/v59.0/sobjects/${OBJECT}/describe`, {
		headers: { authorization: `Bearer ${accessToken}` },
	});
	return (await answer.json()) as IDataObject;
};
const isAssigned = () => {
	const { records } = org.salesforce;
	const set = records('PermissionSet').find(({ Name }) => Name === 'Call_Analysis_Integration');
	return records('PermissionSetAssignment').some(
		({ PermissionSetId }) => PermissionSetId === set?.Id,
	);
};

describe('The template that sets Salesforce up', () => {
	it('gives an empty org what is needed, the person the permission set, and then the reports; a second run changes nothing', async () => {
		await start();
		const { told } = await setUp();
		expect(told).toEqual(
			expect.arrayContaining([
				'Object Call Analysis: Added',
				'Object Call Topic: Added',
				'Permission set Call Analysis Viewer: Added',
				'Permission set Call Analysis Integration: Assigned to you',
				'Dashboard Call Analyses: Added',
				'App Call Analysis: Added',
			]),
		);
		// What is left to do comes first.
		expect(told[0]).toBe(`Salesforce address: ${org.salesforce.url}`);
		expect(requests()).toEqual([DEPLOY, ASSIGN, DEPLOY]);
		expect(isAssigned()).toBe(true);
		// The same as the package itself gives.
		const complete = await startSandbox();
		expect(await described()).toEqual(await described(complete));
		await complete.close();

		expect((await setUp()).told).toEqual([
			`Salesforce address: ${org.salesforce.url}`,
			'Call Analysis: Is complete: nothing to change',
			'Reports and pages: Are there: nothing to change',
		]);
		expect(requests()).toHaveLength(3);
	});

	it('shows what it would do, and does nothing of it, when it is only to check', async () => {
		await start();
		const { told } = await setUp(entering({ only_check: true }));
		expect(told).toEqual(
			expect.arrayContaining([
				'Object Call Analysis: Will be added',
				'Permission set Call Analysis Integration: Will be assigned to you',
				'Dashboard Call Analyses: Will be added',
			]),
		);
		expect(requests()).toEqual([]);
	});

	it('leaves reports and pages out where they are not wanted, and adds them when they are', async () => {
		await start();
		expect((await setUp(entering({ reports_and_pages: false }))).told).toContain(
			'Reports and pages: Are left out, because they are not wanted',
		);
		expect(requests()).toEqual([DEPLOY, ASSIGN]);
		const { told } = await setUp();
		expect(told).toEqual(
			expect.arrayContaining([
				'Call Analysis: Is complete: nothing to change',
				'Dashboard Call Analyses: Added',
			]),
		);
		expect(requests()).toEqual([DEPLOY, ASSIGN, DEPLOY]);
	});

	it('completes an object that was made by hand as the guide says, keeps its records, and tells what a person has to do', async () => {
		await start();
		const { create, records, remove } = org.salesforce;
		makeObjectByHand(org.salesforce, {
			Summary_c__c: ['textarea', 255],
			Agent_Actions_c__c: ['textarea', 255],
			Job_Id__c: ['string', 64],
		});
		create(OBJECT, { Name: 'Before', Summary_c__c: 'As it was.', Job_Id__c: 'one' });
		const second = create(OBJECT, { Name: 'Again', Job_Id__c: 'one' });
		const byHand = [
			'Object Call Analysis: Stays without activities, so tasks cannot be about a call',
			'Object Call Analysis: Stays without search, so nobody finds a call by its words',
			'Object Call Analysis: Stays without history, so nobody sees who changed a status',
			'Field Agent Actions: Stays as it is: Text Area, where Text Area (Long) is needed',
			'Field Summary: Stays as it is: Text Area, where Text Area (Long) is needed',
		];
		const reports =
			'Reports and pages: Are left out, because the object Call Analysis does not allow reports';

		const first = await setUp(entering({ only_check: true }));
		expect(first.told).toEqual(expect.arrayContaining([...byHand, reports]));
		expect(requests()).toEqual([]);

		const { error } = await setUp();
		expect(error?.message).toContain('nothing was changed. Call_Analysis__c.Job_Id__c: Duplicate');
		expect(error?.description).toContain('Field Job ID: Only where Salesforce refuses it');
		expect(error?.description).toContain('empty the field in all of them but one');
		remove(second);

		const { told, rows } = await setUp();
		expect(told).toEqual(
			expect.arrayContaining([
				...byHand,
				'Field Job ID: Made unique and an external ID',
				'Field Match: Added',
				'Object Call Topic: Added',
				'Permission set Call Analysis Integration: Assigned to you',
				reports,
			]),
		);
		for (const row of rows.filter(({ change }) => /^(Stays|Are left out)/.test(change))) {
			expect(row.to_do).toContain('In Salesforce: Setup > Object Manager > Call Analysis >');
		}
		expect(requests()).toEqual([DEPLOY, DEPLOY, ASSIGN]);
		expect(records(OBJECT)).toMatchObject([{ Name: 'Before', Summary_c__c: 'As it was.' }]);

		const again = await setUp();
		expect(again.told.sort()).toEqual(
			[...byHand, reports, `Salesforce address: ${org.salesforce.url}`].sort(),
		);
		expect(again.rows.filter(({ to_do: toDo }) => toDo === '-')).toEqual([]);
		expect(requests()).toEqual([DEPLOY, DEPLOY, ASSIGN]);
	});

	it('adds everything to an object that was made by hand and allows it', async () => {
		await start();
		makeObjectByHand(org.salesforce, {}, ALL_BOXES);
		const { told } = await setUp();
		expect(told).toEqual(
			expect.arrayContaining(['Field Agent: Added', 'App Call Analysis: Added']),
		);
		expect(told.filter((row) => row.includes('Stays'))).toEqual([
			'Page layout Call Analysis Layout: Stays as it is',
		]);
		expect(requests()).toEqual([DEPLOY, ASSIGN, DEPLOY]);
	});

	it('adds what is missing to what an administrator has changed, and leaves the rest as it is', async () => {
		await start({ salesforceOrg: undefined });
		const { create, records, remove, removeField } = org.salesforce;
		removeField(OBJECT, 'Match__c');
		const set = records('PermissionSet').find(({ Name }) => Name === 'Call_Analysis_Integration');
		const ParentId = String(set?.Id);
		const permits = (field: string) =>
			records('FieldPermissions').filter(
				(row) => row.ParentId === ParentId && row.Field === `${OBJECT}.${field}`,
			);
		for (const { Id, Field } of records('FieldPermissions')) {
			if (Field === `${OBJECT}.Match__c`) remove(String(Id));
		}
		remove(String(permits('CSAT_Reason__c')[0].Id));
		create('FieldPermissions', {
			ParentId,
			SobjectType: OBJECT,
			Field: `${OBJECT}.CSAT_Reason__c`,
			PermissionsRead: true,
		});

		const { told, rows } = await setUp();
		const leftToDo = rows.map(({ to_do: toDo }) => toDo !== '-');
		expect(leftToDo).toEqual([...leftToDo].sort().reverse());
		expect(told.slice(leftToDo.indexOf(false)).slice(0, 4)).toEqual([
			'Field Match: Added',
			'Permission set Call Analysis Integration: Allowed to edit CSAT Reason, Match',
			'Permission set Call Analysis Manager: Allowed to edit Match',
			'Permission set Call Analysis Viewer: Allowed to read Match',
		]);
		expect(requests()).toEqual([DEPLOY]);
		expect(permits('Match__c')).toMatchObject([{ PermissionsEdit: true }]);
		expect((await setUp()).told).toContain('Call Analysis: Is complete: nothing to change');
	});

	it('works for a user with another language', async () => {
		await start();
		org.salesforce.speak('de');
		expect((await setUp()).told).toContain(
			'Permission set Call Analysis Integration: Assigned to you',
		);
		expect((await setUp()).told).toContain('Call Analysis: Is complete: nothing to change');
	});

	it('tells a person who may not deploy whom to ask, and changes nothing', async () => {
		await start({ salesforceDeploys: false });
		const { error } = await setUp();
		expect(error?.message).toContain('Salesforce does not let this user set it up: ');
		expect(error?.description).toMatch(/^Ask a Salesforce administrator: .*call-analysis\.zip/);
		expect(requests()).toEqual([DEPLOY]);
	});

	it('tells what Salesforce objects to, and goes no further, when what is needed is refused', async () => {
		await start();
		// As if there were an object, so that the package has only its fields.
		const { error } = await setUp(
			entering({}, (node) =>
				node.name === 'Get Set-Up Package'
					? { ...node, parameters: { ...node.parameters, describe: '{ "fields": [] }' } }
					: node,
			),
		);
		expect(error?.message).toContain('Salesforce refused the set-up, and nothing was changed.');
		expect(error?.message).toContain(`${OBJECT}.Account__c: There is no object '${OBJECT}'.`);
		expect(error?.description).toContain('run the workflow again');
		expect(await described()).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
		expect(requests()).toEqual([DEPLOY]);
	});

	it('tells why reports and pages are refused, and leaves the rest as it is', async () => {
		await start({ salesforceOrg: undefined });
		const complete = await described();
		await org.close();
		await start();
		// As if all the rest were there, so that the reports are about nothing.
		const asComplete: Change = (node) =>
			node.name === 'Get Set-Up Package'
				? {
						...node,
						parameters: {
							...node.parameters,
							describe: JSON.stringify(complete),
							objectSettings: '{"errorCode":"INSUFFICIENT_ACCESS"}',
							permissions: '{"errorCode":"INSUFFICIENT_ACCESS"}',
						},
					}
				: node;
		const { rows, error } = await setUp(entering({}, asComplete));
		expect(error).toBeUndefined();
		const [refused, ...others] = rows.slice(rows.findIndex(({ part }) => /^Reports/.test(part)));
		expect(others[0].to_do).toBe(refused.to_do);
		expect(refused).toMatchObject({
			change: expect.stringContaining('Are refused by Salesforce, and none was added'),
			to_do: expect.stringContaining('call-analysis-reports.zip'),
		});
		expect(others[0].change).toContain('Refused by Salesforce: ');
		expect(requests()).toEqual([DEPLOY]);
	});
});
