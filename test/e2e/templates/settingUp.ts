import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { N8N_VERSIONS } from '../../../scripts/lib/installation';
import type { Imported } from '../../support/variants';
import { RUNNING, type Workplace } from '../../support/workplace';

const SET_UP = 'set-up-salesforce';

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
			const url = `${salesforce.url}/services/data/v59.0/sobjects/Call_Analysis__c/describe`;
			const headers = { authorization: `Bearer ${salesforce.accessToken}` };
			return (await (await fetch(url, { headers })).json()) as IDataObject;
		};

		it(
			'gives an empty org the object, and the person the permission to see it',
			async () => {
				expect(await described(place.sandbox)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				expect((await succeed(SET_UP)).text).toContain('Call Analysis is ready, with 25 fields.');
				expect(changes(place.sandbox)).toEqual([
					'metadata/deployRequest',
					'sobjects/PermissionSetAssignment',
				]);
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
				expect((await succeed(SET_UP)).text).toContain('nothing was changed');
				expect(changes(place.sandbox)).toHaveLength(before);
			},
			RUNNING,
		);

		/** Lets the credential of the place.stage, and a variant of the template, be those of another org. */
		const connect = async (org: Sandbox, id: string, change = (text: string) => text) => {
			await place.connect(org);
			await variant('Set up Salesforce', id, (workflow) => {
				const text = JSON.stringify(workflow.nodes);
				const { url } = org.salesforce;
				workflow.nodes = JSON.parse(
					change(text.replaceAll(place.sandbox.salesforce.url, url)),
				) as Imported['nodes'];
			});
		};

		it(
			'tells what Salesforce objects to, in Salesforce’s own words, and leaves the org as it was',
			async () => {
				const org = await startSandbox({ salesforceOrg: 'empty' });
				const planted = (text: string) => text.replace(/(Topics\W+length\W+)255/, '$1256');
				try {
					await connect(org, 'faulty', planted);
					const { status, text } = await run('faulty');
					expect(status).toBe('error');
					expect(text).toContain('Salesforce did not accept the package, and nothing was changed.');
					expect(text).toContain('Call_Analysis__c.Topics__c: ');
					expect(await described(org)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				} finally {
					await place.connect(place.sandbox);
					await org.close();
				}
			},
			RUNNING,
		);

		it(
			'completes an object that was made by hand',
			async () => {
				const org = await startSandbox({ salesforceOrg: 'empty' });
				try {
					org.salesforce.createObject('Call_Analysis__c', 'Call Analysis', 'Call Analyses');
					await connect(org, 'by-hand');
					expect((await succeed('by-hand')).text).toContain('Call Analysis is ready');
					expect(changes(org)).toContain('metadata/deployRequest');
					expect((await succeed('by-hand')).text).toContain('nothing was changed');
				} finally {
					await place.connect(place.sandbox);
					await org.close();
				}
			},
			RUNNING,
		);

		// In n8n 1, an HTTP Request node cannot use the JWT credential.
		const withJwt = place.version === N8N_VERSIONS[0] ? it : it.skip;
		withJwt(
			'works with a Salesforce JWT credential as well',
			async () => {
				const org = await startSandbox({ salesforceOrg: 'empty' });
				try {
					const { jwt, url } = org.salesforce;
					const name = 'Salesforce JWT';
					const data = { environment: 'production', ...jwt, myDomainUrl: url };
					const id = await place.editor.createCredential({ name, type: 'salesforceJwtApi', data });
					await variant('Set up Salesforce', 'with-jwt', (workflow) => {
						const text = JSON.stringify(workflow.nodes);
						workflow.nodes = JSON.parse(
							text.replaceAll(place.sandbox.salesforce.url, url),
						) as Imported['nodes'];
						for (const node of workflow.nodes) {
							if (!node.credentials) continue;
							node.credentials = { salesforceJwtApi: { id, name } };
							const isRequest = node.type === 'n8n-nodes-base.httpRequest';
							if (isRequest) node.parameters.nodeCredentialType = 'salesforceJwtApi';
							else node.parameters.authentication = 'jwt';
						}
					});
					expect((await succeed('with-jwt')).text).toContain('Call Analysis is ready');
				} finally {
					await org.close();
				}
			},
			RUNNING,
		);

		describe('in an org in which the person may not deploy', () => {
			let strict: Sandbox;

			beforeAll(async () => {
				strict = await startSandbox({ salesforceOrg: 'empty', salesforceDeploys: false });
				await connect(strict, 'strict-org');
			}, RUNNING);
			afterAll(async () => {
				await place.connect(place.sandbox);
				await strict.close();
			}, RUNNING);

			it(
				'says how to make the object by hand, and then adds all fields to it',
				async () => {
					const { status, text } = await run('strict-org');
					expect(status).toBe('error');
					expect(text).toContain('You may not deploy in this org. Create the object by hand');

					strict.salesforce.createObject('Call_Analysis__c', 'Call Analysis', 'Call Analyses');
					expect((await succeed('strict-org')).text).toContain('Call Analysis is ready');
					const fieldsOf = async (org: Sandbox) =>
						((await described(org)).fields as Array<{ name: string; type: string }>)
							.filter(({ name }) => name.endsWith('__c'))
							.map(({ name, type }) => `${name} ${type}`)
							.sort();
					expect(await fieldsOf(strict)).toEqual(await fieldsOf(place.sandbox));

					const before = changes(strict).length;
					expect((await succeed('strict-org')).text).toContain('nothing was changed');
					expect(changes(strict)).toHaveLength(before);
				},
				RUNNING,
			);
		});
	});
}
