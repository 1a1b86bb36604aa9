import { startSandbox, type Sandbox } from '../../sandbox';
import { createRecord, submit } from './client';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

describe('The start pages', () => {
	it('link every recording that was submitted', async () => {
		const url = 'https://recordings.example.com/short-call.mp3';
		expect(await (await fetch(sandbox.descriptor.url)).text()).toContain('There are none yet.');
		await submit(sandbox, url);
		const page = await (await fetch(sandbox.descriptor.url)).text();
		expect(page).toContain(`<a href="/result/${sandbox.descriptor.jobs()[0].id}">${url}</a>`);
	});

	it('link every call analysis that was saved, with its name escaped', async () => {
		await createRecord(sandbox, 'Call_Analysis__c', { Name: '<b>A</b>' });
		const page = await (await fetch(sandbox.salesforce.url)).text();
		const [{ Id: id }] = sandbox.salesforce.records('Call_Analysis__c');
		expect(page).toContain(`<a href="/${String(id)}">&lt;b&gt;A&lt;/b&gt;</a>`);
	});
});
