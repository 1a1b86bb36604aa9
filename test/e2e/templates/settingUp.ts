import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { N8N_VERSIONS } from '../../../scripts/lib/installation';
import { itemsOf, RUNNING, type Ended, type Workplace } from '../../support/workplace';
import { aimAt, inOtherOrg } from './otherOrg';

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
		const DEPLOY = 'metadata/deployRequest';
		const EVERYTHING = [DEPLOY, 'sobjects/PermissionSetAssignment', DEPLOY];

		it(
			'gives an empty org the object, and the person the permission to see it',
			async () => {
				expect(await described(place.sandbox)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				const rows = rowsOf(await succeed(SET_UP));
				expect(rows).toEqual(
					expect.arrayContaining([
						'Object Call Analysis: Added',
						'Permission set Call Analysis Integration: Assigned to you',
						'Dashboard Call Analyses: Added',
					]),
				);
				expect(rows[0]).toBe(`Salesforce address: ${place.sandbox.salesforce.url}`);
				expect(changes(place.sandbox)).toEqual(EVERYTHING);
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
					`Salesforce address: ${place.sandbox.salesforce.url}`,
					'Call Analysis: Is complete: nothing to change',
					'Reports and pages: Are there: nothing to change',
				]);
				expect(changes(place.sandbox)).toHaveLength(before);
			},
			RUNNING,
		);

		it(
			'tells a person who may not deploy whom to ask',
			async () => {
				await inOtherOrg(
					place,
					{ salesforceOrg: 'empty', salesforceDeploys: false },
					[{ template: '0. Set up Salesforce', name: 'strict-org' }],
					async (org) => {
						const { status, data } = await run('strict-org');
						expect(status).toBe('error');
						const { message, description } = data.resultData.error ?? {};
						expect(message).toContain('Salesforce does not let this user set it up: ');
						expect(description).toMatch(/^Ask a Salesforce administrator: .*call-analysis\.zip/);
						expect(changes(org)).toEqual([DEPLOY]);
					},
				);
			},
			RUNNING,
		);

		// In n8n 1, an HTTP Request node cannot use the JWT credential.
		const withJwt = place.options.version === N8N_VERSIONS[0] ? it : it.skip;
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
						aimAt(workflow, place.sandbox, org);
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
