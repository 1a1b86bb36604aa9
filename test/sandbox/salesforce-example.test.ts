import { SCENARIO_NAMES, type Sandbox } from '../../sandbox';
import { salesforce, startSandbox } from './client';

describe('A Salesforce org in use', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const find = async (digits: string) => {
		const sosl = `FIND {${digits}} IN PHONE FIELDS RETURNING Contact(Name, Account.Name), Lead(Name), Account(Name)`;
		const { body } = await salesforce<{ searchRecords: Array<{ Name: string }> }>(
			sandbox,
			'GET',
			`/search?q=${encodeURIComponent(sosl)}`,
		);
		return body.searchRecords;
	};

	it('has customers whose numbers are written as people write them', async () => {
		sandbox.salesforce.fill();
		const Account = { Name: 'Northwind Traders' };
		expect(await find('4155550101')).toMatchObject([{ Name: 'Helen Carter', Account }]);
		expect(await find('02079460958')).toMatchObject([{ Name: 'James Whitfield', Account }]);
		expect(await find('14155550101 OR 442079460958')).toEqual([]);
		expect(await find('6285550144')).toMatchObject([{ Name: 'Priya Shah' }]);
	});

	it('has an open case, and recordings that are to be sent', () => {
		const { helen, account, dana, recordings, ...others } = sandbox.salesforce.fill();
		const open = sandbox.salesforce.records('Case').filter(({ IsClosed }) => !IsClosed);
		expect(open).toMatchObject([
			{ Id: others.case, ContactId: helen, AccountId: account, OwnerId: dana },
		]);
		const calls = sandbox.salesforce.records('Call_Analysis__c');
		expect(calls.map(({ Id }) => Id)).toEqual(recordings);
		expect(calls).toMatchObject([
			{ Status__c: 'New', Caller__c: '+1 (415) 555-0101', Contact__c: null, Job_Id__c: null },
			{ Status__c: 'New', Caller__c: '+44 20 7946 0958', Contact__c: null, Job_Id__c: null },
		]);
		const names = calls.map(({ Recording_URL__c: url }) => /([\w-]+)\.mp3$/.exec(String(url))?.[1]);
		expect(SCENARIO_NAMES).toEqual(expect.arrayContaining(names));
	});

	it('is there from the start where it is wanted', async () => {
		const used = await startSandbox({ salesforceOrg: 'inUse' });
		expect(used.salesforce.records('Contact')).toHaveLength(2);
		expect(sandbox.salesforce.records('Contact')).toEqual([]);
		await used.close();
	});
});
