import { readSources } from '../../salesforce/package';
import type { Sandbox } from '../../sandbox';
import { salesforce, startSandbox } from './client';

describe('The pages of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let create: Sandbox['salesforce']['create'];

	beforeEach(async () => {
		sandbox = await startSandbox();
		create = sandbox.salesforce.create;
	});
	afterEach(async () => await sandbox.close());

	const text = async (path: string) => await (await fetch(sandbox.salesforce.url + path)).text();

	it('show lookups as links with names, web addresses as links, and nothing else as one', async () => {
		const contact = create('Contact', { FirstName: 'Ada', LastName: '<Reed>' });
		const issue = create('Case', { Subject: 'Broken' });
		const call = create('Call_Analysis__c', {
			Name: '<b>One</b>',
			Summary_c__c: '<b>First</b>\nSecond',
			Contact__c: contact,
			Case__c: issue,
			Recording_Id__c: '1',
			Recording_URL__c: 'https://calls.example/1.mp3?a=1&b=2',
			Result_Link__c: 'javascript:alert(1)',
			Low_CSAT__c: true,
			Called_At__c: '2024-05-01T12:00:00+02:00',
		});
		const page = await text(`/${call}`);
		expect(await text(`/lightning/r/Call_Analysis__c/${call}/view`)).toBe(page);
		expect(page).toContain('<h1 dir="auto">&lt;b&gt;One&lt;/b&gt;</h1>');
		expect(page).toContain('&lt;b&gt;First&lt;/b&gt;\nSecond');
		expect(page).toContain(`<a href="/${contact}">Ada &lt;Reed&gt;</a>`);
		expect(page).toContain(`<a href="/${issue}">Broken</a>`);
		expect(page).toContain('<a href="https://calls.example/1.mp3?a=1&amp;b=2"');
		expect(page).toContain('<dd dir="auto">javascript:alert(1)</dd>');
		expect(page).toContain('<dd dir="auto">2024-05-01 10:00 UTC</dd>');
		expect(page).toContain('<dt>Low CSAT</dt><dd dir="auto">Yes</dd>');
	});

	it('show the fields in the order of the page layout', async () => {
		const call = create('Call_Analysis__c', { Name: 'One', CSAT__c: 3, Agent_Actions_c__c: '[]' });
		const page = await text(`/${call}`);
		const layout = readSources().find(({ path }) => path.endsWith('.layout-meta.xml'))?.text ?? '';
		const shown = ['Agent_Actions_c__c', 'CSAT__c', 'Name'];
		const byLayout = shown.sort((one, other) => layout.indexOf(one) - layout.indexOf(other));
		const labels: Record<string, string> = {
			Agent_Actions_c__c: 'Agent Actions',
			CSAT__c: 'CSAT',
			Name: 'Call Analysis Name',
		};
		const places = byLayout.map((name) => page.indexOf(`<dt>${labels[name]}</dt>`));
		expect(places[0]).toBeGreaterThan(0);
		expect(places).toEqual([...places].sort((one, other) => one - other));
		expect(page.indexOf('<dt>Record ID</dt>')).toBeGreaterThan(places[2]);
	});

	it('show where a call is, whom it is of and what follows from it, each with a link', async () => {
		const { helen, account, dana, recordings } = sandbox.salesforce.fill();
		const [call] = recordings;
		const change = {
			Status__c: 'Completed',
			Match__c: 'Unique',
			Contact__c: helen,
			Follow_Ups__c: 'One\nTwo',
		};
		await salesforce(sandbox, 'PATCH', `/sobjects/Call_Analysis__c/${call}`, change);
		const page = await text(`/${call}`);
		for (const [label, value] of [
			['Status', 'Completed'],
			['Match', 'Unique'],
			['Follow-Ups', 'One\nTwo'],
			['Contact', `<a href="/${helen}">Helen Carter</a>`],
			['Owner', `<a href="/${dana}">Dana Miller</a>`],
		]) {
			expect(page).toContain(`<dt>${label}</dt><dd dir="auto">${value}</dd>`);
		}
		expect(await text('/')).toContain('<td dir="auto">Completed</td><td dir="auto">Unique</td>');
		const person = await text(`/${helen}`);
		expect(person).toContain(
			`<dt>Account</dt><dd dir="auto"><a href="/${account}">Northwind Traders</a>`,
		);
		expect(person).toContain('The internet connection drops every evening</a>');
		expect(await text(`/${account}`)).toContain(`<a href="/${helen}">Helen Carter</a>`);
		expect(await text(`/${dana}`)).toContain('<h1 dir="auto">Dana Miller</h1>');
	});

	it('list the tasks and the calls of a record', async () => {
		const account = create('Account', { Name: 'Acme' });
		const contact = create('Contact', { LastName: 'Reed', AccountId: account });
		const call = create('Call_Analysis__c', { Name: 'One', Contact__c: contact });
		const task = create('Task', { Subject: 'Call back', WhoId: contact, WhatId: call });
		for (const id of [call, contact, account]) {
			expect(await text(`/${id}`)).toContain(
				`<td dir="auto"><a href="/${task}">Call back</a></td>`,
			);
		}
		expect(await text(`/${contact}`)).toContain(`<h2>Call Analyses</h2>`);
		expect(await text(`/${account}`)).not.toContain(`<h2>Call Analyses</h2>`);
	});

	it('list the calls with what matters about them, newest first', async () => {
		create('Call_Analysis__c', { Name: 'First', Status__c: 'Failed' });
		create('Call_Analysis__c', { Name: 'Second', CSAT__c: 4.5, Customer_Emotion__c: 'calm' });
		const page = await text('/');
		expect(page).toContain('<th>Status</th><th>Match</th><th>CSAT</th><th>Customer Emotion</th>');
		expect(page).toContain('<td dir="auto">4.5</td><td dir="auto">calm</td>');
		expect(page.indexOf('Second')).toBeLessThan(page.indexOf('First'));
		expect(page).toContain('<a href="/lightning/o/Call_Analysis__c/list">Call Analyses</a> (2)');
		expect(await text('/lightning/o/Contact/list')).toContain('There are none yet.');
		const [{ Id }] = sandbox.salesforce.records('Call_Analysis__c');
		expect(await text(`/${Id}`)).toContain('/lightning/o/Call_Analysis__c/list');
		expect((await fetch(`${sandbox.salesforce.url}/lightning/o/Nothing/list`)).status).toBe(404);
	});

	it('show no more than two hundred records in a list', async () => {
		for (let n = 1; n <= 201; n++) create('Account', { Name: `Account ${n}!` });
		const page = await text('/lightning/o/Account/list');
		expect(page).toContain('newest 200 of 201');
		expect(page).not.toContain('Account 1!');
	});

	it('work in an org that has no calls yet', async () => {
		const empty = await startSandbox({ salesforceOrg: 'empty' });
		const answer = await fetch(empty.salesforce.url);
		expect(answer.status).toBe(200);
		expect(await answer.text()).toContain('Contacts');
		await empty.close();
	});
});
