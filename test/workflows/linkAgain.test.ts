import { startSandbox, type Sandbox } from '../../sandbox';
import { ORG_ADDRESS } from '../../scripts/lib/stage';
import type { Template } from '../../scripts/lib/templates';
import { begin, loadNodes, named } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

beforeAll(loadNodes, INSTALLING);

describe('Link calls again, in the engine with n8n’s own Salesforce node', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const call = (key: string, more: object = {}) =>
		sandbox.salesforce.create('Call_Analysis__c', {
			Name: `Call with +1 415 555 0101 ${key}`,
			Recording_Id__c: key,
			Caller__c: '+1 415 555 0101',
			Status__c: 'Completed',
			Match__c: 'None',
			...more,
		});
	const record = (id: string) =>
		sandbox.salesforce.records('Call_Analysis__c').find(({ Id }) => Id === id);
	const contact = (LastName: string) =>
		sandbox.salesforce.create('Contact', { LastName, MobilePhone: '(415) 555-0101' });
	const run = async () => {
		const text = JSON.stringify(named('link-calls-again.json'));
		const template = JSON.parse(text.replaceAll(ORG_ADDRESS, sandbox.salesforce.url)) as Template;
		return await begin(template, sandbox, { from: 'Every Night', items: [{}] as never }).run;
	};

	it('links the calls of a customer who was entered later, and keeps all else of their records', async () => {
		const [one, other] = [call('one'), call('two', { Match__c: null })];
		const found = contact('Carter');
		expect((await run()).data.resultData.error).toBeUndefined();
		for (const id of [one, other]) {
			expect(record(id)).toMatchObject({
				Contact__c: found,
				Match__c: 'Unique',
				Status__c: 'Completed',
				Name: expect.stringContaining('+1 415 555 0101'),
			});
		}
		expect(sandbox.descriptor.jobs()).toEqual([]);
	});

	it('leaves calls as they are that still match nobody, or that somebody has linked', async () => {
		const found = contact('Carter');
		const other = contact('Reed');
		sandbox.salesforce.remove(other);
		const byHand = call('by-hand', { Match__c: 'By Hand' });
		const stranger = call('stranger', { Caller__c: '+44 20 7946 0958' });
		const before = [record(byHand), record(stranger)];
		await run();
		expect([record(byHand), record(stranger)]).toEqual(before);
		expect(found).not.toBe('');
	});

	it('says where several match, and links the account that they share', async () => {
		const account = sandbox.salesforce.create('Account', { Name: 'Acme' });
		for (const LastName of ['Carter', 'Reed']) {
			sandbox.salesforce.create('Contact', {
				LastName,
				Phone: '415 555 0101',
				AccountId: account,
			});
		}
		const id = call('switchboard');
		await run();
		expect(record(id)).toMatchObject({
			Match__c: 'Several',
			Contact__c: null,
			Account__c: account,
		});
	});

	it('changes nothing of a stranger where a field is hidden, and keeps the notes of others', async () => {
		sandbox.salesforce.restrictUser({ access: ['Contact.MobilePhone'] });
		const stranger = call('stranger', { Caller__c: '+44 20 7946 0958' });
		const known = call('known', { Link_Notes__c: 'No active user.' });
		sandbox.salesforce.create('Account', { Name: 'Acme', Phone: '415 555 0101' });
		const before = record(stranger);
		await run();
		expect(record(stranger)).toEqual(before);
		expect(record(known)).toMatchObject({ Match__c: 'Unique', Link_Notes__c: 'No active user.' });
	});

	it('keeps an opportunity that somebody has set', async () => {
		const AccountId = sandbox.salesforce.create('Account', { Name: 'Acme', Phone: '415 555 0101' });
		const [open, chosen] = ['Open', 'Closed Won'].map((StageName) =>
			sandbox.salesforce.create('Opportunity', {
				Name: StageName,
				StageName,
				CloseDate: '2026-12-31',
				AccountId,
			}),
		);
		const [one, other] = [call('one'), call('two', { Opportunity__c: chosen })];
		await run();
		expect([one, other].map((id) => record(id)?.Opportunity__c)).toEqual([open, chosen]);
	});

	it('asks nothing for a call without a number', async () => {
		call('nobody', { Caller__c: null });
		const before = sandbox.salesforce.requests().length;
		await run();
		expect(sandbox.salesforce.requests()).toHaveLength(before + 1);
	});
});
