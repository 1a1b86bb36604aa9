import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';
import { N8N_VERSIONS } from '../../../scripts/lib/installation';
import { nodeOf, type Imported } from '../../support/variants';
import { itemsOf, RUNNING, type Ended, type Workplace } from '../../support/workplace';

const SET_UP = 'set-up-salesforce';
const OBJECT = 'Call_Analysis__c';

/** What the template that sets Salesforce up has to do. */
export function settingUp(place: Workplace): void {
	const { run, succeed, variant } = place;

	describe('the template that sets Salesforce up', () => {
		const changes = ({ salesforce }: Sandbox) =>
			salesforce
				.requests()
				.filter(({ method, path }) => method !== 'GET' && !path.includes('oauth2'))
				.map(({ path }) => path.slice(path.indexOf('/v59.0/') + 7));
		const described = async ({ salesforce }: Sandbox) => {
			const url = `${salesforce.url}/services/data/v59.0/sobjects/${OBJECT}/describe`;
			const headers = { authorization: `Bearer ${salesforce.accessToken}` };
			return (await (await fetch(url, { headers })).json()) as IDataObject;
		};
		const rowsOf = (ended: Ended) =>
			itemsOf(ended, 'Done').map(({ json: { part, change } }) => `${part}: ${change}`);
		const DEPLOYED_AND_ASSIGNED = ['metadata/deployRequest', 'sobjects/PermissionSetAssignment'];

		/** Runs a variant of the template in another org, to which the credential of the stage is connected. */
		const inOrg = async (
			options: SandboxOptions,
			id: string,
			use: (org: Sandbox) => Promise<void>,
			change: (workflow: Imported) => void = () => {},
		) => {
			const org = await startSandbox(options);
			try {
				await place.connect(org);
				await variant('0. Set up Salesforce', id, (workflow) => {
					const text = JSON.stringify(workflow.nodes);
					const { url } = org.salesforce;
					workflow.nodes = JSON.parse(
						text.replaceAll(place.sandbox.salesforce.url, url),
					) as Imported['nodes'];
					change(workflow);
				});
				await use(org);
			} finally {
				await place.connect(place.sandbox);
				await org.close();
			}
		};
		/** What a person enters in *Settings*. */
		const setting = (workflow: Imported, name: string, value: boolean) => {
			const { assignments } = nodeOf(workflow, 'Settings').parameters.assignments as {
				assignments: Array<{ name: string; value: unknown }>;
			};
			for (const field of assignments) if (field.name === name) field.value = value;
		};

		it(
			'shows what it would do, a row for each change, and does nothing of it when it is only to check',
			async () => {
				await inOrg(
					{ salesforceOrg: 'empty' },
					'only-check',
					async (org) => {
						const rows = rowsOf(await succeed('only-check'));
						expect(rows).toEqual(
							expect.arrayContaining([
								'Object Call Analysis: Will be added',
								'Field Match: Will be added',
								'Validation rule Handled Once: Will be added',
								'Permission set Call Analysis: Will be assigned to you',
							]),
						);
						expect(changes(org)).toEqual([]);
					},
					(workflow) => setting(workflow, 'only_check', true),
				);
			},
			RUNNING,
		);

		it(
			'gives an empty org the object, and the person the permission to see it',
			async () => {
				expect(await described(place.sandbox)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				const rows = rowsOf(await succeed(SET_UP));
				expect(rows).toEqual(
					expect.arrayContaining([
						'Object Call Analysis: Added',
						'Permission set Call Analysis: Assigned to you',
					]),
				);
				expect(rows.at(-1)).toBe(`Salesforce address: ${place.sandbox.salesforce.url}`);
				expect(changes(place.sandbox)).toEqual(DEPLOYED_AND_ASSIGNED);
				// The same as the package itself gives.
				const complete = await startSandbox();
				expect(await described(place.sandbox)).toEqual(await described(complete));
				await complete.close();
			},
			RUNNING,
		);

		it(
			'changes nothing when it is run again',
			async () => {
				const before = changes(place.sandbox).length;
				expect(rowsOf(await succeed(SET_UP))).toEqual([
					'Call Analysis: Is complete: nothing to change',
					`Salesforce address: ${place.sandbox.salesforce.url}`,
				]);
				expect(changes(place.sandbox)).toHaveLength(before);
			},
			RUNNING,
		);

		it(
			'adds what is missing to what an administrator has changed, and leaves the rest as it is',
			async () => {
				await inOrg({}, 'changed-org', async (org) => {
					const { create, records, remove, removeField } = org.salesforce;
					removeField(OBJECT, 'Match__c');
					const [{ Id: ParentId }] = records('PermissionSet');
					const permits = (field: string) =>
						records('FieldPermissions').filter(({ Field }) => Field === field);
					for (const field of [`${OBJECT}.Match__c`, `${OBJECT}.CSAT_Reason__c`]) {
						remove(String(permits(field)[0].Id));
					}
					const more = { ParentId, SobjectType: 'Contact', PermissionsRead: true };
					create('ObjectPermissions', more);
					const permissions = { ParentId, SobjectType: OBJECT, PermissionsRead: true };
					create('FieldPermissions', { ...permissions, Field: `${OBJECT}.CSAT_Reason__c` });

					expect(rowsOf(await succeed('changed-org')).slice(0, 2)).toEqual([
						'Field Match: Added',
						'Permission set Call Analysis: Allowed to edit CSAT Reason, Match',
					]);
					expect(changes(org)).toEqual(['metadata/deployRequest']);
					expect(permits(`${OBJECT}.Match__c`)).toMatchObject([{ PermissionsEdit: true }]);
					expect(records('ObjectPermissions')).toContainEqual(expect.objectContaining(more));
					expect(rowsOf(await succeed('changed-org'))[0]).toContain('Is complete');
				});
			},
			RUNNING,
		);

		it(
			'completes an object that was made by hand as the guide says, and tells what a person has to change',
			async () => {
				await inOrg({ salesforceOrg: 'empty' }, 'by-hand', async (org) => {
					const { create, createObject, records, setField } = org.salesforce;
					createObject(OBJECT, 'Call Analysis', 'Call Analyses');
					const [{ Id: ParentId }] = records('PermissionSet');
					for (const [name, type, length] of [
						['Summary_c__c', 'textarea', 255],
						['Agent_Actions_c__c', 'textarea', 131072],
						['Job_Id__c', 'string', 64],
					] as const) {
						setField(OBJECT, { name, label: name, type, length });
						create('FieldPermissions', {
							ParentId,
							SobjectType: OBJECT,
							Field: `${OBJECT}.${name}`,
							PermissionsRead: true,
							PermissionsEdit: true,
						});
					}
					create(OBJECT, { Name: 'Before', Summary_c__c: 'As it was.' });

					const rows = rowsOf(await succeed('by-hand'));
					const told = [
						'Object Call Analysis: Stays without activities, so tasks cannot be about a call',
						'Field Summary: Stays as it is: Text Area, where Text Area (Long) is needed',
					];
					expect(rows).toEqual(
						expect.arrayContaining([
							...told,
							'Field Job ID: Made unique and an external ID',
							'Field Match: Added',
							'Permission set Call Analysis: Assigned to you',
						]),
					);
					expect(rows).not.toContain('Field Agent Actions: Added');
					expect(changes(org)).toEqual(DEPLOYED_AND_ASSIGNED);
					expect(records(OBJECT)).toMatchObject([{ Name: 'Before', Summary_c__c: 'As it was.' }]);

					const again = rowsOf(await succeed('by-hand'));
					expect(again.slice(0, -1)).toEqual(told);
					expect(changes(org)).toEqual(DEPLOYED_AND_ASSIGNED);
				});
			},
			RUNNING,
		);

		it(
			'tells what Salesforce objects to, in Salesforce’s own words, and leaves the org as it was',
			async () => {
				await inOrg(
					{ salesforceOrg: 'empty' },
					'faulty',
					async (org) => {
						const { status, data } = await run('faulty');
						expect(status).toBe('error');
						const { message, description } = data.resultData.error ?? {};
						expect(message).toContain('Salesforce refused the set-up, and nothing was changed.');
						expect(message).toContain(`${OBJECT}.Account__c: There is no object '${OBJECT}'.`);
						expect(description).toContain('run the workflow again');
						expect(await described(org)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
						expect(changes(org)).toEqual(['metadata/deployRequest']);
					},
					// As if there were an object, so that the package has only its fields.
					(workflow) => {
						nodeOf(workflow, 'Get Set-Up Package').parameters.describe = '{ "fields": [] }';
					},
				);
			},
			RUNNING,
		);

		it(
			'tells a person who may not deploy whom to ask',
			async () => {
				await inOrg(
					{ salesforceOrg: 'empty', salesforceDeploys: false },
					'strict-org',
					async (org) => {
						const { status, data } = await run('strict-org');
						expect(status).toBe('error');
						const { message, description } = data.resultData.error ?? {};
						expect(message).toContain('Salesforce does not let this user set it up: use of the');
						expect(description).toMatch(/^Ask a Salesforce administrator: .*call-analysis\.zip/);
						expect(changes(org)).toEqual(['metadata/deployRequest']);
					},
				);
			},
			RUNNING,
		);

		// In n8n 1, an HTTP Request node cannot use the JWT credential.
		const withJwt = place.version === N8N_VERSIONS[0] ? it : it.skip;
		withJwt(
			'works with a Salesforce JWT credential as well',
			async () => {
				const name = 'Salesforce JWT';
				let data: IDataObject = {};
				let id = '';
				const org = await startSandbox({ salesforceOrg: 'empty' });
				try {
					const { jwt, url } = org.salesforce;
					data = { environment: 'production', ...jwt, myDomainUrl: url };
					id = await place.editor.createCredential({ name, type: 'salesforceJwtApi', data });
					await variant('0. Set up Salesforce', 'with-jwt', (workflow) => {
						const text = JSON.stringify(workflow.nodes);
						workflow.nodes = JSON.parse(
							text.replaceAll(place.sandbox.salesforce.url, url),
						) as Imported['nodes'];
						for (const node of workflow.nodes) {
							if (!node.credentials || !('salesforceOAuth2Api' in Object(node.credentials)))
								continue;
							node.credentials = { salesforceJwtApi: { id, name } };
							const isRequest = node.type === 'n8n-nodes-base.httpRequest';
							if (isRequest) node.parameters.nodeCredentialType = 'salesforceJwtApi';
							else node.parameters.authentication = 'jwt';
						}
					});
					expect(rowsOf(await succeed('with-jwt'))).toContain('Object Call Analysis: Added');
				} finally {
					await org.close();
				}
			},
			RUNNING,
		);
	});
}
