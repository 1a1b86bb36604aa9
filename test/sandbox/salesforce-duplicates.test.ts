import type { Sandbox } from '../../sandbox';
import { bearer, salesforce, send, startSandbox } from './client';

describe('The duplicate rules of the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
		const { create } = sandbox.salesforce;
		create('Contact', {
			FirstName: 'Ada',
			LastName: 'Reed',
			Email: 'ada@acme.example',
			Phone: '+1 555 010',
		});
		create('Lead', { LastName: 'Stone', Company: 'Rock', Email: 'stone@rock.example' });
	});
	afterAll(async () => await sandbox.close());

	const create = async (object: string, fields: object, headers: Record<string, string> = {}) => {
		const { url, accessToken } = sandbox.salesforce;
		const path = `${url}/services/data/v59.0/sobjects/${object}`;
		return await send('POST', path, fields, { ...bearer(accessToken), ...headers });
	};

	it('names the rule and the record that seems to be the same', async () => {
		const [{ Id }] = sandbox.salesforce.records('Contact');
		const duplicate = { LastName: 'Else', Email: 'ADA@acme.example' };
		expect(await create('Contact', duplicate)).toEqual({
			status: 400,
			body: [
				{
					errorCode: 'DUPLICATES_DETECTED',
					message: 'Use one of these records?',
					duplicateResult: {
						allowSave: true,
						duplicateRule: 'Standard_Contact_Duplicate_Rule',
						duplicateRuleEntityType: 'Contact',
						errorMessage: 'Use one of these records?',
						matchResults: [
							{
								entityType: 'Contact',
								errors: [],
								matchEngine: 'FuzzyMatchEngine',
								matchRecords: [
									{
										additionalInformation: [],
										fieldDiffs: [],
										matchConfidence: 100,
										record: {
											attributes: {
												type: 'Contact',
												url: `/services/data/v59.0/sobjects/Contact/${Id}`,
											},
											Id,
										},
									},
								],
								rule: 'Standard_Contact_Match_Rule_v1_1',
								size: 1,
								success: true,
							},
						],
					},
				},
			],
		});
	});

	it('takes a namesake with the same phone number for the same person, and no other namesake', async () => {
		const name = { FirstName: 'ada', LastName: 'REED' };
		expect((await create('Contact', { ...name, MobilePhone: '(1) 555-010' })).status).toBe(400);
		expect((await create('Contact', { ...name, Phone: '+1 555 099' })).status).toBe(201);
		expect((await create('Contact', { LastName: 'Hill', Phone: '+1 555 010' })).status).toBe(201);
	});

	it('lets a duplicate in when the request says so', async () => {
		const lead = { LastName: 'Stone', Company: 'Rock', Email: 'stone@rock.example' };
		expect((await create('Lead', lead)).status).toBe(400);
		const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
		expect((await create('Lead', lead, headers)).status).toBe(201);
	});

	it('looks for what is missing first, and lets everything else be the same', async () => {
		expect(await create('Lead', { Email: 'stone@rock.example' })).toMatchObject({
			body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }],
		});
		const account = { Name: 'Acme', Phone: '1' };
		expect((await create('Account', account)).status).toBe(201);
		expect((await create('Account', account)).status).toBe(201);
		const [{ Id }] = sandbox.salesforce.records('Lead');
		const change = { Email: 'ada@acme.example' };
		expect((await salesforce(sandbox, 'PATCH', `/sobjects/Lead/${Id}`, change)).status).toBe(204);
	});
});
